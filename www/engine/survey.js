// A worker's share of surfaces, row by row. It knows neither threads nor messages.
import { columnsOf, levelsFor, rowsOf, spaced } from "./refine.js";

/**
 * What samples: the core's `SurfaceSampler`, its plane set.
 * @typedef {{work_per_height: () => number, row: (a: Float32Array, b: number) => Float32Array}} Sampler
 * A surface to sample. @typedef {{sampler: Sampler, a: [number, number], b: [number, number]}} Site
 */

/**
 * Samples the part's rows of every level of all surfaces, coarse to fine, so that they refine together: the work of all says
 * how fine. Yields after each row; with the last row of a surface's level, the level.
 * @param {Site[]} sites
 * @param {{part: import("./refine.js").Part, finest: number}} request
 * @returns {Generator<{sheet: number, side: number, isFirst: boolean, isLast: boolean, losses: Float32Array<ArrayBuffer>} | undefined, void>}
 */
export function* survey(sites, { part, finest }) {
  const work = sites.reduce((sum, { sampler }) => sum + sampler.work_per_height(), 0);
  const levels = levelsFor(work, finest);
  for (const [index, side] of levels.entries()) {
    const isFirst = index === 0;
    for (const [sheet, site] of sites.entries()) {
      const losses = yield* level(site, side, isFirst, part);
      yield { sheet, side, isFirst, isLast: index + 1 === levels.length, losses };
    }
  }
}

/**
 * @param {Site} site @param {number} side @param {boolean} isFirst @param {import("./refine.js").Part} part
 * @returns {Generator<undefined, Float32Array<ArrayBuffer>>}
 */
function* level({ sampler, a: [low, high], b: [near, far] }, side, isFirst, part) {
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
  return losses;
}
