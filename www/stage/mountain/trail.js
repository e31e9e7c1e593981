/**
 * The walked path at its true losses: a line with a dot per recorded step, paler the further the model was from
 * the plane.
 *
 * @import { Stand } from "./place.js"
 * @import { Vec3 } from "./types.js"
 */
import { Color } from "three";
import { displayColour } from "./colours.js";
import { Lines } from "./lines.js";
import { STRIDE } from "./walk.js";

/** Half widths in CSS pixels. */
const LINE = 1.5;
const DOT = 2.6;

/** Dots closer than this in the world would merge into a fat line: they are left out, the line stays. */
const DOT_SPACING = 0.08;

/** Points closer than this (about four pixels) are joined: many soft ends on one pixel add up to a hard edge. */
const SPACING = 0.018;

/**
 * A path that rattles to and fro would cover the land: what lies more than `FRESH` world units of walking back gets
 * thinner, down to `THINNEST` of its width at `OLD`. A calm descent is shorter than that and stays whole.
 */
const FRESH = 2.5;
const OLD = 9;
const THINNEST = 0.35;

export class Trail {
  constructor() {
    this.lines = new Lines({ outline: 1, ghost: 0.3, lift: 0.035, order: 3 });
    this.object = this.lines.object;
  }

  /** @param {boolean} dark @param {string | null} own colour of a walker among several; alone it walks in white */
  setTheme(dark, own) {
    const { colour, faded, outline } = this.lines;
    const pale = new Color(dark ? 0x7b8694 : 0xa9b0ba);
    if (own) {
      colour.value.copy(displayColour(own));
      faded.value.copy(colour.value).lerp(pale, 0.7);
      outline.value.set(0xffffff);
      return;
    }
    // White on every colour of the sheet; the outline carries it where it leaves the sheet on a light panel.
    colour.value.set(0xffffff);
    faded.value.copy(pale);
    outline.value.copy(dark ? new Color(0.04, 0.06, 0.1) : new Color(0.13, 0.16, 0.22));
  }

  /**
   * Draws the path up to the ball. Between two places beyond the picture, both held at its edge, nothing is drawn: where a
   * run that diverges really is cannot be shown, and a fan of lines along the edge would hide what can.
   * @param {Float32Array} path `STRIDE` numbers a point @param {number} behind points the ball has passed
   * @param {{ball: Stand | null, distance: number}} end where the ball stands and its distance from the plane
   * @param {(at: number) => Stand} stand where the path point at an offset stands in the world
   * @param {number} fadingDistance distance from the plane at which the line is palest
   */
  update(path, behind, end, stand, fadingDistance) {
    this.lines.clear();
    const strengthOf = (/** @type {number} */ distance) =>
      Number.isFinite(distance) ? Math.max(0, 1 - distance / fadingDistance) : 0;
    /** @type {{point: Vec3, beyond: boolean, strength: number, walked: number, isDot: boolean}[]} */
    const kept = [];
    let walked = 0;
    let dotted = Number.NEGATIVE_INFINITY;
    const keep = (
      /** @type {Stand} */ { point, beyond },
      /** @type {number} */ distance,
      /** @type {boolean} */ isEnd,
    ) => {
      const step = kept.length > 0 ? apart(point, kept[kept.length - 1].point) : 0;
      if (kept.length > 0 && !isEnd && step < SPACING) return;
      walked += step;
      const isDot = !beyond && !(isEnd && end.ball) && walked - dotted >= DOT_SPACING;
      if (isDot) dotted = walked;
      kept.push({ point, beyond, strength: strengthOf(distance), walked, isDot });
    };
    for (let i = 0; i < behind; i++)
      keep(stand(i * STRIDE), path[i * STRIDE + 4], i === behind - 1 && !end.ball);
    if (end.ball) keep(end.ball, end.distance, true);

    const widthOf = (/** @type {number} */ at) => {
      const age = Math.min(1, Math.max(0, (walked - at - FRESH) / (OLD - FRESH)));
      return 1 - (1 - THINNEST) * age;
    };
    for (const [i, { point, beyond, strength, walked: at, isDot }] of kept.entries()) {
      const width = widthOf(at);
      const before = kept[i - 1];
      if (before && !(before.beyond && beyond)) {
        this.lines.add(
          before.point,
          point,
          LINE * widthOf(before.walked),
          LINE * width,
          before.strength,
          strength,
        );
      }
      // The start is marked a little larger.
      const size = i === 0 ? DOT * 1.35 : DOT * width;
      if (isDot) this.lines.add(point, point, size, size, strength, strength);
    }
    this.lines.commit();
  }

  dispose() {
    this.lines.dispose();
  }
}

/** @param {Vec3} p @param {Vec3} q */
function apart(p, q) {
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}
