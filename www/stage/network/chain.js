// The chain rule for one weight, read from the core's numbers (`RowReading.chain`).

/** Kinds of factors in the core's order. */
const KINDS = /** @type {const} */ (["loss", "weight", "slope", "skip", "alpha", "input"]);
const HEAD = 4;
const STRIDE = 6;

/**
 * `allPaths` is NaN where the chain has come to no unit.
 * @typedef {{kind: (typeof KINDS)[number], layer: number, unit: number, value: number, product: number, allPaths: number}} Factor
 * @typedef {{derivative: number, difference: number, resolution: number, paths: number, factors: Factor[]}} Chain
 */

/** @param {Float64Array} numbers @returns {Chain | undefined} */
export function readChain(numbers) {
  if (numbers.length < HEAD) return undefined;
  const at = (/** @type {number} */ index) => numbers[index] ?? Number.NaN;
  const factors = Array.from({ length: (numbers.length - HEAD) / STRIDE }, (_, index) => {
    const start = HEAD + STRIDE * index;
    return {
      kind: KINDS[at(start)] ?? "loss",
      layer: at(start + 1),
      unit: at(start + 2),
      value: at(start + 3),
      product: at(start + 4),
      allPaths: at(start + 5),
    };
  });
  return { derivative: at(0), difference: at(1), resolution: at(2), paths: at(3), factors };
}

/**
 * The units that the chain goes through, from the input to the output, with the layers where each stands.
 * @param {Chain} chain
 * @returns {{layer: number, unit: number}[]}
 */
export function unitsOnTheWay({ factors }) {
  return factors
    .filter(({ kind }) => kind === "loss" || kind === "slope" || kind === "skip" || kind === "input")
    .map(({ layer, unit }) => ({ layer, unit }))
    .reverse();
}
