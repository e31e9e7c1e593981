/**
 * The walk between reports: the ball moves along its path at an even pace while reports arrive in jerks.
 *
 * The path is the trail plus the present place of the ball. A cursor runs along it by training step, so the ball
 * walks over every recorded point and never cuts a corner that the model did not cut. Pure; knows no drawing.
 *
 * @import { Place } from "./types.js"
 */

/** Numbers a trail point takes: step, a, b, loss, distance. */
export const STRIDE = 5;

/** Bounds of the pace in milliseconds per report. */
const SHORTEST = 16;
const LONGEST = 240;

export class Walk {
  constructor() {
    /** Trail points, then the ball if it is further; `STRIDE` numbers each. */
    this.path = new Float32Array(0);
    this.points = 0;
    /** Training step shown, fractional while walking. */
    this.cursor = 0;
    this.#reportedAt = Number.NaN;
    this.#interval = 50;
  }

  #reportedAt;
  #interval;

  /**
   * A new report.
   * @param {Float32Array} trail @param {Place | null} ball @param {number} time milliseconds
   * @param {boolean} jump whether to show the new place at once
   */
  report(trail, ball, time, jump) {
    const had = this.points > 0;
    const shown = had ? this.shown() : null;
    const count = Math.floor(trail.length / STRIDE);
    const last = (count - 1) * STRIDE;
    const extra =
      ball !== null &&
      (count === 0 || trail[last + 1] !== Math.fround(ball.a) || trail[last + 2] !== Math.fround(ball.b));
    const lone = extra && count === 0 && shown !== null;
    const points = count + (extra ? 1 : 0) + (lone ? 1 : 0);
    if (this.path.length < points * STRIDE) this.path = new Float32Array(points * STRIDE * 2);
    this.path.set(trail.subarray(0, count * STRIDE));
    this.points = points;
    let end = count > 0 ? trail[last] : 0;
    if (lone) {
      // A ball without a trail walks straight from where it was.
      this.path.set([0, shown.a, shown.b, shown.loss, shown.distance]);
      this.cursor = 0;
    }
    if (extra && ball) {
      end = count > 0 ? trail[last] + 1 : lone ? 1 : 0;
      this.path.set([end, ball.a, ball.b, ball.loss, ball.distance], (points - 1) * STRIDE);
    }
    if (points === 0) return;

    if (time > this.#reportedAt) {
      const passed = Math.min(LONGEST, Math.max(SHORTEST, time - this.#reportedAt));
      this.#interval += 0.3 * (passed - this.#interval);
    }
    this.#reportedAt = time;
    const behind = this.cursor > end || this.cursor < this.path[0];
    if (jump || !had || behind) this.cursor = end;
    this.pace = (end - this.cursor) / this.#interval;
  }

  /**
   * Moves the cursor on.
   * @param {number} passed milliseconds
   * @returns {boolean} whether there is more to walk
   */
  advance(passed) {
    const end = this.end();
    this.cursor = Math.min(end, this.cursor + (this.pace ?? 0) * passed);
    return this.cursor < end;
  }

  /** Step of the last point. */
  end() {
    return this.points > 0 ? this.path[(this.points - 1) * STRIDE] : 0;
  }

  /** The place at the cursor, and how many whole points of the path lie behind it. */
  shown() {
    let upper = this.points - 1;
    while (upper > 0 && this.path[(upper - 1) * STRIDE] >= this.cursor) upper--;
    const lower = Math.max(0, upper - 1);
    const from = this.path[lower * STRIDE];
    const to = this.path[upper * STRIDE];
    const share = to > from ? Math.min(1, Math.max(0, (this.cursor - from) / (to - from))) : 1;
    const value = (/** @type {number} */ k) => {
      const p = this.path[lower * STRIDE + k];
      const q = this.path[upper * STRIDE + k];
      return share === 1 || p === q ? q : share === 0 ? p : p * (1 - share) + q * share;
    };
    return {
      a: value(1),
      b: value(2),
      loss: value(3),
      distance: value(4),
      behind: share === 1 ? upper + 1 : upper,
    };
  }
}
