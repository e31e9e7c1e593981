// The rows of a run as a table of one's own whose points can be put, moved and removed by hand. Pure.

/** Steps along the range of a column that a hand can tell apart. */
const STEPS = 500;
/** Rows that can be edited: more would not fit into a link. */
export const MOST_EDITED = 400;

/** @typedef {{names: string[], inputs: number[][], answers: (string | number)[]}} Edited names of inputs and answer, rows, what belongs to each */

/** Digits behind the point with which a column of such a range is written. @param {number} range */
export function digitsFor(range) {
  if (!(range > 0)) return 3;
  return Math.min(8, Math.max(0, Math.ceil(Math.log10(STEPS / range))));
}

/** @param {number} value @param {number} digits */
export function rounded(value, digits) {
  return Number(value.toFixed(digits)) + 0;
}

/** The range of a column. @param {number[]} values */
function spread(values) {
  return (
    values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY) -
    values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
  );
}

/**
 * The table of rows as the views have them.
 * @param {{features: number, rows: ArrayLike<number>[], units: [number, number][], names: string[], target: string,
 *   classes: string[]}} run `rows` of each part: standardised inputs, then class or number
 * @returns {Edited}
 */
export function editedOf({ features, rows, units, names, target, classes }) {
  const stride = features + 1;
  /** @type {number[][]} */
  const inputs = [];
  /** @type {(string | number)[]} */
  const answers = [];
  for (const part of rows) {
    for (let at = 0; at + features < part.length; at += stride) {
      inputs.push(
        Array.from({ length: features }, (_, feature) => {
          const [mean, deviation] = units[feature] ?? [0, 1];
          return mean + deviation * part[at + feature];
        }),
      );
      const answer = part[at + features];
      answers.push(classes.length > 0 ? (classes[answer] ?? String(answer)) : answer);
    }
  }
  for (let feature = 0; feature < features; feature += 1) {
    const digits = digitsFor(spread(inputs.map((row) => row[feature])));
    for (const row of inputs) row[feature] = rounded(row[feature], digits);
  }
  if (classes.length === 0) {
    const digits = digitsFor(spread(answers.map(Number)));
    for (const [at, answer] of answers.entries()) answers[at] = rounded(Number(answer), digits);
  }
  return { names: [...names.slice(0, features), target], inputs, answers };
}

/**
 * The rows of a table as the core has it.
 * @param {{features: number, inputs: ArrayLike<number>, answers: ArrayLike<number>, names: string[]}} table
 * @returns {Edited}
 */
export function tableFrom({ features, inputs, answers, names }) {
  const classes = names.slice(features + 1);
  return {
    names: names.slice(0, features + 1),
    inputs: Array.from(answers, (_, row) =>
      Array.from({ length: features }, (_, at) => inputs[row * features + at]),
    ),
    answers: Array.from(answers, (answer) => (classes.length > 0 ? (classes[answer] ?? "") : answer)),
  };
}

/**
 * The row nearest to a place: it is where the picture shows it, but for rounding.
 * @param {Edited} table @param {number[]} place measured inputs, and for a curve the answer behind them
 * @param {number[]} scales one for each number of the place
 */
export function nearestOf({ inputs, answers }, place, scales) {
  let [best, least] = [-1, Number.POSITIVE_INFINITY];
  inputs.forEach((row, index) => {
    const numbers = [...row, Number(answers[index])];
    const distance = place.reduce((sum, value, at) => sum + ((numbers[at] - value) / scales[at]) ** 2, 0);
    if (distance < least) [best, least] = [index, distance];
  });
  return best;
}

/** As a file with the answer in its last column. @param {Edited} table */
export function csvOf({ names, inputs, answers }) {
  const cell = (/** @type {string | number} */ value) =>
    /[",;\t\r\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value);
  const lines = inputs.map((row, index) => [...row, answers[index]].map(cell).join(","));
  return `${[names.map(cell).join(","), ...lines].join("\n")}\n`;
}
