// The second pass over a file: the chosen columns of the complete rows, as a small table that the core takes. If there are more than the
// wished number, each row has the same chance to be among them (Vitter's algorithm R) by draws that are the same everywhere.
import { numberOf, Splitter, sortOf } from "./cells.js";
import { TableProblem } from "./problem.js";
import { fitted, isHeader, MOST_CLASSES, noLines, noteLine } from "./survey.js";
import { readText } from "./text.js";

/** Numbers of a table, at most: about 8 MB as text, which is what the core takes. */
const MOST_NUMBERS = 400_000;
/** Rows to split into three parts, at least. */
const LEAST_ROWS = 6;
/** Bytes of what the core takes. */
const MOST_BYTES = 8 << 20;
/** Characters of the name of a class. */
const LONGEST_NAME = 80;

/**
 * What is wanted of a file. @typedef {{inputs: number[], target: number, kind: "class" | "value", limit: number}} Choice
 * Rows that were left out for want of a value in a column. @typedef {import("./survey.js").Lines & {column: number, example: string}} Gap
 * @typedef {{bytes: Uint8Array, rows: number, complete: number, all: number, missing: Gap[], texts: Gap[],
 *   ragged: import("./survey.js").Lines, classes: [name: string, rows: number][]}} Gathered
 */

/** Draws whole numbers below a bound, the same in every engine: xorshift with 32 bits (Marsaglia 2003). */
class Draws {
  #state = 2_463_534_242;

  /** @param {number} bound at most 2³² */
  below(bound) {
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return Math.floor(((this.#state >>> 0) / 4_294_967_296) * bound);
  }
}

/** Keeps some of a stream of rows. */
export class Reservoir {
  /** @type {{at: number, row: string}[]} */
  #kept = [];
  #draws = new Draws();
  seen = 0;

  /** @param {number} limit */
  constructor(limit) {
    this.limit = limit;
  }

  /** @param {() => string} write the row: most of a long file are not kept */
  take(write) {
    const at = this.seen;
    this.seen += 1;
    const place = at < this.limit ? at : this.#draws.below(at + 1);
    if (place < this.limit) this.#kept[place] = { at, row: write() };
  }

  /** In the order in which they came. */
  rows() {
    return [...this.#kept].sort((a, b) => a.at - b.at).map(({ row }) => row);
  }
}

/** A cell as the core reads it. @param {string} text */
export function quoted(text) {
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * @param {Blob} file
 * @param {import("./survey.js").Survey} found what the first pass found
 * @param {Choice} choice
 * @param {import("./text.js").Manner} manner
 * @param {(read: number) => void} progress bytes so far
 * @returns {Promise<Gathered>}
 */
export async function gather(file, found, choice, manner, progress) {
  const { inputs, target, kind } = choice;
  const { columns, form, decimal } = found;
  const width = inputs.length + 1;
  const reservoir = new Reservoir(Math.max(1, Math.min(choice.limit, Math.floor(MOST_NUMBERS / width))));
  const ragged = noLines();
  const gap = (/** @type {number} */ column) => ({ ...noLines(), column, example: "" });
  const used = [...inputs, target];
  const [missing, texts] = [used.map(gap), used.map(gap)];
  /** @type {Map<string, number>} */
  const classes = new Map();
  let isFirst = true;
  let all = 0;
  /** The present row. @type {(string | number)[]} */
  const written = [];

  /** @param {string[]} cells @param {number} line */
  function take(cells, line) {
    all += 1;
    for (let place = 0; place < used.length; place += 1) {
      const cell = cells[used[place]].trim();
      if (sortOf(cell) === "missing") {
        noteLine(missing[place], line);
        return;
      }
      if (place === inputs.length && kind === "class") {
        const name = cell.slice(0, LONGEST_NAME).replaceAll(/\s+/g, " ");
        classes.set(name, (classes.get(name) ?? 0) + 1);
        if (classes.size > MOST_CLASSES) throw new TableProblem("own_many_classes", { most: MOST_CLASSES });
        written[place] = name;
        continue;
      }
      const number = numberOf(cell, decimal);
      if (number === undefined) {
        noteLine(texts[place], line);
        if (texts[place].example === "") texts[place].example = cell.slice(0, 40);
        return;
      }
      written[place] = number;
    }
    reservoir.take(() => written.map((cell) => quoted(String(cell))).join(","));
  }

  const splitter = new Splitter({
    ...form,
    row: (given, line) => {
      const wasFirst = isFirst;
      isFirst = false;
      if (wasFirst && isHeader(given.slice(0, columns.length), manner.header)) return;
      const cells = fitted(given, columns.length);
      if (cells) take(cells, line);
      else noteLine(ragged, line);
    },
  });
  await readText(file, form, (text, read) => {
    splitter.push(text);
    progress(read);
  });
  splitter.end();
  const rows = reservoir.rows();
  if (rows.length < LEAST_ROWS)
    throw new TableProblem("own_few_rows", { rows: rows.length, least: LEAST_ROWS });
  if (kind === "class" && classes.size < 2) throw new TableProblem("own_one_class");
  const header = used.map((column) => quoted(columns[column].name)).join(",");
  const bytes = new TextEncoder().encode(`${header}\n${rows.join("\n")}\n`);
  if (bytes.length > MOST_BYTES) throw new TableProblem("own_too_much");
  return {
    bytes,
    rows: rows.length,
    complete: reservoir.seen,
    all,
    ragged,
    missing: missing.filter(({ count }) => count > 0),
    texts: texts.filter(({ count }) => count > 0),
    classes: [...classes].sort(([, a], [, b]) => b - a),
  };
}
