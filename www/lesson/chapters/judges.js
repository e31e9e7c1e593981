// The article's three judges: what several chapters start from.

export const INPUTS = [0.1, 0.1, 0.4];
export const WEIGHTS = [0.5, 0.1, 0.4];
export const THRESHOLD = 0.5;
export const TARGET = 0.6;

/** The unit that says its sum. */
export const UNIT = { inputs: INPUTS, weights: WEIGHTS, activation: "identity", target: TARGET };

/** @param {string} is @param {string} take @param {Record<string, any>} [more] @returns {import("../format.js").Quoted} */
export function computed(is, take, more = {}) {
  return { is, from: { neuron: { ...UNIT, ...more }, take } };
}

/** @param {string} is @returns {import("../format.js").Quoted} */
export function given(is) {
  return { is, from: { given: true } };
}

/** @type {Record<string, import("../format.js").Quoted>} */
export const NUMBERS = {
  x1: given("0.1"),
  x2: given("0.1"),
  x3: given("0.4"),
  w1: given("0.5"),
  w2: given("0.1"),
  w3: given("0.4"),
  threshold: given("0.5"),
  target: given("0.6"),
  p1: computed("0.05", "products.0"),
  p2: computed("0.01", "products.1"),
  p3: computed("0.16", "products.2"),
  sum: computed("0.22", "sum"),
};
