/**
 * The mountain without WebGL2: the core's plotters draws the same scene on a 2-D canvas. Range, contour lines, places, words,
 * probe and compass are the mountain's own modules, so marks and numbers are the same; only the projection is a parallel one, and
 * nothing eases. The interface is that of `stage/mountain/mountain.js`: whoever uses it need not know which one it is.
 *
 * Length: the whole interface of the picture, and the order of one drawing.
 *
 * @import { HeightScale, LossRange, MountainWords, Place, SurfaceGrid, Vec3, ViewName, Walker } from "../mountain/types.js"
 * @import { Insets } from "../mountain/framing.js"
 * @import { Charts, Colours } from "../chart_canvas.js"
 */
import { createChartCanvas } from "../chart_canvas.js";
import { Annotations } from "../mountain/annotations.js";
import { chooseContours } from "../mountain/contours.js";
import { Frame } from "../mountain/geometry.js";
import { legendData } from "../mountain/legend.js";
import { standAt } from "../mountain/place.js";
import { PLAIN_WORDS } from "../mountain/plain_words.js";
import { Probe } from "../mountain/probe.js";
import { chooseRange, levelOf, reachesAbove } from "../mountain/range.js";
import { readAt } from "../mountain/read.js";
import { STRIDE } from "../mountain/walk.js";
import { fieldOf, marksOf, strideOf, thinned, veilLevels } from "./drawn.js";
import { createHand } from "./hand.js";
import { ParallelCamera } from "./parallel.js";

/** Between two drawings, in milliseconds: a turn should follow the hand. */
const PACE_MS = 40;
/** Points along a side that are drawn while the land turns or changes, and at rest. */
const MOVING_SIDE = 33;
const STILL_SIDE = 65;
/** After so long without a change it is at rest, in milliseconds. */
const REST_MS = 250;
/** A ball is taken hold of this near to its centre, in CSS pixels. */
const BALL = 7;

/**
 * @param {HTMLElement} host
 * @param {{charts: Promise<Charts>, description: string, onDrop?: (a: number, b: number, isFinal: boolean) => void}} options
 */
export function createFallback(host, options) {
  return new Fallback(host, options);
}

/** What the next drawing must take in. @typedef {{heights: boolean, framing: boolean, turn: boolean, labels: boolean, land: boolean}} Wishes */

class Fallback {
  /** @param {HTMLElement} host @param {Parameters<typeof createFallback>[1]} options */
  constructor(host, { charts, description, onDrop }) {
    this.#host = host;
    this.#chart = createChartCanvas(host, charts, (...drawing) => this.#draw(...drawing), PACE_MS);
    const { canvas } = this.#chart;
    canvas.tabIndex = 0;
    // Not an image: it has keys of its own, which a screen reader must let through.
    canvas.setAttribute("role", "application");
    this.#marks = document.createElement("canvas");
    this.#marks.className = "fallback-marks";
    this.#marks.setAttribute("aria-hidden", "true");
    host.append(this.#marks);
    host.classList.add("fallback");
    this.setDescription(description);
    this.#notes = new Annotations(host);
    // Before the camera: a key or a press that the probe takes is not the camera's.
    this.#probe = new Probe(host, canvas, {
      pick: (x, y) => this.pick(x, y),
      read: (a, b) => (this.#grid ? readAt(this.#grid, a, b) : null),
      locate: (place) => this.locate(place),
      ball: () => {
        const place = this.#walkers[0].place;
        const at = place && this.locate(place);
        return at && { ...place, x: at.x, y: at.y, radius: BALL };
      },
      plane: () => this.#frame && { a: this.#frame.a, b: this.#frame.b, yaw: this.#camera.yaw },
      describe: (spot) => this.#words.probe(spot),
      drop: (a, b, isFinal) => onDrop?.(a, b, isFinal),
      changed: this.#redraw,
    });
    this.#takeHand = createHand(canvas, {
      camera: () => this.#camera,
      turned: () => this.#turned(),
      home: () => this.resetView(),
    });
  }

  #host;
  #chart;
  #marks;
  #notes;
  #probe;
  #takeHand;
  #camera = new ParallelCamera();
  /** Those that share its camera, itself among them; the first frames it. @type {Fallback[]} */
  #group = [this];
  /** @type {SurfaceGrid | null} */
  #grid = null;
  /** @type {{grid: SurfaceGrid, colour: string} | null} */
  #second = null;
  /** @type {Frame | null} */
  #frame = null;
  /** The surface in levels, as read and stood upon. @type {import("../mountain/types.js").Field | null} */
  #field = null;
  /** @type {LossRange | null} */
  #given = null;
  /** @type {LossRange & {capped: boolean, floored?: boolean}} */
  #range = { low: 0, high: 1, capped: false };
  /** @type {HeightScale} */
  #scale = "linear";
  /** The first of them is the ball. @type {Walker[]} */
  #walkers = [{ name: "", place: null }];
  #fadingDistance = Number.NaN;
  /** @type {MountainWords} */
  #words = PLAIN_WORDS;
  /** @type {[number, number] | null} */
  #down = null;
  /** @type {Insets} */
  #insets = { top: 0.05, right: 0.04, bottom: 0.05, left: 0.04 };
  /** @type {Wishes} */
  #dirty = { heights: false, framing: false, turn: false, labels: true, land: true };
  #drawnSide = 0;
  #changedAt = Number.NEGATIVE_INFINITY;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #rest;
  #frames = 0;

  /** @param {SurfaceGrid} grid at least 2 × 2; copied by reference, must not change afterwards */
  setSurface(grid) {
    const frame = new Frame(grid.a, grid.b);
    const isNew = !this.#frame?.equals(frame);
    this.#grid = grid;
    this.#frame = frame;
    this.#wants({ heights: true, framing: true, ...(isNew ? { turn: true } : {}) });
  }

  /** @param {SurfaceGrid | null} grid null takes it away @param {string} [colour] as `#rrggbb` */
  setSecondSurface(grid, colour = "#d9a0ff") {
    this.#second = grid && { grid, colour };
    this.#wants({ land: true });
  }

  /** @param {LossRange | null} range null: chosen here */
  setRange(range) {
    if (range && this.#given && range.low === this.#given.low && range.high === this.#given.high) return;
    this.#given = range;
    this.#wants({ heights: true, framing: true });
  }

  /** @param {HeightScale} scale */
  setHeightScale(scale) {
    this.#scale = scale;
    this.#wants({ heights: true, framing: true });
  }

  /** @param {Place | null} place @param {Place | null} next */
  setBall(place, next) {
    Object.assign(this.#walkers[0], { place, next });
    this.#redraw();
  }

  /** @param {Float32Array<any>} points @param {{fadingDistance?: number}} [options] */
  setTrail(points, options = {}) {
    this.#walkers[0].trail = points;
    this.#fadingDistance = options.fadingDistance ?? Number.NaN;
    this.#redraw();
  }

  /** Up to four; none goes back to the one nameless ball. @param {Walker[]} walkers @param {{fadingDistance?: number}} [options] */
  setWalkers(walkers, options = {}) {
    this.#walkers =
      walkers.length > 0 ? walkers.map((walker) => ({ ...walker })) : [{ name: "", place: null }];
    this.#fadingDistance = options.fadingDistance ?? Number.NaN;
    this.#redraw();
  }

  /** @param {[number, number] | null} direction */
  setDown(direction) {
    this.#down = direction;
    this.#redraw();
  }

  /** @param {MountainWords} words */
  setWords(words) {
    this.#words = words;
    this.#wants({ labels: true });
  }

  /** @param {Element[]} elements @param {{x: number, y: number}} [compass] */
  setObstacles(elements, compass) {
    this.#notes.setObstacles(elements, compass);
    this.#wants({ framing: true });
  }

  /** @param {boolean} droppable */
  setDroppable(droppable) {
    this.#probe.canDrop = droppable;
  }

  /** @param {Colours} colours */
  setTheme(colours) {
    this.#notes.setTheme(colours);
    this.#dirty.land = true;
    this.#chart.setColours(colours);
  }

  /** @param {ViewName} view */
  setView(view) {
    this.#camera.view = view;
    this.resetView();
  }

  resetView() {
    this.#camera.isTouched = false;
    for (const one of this.#group) one.#wants({ framing: true, turn: true });
  }

  /** @param {{yaw?: number, polar?: number, zoom?: number}} by radians, and how many times nearer */
  nudge(by) {
    this.#camera.turn(by);
    this.#turned();
  }

  /** Shares one camera with others from now on; with none it is alone again. @param {Fallback[]} others */
  linkCamera(...others) {
    this.#group = [this, ...others];
    for (const other of others) {
      other.#group = this.#group;
      other.#camera = this.#camera;
      other.#wants({ framing: true });
    }
    this.#wants({ framing: true, turn: true });
  }

  /** @param {Insets} insets */
  setInsets(insets) {
    this.#insets = insets;
    this.#wants({ framing: true });
  }

  /** Nothing eases here. */
  setReducedMotion() {}

  /** @param {string} text */
  setDescription(text) {
    this.#chart.canvas.setAttribute("aria-label", text);
  }

  /** @param {string} kind @param {string} keys */
  setHelp(kind, keys) {
    this.#chart.canvas.setAttribute("aria-roledescription", kind);
    this.#chart.canvas.setAttribute("aria-description", keys);
  }

  /** The point of the sheet under a pixel. @param {number} x CSS pixels @param {number} y */
  pick(x, y) {
    const hit = this.#field && this.#frame && this.#camera.hit(this.#field, x, y);
    if (!hit || !this.#frame || !this.#grid) return null;
    return readAt(this.#grid, ...this.#frame.planeAt(hit[0], hit[2]));
  }

  /** Where a model appears. @param {{a: number, b: number, loss: number}} place */
  locate(place) {
    if (!this.#frame) return null;
    const { point, held } = standAt(place, this.#frame, this.#range, this.#scale);
    return { ...this.#camera.project(point), held };
  }

  legend() {
    return legendData(this.#range, this.#scale, this.#range.capped);
  }

  /** Counters for tests. */
  stats() {
    return { frames: this.#frames };
  }

  dispose() {
    clearTimeout(this.#rest);
    this.#takeHand();
    this.#probe.dispose();
    this.#notes.dispose();
    this.#host.classList.remove("fallback");
    this.#marks.remove();
    this.#chart.dispose();
  }

  #redraw = () => this.#chart.refresh();

  /** @param {Partial<Wishes>} what the next drawing must take in */
  #wants(what) {
    Object.assign(this.#dirty, what);
    this.#redraw();
  }

  /** A hand has turned the camera, of all that share it. */
  #turned() {
    for (const one of this.#group) one.#wants({ labels: true, land: true });
  }

  /** @param {Charts} charts @param {HTMLCanvasElement} canvas @param {import("../../pkg/charts.js").ChartStyle} style */
  #draw(charts, canvas, style) {
    const { clientWidth: width, clientHeight: height } = this.#host;
    this.#takeHeights();
    this.#takeFraming(width, height);
    const [grid, frame, field] = [this.#grid, this.#frame, this.#field];
    if (!grid || !frame || !field) return;
    const isOther = this.#marks.width !== canvas.width || this.#marks.height !== canvas.height;
    if (isOther) Object.assign(this.#marks, { width: canvas.width, height: canvas.height });
    if (this.#dirty.land) this.#changedAt = performance.now();
    const isResting = performance.now() - this.#changedAt >= REST_MS;
    const side = isResting ? STILL_SIDE : MOVING_SIDE;
    const view = this.#camera.numbers(field);
    if (this.#dirty.land || isOther || side > this.#drawnSide)
      this.#drawLand(charts, canvas, style, view, side);
    if (!isResting) this.#restSoon();
    this.#drawMarks(charts, style, view);
    this.#annotate(width, height);
    this.#dirty.land = false;
    this.#frames++;
  }

  /** Draws the land finely when nothing has changed for a while. */
  #restSoon() {
    clearTimeout(this.#rest);
    this.#rest = setTimeout(this.#redraw, REST_MS + 10);
  }

  #takeHeights() {
    if (!this.#dirty.heights || !this.#grid || !this.#frame) return;
    const { heights } = this.#grid;
    this.#range = this.#given
      ? { ...this.#given, capped: reachesAbove(heights, this.#given.high) }
      : chooseRange(heights, [], this.#scale);
    this.#field = fieldOf(this.#grid, this.#frame, this.#range, this.#scale);
    this.#notes.setContours(this.#field, chooseContours(this.#range, this.#scale), this.#levelOf);
    Object.assign(this.#dirty, { heights: false, labels: true, land: true });
  }

  #levelOf = (/** @type {number} */ loss) => levelOf(loss, this.#range, this.#scale);

  /** @param {number} width CSS pixels @param {number} height */
  #takeFraming(width, height) {
    const isResized = this.#camera.resize(width, height);
    if (!this.#field || !(this.#dirty.framing || isResized)) return;
    // Of those that share a camera the first frames it.
    if (this.#group[0] === this) {
      const path = [...this.#walkers].reverse().flatMap((walker) => this.#pathOf(walker));
      const boxes = this.#group.flatMap((one) => one.#notes.boxes());
      this.#camera.frame(this.#field, path, this.#insets, boxes, this.#dirty.turn);
      for (const one of this.#group) if (one !== this) one.#turned();
    }
    Object.assign(this.#dirty, { framing: false, turn: false, labels: true, land: true });
  }

  /** World points of a walker's path, the ball last. @param {Walker} walker */
  #pathOf({ trail = new Float32Array(), place }) {
    const points = [];
    for (let at = 0; at + STRIDE <= trail.length; at += STRIDE) {
      const [a, b, loss] = trail.subarray(at + 1, at + 4);
      points.push(...this.#stand({ a, b, loss }));
    }
    if (place) points.push(...this.#stand(place));
    return points;
  }

  /** World point of a model. @param {Pick<Place, "a" | "b" | "loss">} place @returns {Vec3 | []} */
  #stand(place) {
    return this.#frame ? standAt(place, this.#frame, this.#range, this.#scale).point : [];
  }

  /** @param {Charts} charts @param {HTMLCanvasElement} canvas @param {import("../../pkg/charts.js").ChartStyle} style @param {Float64Array} view @param {number} side */
  #drawLand(charts, canvas, style, view, side) {
    const [grid, field] = [this.#grid, this.#field];
    if (!grid || !field) return;
    const drawn = thinned(field, strideOf(field.columns, side));
    const lines = chooseContours(this.#range, this.#scale).levels.map(this.#levelOf);
    const contours = new Float32Array(lines.filter((level) => level > 0.004 && level < 0.985));
    const veil = this.#second
      ? veilLevels(this.#second.grid, grid, drawn, this.#range, this.#scale)
      : new Float32Array();
    const colour = this.#second?.colour ?? "";
    charts.draw_surface_chart(canvas, drawn.levels, drawn.columns, contours, veil, colour, view, style);
    this.#drawnSide = side;
  }

  /** @param {Charts} charts @param {import("../../pkg/charts.js").ChartStyle} style @param {Float64Array} view */
  #drawMarks(charts, style, view) {
    const [grid, frame, field] = [this.#grid, this.#frame, this.#field];
    if (!grid || !frame || !field) return;
    this.#marks.getContext("2d")?.clearRect(0, 0, this.#marks.width, this.#marks.height);
    const half = Math.hypot(grid.a[1] - grid.a[0], grid.b[1] - grid.b[0]) / 2;
    const { marks, looks } = marksOf(this.#walkers, {
      frame,
      field,
      range: this.#range,
      scale: this.#scale,
      fadingDistance: Number.isNaN(this.#fadingDistance) ? half : this.#fadingDistance,
      isHidden: (point) => this.#camera.hides(field, point),
    });
    charts.draw_surface_marks(this.#marks, marks, JSON.stringify(looks), view, style);
  }

  /** @param {number} width CSS pixels @param {number} height */
  #annotate(width, height) {
    const [frame, field] = [this.#frame, this.#field];
    if (!frame || !field) return;
    const { yaw, polar, project } = this.#camera;
    const view = {
      project,
      isHidden: (/** @type {Vec3} */ point) => this.#camera.hides(field, point),
      width,
      height,
      ratio: Math.min(2, globalThis.devicePixelRatio || 1),
      frame,
      field,
      turn: { yaw, polar },
    };
    const balls = this.#walkers.flatMap(({ place }) => {
      const point = place && this.#stand(place);
      return point?.length === 3 ? [point] : [];
    });
    if (this.#dirty.labels) this.#notes.choose(view, balls, this.#words);
    this.#dirty.labels = false;
    this.#probe.refresh();
    const { mark } = this.#probe;
    const stand = mark && standAt(mark, frame, this.#range, this.#scale);
    this.#notes.draw(view, {
      words: this.#words,
      labels: true,
      down: this.#down,
      balls,
      probe: mark && stand && { point: stand.point, isDrop: mark.isDrop },
    });
  }
}
