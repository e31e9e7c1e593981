// A canvas of the size of its host for the core's plotters: drawn again when its size, its colours or its numbers change,
// at most ten times a second: a drawing costs some milliseconds, and numbers that change faster cannot be read.

/** Between two drawings, in milliseconds. */
const PACE_MS = 100;
/** Pixels of the canvas per device pixel: plotters has whole coordinates and wants twice as many. */
const OVERSAMPLING = 2;
/** More pixels per CSS pixel than this only cost time. */
const MAX_SCALE = 6;

/** @typedef {{panel: string, ink: string, soft: string, line: string, accent: string, plain: string, skip: string}} Colours */

/**
 * @param {HTMLElement} host
 * @param {(canvas: HTMLCanvasElement, style: string) => void} draw style: JSON as the core's ChartStyle reads it
 */
export function createChartCanvas(host, draw) {
  const canvas = document.createElement("canvas");
  canvas.setAttribute("role", "img");
  host.append(canvas);
  /** @type {Colours | undefined} */
  let colours;
  let font = "sans-serif";
  let lastDraw = Number.NEGATIVE_INFINITY;
  let isWaiting = false;
  let isInView = true;

  function drawNow() {
    isWaiting = false;
    const { clientWidth: width, clientHeight: height } = host;
    if (!isInView || !colours || width === 0 || height === 0) return;
    const scale = Math.min(MAX_SCALE, OVERSAMPLING * (globalThis.devicePixelRatio || 1));
    const [pixelsX, pixelsY] = [Math.round(width * scale), Math.round(height * scale)];
    if (canvas.width !== pixelsX) canvas.width = pixelsX;
    if (canvas.height !== pixelsY) canvas.height = pixelsY;
    lastDraw = performance.now();
    draw(canvas, JSON.stringify({ scale, font, ...colours }));
  }
  function refresh() {
    if (isWaiting) return;
    isWaiting = true;
    const wait = lastDraw + PACE_MS - performance.now();
    // At the end of this task, when all that changed is in; a timer would come late where a slow GPU fills the thread.
    if (wait <= 0) queueMicrotask(drawNow);
    else setTimeout(drawNow, wait);
  }
  new ResizeObserver(refresh).observe(host);
  // What is scrolled away costs nothing.
  new IntersectionObserver((entries) => {
    isInView = entries.some((entry) => entry.isIntersecting);
    if (isInView) refresh();
  }).observe(host);

  return {
    canvas,
    refresh,
    /** @param {Colours} theme */
    setColours({ panel, ink, soft, line, accent, plain, skip }) {
      colours = { panel, ink, soft, line, accent, plain, skip };
      font = getComputedStyle(host).fontFamily;
      refresh();
    },
  };
}
