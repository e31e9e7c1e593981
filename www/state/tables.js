// Tables at hand: those that were fetched once, and the one that the user brought. It does not look inside; the core does.
import { fetchTable } from "./data_files.js";

/** The data set whose table the user brings. */
export const OWN = "own";

export class Tables {
  /** @type {Map<string, Uint8Array>} */
  #known = new Map();

  /** @param {typeof fetchTable} [fetchOne] */
  constructor(fetchOne = fetchTable) {
    this.fetchOne = fetchOne;
  }

  /** Takes the user's own table. @param {Uint8Array} bytes */
  bring(bytes) {
    this.#known.set(OWN, bytes);
  }

  /** Whether the data set can be chosen: one's own only once it was brought. @param {string} dataset */
  has(dataset) {
    return dataset !== OWN || this.#known.has(OWN);
  }

  /**
   * The table of a data set: at once if it is at hand or if none is needed, otherwise as a promise. What could not be
   * fetched is asked for again the next time.
   * @param {string} dataset
   * @returns {Uint8Array | undefined | Promise<Uint8Array>}
   */
  of(dataset) {
    const known = this.#known.get(dataset);
    if (known) return known;
    return this.fetchOne(dataset)?.then((bytes) => {
      this.#known.set(dataset, bytes);
      return bytes;
    });
  }
}
