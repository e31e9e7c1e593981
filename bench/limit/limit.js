// The limit of the engine: two rates, measured, and the time that a workload would take at these rates.
import { readFileSync } from "node:fs";
import wabt from "wabt";

/** Numbers whose tanh is computed in one call: their vectors fit into the nearest cache. */
const NUMBERS = 2048;
/** Where the kernel writes, in bytes. */
const OUTPUT = 32768;
/** Multiply-adds of one round of the kernel: 13 vectors of 4. */
const PER_ROUND = 52;

/** @typedef {{multiply_add: (count: number) => number, tanh: (count: number) => void, memory: WebAssembly.Memory}} Kernels */

/** @returns {Promise<Kernels>} */
export async function kernels() {
  const text = readFileSync(new URL("./kernels.wat", import.meta.url), "utf8");
  const module = (await wabt()).parseWat("kernels.wat", text, { simd: true });
  const { instance } = await WebAssembly.instantiate(module.toBinary({}).buffer);
  const loaded = /** @type {Kernels} */ (/** @type {unknown} */ (instance.exports));
  // Arguments as they occur: most of them between −2 and 2, none beyond the range of the rational.
  const numbers = new Float32Array(loaded.memory.buffer, 0, NUMBERS);
  for (let at = 0; at < NUMBERS; at++) numbers[at] = 4 * ((2 * at) / NUMBERS - 1) ** 3;
  loaded.tanh(NUMBERS / 4);
  const results = new Float32Array(loaded.memory.buffer, OUTPUT, NUMBERS);
  results.forEach((result, at) => {
    if (Math.abs(result - Math.tanh(numbers[at])) > 5e-7)
      throw new Error(`tanh(${numbers[at]}) gave ${result}`);
  });
  return loaded;
}

/**
 * Work of each kernel that takes about 10 ms, as functions to be timed.
 * @param {Kernels} kernels
 */
export function probes(kernels) {
  const rounds = 4e6;
  const calls = 8000;
  return {
    multiplyAdds: rounds * PER_ROUND,
    multiplyAdd: () => {
      kernels.multiply_add(rounds);
    },
    tanhs: calls * NUMBERS,
    tanh: () => {
      for (let call = 0; call < calls; call++) kernels.tanh(NUMBERS / 4);
    },
  };
}

/**
 * What a workload needs at least, in multiply-adds and in activations that cost as much as a tanh.
 *
 * A surface: for each point and row Σ fan_in·fan_out over the layers from the second on, and one multiply-add for each unit of
 * the first, which is linear in the coordinates of the point. A step: for each row 2 Σ fan_in·fan_out (forward, weight gradient)
 * over all layers, and Σ fan_in·fan_out from the second layer on (gradient of the layer below). Activations are those of the
 * forward pass. What is not counted: relu, loss and its gradient, derivatives of activations, biases, the optimizer, copies of
 * rows, and the placing of parameters in the plane.
 * @param {import("../workloads.js").Workload} workload
 * @returns {{multiplyAdds: number, activations: number}} for one unit of work: a surface, or a step
 */
export function necessary({ widths, activation, rows, grid, batch }) {
  const products = widths.slice(1).map((width, layer) => width * widths[layer]);
  const upper = products.slice(1).reduce((sum, product) => sum + product, 0);
  const hidden = activation === "relu" ? 0 : widths.slice(1, -1).reduce((sum, width) => sum + width, 0);
  if (grid) {
    const evaluations = grid * grid * rows;
    return { multiplyAdds: evaluations * (upper + widths[1]), activations: evaluations * hidden };
  }
  return { multiplyAdds: batch * (2 * (products[0] + upper) + upper), activations: batch * hidden };
}
