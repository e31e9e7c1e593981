// What is measured: networks, their data, and the work.

/**
 * @typedef {object} Workload
 * @property {string} name
 * @property {string} title
 * @property {number[]} widths
 * @property {"tanh" | "relu" | "sigmoid"} activation
 * @property {"mse" | "softmax_ce"} loss
 * @property {number} rows
 * @property {number} grid points along each side of a surface; 0 if this is training
 * @property {number} batch rows of a step; 0 if this is a surface
 * @property {number} steps steps of one call
 */

const SMALL = [2, 16, 16, 1];
const DEEP = [2, ...new Array(50).fill(16), 1];

/** @type {Workload[]} */
export const WORKLOADS = [
  surface("W1", "2-16-16-1 tanh, 500 rows, 65×65", SMALL, "tanh", 500, 65),
  surface("W2", "2-(16×50)-1 tanh, 200 rows, 33×33", DEEP, "tanh", 200, 33),
  surface("W3", "64-64-64-10 relu, softmax, 1797 rows, 33×33", [64, 64, 64, 10], "relu", 1797, 33),
  surface("W4", "2-16-16-1 sigmoid, 500 rows, 65×65", SMALL, "sigmoid", 500, 65),
  training("T1", "2-16-16-1 tanh, all 500 rows a step", SMALL, 500, 500, 500),
  training("T2", "2-(16×50)-1 tanh, 32 of 200 rows a step", DEEP, 200, 32, 100),
  training("T3", "2-16-16-1 tanh, 1 of 500 rows a step", SMALL, 500, 1, 50_000),
  training("T3b", "2-16-16-1 tanh, 10 of 500 rows a step", SMALL, 500, 10, 10_000),
];

/**
 * @param {string} name
 * @param {string} title
 * @param {number[]} widths
 * @param {Workload["activation"]} activation
 * @param {number} rows
 * @param {number} grid
 * @returns {Workload}
 */
function surface(name, title, widths, activation, rows, grid) {
  const loss = widths[widths.length - 1] === 1 ? "mse" : "softmax_ce";
  return { name, title, widths, activation, loss, rows, grid, batch: 0, steps: 0 };
}

/**
 * @param {string} name
 * @param {string} title
 * @param {number[]} widths
 * @param {number} rows
 * @param {number} batch
 * @param {number} steps
 * @returns {Workload}
 */
function training(name, title, widths, rows, batch, steps) {
  return { name, title, widths, activation: "tanh", loss: "mse", rows, grid: 0, batch, steps };
}

/**
 * The numbers of a workload, the same at every run.
 * @typedef {object} Numbers
 * @property {Float32Array} inputs [row][feature]
 * @property {Float32Array} targets [row], values or class numbers
 * @property {Float32Array} params where training starts, and the middle of the surface
 * @property {Float32Array} d1 a direction scaled row by row like the parameters
 * @property {Float32Array} d2
 * @property {Float32Array} axis coordinates of the grid, from −1 to 1
 * @property {Uint32Array} order the rows in the order of training, whole batches; empty if every step takes all
 * @property {number} rate learning rate
 */

/**
 * @param {Workload} workload
 * @returns {Numbers}
 */
export function numbersOf({ widths, loss, rows, grid, batch }) {
  const random = generator(1);
  const features = widths[0];
  const inputs = Float32Array.from({ length: rows * features }, () => normal(random));
  const targets = Float32Array.from({ length: rows }, (_, row) => {
    const [x, y] = inputs.subarray(row * features);
    // Four quadrants: XOR for a value; for classes the angle of the first two features.
    if (loss === "mse") return x * y > 0 ? 1 : -1;
    return Math.min(9, Math.floor(((Math.atan2(y, x) / Math.PI + 1) / 2) * 10));
  });
  const params = drawn(widths, random);
  const [d1, d2] = [0, 1].map(() => like(params, widths, drawn(widths, random)));
  const axis = Float32Array.from({ length: grid }, (_, at) => (2 * at) / (grid - 1) - 1);
  // Whole batches only: every step of a workload is the same work.
  const order =
    batch === rows || grid > 0 ? new Uint32Array() : shuffled(rows, random).slice(0, rows - (rows % batch));
  return { inputs, targets, params, d1, d2, axis, order, rate: 0.01 };
}

/**
 * Weights N(0, 1/fan_in), biases N(0, 0.01): none is 0, so that a library that forgets them is found out.
 * @param {number[]} widths
 * @param {() => number} random
 */
function drawn(widths, random) {
  const numbers = widths.slice(1).flatMap((width, layer) => {
    const weights = Array.from(
      { length: width * widths[layer] },
      () => normal(random) / Math.sqrt(widths[layer]),
    );
    return [...weights, ...Array.from({ length: width }, () => 0.1 * normal(random))];
  });
  return Float32Array.from(numbers);
}

/**
 * `direction` with each row of weights as long as that of `params` (Li et al. 2018).
 * @param {Float32Array} params
 * @param {number[]} widths
 * @param {Float32Array} direction
 */
function like(params, widths, direction) {
  let at = 0;
  for (let layer = 1; layer < widths.length; layer++) {
    const fanIn = widths[layer - 1];
    for (let unit = 0; unit < widths[layer]; unit++, at += fanIn) {
      const [row, model] = [direction.subarray(at, at + fanIn), params.subarray(at, at + fanIn)];
      const factor = Math.hypot(...model) / Math.hypot(...row);
      for (let k = 0; k < fanIn; k++) row[k] *= factor;
    }
    at += widths[layer];
  }
  return direction;
}

/**
 * @param {number} count
 * @param {() => number} random
 */
function shuffled(count, random) {
  const order = Uint32Array.from({ length: count }, (_, at) => at);
  for (let at = count - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [order[at], order[other]] = [order[other], order[at]];
  }
  return order;
}

/** @param {() => number} random */
function normal(random) {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/**
 * Uniform numbers in [0, 1): mulberry32.
 * @param {number} seed
 */
function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
