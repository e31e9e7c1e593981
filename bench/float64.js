// The workloads once more, in double precision and as plain as possible: every player is held against these numbers.

/** @typedef {import("./workloads.js").Workload} Workload */
/** @typedef {import("./workloads.js").Numbers} Numbers */

/** @type {Record<Workload["activation"], [(z: number) => number, (h: number) => number]>} φ(z), and φ′ given h = φ(z) */
const ACTIVATIONS = {
  tanh: [Math.tanh, (h) => 1 - h * h],
  sigmoid: [(z) => 1 / (1 + Math.exp(-z)), (h) => h * (1 - h)],
  relu: [(z) => Math.max(z, 0), (h) => (h > 0 ? 1 : 0)],
};

/**
 * The loss over `rows`, and its gradient added to `grads`.
 * @param {Workload & {activatesOutput?: boolean}} workload `activatesOutput`: φ on the outputs, too
 * @param {Numbers} numbers
 * @param {Float64Array} params
 * @param {Iterable<number>} rows
 * @param {Float64Array} [grads]
 */
function lossAndGradient(workload, numbers, params, rows, grads) {
  const { widths, loss, activatesOutput = false } = workload;
  const [phi, slope] = ACTIVATIONS[workload.activation];
  const depth = widths.length - 1;
  const places = offsets(widths);
  const list = [...rows];
  let sum = 0;
  for (const row of list) {
    const values = [Float64Array.from(numbers.inputs.subarray(row * widths[0], (row + 1) * widths[0]))];
    for (let layer = 1; layer <= depth; layer++) {
      const [below, fanIn] = [values[layer - 1], widths[layer - 1]];
      const { weights, biases } = places[layer - 1];
      const value = new Float64Array(widths[layer]);
      for (let unit = 0; unit < value.length; unit++) {
        let z = params[biases + unit];
        for (let k = 0; k < fanIn; k++) z += params[weights + unit * fanIn + k] * below[k];
        value[unit] = layer < depth || activatesOutput ? phi(z) : z;
      }
      values.push(value);
    }
    const outputs = values[depth];
    const target = numbers.targets[row];
    let delta = new Float64Array(outputs.length);
    if (loss === "mse") {
      sum += (outputs[0] - target) ** 2;
      delta[0] = (2 * (outputs[0] - target) * (activatesOutput ? slope(outputs[0]) : 1)) / list.length;
    } else {
      const greatest = Math.max(...outputs);
      const total = outputs.reduce((so, z) => so + Math.exp(z - greatest), 0);
      sum += Math.log(total) + greatest - outputs[target];
      delta = outputs.map(
        (z, unit) => (Math.exp(z - greatest) / total - (unit === target ? 1 : 0)) / list.length,
      );
    }
    if (!grads) continue;
    for (let layer = depth; layer >= 1; layer--) {
      const [below, fanIn] = [values[layer - 1], widths[layer - 1]];
      const { weights, biases } = places[layer - 1];
      const back = new Float64Array(fanIn);
      for (let unit = 0; unit < delta.length; unit++) {
        grads[biases + unit] += delta[unit];
        for (let k = 0; k < fanIn; k++) {
          grads[weights + unit * fanIn + k] += delta[unit] * below[k];
          back[k] += params[weights + unit * fanIn + k] * delta[unit];
        }
      }
      delta = back.map((sum, k) => sum * slope(below[k]));
    }
  }
  return sum / list.length;
}

/**
 * Where each layer's weights and biases begin.
 * @param {number[]} widths
 */
export function offsets(widths) {
  let at = 0;
  return widths.slice(1).map((fanOut, layer) => {
    const weights = at;
    const biases = weights + fanOut * widths[layer];
    at = biases + fanOut;
    return { weights, biases, fanIn: widths[layer], fanOut };
  });
}

/**
 * Row numbers of step `step`.
 * @param {Workload} workload
 * @param {Numbers} numbers
 * @param {number} step
 */
export function batchOf({ rows, batch }, { order }, step) {
  if (order.length === 0) return Uint32Array.from({ length: rows }, (_, row) => row);
  const first = (step * batch) % order.length;
  return order.subarray(first, first + batch);
}

/**
 * @param {Workload} workload
 * @param {Numbers} numbers
 * @param {ArrayLike<number>} axis
 * @param {ArrayLike<number>} other
 */
export function surface(workload, numbers, axis, other) {
  const rows = Array.from({ length: workload.rows }, (_, row) => row);
  const { params, d1, d2 } = numbers;
  return Array.from(other).flatMap((b) =>
    Array.from(axis).map((a) => {
      const place = Float64Array.from(params, (origin, at) => origin + a * d1[at] + b * d2[at]);
      return lossAndGradient(workload, numbers, place, rows);
    }),
  );
}

/**
 * The parameters after `steps` steps of gradient descent.
 * @param {Workload} workload
 * @param {Numbers} numbers
 * @param {number} steps
 */
export function train(workload, numbers, steps) {
  const params = Float64Array.from(numbers.params);
  for (let step = 0; step < steps; step++) {
    const grads = new Float64Array(params.length);
    lossAndGradient(workload, numbers, params, batchOf(workload, numbers, step), grads);
    for (let at = 0; at < params.length; at++) params[at] -= numbers.rate * grads[at];
  }
  return params;
}
