/**
 * Chooses the resolution while the picture moves: a machine that draws slowly gets fewer pixels until it rests.
 * Pure; fed with the time between frames.
 */

/** Shares of the full pixel ratio, from the finest. */
const LADDER = [1, 0.8, 0.62, 0.48];

/** Frames slower than this (about 30 a second) ask for a step down, faster than that for a step up. */
const SLOW = 34;
const FAST = 19;

/** Frames between two decisions: long enough to judge, short enough to help. */
const PATIENCE = 6;

/** Frames this much slower than slow need no more than two to be judged: a morph may be over after three of them. */
const FAR_TOO_SLOW = 2;
const HURRY = 2;

export class Quality {
  constructor() {
    this.rung = 0;
    this.#mean = 0;
    this.#frames = 0;
    /** A rung that proved too slow is not tried again for this many frames. */
    this.#caution = 0;
  }

  #mean;
  #frames;
  #caution;

  /** Share of the full pixel ratio to draw with while moving. */
  get share() {
    return LADDER[this.rung];
  }

  /** Whether to draw with fewer triangles, too. */
  get coarse() {
    return this.rung >= 2;
  }

  /**
   * Takes the time between two consecutive frames of a movement.
   * @param {number} milliseconds
   * @returns {boolean} whether `share` changed
   */
  frame(milliseconds) {
    // A pause (hidden tab, busy page) is no measure of drawing.
    if (milliseconds > 2000) return false;
    this.#mean += milliseconds;
    this.#frames++;
    if (this.#caution > 0) this.#caution--;
    const mean = this.#mean / this.#frames;
    const isFarTooSlow = this.#frames >= HURRY && mean > FAR_TOO_SLOW * SLOW;
    if (this.#frames < PATIENCE && !isFarTooSlow) return false;
    this.#mean = 0;
    this.#frames = 0;
    if (mean > SLOW && this.rung < LADDER.length - 1) {
      this.rung = Math.min(LADDER.length - 1, this.rung + (isFarTooSlow ? 2 : 1));
      this.#caution = 240;
      return true;
    }
    if (mean < FAST && this.rung > 0 && this.#caution === 0) {
      this.rung--;
      this.#caution = 240;
      return true;
    }
    return false;
  }
}
