/**
 * One walker on the land: ball, stick, landing, arrow, trail and their shadows, posed for one frame.
 *
 * @import { Object3D, PerspectiveCamera, Vector3 } from "three"
 * @import { Frame } from "./geometry.js"
 * @import { Field, HeightScale, LossRange, MountainColours, Place, Vec3, Walker } from "./types.js"
 */
import { Ball } from "./ball.js";
import { colourAt } from "./colormap.js";
import { HEIGHT, sheetHeight } from "./geometry.js";
import { standAt } from "./place.js";
import { levelOf } from "./range.js";
import { Shade } from "./shade.js";
import { Trail } from "./trail.js";
import { STRIDE, Walk } from "./walk.js";

/**
 * How losses become places: the drawn rectangle, the range of the colours and the height scale.
 * @typedef {{frame: Frame, range: LossRange, scale: HeightScale}} Mapping
 */

export class Figures {
  /** @param {Object3D} scene */
  constructor(scene) {
    this.walk = new Walk();
    this.#trail = new Trail();
    this.#ball = new Ball();
    this.#shade = new Shade();
    this.#landingShade = new Shade();
    this.#parts = [this.#shade.object, this.#landingShade.object, this.#trail.object, this.#ball.object];
    scene.add(...this.#parts);
    /** @type {Place | null} */
    this.place = null;
    /** @type {Place | null} */
    this.next = null;
    /** @type {Float32Array<any>} */
    this.points = new Float32Array(0);
    this.#colour = /** @type {string | null} */ (null);
    this.name = "";
  }

  #parts;
  #colour;

  #trail;
  #ball;
  #shade;
  #landingShade;

  /**
   * Looks of a walker; its places come by themselves.
   * @param {Walker} walker @param {boolean} isOneOfSeveral
   */
  dress({ name, shape, colour }, isOneOfSeveral) {
    this.name = name;
    this.#colour = colour ?? null;
    this.#ball.setShape(shape ?? "sphere", isOneOfSeveral);
  }

  /** @param {MountainColours} colours @param {boolean} dark */
  setTheme(colours, dark) {
    this.#trail.setTheme(dark, this.#colour);
    this.#ball.setTheme(colours, dark, this.#colour);
  }

  /** Where the ball is drawn: its centre, and its radius in CSS pixels; null while there is none. */
  disc() {
    if (!this.#ball.object.visible) return null;
    return { centre: /** @type {Vec3} */ (this.#ball.centre.value.toArray()), radius: this.#ball.pixels };
  }

  /**
   * World points of the whole path, the ball last.
   * @param {Mapping} mapping
   */
  pathPoints(mapping) {
    const points = [];
    for (let i = 0; i < this.walk.points; i++) points.push(...this.#stand(i * STRIDE, mapping).point);
    return points;
  }

  /**
   * Puts everything where this frame wants it.
   * @param {{field: Field | null, mapping: Mapping, fadingDistance: number}} what
   * @param {PerspectiveCamera} camera @param {Vector3} light direction towards the light
   * @param {{width: number, height: number, ratio: number}} stage CSS pixels and pixel ratio
   */
  pose(what, camera, light, stage) {
    const { field, mapping } = what;
    this.#ball.light.value.copy(light);
    const shown = this.walk.points > 0 && field ? this.walk.shown() : null;
    const stood = shown && this.place ? standOf(shown, mapping) : null;
    const place = stood?.point ?? null;
    const next = place && this.next ? standOf(this.next, mapping).point : null;
    const sheet = place && field ? sheetHeight(field, place[0], place[2]) : 0;
    this.#ball.update(place, sheet, next, camera, stage);

    this.#shade.hide();
    this.#landingShade.hide();
    if (place && shown && field) {
      const [r, g, b] = colourAt(levelOf(shown.loss, mapping.range, mapping.scale, 0, 1));
      this.#ball.bounce.value.set(r / 255, g / 255, b / 255);
      // The shadow softens and pales as the ball leaves the sheet.
      const gap = Math.abs(place[1] - sheet) / HEIGHT;
      const radius = this.#ball.radius * (1.2 + 2 * gap);
      this.#shade.lay(field, place[0], place[2], radius, 0.6 / (1 + 6 * gap));
      if (next) {
        const below = Math.abs(next[1] - sheetHeight(field, next[0], next[2])) / HEIGHT;
        this.#landingShade.lay(
          field,
          next[0],
          next[2],
          this.#ball.radius * (0.9 + 2 * below),
          0.32 / (1 + 6 * below),
        );
      }
    }

    this.#trail.lines.setWindow(stage.width * stage.ratio, stage.height * stage.ratio, stage.ratio);
    const end = { ball: stood, distance: shown?.distance ?? 0 };
    const stand = (/** @type {number} */ at) => this.#stand(at, mapping);
    this.#trail.update(this.walk.path, shown ? shown.behind : 0, end, stand, what.fadingDistance);
  }

  dispose() {
    for (const part of this.#parts) part.removeFromParent();
    this.#trail.dispose();
    this.#ball.dispose();
    this.#shade.dispose();
    this.#landingShade.dispose();
  }

  /** Where the path point at an offset stands in the world. @param {number} at @param {Mapping} mapping */
  #stand(at, mapping) {
    const path = this.walk.path;
    return standOf({ a: path[at + 1], b: path[at + 2], loss: path[at + 3] }, mapping);
  }
}

/** @param {{a: number, b: number, loss: number}} place @param {Mapping} mapping */
function standOf(place, mapping) {
  return standAt(place, mapping.frame, mapping.range, mapping.scale);
}
