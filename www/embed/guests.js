// Elements on one page share what a page has little of: the graphics context, of which browsers allow about 16, and processor cores.
// One painter draws for all; only so many experiments have workers, and those that nobody sees give theirs up first.

/** Experiments of one page that may have workers at the same time. */
export const MOST_AWAKE = 6;
/** A painter that nobody uses goes after this time, in milliseconds: who scrolls to and fro needs it again. */
const PAINTER_REST_MS = 4000;

/**
 * An element as its neighbours know it. `doze` takes its workers away, `rouse` tells that there is room again.
 * @typedef {{isSeen: boolean, doze: () => void, rouse: () => void}} Guest
 */

export class Guests {
  /** Those with workers, the one that came last at the end. @type {Guest[]} */
  #awake = [];
  /** Those that are seen and found no room. @type {Set<Guest>} */
  #waiting = new Set();

  /** How many have workers. */
  get size() {
    return this.#awake.length;
  }

  /**
   * Asks for room.
   * @param {Guest} guest
   * @param {"if there is room" | "at once"} urgency at once: somebody has pressed Play here
   * @returns {boolean} whether it may start its workers
   */
  enter(guest, urgency) {
    this.#waiting.delete(guest);
    if (this.#awake.includes(guest)) return true;
    if (this.#awake.length >= MOST_AWAKE) {
      const unseen = this.#awake.find(({ isSeen }) => !isSeen);
      const yielding = unseen ?? (urgency === "at once" ? this.#awake[0] : undefined);
      if (!yielding) {
        this.#waiting.add(guest);
        return false;
      }
      this.#awake = this.#awake.filter((other) => other !== yielding);
      yielding.doze();
    }
    this.#awake.push(guest);
    return true;
  }

  /** It has no workers any more, or is gone. @param {Guest} guest */
  leave(guest) {
    this.#waiting.delete(guest);
    if (!this.#awake.includes(guest)) return;
    this.#awake = this.#awake.filter((other) => other !== guest);
    this.#call();
  }

  /** Whether it is seen has changed. */
  look() {
    if (this.#awake.some(({ isSeen }) => !isSeen)) this.#call();
  }

  /** Lets the one in that has waited longest. */
  #call() {
    const [next] = this.#waiting;
    if (!next) return;
    this.#waiting.delete(next);
    next.rouse();
  }
}

/** Those of this page. */
export const guests = new Guests();

/** @type {{painter: import("../stage/mountain/painter.js").Painter, users: number} | undefined} */
let shared;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let closing;

/**
 * The page's painter.
 * @param {typeof import("../stage/mountain/painter.js").Painter} Painter which comes with the mountain
 * @throws {Error} if the browser gives no WebGL2 context
 */
export function borrowPainter(Painter) {
  clearTimeout(closing);
  shared ??= { painter: new Painter(), users: 0 };
  shared.users += 1;
  return shared.painter;
}

/** Gives it back; with its last user the context goes. */
export function returnPainter() {
  if (!shared) return;
  shared.users -= 1;
  if (shared.users > 0) return;
  clearTimeout(closing);
  closing = setTimeout(() => {
    if (!shared || shared.users > 0) return;
    shared.painter.dispose();
    shared = undefined;
  }, PAINTER_REST_MS);
}
