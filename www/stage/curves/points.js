// Reading the flat array of a curve. Pure.

/** Numbers a point: step, training loss and accuracy, validation loss and accuracy. */
export const POINT = 5;

/**
 * @typedef {{step: number, trainLoss: number, validationLoss: number, trainAccuracy: number, validationAccuracy: number}} CurvePoint
 */

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
  return pointAt(curve, (isLow ? low : high) * POINT);
}

/** @param {ArrayLike<number>} curve @param {number} at @returns {CurvePoint} */
function pointAt(curve, at) {
  return {
    step: curve[at],
    trainLoss: curve[at + 1],
    trainAccuracy: curve[at + 2],
    validationLoss: curve[at + 3],
    validationAccuracy: curve[at + 4],
  };
}

/**
 * What the test rows say, as the chart takes it: step, value, step, value … Nothing where it is no number.
 * @param {readonly import("../flow/history.js").Column[]} test loss and accuracy at each step
 * @param {"loss" | "accuracy"} measure @returns {number[]}
 */
export function testLine(test, measure) {
  const points = test.map(({ step, values }) => [step, values[measure === "loss" ? 0 : 1] ?? Number.NaN]);
  return points.filter(([, value]) => Number.isFinite(value)).flat();
}

/** Whether answers are right or wrong at all. @param {ArrayLike<number>} curve */
export function hasAccuracy(curve) {
  return curve.length >= POINT && Number.isFinite(curve[2]);
}

/**
 * The lowest training loss on the way, the earliest of equal ones.
 * @param {ArrayLike<number>} curve
 * @returns {CurvePoint | undefined} nothing if no loss is a number
 */
export function lowestPoint(curve) {
  let lowest = -1;
  for (let at = 0; at + POINT <= curve.length; at += POINT) {
    if (Number.isFinite(curve[at + 1]) && !(lowest >= 0 && curve[at + 1] >= curve[lowest + 1])) lowest = at;
  }
  return lowest < 0 ? undefined : pointAt(curve, lowest);
}

/**
 * When the training loss first was at a target or below.
 * @param {ArrayLike<number>} curve
 * @param {number} target
 * @returns {{step: number, after: number} | undefined} `after`: the step of the point before, where it was not yet reached:
 *   a long curve keeps only every second, fourth, … step
 */
export function firstAtOrBelow(curve, target) {
  for (let at = 0; at + POINT <= curve.length; at += POINT) {
    if (curve[at + 1] <= target)
      return { step: curve[at], after: at > 0 ? curve[at - POINT] : curve[at] - 1 };
  }
  return undefined;
}

/** The first point with the lowest validation loss, if there is one. @param {ArrayLike<number>} curve @returns {CurvePoint | undefined} */
export function lowestValidation(curve) {
  let best = -1;
  for (let at = 0; at + POINT <= curve.length; at += POINT) {
    if (Number.isFinite(curve[at + 3]) && (best < 0 || curve[at + 3] < curve[best + 3])) best = at;
  }
  return best < 0 ? undefined : pointAt(curve, best);
}
