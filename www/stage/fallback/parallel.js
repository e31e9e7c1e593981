/**
 * The fallback's camera: a parallel projection of the mountain's world, framed by the same rules. A 2-D canvas draws a height
 * field from the back to the front, which is right in a parallel projection only. Pure.
 *
 * @import { Box, Framing, Insets } from "../mountain/framing.js"
 * @import { Field, Vec3, ViewName } from "../mountain/types.js"
 */
import {
  alongPath,
  chooseYaw,
  fit,
  fitClear,
  hidden,
  outline,
  titlesOf,
  viewDirection,
} from "../mountain/framing.js";
import { GROUND, HEIGHT, hitSheet } from "../mountain/geometry.js";

/** Angles from the vertical: of the opening view and, at most, of a view by hand. From below there is nothing to draw. */
const HERO_POLAR = 0.92;
const FLATTEST = 1.5;

/** Field of view in degrees of a lens so long that it draws in parallel. */
const PARALLEL = 0.05;

/** Bounds of the zoom: as many times larger than what shows everything. */
const LEAST_ZOOM = 0.55;
const MOST_ZOOM = 4;

/** A ray begins this far away from the middle of the world. */
const FAR = 10;

/** A point that lies on the sheet is asked for this far above it, so that the sheet itself does not hide it. */
const LIFT = 0.012;

export class ParallelCamera {
  /** @type {ViewName} */
  view = "hero";
  /** Whether a hand has turned or zoomed since the last preset. */
  isTouched = false;
  yaw = 0.6;
  polar = HERO_POLAR;
  zoom = 1;
  /** How far a hand has pushed the picture, in CSS pixels. */
  pan = { x: 0, y: 0 };
  width = 1;
  height = 1;
  /** @type {Vec3} */
  #target = [0, HEIGHT * 0.4, 0];
  /** @type {Framing} */
  #framing = { yaw: 0, polar: 0, fov: PARALLEL, distance: 1, shiftX: 0, shiftY: 0 };

  /** @param {number} width CSS pixels @param {number} height @returns {boolean} whether it is another size */
  resize(width, height) {
    const isOther = width !== this.width || height !== this.height;
    Object.assign(this, { width, height });
    return isOther;
  }

  /**
   * Frames the field in the present view; a view that a hand has chosen only gets another size.
   * @param {Field} field @param {ArrayLike<number>} path world points that should be seen, the ball last
   * @param {Insets} insets @param {Box[]} boxes to keep clear of @param {boolean} turn whether to choose the side anew
   */
  frame(field, path, insets, boxes, turn) {
    const aspect = this.width / this.height;
    this.#target = [0, HEIGHT * 0.4, 0];
    const points = outline(field, GROUND, this.#target);
    if (this.isTouched) {
      this.#framing = fit(points, this.#angles(), aspect, insets);
      return;
    }
    this.zoom = 1;
    this.pan = { x: 0, y: 0 };
    const along = this.view === "along" ? alongPath(field, path) : null;
    if (along) {
      Object.assign(this, { yaw: along.yaw, polar: along.polar });
      this.#target = along.target;
      this.#framing = fit(along.points, this.#angles(), aspect, insets);
      return;
    }
    this.polar = this.view === "top" ? 0 : HERO_POLAR;
    if (this.view === "top") this.yaw = 0;
    else if (turn) this.yaw = chooseYaw(field, this.polar, path);
    const titles = titlesOf(field, this.view === "top" ? 0 : GROUND, this.#target, this.yaw);
    this.#framing = fitClear(points, this.#angles(), aspect, insets, boxes, titles);
  }

  #angles() {
    return { yaw: this.yaw, polar: this.polar, fov: PARALLEL };
  }

  /** @param {{yaw?: number, polar?: number, zoom?: number, at?: {x: number, y: number}}} by radians, how many times nearer, and what stays where it is */
  turn({ yaw = 0, polar = 0, zoom = 1, at }) {
    this.isTouched = true;
    this.yaw += yaw;
    this.polar = Math.min(FLATTEST, Math.max(0, this.polar + polar));
    const nearer = Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, this.zoom * zoom)) / this.zoom;
    const from = this.#middle();
    const still = at ?? from;
    this.pan.x += (still.x - from.x) * (1 - nearer);
    this.pan.y += (still.y - from.y) * (1 - nearer);
    this.zoom *= nearer;
  }

  /** @param {number} x @param {number} y CSS pixels */
  push(x, y) {
    this.isTouched = true;
    this.pan.x += x;
    this.pan.y += y;
  }

  /** Where the point one turns around appears. */
  #middle() {
    const { shiftX, shiftY } = this.#framing;
    return {
      x: (this.width / 2) * (1 + shiftX) + this.pan.x,
      y: (this.height / 2) * (1 - shiftY) + this.pan.y,
    };
  }

  /** CSS pixels of one unit of the world. */
  #scale() {
    const { distance, fov } = this.#framing;
    return (this.zoom * this.height) / 2 / (distance * Math.tan((fov * Math.PI) / 360));
  }

  /** Directions of the world that go right and up on the screen. @returns {{right: Vec3, up: Vec3}} */
  #axes() {
    const { yaw, polar } = this;
    return {
      right: [Math.cos(yaw), 0, -Math.sin(yaw)],
      up: [-Math.cos(polar) * Math.sin(yaw), Math.sin(polar), -Math.cos(polar) * Math.cos(yaw)],
    };
  }

  /** Where a world point appears, in CSS pixels. @param {Vec3} point */
  project = (point) => {
    const { right, up } = this.#axes();
    const scale = this.#scale();
    const { x, y } = this.#middle();
    const along = (/** @type {Vec3} */ direction) =>
      direction.reduce((sum, part, k) => sum + part * (point[k] - this.#target[k]), 0);
    return { x: x + scale * along(right), y: y - scale * along(up) };
  };

  /** Unit vector towards the viewer. */
  toward() {
    return viewDirection(this.yaw, this.polar);
  }

  /** Whether the land lies before a world point. @param {Field} field @param {Vec3} point */
  hides(field, [x, y, z]) {
    return hidden(field, [x, y + LIFT, z], this.toward());
  }

  /** The world point of the land under a pixel. @param {Field} field @param {number} x @param {number} y */
  hit(field, x, y) {
    const { right, up } = this.#axes();
    const toward = this.toward();
    const middle = this.#middle();
    const [across, upwards] = [(x - middle.x) / this.#scale(), (middle.y - y) / this.#scale()];
    const origin = this.#target.map(
      (part, k) => part + across * right[k] + upwards * up[k] + FAR * toward[k],
    );
    const away = toward.map((part) => -part);
    return hitSheet(field, /** @type {Vec3} */ (origin), /** @type {Vec3} */ (away));
  }

  /**
   * The view as the drawing wants it: place of the first point, ways over all columns, all rows, and from level 0 to 1.
   * @param {Pick<Field, "halfX" | "halfZ">} field
   */
  numbers({ halfX, halfZ }) {
    const from = this.project([-halfX, 0, halfZ]);
    const ways = /** @type {Vec3[]} */ ([
      [halfX, 0, halfZ],
      [-halfX, 0, -halfZ],
      [-halfX, HEIGHT, halfZ],
    ]).map(this.project);
    return new Float64Array([from.x, from.y, ...ways.flatMap(({ x, y }) => [x - from.x, y - from.y])]);
  }
}
