// A reporter of node:test: what failed, a line each, as tab-separated engine, file, test and reason ("webkit", "tests/browser/…",
// "draws the plane", "waited in vain: …"); the engine is "every" where a suite looks after its engines itself. `cargo xtask test browser`
// reads them for its second look and for its summary.
import { relative } from "node:path";

/** The end of a suite's name, as `inEveryEngine` gives it. */
const ENGINE = / \((chromium|firefox|webkit)\)$/;
const FOLDER = "tests/browser/";

/** Of a reason, so that a summary stays one. */
const MOST_CHARACTERS = 400;

/** @typedef {Error & {failureType?: string, cause?: unknown}} Failure as node:test wraps what was thrown */

/** @param {AsyncIterable<{type: string, data: {name: string, nesting: number, file?: string, details?: {error?: Failure}}}>} events */
export default async function* failures(events) {
  /** Of the suite that is running. @type {string[]} */
  let found = [];
  for await (const { type, data } of events) {
    if (type !== "test:fail") continue;
    const error = data.details?.error;
    if (error?.failureType !== "subtestsFailed") {
      const file = relative(process.cwd(), data.file ?? "").replaceAll("\\", "/");
      const isTest = file.startsWith(FOLDER) && file.endsWith(".test.js");
      found.push([isTest ? file : "unknown", oneLine(data.name), oneLine(reason(error))].join("\t"));
    }
    if (data.nesting > 0) continue;
    const engine = ENGINE.exec(data.name)?.[1] ?? "every";
    for (const line of found) yield `${engine}\t${line}\n`;
    found = [];
  }
}

/** @param {Failure | undefined} error */
function reason(error) {
  const cause = error?.cause ?? error;
  return cause instanceof Error ? cause.message : String(cause);
}

/** @param {string} text */
function oneLine(text) {
  return text.replaceAll(/\s+/g, " ").trim().slice(0, MOST_CHARACTERS);
}
