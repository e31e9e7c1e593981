// What the gradient chart shows, as a sentence. Pure: logarithms in, a key of the word tables and its values out.

/** Two layers whose gradients differ by less than this factor receive about the same. */
const ALIKE = 2;

/** Below this logarithm a step of any everyday rate moves no weight in a way that the eye could see. */
const TINY = -6;

/**
 * Compares an early layer with a late one: the second and the last but one where there are enough, since the first and
 * the last layer have other shapes.
 * @param {ArrayLike<number>} log10Norms log₁₀ ‖∂L/∂W‖ of layers 1 … D; −Infinity is an exact zero
 * @returns {{key: "gradient_part" | "gradient_times" | "gradient_tiny" | "gradient_alike" | "gradient_zero" | "gradient_one_zero" | "gradient_lost",
 *   low: number, high: number, log10Ratio: number, log10Early: number} | undefined} nothing if there are not two layers
 */
export function compareLayers(log10Norms) {
  const depth = log10Norms.length;
  if (depth < 2) return undefined;
  const [low, high] = depth >= 4 ? [2, depth - 1] : [1, depth];
  const [early, late] = [log10Norms[low - 1], log10Norms[high - 1]];
  const log10Ratio = early - late;
  const says = (/** @type {NonNullable<ReturnType<typeof compareLayers>>["key"]} */ key) => ({
    key,
    low,
    high,
    log10Ratio,
    log10Early: early,
  });
  if (Array.from(log10Norms).some((value) => Number.isNaN(value) || value === Number.POSITIVE_INFINITY)) {
    return says("gradient_lost");
  }
  if (late === Number.NEGATIVE_INFINITY) return says("gradient_one_zero");
  if (early === Number.NEGATIVE_INFINITY) return says("gradient_zero");
  if (Math.max(early, late) < TINY) return says("gradient_tiny");
  if (Math.abs(log10Ratio) < Math.log10(ALIKE)) return says("gradient_alike");
  return says(log10Ratio < 0 ? "gradient_part" : "gradient_times");
}
