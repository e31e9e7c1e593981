// What was seen of a run over time, of its layers above all: evenly thinned, forgotten where the run goes back. Pure.

/** Columns at most; more would not be seen. */
const MOST = 512;

/** Numbers a layer in `Session.layer_flow`: log₁₀ size of its outputs, log₁₀ ‖∂L/∂h‖, units, units blocked, share blocked. */
const FLOW = 5;

/** What is seen of each layer: ‖∂L/∂W‖, ‖∂L/∂h‖, and how large its outputs h are. @typedef {"weights" | "signals" | "outputs"} Quantity */
/** What was seen at a step: of layers, the logarithms of all of them; −Infinity is an exact zero. @typedef {{step: number, values: Float32Array}} Column */

export class History {
  /** In the order of steps. @type {Column[]} */
  columns = [];

  /** Columns that are closer than this give way to the next one, in steps. */
  #gap = 0;

  clear() {
    this.columns = [];
    this.#gap = 0;
  }

  /**
   * What was seen at a step. What lay ahead of a run that has gone back is another way.
   * @param {number} step @param {Float32Array} values
   */
  add(step, values) {
    const isOther = this.columns[0] && this.columns[0].values.length !== values.length;
    if (isOther) this.clear();
    this.forget(step);
    const kept = this.columns;
    const [before, latest] = kept.slice(-2);
    if (before && latest && latest.step - before.step < this.#gap) kept.pop();
    kept.push({ step, values });
    if (kept.length > MOST) {
      // Every second one, and the newest.
      this.columns = kept.filter((_, at) => at % 2 === 0 || at === kept.length - 1);
      this.#gap = (2 * (step - (kept[0]?.step ?? 0))) / MOST;
    }
  }

  /** What was seen from a step on is no more. @param {number} step */
  forget(step) {
    while ((this.columns.at(-1)?.step ?? -1) >= step) this.columns.pop();
  }

  get last() {
    return this.columns.at(-1)?.step ?? 0;
  }

  /** What was seen last until a step; of a step before the first, the first. @param {number} step @returns {Column | undefined} */
  at(step) {
    let [low, high] = [0, this.columns.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.columns[middle]?.step ?? 0) <= step) low = middle;
      else high = middle;
    }
    return this.columns[low];
  }
}

/** All that was seen of the layers of one run. */
export class LayerRecord {
  weights = new History();
  signals = new History();
  outputs = new History();
  /** The newest look at all layers, as `Session.layer_flow` gives it. @type {Float32Array | undefined} */
  flow;

  /**
   * @param {number} step @param {Float32Array} gradients log₁₀ ‖∂L/∂W‖ of each layer
   * @param {Float32Array | undefined} flow as `Session.layer_flow` gives it; a slow network is not looked at each time
   */
  add(step, gradients, flow) {
    this.weights.add(step, gradients);
    if (flow) {
      this.flow = flow;
      this.signals.add(step, valuesOf("signals", gradients, flow));
      this.outputs.add(step, valuesOf("outputs", gradients, flow));
    } else {
      // What was seen at this very step is still so.
      this.signals.forget(step + 1);
      this.outputs.forget(step + 1);
    }
  }
}

/**
 * The logarithms of one quantity; none where it has not been looked at.
 * @param {Quantity} quantity @param {Float32Array} gradients @param {Float32Array | undefined} flow
 */
export function valuesOf(quantity, gradients, flow) {
  if (quantity === "weights") return gradients;
  return column(flow, quantity === "outputs" ? 0 : 1);
}

/** @param {Float32Array | undefined} flow @param {number} at */
function column(flow, at) {
  return (flow ?? new Float32Array()).filter((_, index) => index % FLOW === at);
}

/**
 * Units of each hidden layer that let hardly any gradient through, on every row; `share` counts rows and units together. None where the
 * activation has no such end.
 * @param {Float32Array | undefined} flow @returns {{units: number, blocked: number, share: number}[]}
 */
export function blockedOf(flow) {
  const [units, blocked, share] = [column(flow, 2), column(flow, 3), column(flow, 4)];
  return Array.from(units, (count, layer) => ({
    units: count,
    blocked: blocked[layer] ?? Number.NaN,
    share: share[layer] ?? Number.NaN,
  })).filter(({ share: known }) => !Number.isNaN(known));
}

/** How much of its colour a norm gets: none at `foot` or below, all of it at 1 or more. @param {number} log10 @param {number} foot */
export function strength(log10, foot) {
  if (Number.isNaN(log10)) return 0;
  return Math.min(1, Math.max(0, 1 - log10 / foot));
}

/** The logarithm where colours end: as the bars have it, or lower where a value is. @param {readonly Column[]} columns @param {number} [highest] */
export function footOf(columns, highest = -9) {
  let foot = highest;
  for (const { values } of columns) {
    for (const value of values) if (Number.isFinite(value)) foot = Math.min(foot, value);
  }
  return foot;
}
