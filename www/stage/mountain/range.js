/**
 * From losses to levels: the height scale, and the choice of a range that keeps the picture readable.
 *
 * A plane through a network's weights often rises by orders of magnitude towards its corners; drawn whole, the
 * valley in which training happens would be one flat colour. The range therefore ends a little above what the
 * path needs, and everything higher is cut flat and marked as "at least the cap". Pure; knows no drawing.
 *
 * @import { HeightScale, LossRange } from "./types.js"
 */

/** Smallest loss that log height tells apart; exact zeros and rounding dust rest here. */
export const LOG_FLOOR = 1e-12;

/** Levels above 1 are kept up to here, so that the edge of a capped area can be placed smoothly between samples. */
export const LEVEL_CEILING = 3;

/** Share of the grid that should lie below the cap when the path asks for no more. */
const COVERED_SHARE = 0.86;

/** The path may raise the cap to at most this many times the covered span (a diverging run must not flatten all). */
const PATH_STRETCH = 3;

/** A surface that tops the chosen cap by less than this factor is shown whole instead of being cut. */
const UNCUT_SLACK = 1.5;

/**
 * A loss on the height scale: itself, or log10 with a floor.
 * @param {number} loss @param {HeightScale} scale
 */
export function scaled(loss, scale) {
  return scale === "log" ? Math.log10(Math.max(loss, LOG_FLOOR)) : loss;
}

/**
 * Inverse of {@link scaled}.
 * @param {number} value @param {HeightScale} scale
 */
export function unscaled(value, scale) {
  return scale === "log" ? 10 ** value : value;
}

/**
 * Level of a loss: 0 at `range.low`, 1 at `range.high`, clamped to [floor, ceiling].
 * NaN and +Infinity are at the ceiling: a model that cannot be evaluated stands above the cap, never in a hole.
 * @param {number} loss @param {LossRange} range @param {HeightScale} scale
 * @param {number} [floor] lowest level returned @param {number} [ceiling] highest level returned
 */
export function levelOf(loss, range, scale, floor = 0, ceiling = LEVEL_CEILING) {
  if (Number.isNaN(loss)) return ceiling;
  const low = scaled(range.low, scale);
  const level = (scaled(loss, scale) - low) / (scaled(range.high, scale) - low);
  return Math.min(ceiling, Math.max(floor, level));
}

/**
 * Chooses low and high for a surface and the path on it.
 * `capped` says whether anything of the grid lies above `high` (or is not finite), `floored` whether anything lies
 * below `low`: on log height a loss of zero has no place, and must not take twelve decades for itself.
 * @param {ArrayLike<number>} heights raw losses of the grid; may hold Infinity and NaN
 * @param {ArrayLike<number>} pathLosses true losses along the path, ball and landing included
 * @param {HeightScale} scale
 * @returns {LossRange & {capped: boolean, floored: boolean}}
 */
export function chooseRange(heights, pathLosses, scale) {
  const sorted = sortedOnce(heights, scale);
  const path = aboveFloor(finiteSorted(pathLosses, scale), scale);
  if (sorted.length + path.length === 0)
    return { low: 0, high: 1, capped: heights.length > 0, floored: false };
  const everything = sorted.length > 0 ? sorted : path;
  const grid = aboveFloor(everything, scale);
  const floored = grid.length < everything.length || (scale === "log" && grid[0] <= FLOOR);

  const greatest = grid[grid.length - 1];
  let lowest = path.length > 0 ? Math.min(grid[0], path[0]) : grid[0];
  const covered = grid[Math.floor((grid.length - 1) * COVERED_SHARE)];
  let top = covered;
  if (path.length > 0) {
    const wanted = lowest + (path[path.length - 1] - lowest) * 1.06;
    top = Math.max(covered, Math.min(wanted, lowest + (covered - lowest) * PATH_STRETCH));
  }
  // Log height is compressed already: cutting it would hide decades that fit.
  const slack = scale === "log" ? Number.POSITIVE_INFINITY : UNCUT_SLACK;
  if (greatest - lowest <= (top - lowest) * slack) top = Math.max(greatest, Math.min(top, greatest * 1.06));
  if (!(top > lowest)) top = Math.max(greatest, lowest);
  // A cut is made at a round value: it reads better, and a finer grid of the same surface seldom moves it.
  const rounding = niceStep((top - lowest) / 10 || 1);
  if (scale === "linear" && greatest > top) top = Math.ceil(top / rounding - 1e-9) * rounding;

  // A path that dips below every sample would move the bottom at each report: it moves in round steps instead.
  if (lowest < grid[0]) {
    const bottom =
      Math.floor(lowest / (scale === "log" ? 0.25 : rounding)) * (scale === "log" ? 0.25 : rounding);
    lowest = lowest >= 0 && scale === "linear" ? Math.max(0, bottom) : bottom;
  }
  // At a round value, so that a tick of the legend can say "or less".
  if (floored) lowest = Math.floor(lowest + 1e-9);
  let low = unscaled(lowest, scale);
  let high = unscaled(top, scale);
  // A flat surface still needs a span: a tenth of its height, or one where it is zero.
  if (!(high - low > Math.abs(high) * 1e-6)) {
    const pad = Math.abs(high) * 0.05 || 0.5;
    low = scale === "log" ? low / 1.25 : low - pad;
    high = scale === "log" ? Math.max(high, LOG_FLOOR) * 1.25 : high + pad;
  }
  const capped = sorted.length < heights.length || greatest > scaled(high, scale);
  return { low, high, capped, floored };
}

/** log10 of the floor. */
const FLOOR = Math.log10(LOG_FLOOR);

/** What lies above the floor of log height, or everything if nothing does. @param {Float64Array} sorted on the scale @param {HeightScale} scale */
function aboveFloor(sorted, scale) {
  if (scale === "linear") return sorted;
  const first = sorted.findIndex((value) => value > FLOOR);
  return first > 0 ? sorted.subarray(first) : sorted;
}

/** Whether any loss lies above a cap, or is not a number. @param {Float32Array} heights @param {number} high */
export function reachesAbove(heights, high) {
  return heights.some((loss) => !(loss <= high));
}

/**
 * 1, 2 or 5 times a power of ten, the smallest that is not below `least`.
 * @param {number} least greater than zero
 */
export function niceStep(least) {
  const power = 10 ** Math.floor(Math.log10(least));
  const mantissa = least / power;
  return power * (mantissa <= 1 ? 1 : mantissa <= 2 ? 2 : mantissa <= 5 ? 5 : 10);
}

/** Sorted heights of the surfaces in use: the path grows ten times a second, its surface stays. @type {WeakMap<object, {scale: HeightScale, sorted: Float64Array}>} */
const known = new WeakMap();

/** @param {ArrayLike<number>} heights that do not change any more @param {HeightScale} scale */
function sortedOnce(heights, scale) {
  const before = known.get(heights);
  if (before?.scale === scale) return before.sorted;
  const sorted = finiteSorted(heights, scale);
  known.set(heights, { scale, sorted });
  return sorted;
}

/**
 * @param {ArrayLike<number>} losses @param {HeightScale} scale
 * @returns {Float64Array}
 */
function finiteSorted(losses, scale) {
  const finite = new Float64Array(losses.length);
  let count = 0;
  for (let i = 0; i < losses.length; i++) {
    if (Number.isFinite(losses[i])) finite[count++] = scaled(losses[i], scale);
  }
  return finite.subarray(0, count).sort();
}
