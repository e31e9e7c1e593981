// What the chart of the layers shows, as a sentence. Pure: logarithms in, a relation and its values out.

/** Two layers that differ by less than this factor are about the same. */
const ALIKE = 2;

/** Below this logarithm a step of any everyday rate moves no weight in a way that the eye could see. */
const TINY = -6;

/** @typedef {"part" | "times" | "tiny" | "alike" | "zero" | "one_zero" | "lost"} Relation */
/** Of an early and a late layer. @typedef {{relation: Relation, low: number, high: number, log10Ratio: number, log10Size: number}} Comparison */

/**
 * Layers that are compared in words: the second and the last but one where there are enough, since the first and the last layer have
 * other shapes. @param {number} depth @returns {[low: number, high: number]}
 */
export function comparedLayers(depth) {
  return depth >= 4 ? [2, depth - 1] : [1, depth];
}

/**
 * Compares an early layer with a late one. What goes back (`back`) is measured at the late one, what goes forward at the early one:
 * `part` of it arrives, or so many `times`; `one_zero`: there is none where it comes from, `zero`: where it arrives.
 * @param {ArrayLike<number>} log10 of layers 1 … D; −Infinity is an exact zero
 * @param {"back" | "forward"} [way]
 * @returns {Comparison | undefined} nothing if there are not two layers
 */
export function compareLayers(log10, way = "back") {
  const depth = log10.length;
  if (depth < 2) return undefined;
  const [low, high] = comparedLayers(depth);
  const ends = [log10[low - 1], log10[high - 1]];
  const [there, here] = way === "back" ? ends.reverse() : ends;
  const log10Ratio = here - there;
  const says = (/** @type {Relation} */ relation) => ({ relation, low, high, log10Ratio, log10Size: here });
  if (Array.from(log10).some((value) => Number.isNaN(value) || value === Number.POSITIVE_INFINITY)) {
    return says("lost");
  }
  if (there === Number.NEGATIVE_INFINITY) return says("one_zero");
  if (here === Number.NEGATIVE_INFINITY) return says("zero");
  if (Math.max(here, there) < TINY) return says("tiny");
  if (Math.abs(log10Ratio) < Math.log10(ALIKE)) return says("alike");
  return says(log10Ratio < 0 ? "part" : "times");
}
