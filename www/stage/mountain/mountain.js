/**
 * The loss mountain: a lit sheet over a plane through the network's weights, the ball at its true loss, its trail
 * and its next landing. WebGL2 through three.js, drawn on demand.
 *
 * Knows no network, no training, no worker and no control of the page: numbers and colours come in, a picture
 * comes out. `createMountain` throws where there is no WebGL2; the page then draws its fallback.
 *
 * @import { HeightScale, LossRange, MountainColours, Place, SurfaceGrid, ViewName } from "./types.js"
 * @import { Insets } from "./framing.js"
 */
import { Vector3 } from "three";
import { CameraRig } from "./camera.js";
import { chooseContours } from "./contours.js";
import { Figures } from "./figures.js";
import { Frame } from "./geometry.js";
import { legendData } from "./legend.js";
import { Loop } from "./loop.js";
import { pickAt, toWindow } from "./pick.js";
import { standAt } from "./place.js";
import { Quality } from "./quality.js";
import { chooseRange, reachesAbove } from "./range.js";
import { lightFrom, Stage } from "./scene.js";
import { Sheet } from "./sheet.js";
import { lossesAlong } from "./walk.js";

/** Duration of the morph between two surfaces; room left free around the picture, in shares of the window. */
const MORPH_MS = 320;
const DEFAULT_INSETS = { top: 0.05, right: 0.04, bottom: 0.05, left: 0.04 };

/** After the last movement, wait this long before the one frame at full resolution. */
const REST_MS = 140;

/** The same in frames, while the ball keeps the loop running. */
const REST_FRAMES = 4;

/**
 * @typedef {object} MountainOptions
 * @property {boolean} [reducedMotion] no easing: every change is shown at once
 * @property {string} [description] accessible name of the picture
 * @property {Insets} [insets] shares of the window kept free, e.g. for text over the picture
 * @property {(stats: {frames: number, lastFrameMs: number, pixelRatio: number}) => void} [onFrame] after each frame
 */

/**
 * @param {HTMLElement} host filled by the canvas; give it a size
 * @param {MountainOptions} [options]
 * @returns {Promise<Mountain>}
 * @throws {Error} without WebGL2
 */
export async function createMountain(host, options = {}) {
  const mountain = new Mountain(host, options);
  return mountain.prepare();
}

export class Mountain {
  /** @param {HTMLElement} host @param {MountainOptions} options */
  constructor(host, options) {
    this.#options = options;
    this.#insets = options.insets ?? DEFAULT_INSETS;
    this.#stage = new Stage(host);
    this.#loop = new Loop((passed, time) => this.#frame(passed, time));
    const canvas = this.#stage.canvas;
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "img");
    this.setDescription(options.description ?? "");
    this.#camera = new CameraRig(this.#stage.camera, canvas, () => this.#loop.request(), {
      reducedMotion: options.reducedMotion ?? false,
    });
    this.#figures = new Figures(this.#stage.scene);
    this.#stage.land.add(this.#sheet.object);
    canvas.addEventListener("webglcontextrestored", this.#restore);
    this.#observer = new ResizeObserver(this.#redraw);
    this.#observer.observe(host);
  }

  #options;
  #insets;
  #stage;
  #loop;
  #camera;
  #observer;
  #figures;
  #light = new Vector3(0, 1, 0);
  #sheet = new Sheet();
  #quality = new Quality();
  /** @type {SurfaceGrid | null} */
  #grid = null;
  /** @type {Frame | null} */
  #rectangle = null;
  /** Range given by the page; null = chosen here. @type {LossRange | null} */
  #given = null;
  #range = { low: 0, high: 1, capped: false };
  /** @type {HeightScale} */
  #scale = "linear";
  /** @type {Place | null} */
  #place = null;
  /** @type {Place | null} */
  #next = null;
  /** @type {Float32Array} */
  #points = new Float32Array(0);
  #fadingDistance = Number.NaN;
  #morphed = MORPH_MS;
  /** What the next frame must take in. */
  #dirty = { heights: false, path: false, jump: false, framing: false, turn: false };
  #stats = { frames: 0, lastFrameMs: 0, pixelRatio: 1 };
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #restTimer;
  /** Frames since the land last moved, while the ball walks on. */
  #rested = 0;

  /**
   * Shows a surface; the sheet morphs from the one before. A grid over another rectangle is a new plane: ball and
   * trail jump to their new coordinates, and the camera looks for its best side unless the user has turned it.
   * @param {SurfaceGrid} grid at least 2 × 2; copied by reference, must not change afterwards
   */
  setSurface(grid) {
    const rectangle = new Frame(grid.a, grid.b);
    const fresh = !this.#rectangle?.equals(rectangle);
    this.#grid = grid;
    this.#rectangle = rectangle;
    this.#dirty.heights = true;
    if (fresh) Object.assign(this.#dirty, { path: true, jump: true, turn: true });
    this.#dirty.framing = true;
    this.#loop.request();
  }

  /** Fixes the losses at the ends of the colours; null lets the mountain choose. @param {LossRange | null} range */
  setRange(range) {
    if (range && this.#given && range.low === this.#given.low && range.high === this.#given.high) return;
    this.#given = range;
    Object.assign(this.#dirty, { heights: true, framing: true });
    this.#loop.request();
  }

  /** @param {HeightScale} scale */
  setHeightScale(scale) {
    if (scale === this.#scale) return;
    this.#scale = scale;
    Object.assign(this.#dirty, { heights: true, framing: true });
    this.#loop.request();
  }

  /**
   * @param {Place | null} place the model now @param {Place | null} next where the next step would land
   */
  setBall(place, next) {
    this.#place = place;
    this.#next = next;
    this.#dirty.path = true;
    this.#loop.request();
  }

  /**
   * @param {Float32Array} points 5 per point: step, a, b, loss, distance from the plane; kept by reference
   * @param {{fadingDistance?: number}} [options] distance at which the trail is palest; default: half the diagonal
   *   of the rectangle, right for directions of unit length
   */
  setTrail(points, options = {}) {
    this.#points = points;
    this.#fadingDistance = options.fadingDistance ?? Number.NaN;
    this.#dirty.path = true;
    this.#loop.request();
  }

  /** @param {MountainColours} colours */
  setTheme(colours) {
    this.#stage.setTheme(colours);
    this.#sheet.setTheme(colours, this.#stage.dark);
    this.#figures.setTheme(colours, this.#stage.dark);
    this.#loop.request();
  }

  /** @param {ViewName} view */
  setView(view) {
    this.#camera.view = view;
    this.resetView();
  }

  /** Back to the present preset, seen from its best side. */
  resetView() {
    this.#camera.touched = false;
    Object.assign(this.#dirty, { framing: true, turn: true });
    this.#loop.request();
  }

  /** @param {Insets} insets shares of the window kept free */
  setInsets(insets) {
    this.#insets = insets;
    this.#dirty.framing = true;
    this.#loop.request();
  }

  /** @param {boolean} reduced */
  setReducedMotion(reduced) {
    this.#options.reducedMotion = reduced;
    this.#camera.reducedMotion = reduced;
    this.#camera.controls.enableDamping = !reduced;
  }

  /** Accessible name of the picture. @param {string} text */
  setDescription(text) {
    this.#stage.canvas.setAttribute("aria-label", text);
  }

  /** Readies the shaders; called by `createMountain`. */
  async prepare() {
    await this.#stage.prepare();
    return this;
  }

  /**
   * The point of the sheet under a pixel.
   * @param {number} x CSS pixels from the left edge of the canvas @param {number} y from its top
   * @returns {{a: number, b: number, loss: number} | null} `loss` is read between the samples, uncapped
   */
  pick(x, y) {
    const field = this.#sheet.field;
    if (!field || !this.#rectangle || !this.#grid) return null;
    return pickAt(this.#stage, field, this.#rectangle, this.#grid, x, y);
  }

  /**
   * Where a model appears on the canvas: the foot of its ball.
   * @param {{a: number, b: number, loss: number}} place
   * @returns {{x: number, y: number, held: boolean} | null} CSS pixels; `held`: beyond the picture, kept at its edge
   */
  locate(place) {
    if (!this.#rectangle) return null;
    const { point, held } = standAt(place, this.#rectangle, this.#range, this.#scale);
    return { ...toWindow(this.#stage, point), held };
  }

  /** What the legend shows for the present range. */
  legend() {
    this.#takeRange();
    return legendData(this.#range, this.#scale, this.#range.capped);
  }

  /** Counters for tests. */
  stats() {
    return { ...this.#stats };
  }

  dispose() {
    this.#loop.stop();
    clearTimeout(this.#restTimer);
    this.#observer.disconnect();
    this.#stage.canvas.removeEventListener("webglcontextrestored", this.#restore);
    this.#camera.dispose();
    this.#stage.release();
    this.#sheet.dispose();
    this.#figures.dispose();
    this.#stage.dispose();
  }

  #redraw = () => this.#loop.request();

  /** three rebuilds its own objects after a lost context; the kept picture of the land is gone. */
  #restore = () => {
    this.#stage.backdrop.renew();
    this.#sheet.renew();
    this.#loop.request();
  };

  /**
   * One frame.
   * @param {number} passed milliseconds since the frame before, 0 after a rest @param {number} time
   * @returns {boolean} whether something still moves
   */
  #frame(passed, time) {
    const still = this.#options.reducedMotion ?? false;
    const resized = this.#stage.measure();
    this.#takeHeights(still);
    this.#takePath(time, still);
    this.#takeFraming(resized);

    if (this.#morphed < MORPH_MS) {
      this.#morphed = Math.min(MORPH_MS, this.#morphed + passed);
      const t = this.#morphed / MORPH_MS;
      this.#sheet.setMixing(t * t * (3 - 2 * t));
      this.#stage.backdrop.stale = true;
    }
    const morphing = this.#morphed < MORPH_MS;
    const walking = this.#figures.walk.points > 0 && this.#figures.walk.advance(passed);
    const turning = this.#camera.advance(passed);
    const moving = morphing || walking || turning;

    this.#adapt(passed, { moving, land: morphing || turning });
    this.#pose();
    const begun = performance.now();
    this.#stage.draw();
    this.#stats.lastFrameMs = performance.now() - begun;
    this.#stats.pixelRatio = this.#stage.ratio * this.#stage.share;
    this.#stats.frames++;
    this.#options.onFrame?.(this.stats());
    return moving;
  }

  /** @param {boolean} still */
  #takeHeights(still) {
    if (!this.#dirty.heights || !this.#grid || !this.#rectangle) return;
    this.#takeRange();
    const first = this.#sheet.field === null;
    this.#sheet.setHeights(this.#grid, this.#range, this.#scale, this.#rectangle);
    this.#sheet.setContours(this.#range, this.#scale, chooseContours(this.#range, this.#scale));
    this.#stage.setRectangle(this.#rectangle.halfX, this.#rectangle.halfZ);
    this.#morphed = first || still ? MORPH_MS : 0;
    if (still) this.#sheet.setMixing(1);
    this.#stage.backdrop.stale = true;
    this.#dirty.heights = false;
  }

  #takeRange() {
    if (!this.#grid) return;
    const heights = this.#grid.heights;
    if (this.#given) {
      this.#range = { ...this.#given, capped: reachesAbove(heights, this.#given.high) };
    } else {
      this.#range = chooseRange(heights, lossesAlong(this.#points, this.#place), this.#scale);
    }
  }

  /** @param {number} time @param {boolean} still */
  #takePath(time, still) {
    if (!this.#dirty.path) return;
    this.#figures.walk.report(this.#points, this.#place, time, still || this.#dirty.jump);
    this.#dirty.path = false;
    this.#dirty.jump = false;
  }

  /** @param {boolean} resized */
  #takeFraming(resized) {
    const field = this.#sheet.field;
    const rectangle = this.#rectangle;
    if (!field || !rectangle || !(this.#dirty.framing || resized)) return;
    const first = this.#stats.frames === 0 || resized;
    // A hand on the camera outranks every preset; a new window only fits what the hand has chosen.
    if (!this.#camera.touched) {
      const how = { turn: this.#dirty.turn, ease: !first };
      this.#camera.frame(field, this.#figures.pathPoints(this.#mapping(rectangle)), this.#insets, how);
      this.#dirty.turn = false;
    } else if (resized) this.#camera.refit(field, this.#insets);
    this.#dirty.framing = false;
  }

  /** @param {Frame} frame */
  #mapping(frame) {
    return { frame, range: this.#range, scale: this.#scale };
  }

  /** Moves marks and light to where this frame wants them. */
  #pose() {
    const { camera, width, height, ratio } = this.#stage;
    camera.updateMatrixWorld();
    lightFrom(camera, this.#light);
    this.#sheet.uniforms.light.value.copy(this.#light);
    this.#sheet.uniforms.pixelRatio.value = ratio * this.#stage.share;
    const rectangle = this.#rectangle;
    if (!rectangle) return;
    const diagonal = Math.hypot(rectangle.a[1] - rectangle.a[0], rectangle.b[1] - rectangle.b[0]);
    const what = {
      field: this.#sheet.field,
      mapping: this.#mapping(rectangle),
      ball: this.#place !== null,
      next: this.#next,
      fadingDistance: Number.isNaN(this.#fadingDistance) ? diagonal / 2 : this.#fadingDistance,
    };
    this.#figures.pose(what, camera, this.#light, { width, height, ratio });
  }

  /**
   * Fewer pixels and triangles while the land moves on a slow machine; all of them at rest.
   * @param {number} passed milliseconds @param {{moving: boolean, land: boolean}} what whether anything, and whether
   *   the land or the camera moves
   */
  #adapt(passed, { moving, land }) {
    clearTimeout(this.#restTimer);
    if (land) {
      if (passed > 0) this.#quality.frame(passed);
      this.#sharpen(this.#quality.share, this.#quality.coarse);
      return;
    }
    if (this.#stage.share === 1) return;
    const sharpen = () => {
      this.#sharpen(1, false);
      this.#loop.request();
    };
    // A moment of rest first: the next turn of the camera may follow at once.
    if (!moving) this.#restTimer = setTimeout(sharpen, REST_MS);
    else if (this.#rested++ > REST_FRAMES) sharpen();
  }

  /** @param {number} share @param {boolean} coarse */
  #sharpen(share, coarse) {
    this.#rested = 0;
    this.#stage.setShare(share);
    this.#sheet.setCoarse(coarse);
  }
}
