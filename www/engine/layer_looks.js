// When the training worker looks at all layers: a look costs as much as a step over all rows, and walking comes first.

/** Between two looks of a run that plays, so many times what the last ones took. */
const REST = 6;
/** Columns of a picture over time that a way to another step is worth. */
const COLUMNS = 160;
/** No more than this share of the time on the way goes into them, */
const SHARE = 0.25;
/** but so many milliseconds always may: nobody notices, and clocks that count whole ones would spoil a short way. */
const FREE_MS = 30;
/** So many looks tell what one costs: the first may wait for code that has not run yet. */
const TRIALS = 3;

/** @typedef {import("../pkg/downhill.js").Session} Session */

export class LayerLooks {
  #hasLayers;
  /** When the next look of a run that plays is due, and what the last ones took, in milliseconds. */
  #next = 0;
  #cost = 0;
  /** Where the next column of a way is due, after how many steps another, since when it is walked, its looks, and what the quickest of them took. */
  #way = { step: Number.POSITIVE_INFINITY, gap: 1, since: 0, looks: 0, least: Number.POSITIVE_INFINITY };
  /** @type {import("./protocol.js").LayerColumn[]} */
  #columns = [];

  /** @param {number} layers of the network; 0 of a formula, which is not looked at */
  constructor(layers) {
    this.#hasLayers = layers > 0;
  }

  /** Whether a report with details tells of the layers. @param {"now" | "when due"} urgency */
  isDue(urgency) {
    const now = performance.now();
    if (!this.#hasLayers || (urgency === "when due" && now < this.#next)) return false;
    this.#cost = 0;
    return true;
  }

  /** @param {Session} session @param {number} index of the run */
  look(session, index) {
    const before = performance.now();
    const flow = session.layer_flow(index);
    const now = performance.now();
    this.#cost += now - before;
    this.#next = now + REST * this.#cost;
    return flow;
  }

  /**
   * A way to a far step begins.
   * @param {Session} session @param {number} to
   * @param {boolean} isUnseen nobody has looked where it begins
   */
  setOut(session, to, isUnseen) {
    const from = session.clock();
    const gap = Math.max(1, (to - from) / COLUMNS);
    const step = isUnseen ? from : from + gap;
    this.#way = { step, gap, since: performance.now(), looks: 0, least: Number.POSITIVE_INFINITY };
    if (isUnseen) this.passBy(session);
  }

  /** A step of the way has been made. @param {Session} session */
  passBy(session) {
    const clock = session.clock();
    if (!this.#hasLayers || clock < this.#way.step) return;
    const before = performance.now();
    this.#way.step = clock + this.#way.gap;
    const { looks, least, since } = this.#way;
    if (looks >= TRIALS && looks * least > Math.max(FREE_MS, SHARE * (before - since))) return;
    for (const index of [0, ...session.runs()]) {
      const [gradients, flow] = [session.layer_gradients(index), session.layer_flow(index)];
      this.#columns.push({ index, step: clock, gradients, flow });
    }
    this.#way.looks += 1;
    this.#way.least = Math.min(least, performance.now() - before);
  }

  /** What has been seen on the way and not been told. */
  take() {
    return this.#columns.length > 0 ? this.#columns.splice(0) : undefined;
  }
}
