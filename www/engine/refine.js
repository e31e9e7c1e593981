// Which points of a surface are sampled at which level, and by which worker. Arithmetic of places only: what the losses
// are, the core says.
import { LEVELS } from "./protocol.js";

/** Work of the first level to be seen, in multiplications: some 8 ms of one worker on an everyday machine. */
const FIRST_WORK = 1.5e8;
/** No first level is finer: a picture costs the page more the finer it is. */
const FIRST_SIDE = 65;
/** Work of the finest level at most: some 2 s of one worker. */
const FINEST_WORK = 4e10;
/** The least fine surface that is worth stopping at, however slow the network is. */
const LEAST_SIDE = 17;

/**
 * The levels of a surface: coarse enough to be seen soon, and as fine as counted work allows. No clock decides, so that the
 * same run has the same mountain on every machine.
 * @param {number} workPerHeight in multiplications
 * @param {number} [finest] points along a side at most, one of `LEVELS` or more
 */
export function levelsFor(workPerHeight, finest = Number.POSITIVE_INFINITY) {
  const offered = LEVELS.filter((side) => side <= finest);
  const affordable = (/** @type {number} */ work) =>
    offered.findLast((side) => side * side * workPerHeight <= work) ?? LEVELS[0];
  const first = Math.min(FIRST_SIDE, affordable(FIRST_WORK));
  const last = Math.max(LEAST_SIDE, affordable(FINEST_WORK));
  return offered.filter((side) => first <= side && side <= last);
}

/**
 * `count` evenly spaced values from `low` to `high`, both included.
 * @param {number} low
 * @param {number} high
 * @param {number} count
 */
export function spaced(low, high, count) {
  return Float32Array.from({ length: count }, (_, index) => low + ((high - low) * index) / (count - 1));
}

/** One worker's share. @typedef {{index: number, of: number}} Part */

/**
 * The rows of a level that a worker samples. Rows that hold points of the coarser level cost half, and every second row is
 * one: pairs of neighbours go round, so that all workers have as much to do.
 * @param {number} side points along each side
 * @param {Part} part
 */
export function rowsOf(side, { index, of }) {
  return Array.from({ length: side }, (_, row) => row).filter((row) => (row >> 1) % of === index);
}

/**
 * The columns that a row of a level lacks: all, or those between the points of the coarser level.
 * @param {number} side
 * @param {number} row
 * @param {boolean} isFirst whether there is no coarser level
 */
export function columnsOf(side, row, isFirst) {
  const isKept = !isFirst && row % 2 === 0;
  return Array.from({ length: isKept ? (side - 1) / 2 : side }, (_, index) =>
    isKept ? 2 * index + 1 : index,
  );
}

/**
 * Copies the points of the coarser level, of side (side + 1) / 2, to their places.
 * @param {Float32Array} heights of the whole level
 * @param {number} side
 * @param {Float32Array} coarse
 */
export function fillFrom(heights, side, coarse) {
  const half = (side + 1) / 2;
  for (let row = 0; row < half; row += 1) {
    for (let column = 0; column < half; column += 1) {
      heights[2 * row * side + 2 * column] = coarse[row * half + column];
    }
  }
}

/**
 * Writes a worker's losses to their places.
 * @param {Float32Array} heights of the whole level
 * @param {number} side
 * @param {Part} part
 * @param {boolean} isFirst
 * @param {Float32Array} losses row by row, in the order of `rowsOf` and `columnsOf`
 */
export function scatter(heights, side, part, isFirst, losses) {
  let at = 0;
  for (const row of rowsOf(side, part)) {
    const step = isFirst || row % 2 === 1 ? 1 : 2;
    for (let column = step - 1; column < side; column += step) {
      heights[row * side + column] = losses[at];
      at += 1;
    }
  }
}
