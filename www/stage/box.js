// Where an element is seen, also inside of what is enlarged by the style sheet's `zoom`: engines do not agree yet on the pixels in which
// they tell it (CSS Viewport Module, "zoom").

/** Whether the engine tells what is seen; older ones tell it as if nothing were enlarged. @type {boolean | undefined} */
let isSeenBox;

/** @param {Element} element @returns {{left: number, right: number, top: number, bottom: number, width: number, height: number}} in the window's pixels */
export function boxOf(element) {
  const box = element.getBoundingClientRect();
  isSeenBox ??= tellsWhatIsSeen();
  const zoom = isSeenBox ? 1 : zoomOf(element);
  if (zoom === 1) return box;
  const { left, right, top, bottom, width, height } = box;
  return {
    left: left * zoom,
    right: right * zoom,
    top: top * zoom,
    bottom: bottom * zoom,
    width: width * zoom,
    height: height * zoom,
  };
}

function tellsWhatIsSeen() {
  const probe = document.createElement("div");
  Object.assign(probe.style, { position: "absolute", width: "100px", height: "0", visibility: "hidden" });
  probe.style.setProperty("zoom", "2");
  document.body.append(probe);
  const { width } = probe.getBoundingClientRect();
  probe.remove();
  return width > 150;
}

/** @param {Element} element */
function zoomOf(element) {
  let zoom = 1;
  for (let at = /** @type {Element | null} */ (element); at; at = at.parentElement)
    zoom *= Number(getComputedStyle(at).getPropertyValue("zoom")) || 1;
  return zoom;
}

/**
 * A place of the pointer in an element's own pixels, those of its `clientWidth`.
 * @param {HTMLElement} element @param {{clientX: number, clientY: number}} at in the window's pixels
 */
export function placeIn(element, { clientX, clientY }) {
  const { left, top, width } = boxOf(element);
  const zoom = element.offsetWidth > 0 ? width / element.offsetWidth : 1;
  return { x: (clientX - left) / zoom, y: (clientY - top) / zoom };
}
