/**
 * The walkers on one surface: one, or up to four in a race.
 *
 * @import { Object3D, PerspectiveCamera, Vector3 } from "three"
 * @import { Mapping } from "./figures.js"
 * @import { Field, MountainColours, Walker } from "./types.js"
 */
import { Figures } from "./figures.js";
import { lossesAlong } from "./walk.js";

/** More could not be told apart. */
export const MOST_WALKERS = 4;

/** Shapes in the order in which walkers get them. */
const SHAPES = /** @type {const} */ (["sphere", "diamond", "triangle", "square"]);

export class Party {
  /** @param {Object3D} scene */
  constructor(scene) {
    this.#scene = scene;
    this.#walkers = [new Figures(scene)];
  }

  #scene;
  /** @type {Figures[]} */
  #walkers;
  /** @type {{colours: MountainColours, dark: boolean} | null} */
  #theme = null;

  /** The walker whose path the camera minds. */
  get first() {
    return this.#walkers[0];
  }

  get names() {
    return this.#walkers.map(({ name }) => name);
  }

  /**
   * Replaces all walkers; those that keep their name and their turn walk on from where they are.
   * @param {Walker[]} walkers one to four; none: the one nameless walker, nowhere yet
   * @throws {RangeError} for more than four
   */
  set(walkers) {
    if (walkers.length > MOST_WALKERS) {
      throw new RangeError(`walkers: at most ${MOST_WALKERS}, got ${walkers.length}`);
    }
    const wanted = walkers.length > 0 ? walkers : [{ name: "", place: null }];
    while (this.#walkers.length > wanted.length) this.#walkers.pop()?.dispose();
    for (const [index, walker] of wanted.entries()) {
      let figures = this.#walkers[index];
      if (figures && figures.name !== walker.name) {
        figures.dispose();
        figures = this.#walkers[index] = new Figures(this.#scene);
      }
      figures ??= this.#walkers[index] = new Figures(this.#scene);
      figures.dress({ shape: SHAPES[index], ...walker }, wanted.length > 1);
      figures.place = walker.place;
      figures.next = walker.next ?? null;
      figures.points = walker.trail ?? new Float32Array(0);
      if (this.#theme) figures.setTheme(this.#theme.colours, this.#theme.dark);
    }
  }

  /** @param {MountainColours} colours @param {boolean} dark */
  setTheme(colours, dark) {
    this.#theme = { colours, dark };
    for (const walker of this.#walkers) walker.setTheme(colours, dark);
  }

  /** True losses along all trails and at all balls. */
  losses() {
    return this.#walkers.flatMap(({ points, place }) => lossesAlong(points, place));
  }

  /** Takes what the page has reported. @param {number} time milliseconds @param {boolean} jump */
  report(time, jump) {
    for (const { walk, points, place } of this.#walkers) walk.report(points, place, time, jump);
  }

  /** Walks on. @param {number} passed milliseconds @returns {boolean} whether someone still walks */
  advance(passed) {
    let more = false;
    for (const { walk } of this.#walkers) {
      if (walk.points > 0 && walk.advance(passed)) more = true;
    }
    return more;
  }

  /** World points of the balls' centres. */
  balls() {
    return this.#walkers.flatMap((walker) => {
      const disc = walker.disc();
      return disc ? [disc.centre] : [];
    });
  }

  /** World points of all paths, the first walker's ball last. @param {Mapping} mapping */
  pathPoints(mapping) {
    return [...this.#walkers].reverse().flatMap((walker) => walker.pathPoints(mapping));
  }

  /**
   * @param {{field: Field | null, mapping: Mapping, fadingDistance: number}} what
   * @param {PerspectiveCamera} camera @param {Vector3} light
   * @param {{width: number, height: number, ratio: number}} stage
   */
  pose(what, camera, light, stage) {
    for (const walker of this.#walkers) walker.pose(what, camera, light, stage);
  }

  dispose() {
    for (const walker of this.#walkers) walker.dispose();
  }
}
