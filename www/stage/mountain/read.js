/**
 * The loss at a place of a measured surface. Pure.
 *
 * @import { SurfaceGrid } from "./types.js"
 */
import { bilinear } from "./smooth.js";

/** How near to a measured point counts as being there, in cells. */
const AT_SAMPLE = 1e-6;

/**
 * Read between the samples, uncapped.
 * @param {SurfaceGrid} grid @param {number} a @param {number} b
 */
export function readAt(grid, a, b) {
  const column = ((a - grid.a[0]) / (grid.a[1] - grid.a[0])) * (grid.columns - 1);
  const row = ((b - grid.b[0]) / (grid.b[1] - grid.b[0])) * (grid.rows - 1);
  const loss = bilinear(grid.heights, grid.columns, grid.rows, column, row);
  const off = Math.max(Math.abs(column - Math.round(column)), Math.abs(row - Math.round(row)));
  return { a, b, loss, isSample: off < AT_SAMPLE };
}
