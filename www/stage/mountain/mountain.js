/**
 * The loss mountain: a lit sheet over a plane through the network's weights, the ball at its true loss, its trail
 * and its next landing. WebGL2 through three.js, drawn on demand.
 *
 * Knows no network, no training, no worker and no control of the page: numbers and colours come in, a picture
 * comes out. `createMountain` throws where there is no WebGL2; the page then draws its fallback.
 *
 * @import { HeightScale, LossRange, MountainColours, Place, SurfaceGrid, Vec3, ViewName } from "./types.js"
 * @import { Insets } from "./framing.js"
 */
import { Vector3 } from "three";
import { Ball } from "./ball.js";
import { CameraRig } from "./camera.js";
import { colourAt } from "./colormap.js";
import { chooseContours } from "./contours.js";
import { Frame, HEIGHT, hitSheet, sheetHeight } from "./geometry.js";
import { legendData } from "./legend.js";
import { Loop } from "./loop.js";
import { standAt } from "./place.js";
import { Quality } from "./quality.js";
import { chooseRange, levelOf } from "./range.js";
import { Stage } from "./scene.js";
import { Sheet } from "./sheet.js";
import { bilinear } from "./smooth.js";
import { Trail } from "./trail.js";
import { STRIDE, Walk } from "./walk.js";

/** Duration of the morph between two surfaces. */
const MORPH_MS = 320;

/** Room left free around the picture, in shares of the window. */
const DEFAULT_INSETS = { top: 0.05, right: 0.04, bottom: 0.05, left: 0.04 };

/** After the last movement, wait this long before the one frame at full resolution. */
const REST_MS = 140;

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
  return new Mountain(host, options);
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
    this.#stage.scene.add(this.#sheet.object, this.#trail.object, this.#ball.object);
    canvas.addEventListener("webglcontextrestored", this.#redraw);
    this.#observer = new ResizeObserver(this.#redraw);
    this.#observer.observe(host);
  }

  #options;
  #insets;
  #stage;
  #loop;
  #camera;
  #observer;
  #sheet = new Sheet();
  #trail = new Trail();
  #ball = new Ball();
  #walk = new Walk();
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
  #restTimer = 0;

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
    this.#trail.setTheme(this.#stage.dark);
    this.#ball.setTheme(colours, this.#stage.dark);
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

  /**
   * The point of the sheet under a pixel.
   * @param {number} x CSS pixels from the left edge of the canvas @param {number} y from its top
   * @returns {{a: number, b: number, loss: number} | null} `loss` is read between the samples, uncapped
   */
  pick(x, y) {
    const field = this.#sheet.field;
    if (!field || !this.#rectangle || !this.#grid) return null;
    const { camera, width, height } = this.#stage;
    camera.updateMatrixWorld();
    const far = new Vector3((x / width) * 2 - 1, 1 - (y / height) * 2, 0.5).unproject(camera);
    const direction = far.sub(camera.position).normalize();
    const hit = hitSheet(field, camera.position.toArray(), direction.toArray());
    if (!hit) return null;
    const [a, b] = this.#rectangle.planeAt(hit[0], hit[2]);
    const { columns, rows, heights } = this.#grid;
    const column = ((hit[0] / field.halfX + 1) / 2) * (columns - 1);
    const row = ((1 - hit[2] / field.halfZ) / 2) * (rows - 1);
    return { a, b, loss: bilinear(heights, columns, rows, column, row) };
  }

  /**
   * Where a model appears on the canvas: the foot of its ball.
   * @param {{a: number, b: number, loss: number}} place
   * @returns {{x: number, y: number, held: boolean} | null} CSS pixels; `held`: beyond the picture, kept at its edge
   */
  locate(place) {
    if (!this.#rectangle) return null;
    const { point, held } = standAt(place, this.#rectangle, this.#range, this.#scale);
    this.#stage.camera.updateMatrixWorld();
    const at = new Vector3(...point).project(this.#stage.camera);
    return { x: ((at.x + 1) / 2) * this.#stage.width, y: ((1 - at.y) / 2) * this.#stage.height, held };
  }

  /** What the legend shows for the present range. */
  legend() {
    this.#takeRange();
    return legendData(this.#range, this.#scale, this.#range.capped);
  }

  /** Counters for tests and for the curious. */
  stats() {
    return { ...this.#stats };
  }

  dispose() {
    this.#loop.stop();
    clearTimeout(this.#restTimer);
    this.#observer.disconnect();
    this.#stage.canvas.removeEventListener("webglcontextrestored", this.#redraw);
    this.#camera.dispose();
    this.#sheet.dispose();
    this.#trail.dispose();
    this.#ball.dispose();
    this.#stage.dispose();
  }

  #redraw = () => this.#loop.request();

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
    }
    const morphing = this.#morphed < MORPH_MS;
    const walking = this.#walk.points > 0 && this.#walk.advance(passed);
    const turning = this.#camera.advance(passed);
    const moving = morphing || walking || turning;

    this.#adapt(passed, moving);
    this.#pose();
    const begun = performance.now();
    this.#stage.draw();
    this.#stats.lastFrameMs = performance.now() - begun;
    this.#stats.pixelRatio = this.#stage.ratio;
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
    this.#dirty.heights = false;
  }

  #takeRange() {
    if (!this.#grid) return;
    const heights = this.#grid.heights;
    if (this.#given) {
      const { low, high } = this.#given;
      this.#range = { low, high, capped: heights.some((loss) => !(loss <= high)) };
      return;
    }
    const losses = [];
    for (let i = 3; i < this.#points.length; i += STRIDE) losses.push(this.#points[i]);
    if (this.#place) losses.push(this.#place.loss);
    this.#range = chooseRange(heights, losses, this.#scale);
  }

  /** @param {number} time @param {boolean} still */
  #takePath(time, still) {
    if (!this.#dirty.path) return;
    this.#walk.report(this.#points, this.#place, time, still || this.#dirty.jump);
    this.#dirty.path = false;
    this.#dirty.jump = false;
  }

  /** @param {boolean} resized */
  #takeFraming(resized) {
    const field = this.#sheet.field;
    if (!field || !(this.#dirty.framing || resized)) return;
    const first = this.#stats.frames === 0 || resized;
    // A hand on the camera outranks every preset, except that a new window size must be fitted.
    if (!this.#camera.touched || resized) {
      const how = { turn: this.#dirty.turn, ease: !first };
      this.#camera.frame(field, this.#pathPoints(), this.#insets, how);
      this.#dirty.turn = false;
    }
    this.#dirty.framing = false;
  }

  /** World points of the path, the ball last. */
  #pathPoints() {
    const points = [];
    for (let i = 0; i < this.#walk.points; i++) {
      const point = this.#stand(i * STRIDE);
      if (point) points.push(...point);
    }
    return points;
  }

  /** World point of the path point at an offset. @param {number} at @returns {Vec3 | null} */
  #stand(at) {
    const path = this.#walk.path;
    return this.#standPlace({ a: path[at + 1], b: path[at + 2], loss: path[at + 3] });
  }

  /** @param {{a: number, b: number, loss: number}} place @returns {Vec3 | null} */
  #standPlace(place) {
    if (!this.#rectangle) return null;
    return standAt(place, this.#rectangle, this.#range, this.#scale).point;
  }

  /** Moves ball, trail and light to where this frame wants them. */
  #pose() {
    const { camera } = this.#stage;
    camera.updateMatrixWorld();
    this.#lightFrom(camera);
    const stage = { width: this.#stage.width, height: this.#stage.height, ratio: this.#stage.ratio };
    this.#sheet.uniforms.pixelRatio.value = stage.ratio;
    this.#trail.lines.setWindow(stage.width * stage.ratio, stage.height * stage.ratio, stage.ratio);

    const field = this.#sheet.field;
    const shown = this.#walk.points > 0 && field ? this.#walk.shown() : null;
    const ballShown = shown && this.#place ? shown : null;
    const place = ballShown && this.#standPlace(ballShown);
    const next = place && this.#next ? this.#standPlace(this.#next) : null;
    const sheet = place && field ? sheetHeight(field, place[0], place[2]) : 0;
    this.#ball.update(place, sheet, next, camera, stage);
    if (place && ballShown) {
      const [r, g, b] = colourAt(levelOf(ballShown.loss, this.#range, this.#scale, 0, 1));
      this.#ball.bounce.value.set(r / 255, g / 255, b / 255);
      // The shadow softens and pales as the ball leaves the sheet.
      const gap = Math.abs(place[1] - sheet) / HEIGHT;
      const radius = this.#ball.radius * (1.25 + 2 * gap);
      const strength = 0.55 / (1 + 6 * gap);
      this.#sheet.setShadows(
        { x: place[0], z: place[2], radius, strength },
        next && { x: next[0], z: next[2] },
      );
    } else {
      this.#sheet.setShadows(null, null);
    }
    const behind = shown ? shown.behind : 0;
    const reach = this.#rectangle
      ? Math.hypot(this.#rectangle.a[1] - this.#rectangle.a[0], this.#rectangle.b[1] - this.#rectangle.b[0]) /
        2
      : 1;
    const fading = Number.isNaN(this.#fadingDistance) ? reach : this.#fadingDistance;
    const end = place ?? null;
    this.#trail.update(this.#walk.path, behind, end, shown?.distance ?? 0, (at) => this.#stand(at), fading);
  }

  /** The light follows the viewer's turn: always from the upper left, so slopes read alike from every side. @param {import("three").PerspectiveCamera} camera */
  #lightFrom(camera) {
    const yaw = Math.atan2(camera.position.x, camera.position.z);
    const turn = yaw - 0.95;
    const light = new Vector3(Math.sin(turn) * 0.62, 0.74, Math.cos(turn) * 0.62).normalize();
    this.#sheet.uniforms.light.value.copy(light);
    this.#ball.light.value.copy(light);
  }

  /**
   * Fewer pixels while a slow machine moves, all of them at rest.
   * @param {number} passed @param {boolean} moving
   */
  #adapt(passed, moving) {
    clearTimeout(this.#restTimer);
    if (moving) {
      if (passed > 0) this.#quality.frame(passed);
      this.#stage.setShare(this.#quality.share);
      return;
    }
    if (this.#stage.share === 1) return;
    this.#restTimer = setTimeout(() => {
      this.#stage.setShare(1);
      this.#loop.request();
    }, REST_MS);
  }
}
