/**
 * The walk between reports: the ball moves along its path at an even pace while reports arrive in jerks.
 *
 * The path is the trail plus the places reported since the trail was. A cursor runs along it by training step, so
 * the ball walks over every recorded point and never cuts a corner that was recorded. Pure; knows no drawing.
 *
 * @import { Place } from "./types.js"
 */

/** Numbers a trail point takes: step, a, b, loss, distance. */
export const STRIDE = 5;

/**
 * The true losses along a trail and at the ball.
 * @param {Float32Array} trail @param {Place | null} ball
 */
export function lossesAlong(trail, ball) {
  const losses = [];
  for (let at = 3; at < trail.length; at += STRIDE) losses.push(trail[at]);
  if (ball) losses.push(ball.loss);
  return losses;
}

/** Bounds of the pace in milliseconds per report. */
const SHORTEST = 16;
const LONGEST = 240;

/** Places kept while no new trail comes; beyond, the oldest are forgotten. */
const MOST_TAIL = 600;

export class Walk {
  /** Trail points, then the tail; `STRIDE` numbers each. */
  path = new Float32Array(0);
  /** Points in `path`. */
  points = 0;
  /** Training step shown, fractional while walking; tail places count one step each. */
  cursor = 0;
  /** Steps per millisecond. */
  pace = 0;
  /** Places reported after the end of the trail. @type {Place[]} */
  #tail = [];
  /** Points of the trail in `path`, and its last step. */
  #trailPoints = 0;
  #trailEnd = 0;
  #reportedAt = Number.NaN;
  #interval = 50;

  /**
   * A new report.
   * @param {Float32Array} trail @param {Place | null} ball @param {number} time milliseconds
   * @param {boolean} jump whether to show the new place at once
   */
  report(trail, ball, time, jump) {
    const had = this.points > 0;
    const shown = had ? this.shown() : null;
    const onTail = this.cursor > this.#trailEnd;
    const count = Math.floor(trail.length / STRIDE);
    const end = count > 0 ? trail[(count - 1) * STRIDE] : 0;
    const fresh = count !== this.#trailPoints || end !== this.#trailEnd || jump;
    const oldEnd = this.#trailEnd;
    if (fresh) this.#tail = [];
    this.#trailPoints = count;
    this.#trailEnd = end;
    this.#extend(trail, count, ball);
    this.#fill(trail, count, end);
    if (this.points === 0) return;

    if (time > this.#reportedAt) {
      const passed = Math.min(LONGEST, Math.max(SHORTEST, time - this.#reportedAt));
      this.#interval += 0.3 * (passed - this.#interval);
    }
    this.#reportedAt = time;
    const last = this.end();
    const behind = fresh && end < oldEnd;
    if (jump || !had || behind) this.cursor = last;
    else if (fresh && onTail && shown) this.cursor = this.#nearest(shown, oldEnd);
    this.cursor = Math.min(last, Math.max(this.path[0], this.cursor));
    this.pace = (last - this.cursor) / this.#interval;
  }

  /** Adds the ball's place to the tail unless the path ends there. @param {Float32Array} trail @param {number} count @param {Place | null} ball */
  #extend(trail, count, ball) {
    if (!ball) return;
    const last = this.#tail.at(-1);
    const at = (count - 1) * STRIDE;
    const [a, b] = last
      ? [last.a, last.b]
      : count > 0
        ? [trail[at + 1], trail[at + 2]]
        : [Number.NaN, Number.NaN];
    if (Math.fround(ball.a) === Math.fround(a) && Math.fround(ball.b) === Math.fround(b)) return;
    this.#tail.push(ball);
    // Without a trail only the last hop is known to be walked.
    const most = count === 0 ? 2 : MOST_TAIL;
    if (this.#tail.length > most) {
      this.#tail.shift();
      this.cursor -= 1;
    }
  }

  /** @param {Float32Array} trail @param {number} count @param {number} end */
  #fill(trail, count, end) {
    this.points = count + this.#tail.length;
    if (this.path.length < this.points * STRIDE) this.path = new Float32Array(this.points * STRIDE * 2);
    this.path.set(trail.subarray(0, count * STRIDE));
    this.#tail.forEach(({ a, b, loss, distance }, k) => {
      this.path.set([end + k + 1, a, b, loss, distance], (count + k) * STRIDE);
    });
  }

  /**
   * Step of the path point nearest to a place, not before a step: where a ball on the old tail is on the new trail.
   * @param {{a: number, b: number}} place @param {number} from
   */
  #nearest(place, from) {
    let best = { step: this.end(), apart: Number.POSITIVE_INFINITY };
    for (let i = 0; i < this.points; i++) {
      const at = i * STRIDE;
      if (this.path[at] < from) continue;
      const apart = Math.hypot(this.path[at + 1] - place.a, this.path[at + 2] - place.b);
      if (apart < best.apart) best = { step: this.path[at], apart };
    }
    return best.step;
  }

  /**
   * Moves the cursor on.
   * @param {number} passed milliseconds
   * @returns {boolean} whether there is more to walk
   */
  advance(passed) {
    const end = this.end();
    this.cursor = Math.min(end, this.cursor + this.pace * passed);
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
