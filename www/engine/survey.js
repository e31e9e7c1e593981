// A worker's share of a surface, row by row. It knows neither threads nor messages.
import { columnsOf, levelsFor, rowsOf, spaced } from "./refine.js";

/**
 * What samples: the core's `SurfaceSampler`, its plane set.
 * @typedef {{work_per_height: () => number, row: (a: Float32Array, b: number) => Float32Array}} Sampler
 */

/**
 * Samples the part's rows of every level, coarse to fine. Yields after each row; with the last row of a level, the level.
 * @param {Sampler} sampler
 * @param {{a: [number, number], b: [number, number], part: import("./refine.js").Part}} request
 * @returns {Generator<{side: number, isFirst: boolean, isLast: boolean, losses: Float32Array<ArrayBuffer>} | undefined, void>}
 */
export function* survey(sampler, { a: [low, high], b: [near, far], part }) {
  const levels = levelsFor(sampler.work_per_height());
  for (const [index, side] of levels.entries()) {
    const isFirst = index === 0;
    const all = spaced(low, high, side);
    const between = Float32Array.from(columnsOf(side, 0, isFirst), (column) => all[column]);
    const b = spaced(near, far, side);
    const rows = rowsOf(side, part);
    const count = rows.reduce((sum, row) => sum + (row % 2 === 0 ? between : all).length, 0);
    const losses = new Float32Array(count);
    let at = 0;
    for (const [place, row] of rows.entries()) {
      const a = row % 2 === 0 ? between : all;
      losses.set(sampler.row(a, b[row]), at);
      at += a.length;
      if (place + 1 < rows.length) yield undefined;
    }
    yield { side, isFirst, isLast: index + 1 === levels.length, losses };
  }
}
