// The mountain without WebGL2: plotters draws the same surface, trail and ball on a 2-D canvas. The interface is
// that of `stage/mountain/mountain.js`, so that whoever uses it need not know which one it is.
import { createChartCanvas } from "../chart_canvas.js";
import { heightAt } from "../sheet.js";
import { bestYaw } from "./yaw.js";

/** Pitch above the horizon of the camera presets, in radians. */
const PITCH = { hero: 0.85, top: 1.5 };
/** Radians a pixel of dragging turns, and a press of an arrow key. */
const DRAG = 0.008;
const PRESS = 0.12;
/** A surface of more points along a side than this takes plotters too long to turn smoothly. */
const SIDE_AT_MOST = 33;
/** The least loss a logarithmic height tells apart. */
const LOG_FLOOR = 1e-12;
/** Numbers a point of the trail: step, a, b, loss, distance. */
const TRAIL_POINT = 5;

/**
 * @typedef {import("../sheet.js").Grid & {heights: Float32Array}} Grid
 * @typedef {{a: number, b: number, loss: number, distance: number}} Place
 */

/**
 * @param {HTMLElement} host
 * @param {{charts: Promise<import("../chart_canvas.js").Charts>, description: string,
 *   heightName: (scale: string) => string}} options
 */
export function createFallback(host, { charts: arrival, description, heightName }) {
  /** @type {Grid | undefined} */
  let grid;
  let range = { low: 0, high: 1 };
  let scale = "linear";
  let trail = new Float32Array();
  /** @type {Place | undefined} */
  let ball;
  /** Where the next step would land. @type {Place | null} */
  let next = null;
  /** The runs beside the ball's. @type {import("../mountain/types.js").Walker[]} */
  let others = [];
  let yaw = 0;
  let pitch = PITCH.hero;
  /** Whether the viewer stands where the preset says. */
  let isUntouched = true;

  const chart = createChartCanvas(host, arrival, (charts, canvas, style) => {
    if (!grid) return;
    const extent = new Float32Array([...grid.a, ...grid.b]);
    const text = JSON.stringify({ height: heightName(scale) });
    charts.draw_surface_chart(
      canvas,
      Float32Array.from(grid.heights, heightOf),
      grid.columns,
      extent,
      new Float32Array(marks().flat()),
      yaw,
      pitch,
      text,
      style,
    );
  });
  const { canvas } = chart;
  canvas.tabIndex = 0;
  host.classList.add("fallback");
  canvas.setAttribute("aria-label", description);

  /** A loss on the height scale, capped: nothing is left out as a hole. @param {number} loss */
  function heightOf(loss) {
    const capped = Number.isNaN(loss) ? range.high : Math.min(range.high, Math.max(range.low, loss));
    return scale === "log" ? Math.log10(Math.max(capped, LOG_FLOOR)) : capped;
  }
  const isInside = (/** @type {number} */ a, /** @type {number} */ b) =>
    grid !== undefined && heightAt(grid, a, b) !== undefined;
  /** The ball's path, where its next step would land, and the other runs' paths, a gap between any two. */
  function marks() {
    const landing = next && isInside(next.a, next.b) ? [[next.a, next.b, heightOf(next.loss)]] : [];
    const paths = others.map(({ place, trail: path }) => pointsOf(path ?? new Float32Array(), place));
    const gap = [Number.NaN, Number.NaN, Number.NaN];
    return [...pointsOf(trail, ball ?? null), gap, ...landing, ...paths.flatMap((path) => [gap, ...path])];
  }
  /**
   * A path and where it ends, as far as they are on the sheet: (a, b, height) each.
   * @param {Float32Array<any>} path @param {Place | null} place
   */
  function pointsOf(path, place) {
    /** @type {[number, number, number][]} */
    const points = [];
    for (let at = 0; at + TRAIL_POINT <= path.length; at += TRAIL_POINT) {
      const [a, b, loss] = [path[at + 1], path[at + 2], path[at + 3]];
      if (isInside(a, b)) points.push([a, b, heightOf(loss)]);
    }
    if (place && isInside(place.a, place.b)) points.push([place.a, place.b, heightOf(place.loss)]);
    return points;
  }
  /** @param {number} dx @param {number} dy in radians */
  function turn(dx, dy) {
    isUntouched = false;
    yaw += dx;
    pitch = Math.min(PITCH.top, Math.max(0.05, pitch + dy));
    chart.refresh();
  }
  canvas.addEventListener("pointerdown", (event) => canvas.setPointerCapture(event.pointerId));
  canvas.addEventListener("pointermove", (event) => {
    if (canvas.hasPointerCapture(event.pointerId)) turn(event.movementX * DRAG, event.movementY * DRAG);
  });
  canvas.addEventListener("keydown", (event) => {
    const turns = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    const by = Object.entries(turns).find(([key]) => key === event.key)?.[1];
    if (!by) return;
    turn(by[0] * PRESS, by[1] * PRESS);
    event.preventDefault();
  });

  return {
    /** @param {Grid} surface */
    setSurface(surface) {
      if (surface.columns > SIDE_AT_MOST) return;
      grid = surface;
      if (isUntouched && pitch === PITCH.hero) yaw = bestYaw(surface);
      chart.refresh();
    },
    /** @param {{low: number, high: number}} heights */
    setRange(heights) {
      range = heights;
      chart.refresh();
    },
    /** @param {"linear" | "log"} wished */
    setHeightScale(wished) {
      scale = wished;
      chart.refresh();
    },
    /** @param {Place} place @param {Place | null} landing */
    setBall(place, landing) {
      ball = place;
      next = landing;
      chart.refresh();
    },
    /** @param {Float32Array<any>} points */
    setTrail(points) {
      trail = points;
      chart.refresh();
    },
    /** Up to four walkers, the first of them the ball. @param {import("../mountain/types.js").Walker[]} walkers */
    setWalkers([first, ...rest]) {
      others = rest;
      if (first?.place) ball = first.place;
      if (first) next = first.next ?? null;
      if (first?.trail) trail = first.trail;
      chart.refresh();
    },
    /** @param {import("../chart_canvas.js").Colours} colours */
    setTheme(colours) {
      canvas.setAttribute("aria-label", description);
      chart.setColours(colours);
    },
    /** @param {"hero" | "top" | "along"} name */
    setView(name) {
      isUntouched = true;
      pitch = name === "top" ? PITCH.top : PITCH.hero;
      yaw = name !== "top" && grid ? bestYaw(grid) : 0;
      chart.refresh();
    },
    /** @param {string} text */
    setDescription(text) {
      canvas.setAttribute("aria-label", text);
    },
    /** It writes numbers and axes by itself, and has no compass. */
    setDown() {},
    setSecondSurface() {},
    setWords() {},
    setHelp() {},
    setDroppable() {},
    setObstacles() {},
    /** The drawing has its own margins. */
    setInsets() {},
    /** It has no zoom. @param {{yaw?: number, polar?: number}} by */
    nudge({ yaw: dx = 0, polar: dy = 0 }) {
      turn(dx, dy);
    },
    resetView() {
      this.setView("hero");
    },
    dispose() {
      host.classList.remove("fallback");
      canvas.remove();
    },
  };
}
