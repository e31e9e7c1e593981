// A worker that reads files: it surveys a file and gathers its rows, and says how far it is. Whoever has changed their mind ends it.
import { initSync, OwnTable } from "../pkg/fits.js";
import { gather } from "./table/gather.js";
import { TableProblem } from "./table/problem.js";
import { survey } from "./table/survey.js";

/** Between two words of how far it is, in milliseconds. */
const PACE_MS = 100;

/**
 * @typedef {import("./table/survey.js").Survey} Survey
 * @typedef {import("./table/text.js").Manner} Manner
 * @typedef {{id: number, file: Blob, manner: Manner} & ({found?: undefined} | {found: Survey, choice: import("./table/gather.js").Choice, module: WebAssembly.Module})} Wish
 * What a link says of gathered rows: the table itself, "" if it is too large, and its fingerprint.
 * @typedef {import("./table/gather.js").Gathered & {text: string, fingerprint: string}} Linked
 * @typedef {{id: number, read: number} | {id: number, value: Survey | Linked}
 *   | {id: number, problem: import("./table/problem.js").Problem}} Answer
 */

self.onmessage = async ({ data }) => {
  const wish = /** @type {Wish} */ (data);
  const { id, file, manner } = wish;
  let last = 0;
  const progress = (/** @type {number} */ read) => {
    const now = performance.now();
    if (now - last < PACE_MS) return;
    last = now;
    self.postMessage({ id, read });
  };
  try {
    const value = wish.found
      ? linked(await gather(file, wish.found, wish.choice, manner, progress), wish)
      : await survey(file, manner, progress);
    self.postMessage({ id, value });
  } catch (error) {
    const problem =
      error instanceof TableProblem
        ? { key: error.key, values: error.values }
        : {
            key: "own_unreadable",
            values: { message: error instanceof Error ? error.message : String(error) },
          };
    self.postMessage({ id, problem });
  }
};

/** @param {import("./table/gather.js").Gathered} gathered @param {Extract<Wish, {module: any}>} wish @returns {Linked} */
function linked(gathered, { module, choice }) {
  initSync({ module });
  const table = OwnTable.from_file(gathered.bytes, choice.kind);
  const [text, fingerprint] = [table.text(), table.fingerprint()];
  table.free();
  return { ...gathered, text, fingerprint };
}
