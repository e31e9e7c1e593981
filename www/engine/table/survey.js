// The first pass over a file: what its columns hold. Counts, first lines of what cannot be used, a few values: no rows are kept but those
// of a preview.
import { Splitter, sortOf } from "./cells.js";
import { TableProblem } from "./problem.js";
import { formOf, readText } from "./text.js";

/** Columns of a file; of these the core takes 255 as inputs. */
const MOST_COLUMNS = 2048;
/** Rows of the preview, lines that are named, different values that are told apart, characters of a value. */
const PREVIEW = 6;
const NAMED = 5;
export const MOST_CLASSES = 100;
const LONGEST = 40;
/** Numbers with more different values than this are rather to be estimated than told apart; the core draws the same line. */
const FEW = 20;

/** Lines that have something in common: how many, and the first of them. @typedef {{count: number, lines: number[]}} Lines */

/**
 * A column as it was found. `values` are its different ones, undefined if there are more than 100.
 * @typedef {{name: string, numbers: number, missing: Lines, texts: Lines & {example: string}, values?: string[], hasFraction: boolean,
 *   min: number, max: number, mean: number, deviation: number}} Column
 */

/**
 * @typedef {{rows: number, columns: Column[], preview: {line: number, cells: string[]}[], ragged: Lines, hasHeader: boolean,
 *   decimal: "." | ",", form: import("./text.js").Form}} Survey
 */

/** @returns {Lines} */
export function noLines() {
  return { count: 0, lines: [] };
}

/** @param {Lines} lines @param {number} line */
export function noteLine(lines, line) {
  lines.count += 1;
  if (lines.lines.length < NAMED) lines.lines.push(line);
}

/** @param {string} text */
export function shortened(text) {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/**
 * Whether the first line holds data: it has nothing but numbers.
 * @param {string[]} cells @param {"auto" | "yes" | "no"} wish
 */
export function isHeader(cells, wish) {
  if (wish !== "auto") return wish === "yes";
  return cells.some((cell) => ["text", "missing"].includes(sortOf(cell.trim())));
}

/** Cells of a row that has as many as the first one; undefined for a ragged one. @param {string[]} cells @param {number} count */
export function fitted(cells, count) {
  if (cells.length === count) return cells;
  // Some programs end each line with separators.
  if (cells.length > count && cells.slice(count).every((cell) => cell.trim() === ""))
    return cells.slice(0, count);
  return undefined;
}

/** Names of the columns, each once. @param {string[]} cells @param {boolean} hasHeader @returns {string[]} */
function namesOf(cells, hasHeader) {
  /** @type {Map<string, number>} */
  const seen = new Map();
  return cells.map((cell, index) => {
    const name = hasHeader ? shortened(cell.trim().replaceAll(/\s+/g, " ")) : "";
    if (name === "") return `#${index + 1}`;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times > 1 ? `${name} (${times})` : name;
  });
}

/** What is counted of a column before it is known what a comma means. */
class Tally {
  whole = 0;
  point = { ...noLines(), example: "" };
  comma = { ...noLines(), example: "" };
  text = { ...noLines(), example: "" };
  missing = noLines();
  /** @type {Set<string> | undefined} */
  values = new Set();
  hasFraction = false;
  /** Numbers as either sign of decimals would have them: count, mean, sum of squared distances (Welford), ends. */
  count = 0;
  mean = 0;
  squares = 0;
  min = Number.POSITIVE_INFINITY;
  max = Number.NEGATIVE_INFINITY;

  /** @param {string} cell @param {number} line */
  take(cell, line) {
    const sort = sortOf(cell);
    if (sort === "missing") {
      noteLine(this.missing, line);
      return;
    }
    if (sort === "whole") this.whole += 1;
    else {
      noteLine(this[sort], line);
      if (this[sort].example === "") this[sort].example = shortened(cell);
    }
    if (sort !== "text") this.#measure(Number(cell.replace(",", ".")));
    if (this.values) {
      this.values.add(shortened(cell));
      if (this.values.size > MOST_CLASSES) this.values = undefined;
    }
  }

  /** @param {number} value */
  #measure(value) {
    this.count += 1;
    const before = value - this.mean;
    this.mean += before / this.count;
    this.squares += before * (value - this.mean);
    this.min = Math.min(this.min, value);
    this.max = Math.max(this.max, value);
    this.hasFraction ||= !Number.isInteger(value);
  }

  /** @param {string} name @param {"." | ","} decimal @returns {Column} */
  finish(name, decimal) {
    const [numbers, others] = decimal === "," ? [this.comma, this.point] : [this.point, this.comma];
    const lines = [...this.text.lines, ...others.lines].sort((a, b) => a - b).slice(0, NAMED);
    return {
      name,
      numbers: this.whole + numbers.count,
      missing: this.missing,
      texts: {
        count: this.text.count + others.count,
        lines,
        example: this.text.example || others.example,
      },
      values: this.values && [...this.values],
      hasFraction: this.hasFraction,
      min: this.min,
      max: this.max,
      mean: this.mean,
      deviation: Math.sqrt(this.squares / Math.max(1, this.count)),
    };
  }
}

/**
 * @param {Blob} file
 * @param {import("./text.js").Manner} manner
 * @param {(read: number) => void} progress bytes so far
 * @returns {Promise<Survey>}
 */
export async function survey(file, manner, progress) {
  const form = await formOf(file, manner);
  /** @type {string[] | undefined} */
  let first;
  /** @type {Tally[]} */
  let tallies = [];
  let hasHeader = true;
  let rows = 0;
  const ragged = noLines();
  /** @type {Survey["preview"]} */
  const preview = [];
  const splitter = new Splitter({
    ...form,
    row: (given, line) => {
      if (first === undefined) {
        if (given.length > MOST_COLUMNS) throw new TableProblem("own_many_columns", { most: MOST_COLUMNS });
        first = given;
        tallies = given.map(() => new Tally());
        hasHeader = isHeader(given, manner.header);
        if (hasHeader) return;
      }
      const cells = fitted(given, tallies.length);
      if (!cells) {
        noteLine(ragged, line);
        return;
      }
      rows += 1;
      for (let column = 0; column < cells.length; column += 1)
        tallies[column].take(cells[column].trim(), line);
      if (preview.length < PREVIEW)
        preview.push({ line, cells: cells.map((cell) => shortened(cell.trim())) });
    },
  });
  await readText(file, form, (text, read) => {
    splitter.push(text);
    progress(read);
  });
  splitter.end();
  if (first === undefined) throw new TableProblem("own_empty");
  if (rows === 0) throw new TableProblem("own_no_rows", { ragged: ragged.count });
  const sum = (/** @type {"point" | "comma"} */ sort) =>
    tallies.reduce((all, tally) => all + tally[sort].count, 0);
  const decimal = manner.decimal === "auto" ? (sum("comma") > sum("point") ? "," : ".") : manner.decimal;
  const names = namesOf(first, hasHeader);
  const columns = tallies.map((tally, index) => tally.finish(names[index], decimal));
  return { rows, columns, preview, ragged, hasHeader, decimal, form };
}

/** Whether a column can be an input: most of what stands in it are numbers. @param {Column} column */
export function canBeInput({ numbers, texts }) {
  return numbers > 0 && numbers >= 4 * texts.count;
}

/** What a column could answer: classes by name, a number, or either; the likelier one first. @param {Column} column */
export function answersOf({ numbers, texts, values, hasFraction }) {
  const isNumber = numbers > 0 && texts.count <= 0.2 * numbers;
  const isClasses = values !== undefined && values.length > 1;
  const prefersClasses = isClasses && (!isNumber || (!hasFraction && values.length <= FEW));
  /** @type {("class" | "value")[]} */
  const kinds = prefersClasses ? ["class", "value"] : ["value", "class"];
  return kinds.filter((kind) => (kind === "class" ? isClasses : isNumber));
}

/** Columns that only number the rows. */
const COUNTING = /^(?:#1|id|index|no\.?|nr\.?|row|rowid|unnamed: 0|序号|编号|行号)$/i;

/**
 * What a visitor most likely wants: the last column that can be an answer, and all numbers beside it.
 * @param {Survey} found
 * @returns {{inputs: number[], target: number, kind: "class" | "value"} | undefined}
 */
export function likelyChoice({ columns, rows }) {
  const target = columns.findLastIndex((column) => answersOf(column).length > 0);
  if (target < 0) return undefined;
  const isCounter = (/** @type {Column} */ { name, values, hasFraction }) =>
    COUNTING.test(name) && !hasFraction && (values === undefined || values.length === rows);
  const inputs = columns.flatMap((column, index) =>
    index !== target && canBeInput(column) && !isCounter(column) && column.max > column.min ? [index] : [],
  );
  return { inputs: inputs.slice(0, 64), target, kind: answersOf(columns[target])[0] ?? "class" };
}
