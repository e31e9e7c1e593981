// The spec in the address's hash. Choices make entries of the history, drags replace the present one, and both are paced:
// WebKit throws at the 101st write within 10 seconds.

/** Between two writes, in milliseconds: at most 40 in 10 seconds. */
const PACE_MS = 250;

/** The state of entries that the page makes; one that a reader typed or opened has none. */
export const MADE_HERE = "made here";

/**
 * @typedef {{
 *   write: (hash: string, manner: "push" | "replace") => void,
 *   now: () => number,
 *   later: (work: () => void, ms: number) => void,
 * }} AddressBar
 */

/** Writes hashes no faster than browsers allow; of several waiting ones the last counts. */
export class LinkWriter {
  /** @type {{hash: string, manner: "push" | "replace"} | undefined} */
  #waiting;
  #lastWrite = Number.NEGATIVE_INFINITY;

  /** @param {AddressBar} bar */
  constructor(bar) {
    this.bar = bar;
  }

  /** @param {string} hash with its `#` @param {"push" | "replace"} manner */
  write(hash, manner) {
    const isFirst = !this.#waiting;
    // A choice that waits stays an entry of its own, whatever follows it.
    this.#waiting = { hash, manner: this.#waiting?.manner === "push" ? "push" : manner };
    if (!isFirst) return;
    const wait = this.#lastWrite + PACE_MS - this.bar.now();
    if (wait <= 0) this.#flush();
    else this.bar.later(() => this.#flush(), wait);
  }

  #flush() {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (!waiting) return;
    this.#lastWrite = this.bar.now();
    this.bar.write(waiting.hash, waiting.manner);
  }
}

/** The window's own address bar. @returns {AddressBar} */
export function windowBar() {
  return {
    write: (hash, manner) => {
      if (hash === location.hash) return;
      try {
        if (manner === "push") history.pushState(MADE_HERE, "", hash);
        else history.replaceState(MADE_HERE, "", hash);
      } catch {
        // An embedding page may forbid it; the copy button gives the link all the same.
      }
    },
    now: () => performance.now(),
    later: (work, ms) => setTimeout(work, ms),
  };
}
