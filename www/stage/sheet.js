// The drawn sheet's height at a place of the plane, between the grid's points.

/**
 * @typedef {{columns: number, rows: number, heights: ArrayLike<number>, a: [number, number], b: [number, number]}} Grid
 */

/**
 * Bilinear height of the sheet, or undefined outside its rectangle.
 * @param {Grid} grid
 * @param {number} a
 * @param {number} b
 */
export function heightAt(grid, a, b) {
  const x = ((a - grid.a[0]) / (grid.a[1] - grid.a[0])) * (grid.columns - 1);
  const y = ((b - grid.b[0]) / (grid.b[1] - grid.b[0])) * (grid.rows - 1);
  if (!(x >= 0 && x <= grid.columns - 1 && y >= 0 && y <= grid.rows - 1)) return undefined;
  const column = Math.min(grid.columns - 2, Math.floor(x));
  const row = Math.min(grid.rows - 2, Math.floor(y));
  const [u, v] = [x - column, y - row];
  const at = (/** @type {number} */ i, /** @type {number} */ j) =>
    grid.heights[(row + j) * grid.columns + column + i];
  return (1 - v) * ((1 - u) * at(0, 0) + u * at(1, 0)) + v * ((1 - u) * at(0, 1) + u * at(1, 1));
}
