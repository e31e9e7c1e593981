// Undo and redo of changes of the spec. What comes from the address has the browser's own back and forward.

/** @typedef {import("./store.js").Spec} Spec */

/** Changes that are remembered. */
const MOST = 100;

export class Undo {
  /** Specs to go back to, the last one first. @type {Readonly<Spec>[]} */
  #past = [];
  /** @type {Readonly<Spec>[]} */
  #future = [];
  #isAtWork = false;
  /** What a drag under way changes: it is one change, with the choice that ends it. */
  #dragged = "";
  /** @type {Readonly<Spec>} */
  #now;
  /** @type {Set<() => void>} */
  #listeners = new Set();

  /** @param {import("./store.js").Store} store */
  constructor(store) {
    this.store = store;
    this.#now = store.spec;
    store.listen((spec, changed, manner) => {
      const before = this.#now;
      this.#now = spec;
      if (this.#isAtWork || manner === "link") return;
      const names = [...changed].join();
      const isSameDrag = this.#dragged === names;
      this.#dragged = manner === "drag" ? names : "";
      if (isSameDrag) return;
      this.#past = [...this.#past, before].slice(-MOST);
      this.#future = [];
      this.#tell();
    });
  }

  get canUndo() {
    return this.#past.length > 0;
  }

  get canRedo() {
    return this.#future.length > 0;
  }

  undo() {
    this.#go(this.#past, this.#future);
  }

  redo() {
    this.#go(this.#future, this.#past);
  }

  /** What was set so far stays as it is. */
  forget() {
    this.#past = [];
    this.#future = [];
    this.#tell();
  }

  /** @param {() => void} listener told when there is more or less to undo */
  listen(listener) {
    this.#listeners.add(listener);
  }

  /** @param {Readonly<Spec>[]} from @param {Readonly<Spec>[]} to */
  #go(from, to) {
    const wished = from.pop();
    if (!wished) return;
    to.push(this.store.spec);
    this.#dragged = "";
    this.#isAtWork = true;
    this.store.change(wished);
    this.#isAtWork = false;
    this.#now = this.store.spec;
    this.#tell();
  }

  #tell() {
    for (const listener of this.#listeners) listener();
  }
}
