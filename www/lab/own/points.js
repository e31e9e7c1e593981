// Points that are drawn by hand: places on a square from −1 to 1, each of a class, or numbers over one input. Every change can be undone.

/** Classes that are told apart by eye and key. */
export const CLASSES = 4;
/** More do not fit into a link. */
export const MOST_POINTS = 400;
/** Places are hundredths: a link holds them in few characters. */
const GRAIN = 100;
const NAMES = ["A", "B", "C", "D"];
/** Steps back. */
const MOST_UNDO = 200;

/** @typedef {{x: number, y: number, group: number}} Point @typedef {"class" | "value"} Kind */

/** @param {number} value */
export function onGrid(value) {
  return Math.round(Math.min(1, Math.max(-1, value)) * GRAIN) / GRAIN + 0;
}

export class Points {
  /** @type {readonly Point[]} */
  all = [];
  /** What the points are: of classes over two inputs, or a number over one. @type {Kind} */
  kind = "class";
  /** @type {{all: readonly Point[], kind: Kind}[]} */
  #past = [];

  get isFull() {
    return this.all.length >= MOST_POINTS;
  }

  get canUndo() {
    return this.#past.length > 0;
  }

  /** @param {number} x @param {number} y @param {number} group @returns {boolean} whether there was room */
  add(x, y, group) {
    if (this.isFull) return false;
    this.#change([...this.all, { x: onGrid(x), y: onGrid(y), group }]);
    return true;
  }

  /** @param {number} index */
  remove(index) {
    this.#change(this.all.filter((_, at) => at !== index));
  }

  /** A hand takes a point: what follows, until the next change, is one step. */
  grab() {
    this.#remember();
  }

  /** Moves a point that was grabbed. @param {number} index @param {number} x @param {number} y */
  drag(index, x, y) {
    this.all = this.all.map((point, at) => (at === index ? { ...point, x: onGrid(x), y: onGrid(y) } : point));
  }

  clear() {
    if (this.all.length > 0) this.#change([]);
  }

  /** @param {Kind} kind */
  setKind(kind) {
    if (kind === this.kind) return;
    this.#remember();
    this.kind = kind;
  }

  /** Other points, as of a table that was drawn before. @param {Point[]} points @param {Kind} kind */
  load(points, kind) {
    this.#remember();
    [this.all, this.kind] = [points.slice(0, MOST_POINTS), kind];
  }

  undo() {
    const before = this.#past.pop();
    if (before) [this.all, this.kind] = [before.all, before.kind];
  }

  /** The nearest point within reach of a place. @param {number} x @param {number} y @param {number} reach */
  at(x, y, reach) {
    let [best, least] = [-1, reach];
    this.all.forEach((point, index) => {
      const distance = Math.hypot(point.x - x, point.y - y);
      if (distance <= least) [best, least] = [index, distance];
    });
    return best < 0 ? undefined : best;
  }

  /** How many points each class has. */
  counts() {
    return NAMES.map((_, group) => this.all.filter((point) => point.group === group).length);
  }

  /** What keeps them from being learned from: a key of the dialog's words. */
  problem() {
    if (this.all.length < 6) return "own_draw_more";
    if (this.kind === "value") return undefined;
    return this.counts().filter((count) => count > 0).length < 2 ? "own_draw_second" : undefined;
  }

  /** As a file with the answer in its last column. */
  csv() {
    const isValue = this.kind === "value";
    const rows = this.all.map(({ x, y, group }) => (isValue ? `${x},${y}` : `${x},${y},${NAMES[group]}`));
    return `${isValue ? "x1,y" : "x1,x2,class"}\n${rows.join("\n")}\n`;
  }

  #remember() {
    this.#past = [...this.#past, { all: this.all, kind: this.kind }].slice(-MOST_UNDO);
  }

  /** @param {readonly Point[]} next */
  #change(next) {
    this.#remember();
    this.all = next;
  }
}

/**
 * Points that a table could have been drawn as: two inputs and few classes, or one input and a number, all on the square.
 * @param {{features: number, inputs: ArrayLike<number>, answers: ArrayLike<number>, names: string[]}} table
 * @returns {{points: Point[], kind: Kind} | undefined}
 */
export function drawnPoints({ features, inputs, answers, names }) {
  const classes = names.slice(features + 1);
  const isValue = classes.length === 0;
  if (features !== (isValue ? 1 : 2) || answers.length > MOST_POINTS) return undefined;
  const groups = classes.map((name) => NAMES.indexOf(name));
  if (groups.includes(-1)) return undefined;
  const points = Array.from({ length: answers.length }, (_, row) =>
    isValue
      ? { x: inputs[row], y: answers[row], group: 0 }
      : { x: inputs[2 * row], y: inputs[2 * row + 1], group: groups[answers[row]] },
  );
  const isOnSquare = points.every(({ x, y }) => Math.abs(x) <= 1 && Math.abs(y) <= 1);
  return isOnSquare ? { points, kind: isValue ? "value" : "class" } : undefined;
}
