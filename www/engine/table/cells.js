// From text to rows of cells, in the form of RFC 4180: quoted cells, doubled quotes, line breaks inside them. Text comes in pieces of any
// size; a line, or what stands between two quotes, is all that is held.
import { TableProblem } from "./problem.js";

/** Characters of a line, and of a quoted cell: what is longer is no table. */
const LONGEST_LINE = 1 << 20;
const LONGEST_QUOTE = 1 << 16;

/** How "not measured" is written, besides an empty cell. */
const MISSING = new Set(["na", "n/a", "nan", "null", "?", "-", "–", "—"]);
/** Whole numbers, and those with a point or a comma. */
const WHOLE = /^[+-]?\d+(?:e[+-]?\d+)?$/i;
const POINT = /^[+-]?(?:\d+\.\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const COMMA = /^[+-]?(?:\d+,\d*|,\d+)(?:e[+-]?\d+)?$/i;
/** Squares of larger numbers cannot be added up; the core refuses them. */
const LARGEST = 1e100;

/** @typedef {"missing" | "whole" | "point" | "comma" | "text"} Sort */

/** What a cell holds. @param {string} cell without blanks around it @returns {Sort} */
export function sortOf(cell) {
  if (cell === "") return "missing";
  const first = cell.charCodeAt(0);
  // Most cells are numbers: those begin with a digit, a sign, a point or a comma.
  if (first <= 57) {
    if (WHOLE.test(cell)) return "whole";
    if (POINT.test(cell)) return "point";
    if (COMMA.test(cell)) return "comma";
  }
  return cell.length < 5 && MISSING.has(cell.toLowerCase()) ? "missing" : "text";
}

/**
 * A number that can be calculated with, or undefined.
 * @param {string} cell without blanks around it @param {"." | ","} decimal
 */
export function numberOf(cell, decimal) {
  const sort = sortOf(cell);
  if (sort !== "whole" && sort !== (decimal === "," ? "comma" : "point")) return undefined;
  const value = Number(decimal === "," ? cell.replace(",", ".") : cell);
  return Math.abs(value) <= LARGEST ? value + 0 : undefined; // −0 is 0
}

/** Cuts text into rows. */
export class Splitter {
  #rest = "";
  #line = 0;
  /** Where the row that is being read began. */
  #first = 0;
  /** @type {string[]} */
  #cells = [];
  /** What stands behind an open quote so far. @type {string | undefined} */
  #inside;
  #isFirst = true;

  /**
   * @param {{separator: string, newline: string, row: (cells: string[], line: number) => void}} settings `row` takes each line that is
   *   not blank and its number from 1
   */
  constructor({ separator, newline, row }) {
    this.separator = separator;
    this.newline = newline;
    this.row = row;
  }

  /** @param {string} text */
  push(text) {
    let all = this.#rest + text;
    if (this.#isFirst && all.length > 0) {
      all = all.replace(/^\ufeff/, "");
      this.#isFirst = false;
    }
    let at = 0;
    for (let end = all.indexOf(this.newline); end >= 0; end = all.indexOf(this.newline, at)) {
      this.#take(all.slice(at, all.charCodeAt(end - 1) === 13 && end > at ? end - 1 : end));
      at = end + 1;
    }
    this.#rest = all.slice(at);
    if (this.#rest.length > LONGEST_LINE) throw new TableProblem("own_line_long", { line: this.#line + 1 });
  }

  /** There is no more text. */
  end() {
    const last = this.#rest;
    this.#rest = "";
    if (last !== "") this.#take(last.endsWith("\r") ? last.slice(0, -1) : last);
    if (this.#inside !== undefined) throw new TableProblem("own_quote_open", { line: this.#first });
  }

  /** @param {string} line */
  #take(line) {
    this.#line += 1;
    if (line.length > LONGEST_LINE) throw new TableProblem("own_line_long", { line: this.#line });
    if (this.#inside === undefined) {
      this.#first = this.#line;
      if (!line.includes('"')) {
        this.#emit(line.split(this.separator));
        return;
      }
      this.#cells = [];
    }
    let at = 0;
    for (;;) {
      if (this.#inside !== undefined) {
        const end = line.indexOf('"', at);
        if (end < 0) {
          this.#inside += `${line.slice(at)}\n`;
          if (this.#inside.length > LONGEST_QUOTE)
            throw new TableProblem("own_quote_open", { line: this.#first });
          return;
        }
        this.#inside += line.slice(at, end);
        at = end + 1;
        if (line[at] === '"') {
          this.#inside += '"';
          at += 1;
          continue;
        }
        const next = line.indexOf(this.separator, at);
        // What stands behind the closing quote belongs to the cell, as spreadsheets read it.
        this.#cells.push(this.#inside + line.slice(at, next < 0 ? undefined : next));
        this.#inside = undefined;
        if (next < 0) break;
        at = next + 1;
      } else if (line[at] === '"') {
        this.#inside = "";
        at += 1;
      } else {
        const next = line.indexOf(this.separator, at);
        this.#cells.push(line.slice(at, next < 0 ? undefined : next));
        if (next < 0) break;
        at = next + 1;
      }
    }
    this.#emit(this.#cells);
  }

  /** @param {string[]} cells */
  #emit(cells) {
    if (cells.length === 1 && cells[0].trim() === "") return;
    this.row(cells, this.#first);
  }
}
