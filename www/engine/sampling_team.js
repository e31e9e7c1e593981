// The sampling workers seen from the page: they share each surface, and what they measure is put together here. One that
// dies is replaced; one that cannot live is left out, and the others share its rows.
import { Post } from "./post.js";
import { fillFrom, scatter } from "./refine.js";
import { spawnSampling } from "./spawn.js";

/** Deaths of one worker, within this time in milliseconds, of which the third is not answered by another worker. */
const DEATHS_WITHIN_MS = 60_000;
/** More workers than this would finish even the finest surface hardly sooner than it can be drawn. */
const MOST_WORKERS = 4;

/**
 * How many workers share a surface: two, more where there are cores, of which one stays free for training.
 * @param {number | undefined} cores as `navigator.hardwareConcurrency` says
 */
export function teamSize(cores = 2) {
  return cores < 2 ? 1 : Math.min(MOST_WORKERS, Math.max(2, cores - 1));
}

/**
 * @typedef {import("./protocol.js").Surface} Surface
 * @typedef {Omit<import("./protocol.js").SurfaceRequest, "part">} Wish
 * @typedef {{
 *   post: Post<import("./protocol.js").SamplingCommand, import("./protocol.js").SamplingMessage> | undefined,
 *   deaths: number[],
 * }} Seat
 */

export class SamplingTeam {
  /** @type {Seat[]} */
  #seats = [];
  /** @type {Wish | undefined} */
  #wish;
  /** The division of the present wish: losses of an older one are dropped. */
  #division = 0;
  /** By sheet and side. @type {Map<string, {heights: Float32Array<ArrayBuffer>, missing: number}>} */
  #levels = new Map();
  /** Side of the finest level shown of each sheet. @type {number[]} */
  #shown = [];
  /** Waits for workers with another core. */
  #isHolding = false;

  /**
   * @param {number} size
   * @param {import("./parts.js").Parts} parts of the core
   * @param {{onSurface: (surface: Surface) => void, onReplaced: () => void, onFailure: (message: string) => void,
   *   whenComplete?: () => Promise<void> | undefined}} listeners `whenComplete`: when the core's rest is there, if it is not yet
   * @param {() => Worker} [spawn]
   */
  constructor(size, parts, listeners, spawn = spawnSampling) {
    this.listeners = listeners;
    for (let index = 0; index < size; index += 1) {
      /** @type {Seat} */
      const seat = { post: undefined, deaths: [] };
      try {
        seat.post = new Post(spawn, parts, {
          onMessage: (message) => this.#receive(message),
          onDeath: (reason) => this.#onDeath(seat, reason),
        });
      } catch (error) {
        // One is enough; without any there is no surface, and whoever builds the engine must know.
        if (index === 0) throw error;
        break;
      }
      this.#seats.push(seat);
    }
  }

  /** The living workers, for the console and for tests. */
  get workers() {
    return this.#posts().map((post) => post.worker);
  }

  /** A run has begun that has no table of its own: its samplers are built before its plane is laid. @param {number} run @param {string} spec */
  prepare(run, spec) {
    if (this.#isHolding) return;
    this.#wish = undefined;
    for (const post of this.#posts()) post.send({ type: "prepare", run, spec });
  }

  /** A newer wish ends the older one within a row. @param {Wish} wish */
  sample(wish) {
    this.#wish = wish;
    this.#shown = wish.sheets.map(() => 0);
    this.#divide();
  }

  /** Keeps wishes back until `exchange` or `release`. */
  hold() {
    this.#isHolding = true;
  }

  release() {
    this.#isHolding = false;
    this.#divide();
  }

  /** Workers with another core take over. @param {import("./parts.js").Parts} parts */
  exchange(parts) {
    for (const post of this.#posts()) post.exchange(parts, []);
    this.release();
  }

  /** The rest of the core has come. @param {WebAssembly.Module} rest */
  complete(rest) {
    for (const post of this.#posts()) post.complete(rest);
  }

  dispose() {
    for (const post of this.#posts()) post.dispose();
  }

  #posts() {
    return this.#seats.flatMap(({ post }) => (post ? [post] : []));
  }

  /** Gives every living worker its share of the wish, from the first level on. */
  #divide() {
    if (!this.#wish) return;
    this.#division += 1;
    this.#levels.clear();
    if (this.#isHolding) return;
    const posts = this.#posts();
    for (const [index, post] of posts.entries()) {
      post.send({ type: "sample", ...this.#wish, id: this.#division, part: { index, of: posts.length } });
    }
  }

  /** @param {import("./protocol.js").SamplingMessage} message */
  #receive(message) {
    if (!this.#wish || !("id" in message) || message.id !== this.#division) return;
    if (message.type === "refused") {
      // The others refuse for the same reason.
      this.#wish = undefined;
      this.listeners.onFailure(message.message);
    } else if (message.type === "losses") {
      this.#put(message, this.#wish);
    }
  }

  /**
   * @param {import("./protocol.js").Losses} message
   * @param {Wish} wish
   */
  #put({ sheet, side, part, is_first: isFirst, is_last: isLast, losses }, { id, sheets }) {
    const level = this.#levels.get(`${sheet}:${side}`) ?? {
      heights: new Float32Array(side * side),
      missing: part.of,
    };
    this.#levels.set(`${sheet}:${side}`, level);
    scatter(level.heights, side, part, isFirst, losses);
    level.missing -= 1;
    if (level.missing > 0) return;
    const coarse = this.#levels.get(`${sheet}:${(side + 1) / 2}`);
    if (!isFirst && coarse) fillFrom(level.heights, side, coarse.heights);
    // Every worker brings its sheets in their order, so the last one is complete last.
    if (isLast && sheet + 1 === sheets.length) {
      this.#wish = undefined;
      this.#levels.clear();
    }
    // After a death the levels come again; what is shown stays until there is a finer one.
    if (side <= this.#shown[sheet]) return;
    this.#shown[sheet] = side;
    const { a, b } = sheets[sheet];
    this.listeners.onSurface({
      id,
      sheet,
      columns: side,
      rows: side,
      heights: level.heights,
      a,
      b,
      is_last: isLast,
    });
  }

  /** @param {Seat} seat @param {string} reason */
  #onDeath(seat, reason) {
    const soon = this.listeners.whenComplete?.();
    if (soon) {
      // It may have died for want of it: see `Engine`.
      void soon.then(() => {
        seat.post?.replace();
        this.listeners.onReplaced();
        this.#divide();
      });
      return;
    }
    const now = performance.now();
    seat.deaths = [...seat.deaths.filter((at) => now - at < DEATHS_WITHIN_MS), now];
    if (seat.deaths.length <= 2) {
      seat.post?.replace();
      this.listeners.onReplaced();
    } else {
      seat.post = undefined;
      if (this.#posts().length === 0) {
        this.listeners.onFailure(reason);
        return;
      }
    }
    this.#divide();
  }
}
