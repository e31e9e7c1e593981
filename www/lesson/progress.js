// How far a reader has come, kept in this browser where that is allowed.

const KEY = "downhill.lesson";

/** @typedef {{at: string, done: string[]}} Kept `at`: the last place, "chapter.step" by name; `done`: places whose task was done */

export class Progress {
  /** @type {Kept} */
  #kept = read();

  /** Where the reader was last time; empty for a first visit. */
  before = this.#kept.at;

  /** Whether the browser lets the page remember. Tried at once, for whoever reads wants to know before they leave. */
  isKept = keep(this.#kept);

  /** @param {string} place */
  isDone(place) {
    return this.#kept.done.includes(place);
  }

  /** @param {string} place */
  arrive(place) {
    this.#keep({ ...this.#kept, at: place });
  }

  /** @param {string} place */
  finish(place) {
    if (!this.isDone(place)) this.#keep({ ...this.#kept, done: [...this.#kept.done, place] });
  }

  /** @param {Kept} kept */
  #keep(kept) {
    this.#kept = kept;
    this.isKept = keep(kept);
  }
}

/** @param {Kept} kept @returns {boolean} whether it is kept: not in a sandboxed frame, nor where storage is forbidden or full */
function keep(kept) {
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
    return true;
  } catch {
    return false;
  }
}

/** @returns {Kept} */
function read() {
  try {
    const { at, done } = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return {
      at: typeof at === "string" ? at : "",
      done: Array.isArray(done) ? done.filter((place) => typeof place === "string") : [],
    };
  } catch {
    return { at: "", done: [] };
  }
}
