/**
 * Words of a mountain until the page gives its own: letters and numbers only.
 *
 * @import { MountainWords } from "./types.js"
 */

/** @param {number} value */
const short = (value) => String(Number(value.toPrecision(3)));

/** @type {MountainWords} */
export const PLAIN_WORDS = {
  loss: short,
  coordinate: short,
  axisA: "a",
  axisB: "b",
  down: "",
  probe: ({ a, b, loss }) => `a ${short(a)}\nb ${short(b)}\n${short(loss)}`,
};
