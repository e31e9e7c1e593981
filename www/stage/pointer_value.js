// A small label that follows the pointer over a chart and says the numbers below it.

/** CSS pixels that the core's chart frame keeps free at the right (`chart/axes.rs`). */
const RIGHT = 4;

/**
 * @param {HTMLElement} host
 * @param {(share: number) => string} describe what stands at this share of the width, "" for nothing
 * @param {() => number} left CSS pixels of the labels left of the drawing
 */
export function createPointerValue(host, describe, left) {
  const label = document.createElement("div");
  label.className = "pointer-value";
  label.hidden = true;
  host.append(label);

  host.addEventListener("pointermove", (event) => {
    const box = host.getBoundingClientRect();
    const from = left();
    const share = (event.clientX - box.left - from) / (box.width - from - RIGHT);
    const text = share >= 0 && share <= 1 ? describe(share) : "";
    label.hidden = text === "";
    label.textContent = text;
    const half = label.offsetWidth / 2;
    const x = Math.min(box.width - half, Math.max(half, event.clientX - box.left));
    label.style.transform = `translate(${x - half}px, ${Math.max(0, event.clientY - box.top - 34)}px)`;
  });
  host.addEventListener("pointerleave", () => {
    label.hidden = true;
  });
}
