// The spec on the page: one object, changed in one place, with the names of the fields that changed told to whoever listens.
// It knows no controls and no engine.

/** @typedef {import("./core.js").Spec} Spec */

/** How a change came about: a drag is one of many, a choice stands alone, a link came from the address.
 * @typedef {"drag" | "choice" | "link"} Manner */

/** @typedef {(spec: Readonly<Spec>, changed: ReadonlySet<string>, manner: Manner) => void} Listener */

export class Store {
  /** @type {Readonly<Spec>} */
  #spec;
  /** @type {Set<Listener>} */
  #listeners = new Set();

  /** @type {(spec: Spec) => Spec} */
  #repair;

  /** @type {(name: string) => boolean} */
  #isLocked;

  /**
   * @param {Spec} spec @param {(spec: Spec) => Spec} [repair] puts right what does not go together
   * @param {(name: string) => boolean} [isLocked] settings that no hand may change here; a link may
   */
  constructor(spec, repair = (same) => same, isLocked = () => false) {
    this.#spec = Object.freeze({ ...spec });
    this.#repair = repair;
    this.#isLocked = isLocked;
  }

  get spec() {
    return this.#spec;
  }

  /**
   * Puts values in, but those that are locked. Listeners hear of it only if one differs.
   * @param {Partial<Spec>} values
   * @param {Manner} [manner]
   */
  change(values, manner = "choice") {
    const open = Object.entries(values).filter(([name]) => manner === "link" || !this.#isLocked(name));
    const next = this.#repair(/** @type {Spec} */ ({ ...this.#spec, ...Object.fromEntries(open) }));
    const changed = new Set(Object.keys(next).filter((name) => !Object.is(next[name], this.#spec[name])));
    if (changed.size === 0) return;
    this.#spec = Object.freeze(next);
    for (const listener of this.#listeners) listener(this.#spec, changed, manner);
  }

  /** @param {Listener} listener @returns {() => void} ends it */
  listen(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
