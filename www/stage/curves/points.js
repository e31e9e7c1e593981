// Reading the flat array of a curve. Pure.

/** Numbers a point: step, training loss and accuracy, validation loss and accuracy. */
export const POINT = 5;

/** @typedef {{step: number, trainLoss: number, validationLoss: number}} CurvePoint */

/**
 * The point whose step is nearest; steps ascend.
 * @param {ArrayLike<number>} curve
 * @param {number} step
 * @returns {CurvePoint | undefined} nothing of an empty curve
 */
export function nearestPoint(curve, step) {
  const count = Math.floor(curve.length / POINT);
  if (count === 0) return undefined;
  let [low, high] = [0, count - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (curve[middle * POINT] <= step) low = middle;
    else high = middle;
  }
  const isLow = step - curve[low * POINT] <= curve[high * POINT] - step;
  const at = (isLow ? low : high) * POINT;
  return { step: curve[at], trainLoss: curve[at + 1], validationLoss: curve[at + 3] };
}
