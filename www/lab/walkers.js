// Who walks on the mountain: the one ball of a lone run, or the lead and the runs beside it. It knows where each is in the
// plane that is drawn, and puts nobody onto a sheet of another plane.

/**
 * @typedef {import("../engine/protocol.js").Report} Report
 * @typedef {import("../engine/protocol.js").RunStatus} RunStatus
 * @typedef {import("../stage/mountain/types.js").Place} Place
 * @typedef {import("../stage/mountain/types.js").Walker} Walker
 */

/** Walkers that can be told apart by their shapes. */
const MOST_WALKERS = 4;
/** Numbers a point of a trail, and which of them is the loss. */
const TRAIL_POINT = 5;
const TRAIL_LOSS = 3;

export class Walkers {
  /** What a run looks like: 0 is the lead. @type {(index: number) => Omit<Walker, "place" | "next" | "trail">} */
  look = (index) => ({ name: String(index) });
  /** The run that walks on a mountain of its own. @type {number | undefined} */
  apart;
  /** @type {Report | undefined} */
  #report;
  /** Newest trail of each run, of the plane of number `#trailPlane`. @type {Map<number, Float32Array<any>>} */
  #trails = new Map();
  #trailPlane = 0;
  #areSeveral = false;

  get report() {
    return this.#report;
  }

  /** Another run begins. */
  forget() {
    this.#report = undefined;
    this.#trails.clear();
  }

  /** @param {Report} report */
  take(report) {
    this.#report = report;
    if (!report.details) return;
    this.#trailPlane = report.plane;
    const all = [{ index: 0, details: report.details }, ...report.others];
    this.#trails = new Map(all.map(({ index, details }) => [index, details?.trail ?? new Float32Array()]));
  }

  /** Losses along a run's trail. @param {number} [index] @returns {number[]} */
  losses(index = 0) {
    const trail = this.#trails.get(index) ?? new Float32Array();
    const losses = [];
    for (let at = TRAIL_LOSS; at < trail.length; at += TRAIL_POINT) losses.push(trail[at]);
    return losses;
  }

  /** Whether the newest trails belong to this plane. @param {number} plane */
  haveTrailsIn(plane) {
    return this.#trailPlane === plane;
  }

  /**
   * Those whom the picture follows: the lead, and every other run that has not climbed above the start. Beside others nobody
   * looks after one that has blown up.
   * @param {number} plane
   * @returns {RunStatus[]}
   */
  followed(plane) {
    if (this.#report?.plane !== plane) return [];
    const { status, others } = this.#report;
    const start = this.losses()[0];
    const here = others.filter(({ index }) => index !== this.apart).map((other) => other.status);
    const low = here.filter((other) => other.train_loss <= start);
    return low.length > 0 && status.blow_up_step >= 0 ? low : [status, ...low];
  }

  /**
   * Where everybody is and has been, the lead first.
   * @param {number} plane that is drawn
   * @returns {Pick<Walker, "place" | "trail">[]}
   */
  all(plane) {
    if (this.#report?.plane !== plane) return [];
    const { status, others } = this.#report;
    return [{ index: 0, status }, ...others].slice(0, MOST_WALKERS).map(({ index, status: now }) => ({
      place: placeOf(now),
      trail: this.haveTrailsIn(plane) ? this.#trails.get(index) : undefined,
    }));
  }

  /**
   * Puts everybody on the mountain.
   * @param {import("./surface.js").MountainView} mountain
   * @param {number} plane that is drawn
   * @param {number | undefined} fadingDistance
   */
  show(mountain, plane, fadingDistance) {
    // A place in another plane's coordinates would be a lie on this sheet.
    if (this.#report?.plane !== plane) return;
    const { status } = this.#report;
    const others = this.#report.others.filter(({ index }) => index !== this.apart);
    mountain.setDown(Number.isFinite(status.down_a) ? [status.down_a, status.down_b] : null);
    const trail = (/** @type {number} */ index) =>
      (this.haveTrailsIn(plane) && this.#trails.get(index)) || new Float32Array();
    const areSeveral = others.length > 0 && mountain.setWalkers !== undefined;
    if (areSeveral) {
      const shown = [{ index: 0, status }, ...others].slice(0, MOST_WALKERS);
      const walkers = shown.map(({ index, status: now }) => ({
        ...this.look(index),
        place: placeOf(now),
        next: nextOf(now),
        trail: trail(index),
      }));
      mountain.setWalkers?.(walkers, { fadingDistance });
    } else {
      if (this.#areSeveral) mountain.setWalkers?.([]);
      // The trail is palest where it is as far from the plane as the plane's corners are from its middle.
      if (this.haveTrailsIn(plane)) mountain.setTrail(trail(0), { fadingDistance });
      const place = placeOf(status);
      if (place) mountain.setBall(place, nextOf(status));
    }
    this.#areSeveral = areSeveral;
  }

  /**
   * Puts the run apart on its own mountain.
   * @param {import("./surface.js").MountainView} mountain
   * @param {number} plane that is drawn there, by the number of the lead's
   * @param {number | undefined} fadingDistance
   */
  showBeside(mountain, plane, fadingDistance) {
    const run = this.#report?.others.find(({ index }) => index === this.apart);
    if (!run || this.#report?.plane !== plane) return;
    const { index, status } = run;
    mountain.setDown(Number.isFinite(status.down_a) ? [status.down_a, status.down_b] : null);
    const trail = (this.haveTrailsIn(plane) && this.#trails.get(index)) || new Float32Array();
    const [place, next] = [placeOf(status), nextOf(status)];
    if (mountain.setWalkers) {
      mountain.setWalkers([{ ...this.look(index), place, next, trail }], { fadingDistance });
      return;
    }
    mountain.setTrail(trail, { fadingDistance });
    if (place) mountain.setBall(place, next);
  }
}

/** @param {RunStatus} status @returns {Place | null} */
function placeOf({ a, b, train_loss: loss, distance }) {
  return Number.isFinite(a) && Number.isFinite(b) ? { a, b, loss, distance } : null;
}

/** @param {RunStatus} status @returns {Place | null} */
function nextOf({ next_a: a, next_b: b, next_loss: loss }) {
  return Number.isFinite(a) ? { a, b, loss, distance: 0 } : null;
}
