/**
 * Contour lines at round losses, and the ticks of the legend. Pure.
 *
 * The fragment shader draws a line wherever the *contour number* of a point is whole; the three rules below give
 * that number as a continuous function of the scaled loss `v`, so lines need no list of levels on the GPU:
 * - `even`:    v / step                      linear height, or log height over many decades (v = log10 loss);
 * - `decade`:  1, 2, 5 in every decade       log height over one to three decades;
 * - `antilog`: 10^v / step                   log height over less than one decade.
 *
 * @import { HeightScale, LossRange } from "./types.js"
 */
import { niceStep, scaled } from "./range.js";

/**
 * `levels` are the losses of the lines, ascending; `first` is the contour number of the first of them.
 * @typedef {{rule: "even" | "decade" | "antilog", step: number, first: number, levels: number[]}} Contours
 */

/** About this many lines over the whole range: enough to read the shape, few enough to stay calm. */
const WANTED_LINES = 13;

/**
 * @param {LossRange} range @param {HeightScale} scale
 * @returns {Contours}
 */
export function chooseContours(range, scale) {
  const low = scaled(range.low, scale);
  const high = scaled(range.high, scale);
  if (scale === "linear")
    return { rule: "even", ...evenLevels(low, high, niceStep((high - low) / WANTED_LINES)) };
  const decades = high - low;
  if (decades > 4) {
    const step = Math.max(1, Math.ceil(decades / WANTED_LINES));
    const even = evenLevels(low, high, step);
    return { rule: "even", ...even, levels: even.levels.map((v) => 10 ** v) };
  }
  if (decades >= 1) return { rule: "decade", ...decadeLevels(low, high) };
  return {
    rule: "antilog",
    ...evenLevels(range.low, range.high, niceStep((range.high - range.low) / WANTED_LINES)),
  };
}

/**
 * The contour number of a scaled loss: whole exactly on the lines. The shader holds the same three formulas.
 * @param {number} v scaled loss @param {Pick<Contours, "rule" | "step">} contours
 */
export function contourNumber(v, contours) {
  if (contours.rule === "even") return v / contours.step;
  if (contours.rule === "antilog") return 10 ** v / contours.step;
  const decade = Math.floor(v);
  const rest = v - decade;
  const [two, five] = [Math.log10(2), Math.log10(5)];
  if (rest < two) return 3 * decade + rest / two;
  if (rest < five) return 3 * decade + 1 + (rest - two) / (five - two);
  return 3 * decade + 2 + (rest - five) / (1 - five);
}

/**
 * Ticks for a legend: at most `most` of the contour losses, on a coarser round step, so that every tick has its line.
 * @param {Contours} contours @param {number} most
 * @returns {number[]}
 */
export function legendTicks(contours, most) {
  const { rule, first, levels } = contours;
  const factors = rule === "decade" ? [1, 3, 6, 9, 12] : [1, 2, 5, 10, 20, 50];
  let ticks = levels;
  for (const factor of factors) {
    const coarser = levels.filter((_, index) => (first + index) % factor === 0);
    if (coarser.length < 2) break;
    ticks = coarser;
    if (ticks.length <= most) break;
  }
  return ticks.length <= most ? ticks : ticks.slice(0, most);
}

/** @param {number} low @param {number} high @param {number} step */
function evenLevels(low, high, step) {
  const levels = [];
  // Tiny slack: a line that falls on the end of the range belongs to it whatever the rounding.
  const first = Math.ceil(low / step - 1e-9);
  for (let k = first; k <= high / step + 1e-9; k++) levels.push(k * step);
  return { step, first, levels };
}

/** @param {number} low log10 @param {number} high log10 */
function decadeLevels(low, high) {
  const levels = [];
  let first = Number.NaN;
  for (let decade = Math.floor(low); decade <= high; decade++) {
    for (const [index, mantissa] of [1, 2, 5].entries()) {
      const v = decade + Math.log10(mantissa);
      if (v < low - 1e-9 || v > high + 1e-9) continue;
      if (levels.length === 0) first = 3 * decade + index;
      levels.push(mantissa * 10 ** decade);
    }
  }
  return { step: 1, first, levels };
}
