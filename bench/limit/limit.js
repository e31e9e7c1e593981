// The limit of the engine: two rates, measured, and the time that a workload would take at these rates.
import { readFileSync } from "node:fs";
import wabt from "wabt";
import { cpuTime } from "../measure.js";

/** Numbers whose tanh is computed in one call: their vectors fit into the nearest cache. */
const NUMBERS = 2048;
/** Where the kernel writes, in bytes. */
const OUTPUT = 32768;
/** Multiply-adds of one round of the kernel: 13 vectors of 4. */
const PER_ROUND = 52;
/** Rounds and calls that take about 8 ms. */
const ROUNDS = 4e6;
const CALLS = 8000;

/** @typedef {{multiply_add: (count: number) => number, tanh: (count: number) => void, memory: WebAssembly.Memory}} Kernels */

/** Two functions that measure the rates of the two kernels, in operations a millisecond of CPU time. */
export async function probes() {
  const kernels = await load();
  return {
    multiplyAdds: () => (ROUNDS * PER_ROUND) / cpuTime(() => kernels.multiply_add(ROUNDS)),
    tanhs: () => {
      const time = cpuTime(() => {
        for (let call = 0; call < CALLS; call++) kernels.tanh(NUMBERS / 4);
      });
      return (CALLS * NUMBERS) / time;
    },
  };
}

async function load() {
  const text = readFileSync(new URL("./kernels.wat", import.meta.url), "utf8");
  const module = (await wabt()).parseWat("kernels.wat", text, { simd: true });
  const instance = new WebAssembly.Instance(
    new WebAssembly.Module(new Uint8Array(module.toBinary({}).buffer)),
  );
  const kernels = /** @type {Kernels} */ (/** @type {unknown} */ (instance.exports));
  // Arguments as they occur: most of them between −2 and 2, none beyond the range of the rational.
  const numbers = new Float32Array(kernels.memory.buffer, 0, NUMBERS);
  for (let at = 0; at < NUMBERS; at++) numbers[at] = 4 * ((2 * at) / NUMBERS - 1) ** 3;
  kernels.tanh(NUMBERS / 4);
  new Float32Array(kernels.memory.buffer, OUTPUT, NUMBERS).forEach((result, at) => {
    if (Math.abs(result - Math.tanh(numbers[at])) > 5e-7)
      throw new Error(`tanh(${numbers[at]}) gave ${result}`);
  });
  return kernels;
}

/**
 * What a workload needs at least, in multiply-adds and in activations that cost as much as a tanh.
 *
 * A point of a surface: for each row Σ fan_in·fan_out over the layers from the second on, and one multiply-add for each unit of
 * the first, which is linear in the coordinates of the point. A step: for each row 2 Σ fan_in·fan_out over all layers (forward,
 * weight gradient), and Σ fan_in·fan_out from the second layer on (gradient of the layer below). Activations are those of the
 * forward pass, if they are tanh or sigmoid. Not counted: relu, loss and its gradient, derivatives of activations, biases, the
 * optimizer, copies of rows, and the placing of parameters in the plane.
 * @param {import("../workloads.js").Workload} workload
 * @returns {{multiplyAdds: number, activations: number}} for one unit of work: a point, or a step
 */
export function necessary({ widths, activation, rows, grid, batch }) {
  const products = widths.slice(1).map((width, layer) => width * widths[layer]);
  const upper = products.slice(1).reduce((sum, product) => sum + product, 0);
  const hidden = activation === "relu" ? 0 : widths.slice(1, -1).reduce((sum, width) => sum + width, 0);
  return grid > 0
    ? { multiplyAdds: rows * (upper + widths[1]), activations: rows * hidden }
    : { multiplyAdds: batch * (2 * (products[0] + upper) + upper), activations: batch * hidden };
}
