// What a fit is drawn as, and the flat arrays that the core draws from. Pure.

/**
 * @typedef {import("./reader.js").FitAnswer} FitAnswer
 * @typedef {import("./reader.js").FitFrame} FitFrame
 * @typedef {import("../../engine/protocol.js").Part} Part
 * @typedef {"map" | "line" | "scatter" | "table" | "digits"} Kind
 */

/** In the order in which the core numbers them. @type {Part[]} */
export const PARTS = ["train", "validation", "test"];

/** Numbers a row has in a picture: x, y, wanted, answered, part. */
export const ROW = 5;

/** Pixels along a side of a digit. */
export const DIGIT_SIDE = 8;

/**
 * How answers are shown: all over the plane of two inputs, over one input, against what was wanted, or counted.
 * @param {FitFrame} frame
 * @param {string} dataset
 * @returns {Kind}
 */
export function kindOf({ inputs, classes }, dataset) {
  if (inputs === 2) return "map";
  if (classes > 0) return dataset === "digits" && inputs === DIGIT_SIDE ** 2 ? "digits" : "table";
  return inputs === 1 ? "line" : "scatter";
}

/**
 * Rows of all parts as a picture wants them.
 * @param {FitFrame} frame
 * @param {{part: Part, rows: ArrayLike<number>, answers: ArrayLike<number>}[]} parts inputs and wanted, answer and its probability
 */
export function pictureRows({ inputs }, parts) {
  const stride = inputs + 1;
  return Float32Array.from(
    parts.flatMap(({ part, rows, answers }) =>
      Array.from({ length: rows.length / stride }, (_, row) => [
        rows[row * stride],
        inputs > 1 ? rows[row * stride + 1] : 0,
        rows[row * stride + inputs],
        answers[2 * row],
        PARTS.indexOf(part),
      ]).flat(),
    ),
  );
}

/** The window of a picture: x₀, x₁, y₀, y₁. @param {FitFrame} frame @param {Kind} kind */
export function windowOf({ x, y, wanted }, kind) {
  if (kind === "map") return [...x, ...y];
  return kind === "line" ? [...x, ...wanted] : [...wanted, ...wanted];
}

/**
 * What the core must know of a picture beside its numbers and colours.
 * @param {FitFrame} frame @param {Kind} kind
 */
export function labelsOf(frame, kind) {
  return {
    window: windowOf(frame, kind),
    units: kind === "map" ? frame.units : kind === "line" ? frame.units.slice(0, 1) : [],
    classes: frame.classes,
    range: frame.classes > 0 ? [0, 0] : frame.wanted,
  };
}

/**
 * Where a row stands in its picture, as shares of the window from its lower left corner.
 * @param {ArrayLike<number>} rows @param {number} row @param {number[]} window @param {Kind} kind
 * @returns {[number, number]}
 */
export function placeOf(rows, row, [x0, x1, y0, y1], kind) {
  const at = row * ROW;
  const x = rows[kind === "scatter" ? at + 2 : at];
  const y = rows[kind === "map" ? at + 1 : kind === "line" ? at + 2 : at + 3];
  return [(x - x0) / (x1 - x0), (y - y0) / (y1 - y0)];
}

/**
 * The row nearest to a pixel, within reach.
 * @param {ArrayLike<number>} rows @param {number[]} window @param {Kind} kind
 * @param {{u: number, v: number, width: number, height: number}} at shares of the window, and its size in pixels
 * @param {number} reach in pixels
 * @returns {number | undefined}
 */
export function nearestRow(rows, window, kind, { u, v, width, height }, reach) {
  let [best, least] = [-1, reach];
  for (let row = 0; row < rows.length / ROW; row += 1) {
    const [x, y] = placeOf(rows, row, window, kind);
    const distance = Math.hypot((x - u) * width, (y - v) * height);
    if (distance <= least) [best, least] = [row, distance];
  }
  return best < 0 ? undefined : best;
}

/**
 * The answer at a place: the drawn field's at the nearest point of its grid.
 * @param {{columns: number, field: ArrayLike<number>}} answer @param {Kind} kind @param {number} u @param {number} v shares
 * @returns {{answer: number, probability: number}}
 */
export function fieldAt({ columns, field }, kind, u, v) {
  const index = (/** @type {number} */ share) => Math.round(share * (columns - 1));
  const at = 2 * (kind === "map" ? index(v) * columns + index(u) : index(u));
  return { answer: field[at], probability: field[at + 1] };
}
