// Tables at hand: those that were fetched once, and those that the user brought. It does not look inside; the core does.
import { fetchTable } from "./data_files.js";

/** The data set whose table the user brings. */
export const OWN = "own";

/** Tables of the user's own that are kept: undoing leads back to the ones before. */
const MOST_OWN = 4;

/** @typedef {Readonly<Record<string, string | number>>} Spec */

/** The fingerprint of the table that a spec wants to be brought: "" if it does not say which. @param {Spec} spec */
function wanted({ table }) {
  return String(table ?? "").slice(1, 17);
}

/** Whether a spec holds its table itself. @param {Spec} spec */
export function holdsTable({ table }) {
  return String(table ?? "").startsWith("1");
}

export class Tables {
  /** @type {Map<string, Uint8Array>} */
  #known = new Map();
  /** By fingerprint, the newest last. @type {Map<string, Uint8Array>} */
  #own = new Map();

  /** @param {typeof fetchTable} [fetchOne] */
  constructor(fetchOne = fetchTable) {
    this.fetchOne = fetchOne;
  }

  /** Takes a table of the user's own. @param {Uint8Array} bytes @param {string} [fingerprint] */
  bring(bytes, fingerprint = "") {
    this.#own.delete(fingerprint);
    this.#own.set(fingerprint, bytes);
    for (const oldest of this.#own.keys()) {
      if (this.#own.size <= MOST_OWN) break;
      this.#own.delete(oldest);
    }
  }

  /** Whether a run can begin, as soon as what must be fetched is here: one's own table must have been brought. @param {Spec} spec */
  has(spec) {
    return spec.dataset !== OWN || holdsTable(spec) || this.#own.has(wanted(spec));
  }

  /**
   * The table of a spec: at once if it is at hand or if none is needed, otherwise as a promise. What could not be fetched is asked
   * for again the next time.
   * @param {Spec} spec
   * @returns {Uint8Array | undefined | Promise<Uint8Array>}
   */
  of(spec) {
    if (spec.dataset === OWN) return holdsTable(spec) ? undefined : this.#own.get(wanted(spec));
    const dataset = String(spec.dataset);
    const known = this.#known.get(dataset);
    if (known) return known;
    return this.fetchOne(dataset)?.then((bytes) => {
      this.#known.set(dataset, bytes);
      return bytes;
    });
  }
}
