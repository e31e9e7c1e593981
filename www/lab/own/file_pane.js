// A file on its way into a run: surveyed, chosen from, gathered. Whatever goes wrong on the way is said, and what was chosen stays.

import { TableProblem } from "../../engine/table/problem.js";
import { likelyChoice } from "../../engine/table/survey.js";
import { Cancelled, TableReader } from "../../engine/table_reader.js";
import { count } from "../../i18n/numbers.js";
import { compileFits } from "../../state/modules.js";
import { h, write } from "../dom.js";
import { createWorking } from "../working.js";
import { createColumnsView } from "./columns_view.js";
import { leftOut } from "./left_out.js";
import { FOUND_OUT, USUAL_LIMIT } from "./recipe.js";

/**
 * @typedef {import("../../engine/table_reader.js").Survey} Survey
 * @typedef {import("../../engine/table_reader.js").Gathered} Gathered
 * @typedef {import("../../engine/table_reader.js").Choice} Choice
 * @typedef {import("../../engine/table_reader.js").Manner} Manner
 * @typedef {{gathered: Gathered, choice: Choice, manner: Manner}} Ready
 */

/**
 * @param {HTMLElement} host
 * @param {import("../../i18n/index.js").Words} words
 * @param {string} name that the ids of its elements begin with: there are two such panes
 * @param {(ready: Ready | undefined) => void} changed
 */
export function createFilePane(host, words, name, changed) {
  const problem = h("p", { class: "own-problem", id: `${name}-problem`, role: "alert", hidden: true });
  const doing = h("span");
  const working = createWorking(name, () => stop(), doing);
  working.element.classList.add("own-working");
  const columns = h("div", { class: "own-columns", hidden: true });
  const taken = h("p", { class: "own-taken", id: `${name}-taken`, role: "status" });
  const left = h("ul", { class: "own-left", id: `${name}-left` });
  const scaled = h("p", { class: "own-note" });
  const result = h("div", { hidden: true }, taken, left, scaled);
  host.append(problem, working.element, columns, result);

  const reader = new TableReader(compileFits, (share) => {
    working.show(share);
  });
  const view = createColumnsView(columns, words, name, {
    choose: (next) => {
      choice = next;
      void gather();
    },
    read: (next) => {
      manner = next;
      void survey();
    },
  });

  /** @type {{file: Blob, name: string} | undefined} */
  let source;
  let manner = FOUND_OUT;
  /** @type {Survey | undefined} */
  let found;
  /** @type {Choice} */
  let choice = { inputs: [], target: 0, kind: "class", limit: USUAL_LIMIT };
  /** What the first choice of any file is to be, where the link says it. @type {Partial<Choice> & {manner: Manner} | undefined} */
  let wished;
  /** @type {Gathered | undefined} */
  let gathered;
  /** @type {{key: string, values: Record<string, string | number>} | undefined} */
  let failure;
  let isSurveying = false;
  /** Nothing has been chosen of this file yet. */
  let isFresh = true;

  /**
   * Does a part of the work, with what shows how far it is if it takes its time. Gives nothing if it failed or was given up.
   * @template T
   * @param {() => Promise<T>} work
   * @returns {Promise<T | undefined>}
   */
  async function patiently(work) {
    failure = undefined;
    gathered = undefined;
    changed(undefined);
    working.begin();
    try {
      const value = await work();
      rest();
      return value;
    } catch (error) {
      // A newer question has taken the place of this one.
      if (error instanceof Cancelled && error.isReplaced) return undefined;
      rest();
      if (error instanceof Cancelled) failure = { key: "own_cancelled", values: {} };
      else if (error instanceof TableProblem) failure = error;
      else failure = { key: "own_unreadable", values: { message: String(error) } };
      show();
      return undefined;
    }
  }
  const rest = () => working.end();

  async function survey() {
    const file = source?.file;
    if (!file) return;
    isSurveying = true;
    label();
    const survey = await patiently(() => reader.survey(file, manner));
    isSurveying = false;
    if (!survey || source?.file !== file) return;
    found = survey;
    const likely = likelyChoice(survey);
    if (!likely) {
      failure = { key: "own_no_answer", values: {} };
      show();
      return;
    }
    const fits = (/** @type {number} */ column) => column < survey.columns.length;
    const {
      inputs = likely.inputs,
      target = likely.target,
      kind = likely.kind,
      limit,
    } = isFresh ? { ...wished } : {};
    choice = {
      inputs: inputs.filter(fits),
      target: fits(target) ? target : likely.target,
      kind,
      limit: limit ?? choice.limit,
    };
    isFresh = false;
    show();
    await gather();
  }

  async function gather() {
    const [file, from] = [source?.file, found];
    if (!file || !from) return;
    if (choice.inputs.length === 0) {
      reader.cancel();
      [gathered, failure] = [undefined, { key: "own_no_inputs", values: {} }];
      show();
      return;
    }
    label();
    const rows = await patiently(() => reader.gather(file, from, choice, manner));
    if (!rows) return;
    gathered = rows;
    show();
  }

  function stop() {
    reader.cancel();
  }

  function show() {
    problem.hidden = !failure;
    write(
      problem,
      failure
        ? words.say(/** @type {import("../../i18n/index.js").Key} */ (failure.key), failure.values)
        : "",
    );
    view.begin(found, choice, manner, found && source ? facts(found, source) : "");
    result.hidden = !gathered;
    if (gathered && found) {
      const told = leftOut(words, found, gathered);
      write(taken, told.taken);
      left.replaceChildren(...told.left.map((line) => h("li", {}, line)));
      write(scaled, words.say(choice.kind === "value" ? "own_scaled_value" : "own_scaled"));
    }
    changed(gathered && { gathered, choice, manner });
  }
  /** @param {Survey} survey @param {{file: Blob, name: string}} from */
  function facts({ rows, columns: all }, { file, name: called }) {
    const size =
      file.size >= 1e6 ? `${(file.size / 1e6).toFixed(1)} MB` : `${Math.ceil(file.size / 1000)} kB`;
    return words.say("own_facts", { name: called, size, rows: count(rows), columns: all.length });
  }
  function label() {
    write(doing, words.say(isSurveying ? "own_looking" : "own_gathering"));
    working.label(doing.textContent ?? "", words.say("own_stop"));
  }

  return {
    /** @param {Blob} file @param {string} called */
    take(file, called) {
      source = { file, name: called };
      [found, isFresh] = [undefined, true];
      manner = wished?.manner ?? FOUND_OUT;
      show();
      void survey();
    },
    /** The same table goes on being typed. @param {Blob} file @param {string} called */
    retake(file, called) {
      source = { file, name: called };
      void survey();
    },
    /** Nothing is chosen any more. */
    empty() {
      reader.cancel();
      [source, found, gathered, failure] = [undefined, undefined, undefined, undefined];
      show();
    },
    /** What the next file is to be read as. @param {Partial<Choice> & {manner: Manner} | undefined} wish */
    wish(wish) {
      wished = wish;
    },
    label() {
      label();
      view.label();
      show();
    },
  };
}
