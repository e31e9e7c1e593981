// A canvas of the size of its host for plotters: drawn again when its size, its colours or its numbers change,
// at most ten times a second: a drawing costs some milliseconds, and numbers that change faster cannot be read.

/** Between two drawings, in milliseconds, unless the chart wishes otherwise. */
const PACE_MS = 100;
/** Pixels of the canvas per device pixel: plotters has whole coordinates and wants twice as many. */
const OVERSAMPLING = 2;
/** More pixels per CSS pixel than this only cost time. */
const MAX_SCALE = 6;

/**
 * @typedef {{panel: string, ink: string, soft: string, line: string, accent: string, plain: string, skip: string,
 *   runs: [string, string, string, string]}} Colours
 */

/** The module with plotters inside, which comes after the page. @typedef {typeof import("../pkg/charts.js")} Charts */
/** The one that draws fits and clusters, which comes when they are seen. @typedef {typeof import("../pkg/fits.js")} Fits */

/**
 * @template {Charts | Fits} [Module=Charts]
 * @param {HTMLElement} host
 * @param {Promise<Module>} arrival nothing is drawn before; whoever loads the module answers for it if it fails
 * @param {(charts: Module, canvas: HTMLCanvasElement, style: InstanceType<Module["ChartStyle"]>) => void} draw
 * @param {number} [paceMs]
 */
export function createChartCanvas(host, arrival, draw, paceMs = PACE_MS) {
  const canvas = document.createElement("canvas");
  canvas.setAttribute("role", "img");
  // Whoever draws says what is seen; until then it is on its way.
  canvas.setAttribute("aria-label", "…");
  host.append(canvas);
  /** @type {Module | undefined} */
  let charts;
  /** @type {Colours | undefined} */
  let colours;
  let font = "sans-serif";
  let lastDraw = Number.NEGATIVE_INFINITY;
  let isWaiting = false;
  let isInView = true;

  function drawNow() {
    isWaiting = false;
    const { clientWidth: width, clientHeight: height } = host;
    if (!isInView || !charts || !colours || width === 0 || height === 0) return;
    const scale = Math.min(MAX_SCALE, OVERSAMPLING * (globalThis.devicePixelRatio || 1));
    const [pixelsX, pixelsY] = [Math.round(width * scale), Math.round(height * scale)];
    if (canvas.width !== pixelsX) canvas.width = pixelsX;
    if (canvas.height !== pixelsY) canvas.height = pixelsY;
    lastDraw = performance.now();
    const runs = colours.runs.slice(1); // the first is the accent
    const look = JSON.stringify({ scale, font, ...colours, runs });
    const style = /** @type {InstanceType<Module["ChartStyle"]>} */ (new charts.ChartStyle(look));
    draw(charts, canvas, style);
    style.free();
  }
  function refresh() {
    if (isWaiting) return;
    isWaiting = true;
    const wait = lastDraw + paceMs - performance.now();
    // At the end of this task, when all that changed is in; a timer would come late where a slow GPU fills the thread.
    if (wait <= 0) queueMicrotask(drawNow);
    else setTimeout(drawNow, wait);
  }
  arrival.then(
    (loaded) => {
      charts = loaded;
      refresh();
    },
    () => {},
  );
  const sizes = new ResizeObserver(refresh);
  sizes.observe(host);
  // What is scrolled away costs nothing.
  const views = new IntersectionObserver((entries) => {
    isInView = entries.some((entry) => entry.isIntersecting);
    if (isInView) refresh();
  });
  views.observe(host);

  return {
    canvas,
    refresh,
    /** @param {Colours} theme */
    setColours({ panel, ink, soft, line, accent, plain, skip, runs }) {
      colours = { panel, ink, soft, line, accent, plain, skip, runs };
      font = getComputedStyle(host).fontFamily;
      refresh();
    },
    dispose() {
      sizes.disconnect();
      views.disconnect();
      charts = undefined;
      canvas.remove();
    },
  };
}
