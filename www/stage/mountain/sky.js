/**
 * How much sky each point of the sheet sees: soft shading that makes valleys read as valleys. Pure.
 *
 * For eight directions the horizon is searched up to a third of the sheet away; the share of open sky is the mean
 * of cos² of the horizon angles (a plain ambient occlusion of a height field). Computed on every fourth vertex and
 * interpolated: shading this soft needs no more.
 *
 * @import { Field } from "./types.js"
 */
import { HEIGHT } from "./geometry.js";
import { bilinear } from "./smooth.js";

const STRIDE = 4;
const REACH = 0.33;
const STEPS = 6;

/**
 * @param {Field} field
 * @param {Float32Array} out two per vertex; the second of each pair receives the open share, 0…1
 */
export function openSky(field, out) {
  const { levels, columns, rows, halfX, halfZ } = field;
  const coarseColumns = Math.ceil((columns - 1) / STRIDE) + 1;
  const coarseRows = Math.ceil((rows - 1) / STRIDE) + 1;
  const coarse = new Float32Array(coarseColumns * coarseRows);
  const cellX = (2 * halfX) / (columns - 1);
  const cellZ = (2 * halfZ) / (rows - 1);
  const at = (/** @type {number} */ column, /** @type {number} */ row) => {
    const c = Math.min(columns - 1, Math.max(0, Math.round(column)));
    const r = Math.min(rows - 1, Math.max(0, Math.round(row)));
    return Math.min(1, levels[r * columns + c]) * HEIGHT;
  };
  for (let j = 0; j < coarseRows; j++) {
    for (let i = 0; i < coarseColumns; i++) {
      const column = Math.min(columns - 1, i * STRIDE);
      const row = Math.min(rows - 1, j * STRIDE);
      const here = at(column, row);
      let open = 0;
      for (let k = 0; k < 8; k++) {
        const [dx, dz] = [Math.cos((k * Math.PI) / 4), Math.sin((k * Math.PI) / 4)];
        let steepest = 0;
        for (let s = 1; s <= STEPS; s++) {
          // Quadratic spacing: near ground matters most.
          const reach = REACH * (s / STEPS) ** 2;
          const rise = at(column + (dx * reach) / cellX, row + (dz * reach) / cellZ) - here;
          steepest = Math.max(steepest, rise / reach);
        }
        open += 1 / (1 + steepest * steepest);
      }
      coarse[j * coarseColumns + i] = open / 8;
    }
  }
  for (let row = 0, k = 1; row < rows; row++) {
    for (let column = 0; column < columns; column++, k += 2) {
      out[k] = bilinear(coarse, coarseColumns, coarseRows, column / STRIDE, row / STRIDE);
    }
  }
}
