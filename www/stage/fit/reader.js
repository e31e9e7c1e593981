// What the network answers, for one run: raw numbers are asked of the training worker, and the core's module of the fits makes
// answers, a field and verdicts of them. A field is as fine as a stated number of operations allows.
import { PARTS } from "./layout.js";

/**
 * @typedef {import("../../engine/protocol.js").Part} Part
 * @typedef {import("../../engine/protocol.js").RawWish} RawWish
 * @typedef {import("../../engine/protocol.js").RawAnswer} RawAnswer
 */

/**
 * A wish for what the network answers: to these parts of the rows, at most so many of each, and over a window in about so many
 * operations.
 * @typedef {{parts: Part[], most: number, work: number}} FitWish
 */

/** See `Frame` in the core. @typedef {{inputs: number, classes: number, x: [number, number], y: [number, number],
 *   wanted: [number, number], units: [number, number][]}} FitFrame */

/**
 * See `Verdict` in the core.
 * @typedef {{kind: "classes", rows: number, right: number, table: number[][], worst?: [number, number, number]}
 *   | {kind: "values", rows: number, error: number, spread: number}} FitVerdict
 */

/**
 * What the network answers: see `Answers` in the core for the layout of the arrays. `columns` is 0 where there is no field; `ms` is
 * what it cost the worker.
 * @typedef {{frame: FitFrame, parts: {part: Part, rows: Float32Array, answers: Float32Array, verdict: FitVerdict}[],
 *   columns: number, field: Float32Array, ms: number}} FitAnswer
 */

/** Points along a side of a field over two inputs: at least, at most. */
const LEAST_COLUMNS = 15;
const MOST_COLUMNS = 97;
/** Points of a line over one input. */
const LINE_COLUMNS = 161;

/**
 * @param {{fits: Pick<import("../chart_canvas.js").Fits, "Answers">, ask: (wish: RawWish) => Promise<RawAnswer>,
 *   summary: Pick<import("../../engine/protocol.js").Summary, "rows" | "parameters">}} context of one run
 */
export function createReader({ fits, ask, summary }) {
  /** @type {InstanceType<import("../chart_canvas.js").Fits["Answers"]> | undefined} */
  let answers;
  /** Parts whose rows are in. @type {Set<Part>} */
  const known = new Set();
  let isOver = false;

  /** Rows never change in a run. @param {Part[]} parts */
  async function learn(parts) {
    const missing = parts.filter((part) => !known.has(part));
    if (missing.length === 0 && answers) return answers;
    const { task, rows } = await ask({ rows: missing, inputs: [] });
    if (isOver) throw new Error("Another run has come.");
    answers ??= new fits.Answers(task);
    for (const [at, part] of missing.entries()) {
      answers.set_rows(PARTS.indexOf(part), summary.rows[part], rows[at]);
      known.add(part);
    }
    return answers;
  }

  return {
    /** @param {FitWish} wish @returns {Promise<FitAnswer>} */
    async read({ parts, most, work }) {
      const made = await learn(parts);
      const frame = frameOf(made.frame());
      const columns = columnsOf(frame.inputs, work / summary.parameters);
      const numbers = parts.map((part) => PARTS.indexOf(part));
      const points = columns > 0 ? made.points(columns) : new Float32Array();
      const { outputs, ms } = await ask({
        rows: [],
        inputs: [points, ...numbers.map((part) => made.inputs(part))],
      });
      if (isOver) throw new Error("Another run has come.");
      const [over, ...each] = outputs;
      const count = points.length / frame.inputs;
      return {
        frame,
        parts: numbers.map((part, at) => ({
          part: parts[at],
          rows: made.rows(part, most),
          answers: made.answers(part, most, each[at]),
          verdict: verdictOf(made.verdict(part, each[at]), frame.classes),
        })),
        columns,
        field: columns > 0 ? made.field(count, over) : points,
        ms,
      };
    },
    /** Rows of a part without their answers. @param {Part} part @param {number} most */
    async rows(part, most) {
      const made = await learn([part]);
      return { frame: frameOf(made.frame()), rows: made.rows(PARTS.indexOf(part), most) };
    },
    /** Another run has come. */
    dispose() {
      isOver = true;
      answers?.free();
      answers = undefined;
    },
  };
}

/** @param {number} inputs @param {number} places that may be asked for */
function columnsOf(inputs, places) {
  if (inputs === 1) return LINE_COLUMNS;
  if (inputs > 2) return 0;
  return Math.max(LEAST_COLUMNS, Math.min(MOST_COLUMNS, Math.floor(Math.sqrt(places))));
}

/** See `Answers.frame` for the order. @param {Float64Array} numbers @returns {FitFrame} */
function frameOf(numbers) {
  const [inputs, classes, x0, x1, y0, y1, low, high, ...units] = numbers;
  /** @type {[number, number][]} */
  const pairs = [];
  for (let at = 0; at < units.length; at += 2) pairs.push([units[at], units[at + 1]]);
  return { inputs, classes, x: [x0, x1], y: [y0, y1], wanted: [low, high], units: pairs };
}

/**
 * See `Answers.verdict` for the order.
 * @param {Float64Array} numbers @param {number} classes
 * @returns {FitVerdict}
 */
function verdictOf(numbers, classes) {
  if (classes === 0) {
    const [rows, error, spread] = numbers;
    return { kind: "values", rows, error, spread };
  }
  const [rows, right, wanted, answered, count, ...cells] = numbers;
  const table = Array.from({ length: classes }, (_, row) => cells.slice(row * classes, (row + 1) * classes));
  return { kind: "classes", rows, right, table, worst: count > 0 ? [wanted, answered, count] : undefined };
}
