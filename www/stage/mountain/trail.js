/**
 * The walked path at its true losses: a line with a dot per recorded step, paler the further the model was from
 * the plane.
 *
 * @import { Vec3 } from "./types.js"
 */
import { Color } from "three";
import { Lines } from "./lines.js";
import { STRIDE } from "./walk.js";

/** Half widths in CSS pixels. */
const LINE = 1.5;
const DOT = 2.6;

/** Dots closer than this in the world would merge into a fat line: they are left out, the line stays. */
const DOT_SPACING = 0.08;

export class Trail {
  constructor() {
    this.lines = new Lines({ outline: 1, ghost: 0.3, lift: 0.02, order: 3 });
    this.object = this.lines.object;
  }

  /** @param {boolean} dark */
  setTheme(dark) {
    // White on every colour of the sheet; the outline carries it where it leaves the sheet on a light panel.
    this.lines.colour.value.set(0xffffff);
    this.lines.faded.value.set(dark ? 0x7b8694 : 0xa9b0ba);
    this.lines.outline.value.copy(dark ? new Color(0.04, 0.06, 0.1) : new Color(0.13, 0.16, 0.22));
  }

  /**
   * Draws the path up to the ball.
   * @param {Float32Array} path `STRIDE` numbers a point @param {number} behind points the ball has passed
   * @param {{ball: Vec3 | null, distance: number}} end where the ball stands and its distance from the plane
   * @param {(at: number) => Vec3} stand world point of the path point at an offset
   * @param {number} fadingDistance distance from the plane at which the line is palest
   */
  update(path, behind, end, stand, fadingDistance) {
    this.lines.clear();
    const strengthOf = (/** @type {number} */ distance) =>
      Number.isFinite(distance) ? Math.max(0, 1 - distance / fadingDistance) : 0;
    /** @type {Vec3 | null} */
    let before = null;
    let beforeStrength = 1;
    /** @type {Vec3 | null} */
    let dotted = null;
    for (let i = 0; i < behind; i++) {
      const point = stand(i * STRIDE);
      const strength = strengthOf(path[i * STRIDE + 4]);
      if (before) this.lines.add(before, point, LINE, LINE, beforeStrength, strength);
      if (!dotted || apart(point, dotted) >= DOT_SPACING) {
        // The start is marked a little larger.
        const size = dotted ? DOT : DOT * 1.35;
        this.lines.add(point, point, size, size, strength, strength);
        dotted = point;
      }
      before = point;
      beforeStrength = strength;
    }
    if (before && end.ball) {
      this.lines.add(before, end.ball, LINE, LINE, beforeStrength, strengthOf(end.distance));
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
