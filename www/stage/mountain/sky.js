/**
 * How much sky each point of the sheet sees: soft shading that makes valleys read as valleys. Pure.
 *
 * For twelve directions the horizon is searched up to a third of the sheet away; the share of open sky is the mean
 * of cos² of the horizon angles (a plain ambient occlusion of a height field). Computed at 33 × 33 places and interpolated
 * after one blur: shading this soft needs no more.
 *
 * @import { Field } from "./types.js"
 */
import { HEIGHT } from "./geometry.js";
import { bilinear } from "./smooth.js";

/** Cells along a side. */
const CELLS = 32;
const REACH = 0.33;
const STEPS = 6;
const DIRECTIONS = 12;

/**
 * @param {Field} field
 * @param {Float32Array} out two per vertex; the second of each pair receives the open share, 0…1
 */
export function openSky(field, out) {
  const { levels, columns, rows, halfX, halfZ } = field;
  const coarseColumns = Math.min(CELLS, columns - 1) + 1;
  const coarseRows = Math.min(CELLS, rows - 1) + 1;
  const strideX = (columns - 1) / (coarseColumns - 1);
  const strideZ = (rows - 1) / (coarseRows - 1);
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
      const column = i * strideX;
      const row = j * strideZ;
      const here = at(column, row);
      let open = 0;
      for (let k = 0; k < DIRECTIONS; k++) {
        const angle = (2 * Math.PI * (k + 0.5)) / DIRECTIONS;
        const [dx, dz] = [Math.cos(angle), Math.sin(angle)];
        let steepest = 0;
        for (let s = 1; s <= STEPS; s++) {
          // Quadratic spacing: near ground matters most.
          const reach = REACH * (s / STEPS) ** 2;
          const rise = at(column + (dx * reach) / cellX, row + (dz * reach) / cellZ) - here;
          steepest = Math.max(steepest, rise / reach);
        }
        open += 1 / (1 + steepest * steepest);
      }
      coarse[j * coarseColumns + i] = open / DIRECTIONS;
    }
  }
  blur(coarse, coarseColumns, coarseRows);
  for (let row = 0, k = 1; row < rows; row++) {
    for (let column = 0; column < columns; column++, k += 2) {
      out[k] = bilinear(coarse, coarseColumns, coarseRows, column / strideX, row / strideZ);
    }
  }
}

/** Mean of each value with its eight neighbours, in place; edges repeat. @param {Float32Array} values @param {number} columns @param {number} rows */
function blur(values, columns, rows) {
  const source = values.slice();
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      let sum = 0;
      for (let dj = -1; dj <= 1; dj++) {
        for (let di = -1; di <= 1; di++) {
          const c = Math.min(columns - 1, Math.max(0, i + di));
          const r = Math.min(rows - 1, Math.max(0, j + dj));
          sum += source[r * columns + c];
        }
      }
      values[j * columns + i] = sum / 9;
    }
  }
}
