/**
 * Smooth refinement of a sampled field: what is drawn between two samples.
 *
 * A monotone cubic (Fritsch and Carlson 1980) along the rows, then along the columns. It passes through every
 * sample exactly and never leaves the interval of the two samples it lies between, so refining a coarse grid
 * invents no valley, no ridge and no height; a plain spline would overshoot beside a cliff. Pure.
 */

/**
 * @param {ArrayLike<number>} values row-major, `rows` × `columns`; finite
 * @param {number} columns at least 2 @param {number} rows at least 2
 * @param {number} factor drawn cells per sampled cell, at least 1
 * @param {Float32Array} out ((rows-1)·factor+1) × ((columns-1)·factor+1), row-major
 */
export function refine(values, columns, rows, factor, out) {
  if (factor === 1) {
    out.set(values);
    return;
  }
  const width = (columns - 1) * factor + 1;
  const line = new Float64Array(Math.max(columns, rows));
  const slopes = new Float64Array(line.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) line[column] = values[row * columns + column];
    refineLine(line, slopes, columns, factor, out, row * factor * width, 1);
  }
  for (let column = 0; column < width; column++) {
    for (let row = 0; row < rows; row++) line[row] = out[row * factor * width + column];
    refineLine(line, slopes, rows, factor, out, column, width);
  }
}

/**
 * Bilinear reading of a field at fractional indices, clamped to its edges.
 * @param {ArrayLike<number>} values @param {number} columns @param {number} rows
 * @param {number} column @param {number} row
 */
export function bilinear(values, columns, rows, column, row) {
  const x = Math.min(columns - 1, Math.max(0, column));
  const y = Math.min(rows - 1, Math.max(0, row));
  const left = Math.min(columns - 2, Math.floor(x));
  const lower = Math.min(rows - 2, Math.floor(y));
  const at = lower * columns + left;
  const u = x - left;
  const v = y - lower;
  // A weight of zero must silence its sample even if that is infinite: exact samples stay exact beside a cap.
  const mix = (/** @type {number} */ p, /** @type {number} */ q, /** @type {number} */ w) =>
    w === 0 ? p : w === 1 ? q : p * (1 - w) + q * w;
  return mix(mix(values[at], values[at + 1], u), mix(values[at + columns], values[at + columns + 1], u), v);
}

/**
 * @param {Float64Array} line samples @param {Float64Array} slopes scratch @param {number} count
 * @param {number} factor @param {Float32Array} out @param {number} offset @param {number} stride
 */
function refineLine(line, slopes, count, factor, out, offset, stride) {
  for (let i = 0; i < count; i++) {
    const before = i > 0 ? line[i] - line[i - 1] : line[1] - line[0];
    const after = i < count - 1 ? line[i + 1] - line[i] : before;
    // Zero at an extreme, else the mean slope, held to three times the smaller side: the monotone region.
    const steepest = 3 * Math.min(Math.abs(before), Math.abs(after));
    const mean = (before + after) / 2;
    slopes[i] = before * after <= 0 ? 0 : Math.sign(mean) * Math.min(Math.abs(mean), steepest);
  }
  for (let i = 0; i < count - 1; i++) {
    for (let k = 0; k < factor; k++) {
      const t = k / factor;
      const t2 = t * t;
      const t3 = t2 * t;
      out[offset + (i * factor + k) * stride] =
        line[i] * (2 * t3 - 3 * t2 + 1) +
        slopes[i] * (t3 - 2 * t2 + t) +
        line[i + 1] * (3 * t2 - 2 * t3) +
        slopes[i + 1] * (t3 - t2);
    }
  }
  out[offset + (count - 1) * factor * stride] = line[count - 1];
}
