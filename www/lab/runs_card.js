// The race: which runs walk beside the ball's, how each does, and a rival more or less. Names and places come from the spec,
// numbers from reports; the experiment itself is changed only through the spec's list of branches.
import { accuracy, measured, setting } from "../i18n/numbers.js";
import { raceEn } from "../i18n/race_en.js";
import { raceZh } from "../i18n/race_zh.js";
import { firstAtOrBelow, lowestPoint } from "../stage/curves/points.js";
import {
  formatBranches,
  givenNames,
  MOST_BRANCHES,
  parseBranches,
  withoutBranch,
} from "../state/branches.js";
import { h, write } from "./dom.js";
import { twinBars } from "./fresh.js";
import { describeRace } from "./race.js";
import { createRivalEditor } from "./rival_editor.js";
import { rivalsOf } from "./rivals.js";
import { runNames, runSeries, SERIES } from "./runs.js";
import { typedValue } from "./scale.js";

/**
 * @typedef {import("../engine/protocol.js").Report} Report
 * @typedef {import("../engine/protocol.js").RunStatus} RunStatus
 * @typedef {import("../state/core.js").Spec} Spec
 * One run as the card shows it; none while it has not begun.
 * @typedef {{status: RunStatus, curve: Float32Array<any>} | undefined} Seen
 */

/** @typedef {ReturnType<typeof createRunsCard>} RunsCard */

/** The target that is proposed: this share of the loss at the start. */
const TARGET_SHARE = 0.1;
/** What may be typed as a target. */
const TARGETS = /** @type {const} */ ({ min: 1e-12, max: 1e12, step: 1, scale: "log" });

/**
 * @param {HTMLElement} host
 * @param {import("../state/core.js").Schema} schema
 * @param {import("./controls.js").Context & {branchSpecs: (spec: Spec) => Spec[],
 *   onPoint: (series: typeof SERIES[number] | undefined) => void}} context `onPoint`: a hand or the focus is at this run, or at none
 */
export function createRunsCard(host, schema, { store, words, branchSpecs, onPoint }) {
  words.learn({ en: raceEn, zh: raceZh });
  const { fields } = schema;
  const title = h("h2");
  const add = h("select", { class: "chip", id: "add-rival", change: addRival });
  const target = h("input", {
    class: "entry",
    id: "race-target",
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    focus: () => target.select(),
    change: typeTarget,
    blur: () => showTarget(),
  });
  const heads = [
    h("span", { class: "for-readers" }),
    h("span"),
    h("span"),
    h("span"),
    h("span", { class: "for-readers" }),
  ];
  const body = h("tbody");
  const columns = heads.map((head, at) =>
    h("th", { scope: "col" }, ...(at === 3 ? [h("label", { class: "race-target" }, head, target)] : [head])),
  );
  const table = h("table", { class: "runs-table" }, h("thead", {}, h("tr", {}, ...columns)), body);
  host.append(h("div", { class: "card-head" }, title, add), table);

  /** All runs' settings, that of the spec first. @type {readonly Readonly<Spec>[]} */
  let specs = [store.spec];
  /** @type {string[]} */
  let names = [];
  /** @type {Seen[]} */
  let seen = [];
  /** What was typed; otherwise a share of the start's loss. @type {number | undefined} */
  let wishedTarget;
  /** The run whose name and settings are open. @type {number | undefined} */
  let edited;
  /** @type {ReturnType<typeof createRivalEditor> | undefined} */
  let editor;

  const branches = () => parseBranches(String(store.spec.branches));
  /** The settings of the branches, or undefined if the core refuses them. @param {Partial<Spec>} changes */
  function specsWith(changes) {
    try {
      return branchSpecs(/** @type {Spec} */ ({ ...store.spec, ...changes }));
    } catch {
      return undefined;
    }
  }

  /** @param {Spec} changes @param {number} [index] the branch that is replaced, from 1; a new one otherwise */
  function textWith(changes, index) {
    const list = branches();
    const start = index === undefined ? { parent: 0, step: 0 } : list[index - 1];
    /** @type {[string, string][]} */
    const pairs = fields
      .filter(({ name }) => name in changes)
      .map(({ name, key }) => [key, String(changes[name])]);
    list.splice(index === undefined ? list.length : index - 1, 1, { ...start, changes: pairs });
    return formatBranches(list);
  }

  function addRival() {
    const rival = rivalsOf(store.spec, fields).find(({ name }) => name === add.value);
    add.value = "";
    if (rival) store.change({ branches: textWith(rival.changes) });
  }

  /** @param {number} index from 1 */
  function remove(index) {
    if (edited !== undefined && edited >= index) close();
    store.change({ branches: formatBranches(withoutBranch(branches(), index)) });
    add.focus();
  }

  /** Takes what was edited: all that is now other than in the run that it leaves. @param {number} index @param {Readonly<Spec>} spec */
  function edit(index, spec) {
    const parent = specs[branches()[index - 1].parent];
    const changes = Object.fromEntries(
      fields
        .filter(({ name, branch }) => branch !== "never" && spec[name] !== parent[name])
        .map(({ name }) => [name, spec[name]]),
    );
    const text = textWith(changes, index);
    if (specsWith({ branches: text })) store.change({ branches: text });
    else editor?.show(specs[index], givenNames(store.spec)[index]);
  }

  /** @param {number} index @param {string} name empty for the one that its settings give */
  function rename(index, name) {
    const list = branches();
    /** @type {Partial<Spec>} */
    let changes = { lead_name: name };
    if (index > 0) {
      const { name: _, ...rest } = list[index - 1];
      list[index - 1] = name ? { ...rest, name } : rest;
      changes = { branches: formatBranches(list) };
    }
    // Too long a list of names does not fit into a link.
    const hasRoom = specsWith(changes) !== undefined;
    if (hasRoom) store.change(changes);
    return hasRoom;
  }

  function close() {
    edited = undefined;
    editor = undefined;
  }

  /** What a run may change here: those of the lead stand among the controls. @param {number} index */
  function fieldsOf(index) {
    if (index === 0) return [];
    const isAtStart = branches()[index - 1].step === 0;
    return fields.filter(({ branch }) => branch === "any" || (branch === "start" && isAtStart));
  }

  /** @param {number} index */
  function toggleEditor(index) {
    const isOpen = edited === index;
    close();
    if (!isOpen) {
      edited = index;
      editor = createRivalEditor(fieldsOf(index), specs[index], words, (spec) => edit(index, spec), {
        name: givenNames(store.spec)[index],
        onRename: (name) => rename(index, name),
      });
    }
    build();
    const name = body.querySelector(`[data-run="${index}"] button`);
    if (name instanceof HTMLElement) name.focus();
  }

  function typeTarget() {
    const value = typedValue(target.value, TARGETS);
    target.setCustomValidity(
      value === undefined ? words.say("entry_problem", { field: words.say("loss"), min: "0", max: "∞" }) : "",
    );
    if (value === undefined) target.reportValidity();
    else wishedTarget = value;
    fill();
  }
  /** One digit is enough for a proposal. */
  function proposedTarget() {
    const start = seen[0]?.curve[1] ?? Number.NaN;
    return Number((start * TARGET_SHARE).toPrecision(1));
  }
  const targetLoss = () => wishedTarget ?? proposedTarget();
  function showTarget() {
    target.setCustomValidity("");
    const loss = targetLoss();
    target.value = Number.isFinite(loss) ? setting(loss) : "";
  }

  /** Rows for the runs of the spec. */
  function build() {
    const isRace = specs.length > 1;
    table.hidden = !isRace;
    host.classList.toggle("slim", !isRace);
    const hand = document.activeElement;
    body.replaceChildren(...specs.flatMap((_, index) => rowsOf(index)));
    // A field that has moved with its row keeps the hand.
    if (hand instanceof HTMLElement && hand !== document.activeElement && body.contains(hand)) hand.focus();
    fill();
  }

  /** @param {number} index */
  function rowsOf(index) {
    const mark = h("span", { class: "run-mark", "data-mark": index });
    const name = h("button", {
      type: "button",
      class: "run-name",
      "aria-expanded": String(edited === index),
      click: () => toggleEditor(index),
    });
    const close = h("button", { type: "button", class: "remove", click: () => remove(index) }, "✕");
    const row = h(
      "tr",
      {
        "data-run": index,
        pointerenter: () => onPoint(SERIES[index]),
        pointerleave: () => onPoint(undefined),
        focusin: () => onPoint(SERIES[index]),
        focusout: () => onPoint(undefined),
      },
      h("th", { scope: "row" }, h("div", { class: "run" }, mark, name, h("small"))),
      h("td"),
      h("td"),
      h("td"),
      h("td", {}, ...(index === 0 ? [] : [close])),
    );
    if (edited !== index || !editor) return [row];
    return [row, h("tr", { class: "rival-row" }, h("td", { colspan: 5 }, editor.element))];
  }

  /** Numbers and words into the rows. */
  function fill() {
    if (document.activeElement !== target) showTarget();
    for (const row of body.querySelectorAll("tr[data-run]")) {
      const index = Number(row.getAttribute("data-run"));
      const [head, ...cells] = row.children;
      const run = seen[index];
      write(/** @type {Element} */ (head.querySelector(".run-name")), names[index] ?? "");
      write(/** @type {Element} */ (head.querySelector("small")), stateOf(run));
      const texts = run ? [measured(run.status.train_loss), lowest(run.curve), reached(run)] : ["", "", ""];
      for (const [at, text] of texts.entries()) write(cells[at], text);
      row.classList.toggle("stopped", (run?.status.blow_up_step ?? -1) >= 0);
      const button = row.querySelector(".remove");
      button?.setAttribute("aria-label", words.say("race_remove", { name: names[index] ?? "" }));
      button?.setAttribute("title", words.say("race_remove", { name: names[index] ?? "" }));
      head
        .querySelector("button")
        ?.setAttribute("title", words.say(index === 0 ? "race_rename" : "race_edit"));
    }
  }

  /** @param {Seen} run */
  function stateOf(run) {
    if (!run) return words.say("race_waits");
    const { blow_up_step: step, train_accuracy: share } = run.status;
    if (step >= 0) return words.say("race_blown_up", { step });
    return Number.isFinite(share) ? words.say("race_accuracy", { accuracy: accuracy(share) }) : "";
  }

  /** @param {Float32Array<any>} curve */
  function lowest(curve) {
    const point = lowestPoint(curve);
    return point ? measured(point.trainLoss) : "–";
  }

  /** @param {NonNullable<Seen>} run */
  function reached({ curve }) {
    const first = firstAtOrBelow(curve, targetLoss());
    if (!first) return "–";
    // A long curve keeps only some steps: between two of them it is known no better.
    return first.step - first.after > 1 ? `≤ ${first.step}` : String(first.step);
  }

  function showRivals() {
    const isFull = branches().length >= MOST_BRANCHES;
    const rivals = rivalsOf(store.spec, fields).filter(({ changes }) =>
      specsWith({ branches: textWith(changes) }),
    );
    add.disabled = isFull;
    add.title = words.say(isFull ? "race_full" : "race_help");
    add.setAttribute("aria-label", words.say("race_add"));
    add.replaceChildren(
      h("option", { value: "" }, words.say(isFull ? "race_full_short" : "race_add")),
      ...rivals.map(({ name, changes }) =>
        h(
          "option",
          { value: name },
          words.say(/** @type {"rival_adam"} */ (`rival_${name}`), {
            rate: setting(Number(changes.learning_rate ?? store.spec.learning_rate)),
          }),
        ),
      ),
    );
  }

  function readSpec() {
    specs = [store.spec, ...(specsWith({}) ?? [])];
    // Alone it has no row.
    if (edited !== undefined && (edited >= specs.length || specs.length === 1)) close();
    name();
  }
  function name() {
    names = runNames(words, fields, specs);
  }
  store.listen((_, changed) => {
    const before = specs.length;
    readSpec();
    if (changed.has("branches")) seen = seen.slice(0, specs.length);
    if (editor && edited !== undefined) editor.show(specs[edited], givenNames(store.spec)[edited]);
    if (before !== specs.length || changed.has("branches")) build();
    else fill();
    showRivals();
  });
  words.follow(() => {
    title.textContent = words.say("race");
    title.title = words.say("race_help");
    const texts = ["race_run", "race_loss", "race_lowest", "race_target", "race_remove_head"];
    heads.forEach((head, at) => {
      head.textContent = words.say(/** @type {"race_run"} */ (texts[at]));
    });
    target.title = words.say("race_target_help");
    readSpec();
    build();
    showRivals();
  });

  return {
    /**
     * Takes a report and gives the curves of all runs that have begun.
     * @param {Report} report with details
     * @returns {import("../stage/curves/curves.js").Line[]}
     */
    show(report) {
      const { status, details, others } = report;
      const empty = new Float32Array();
      seen = specs.map((_, index) => {
        if (index === 0) return { status, curve: details?.curve ?? empty };
        const other = others.find((run) => run.index === index);
        return other && { status: other.status, curve: other.details?.curve ?? empty };
      });
      if (specs.length > 1) fill();
      return seen.flatMap((run, index) => {
        const series = specs.length > 1 ? SERIES[index] : runSeries(specs[0]);
        return run && series ? [{ points: run.curve, series }] : [];
      });
    },
    /** Who leads, if several walk. */
    get sentence() {
      const said = describeRace(
        seen.map((run) => ({
          loss: run?.status.train_loss ?? Number.NaN,
          hasStopped: (run?.status.blow_up_step ?? -1) >= 0,
          hasBegun: run !== undefined,
        })),
      );
      if (!said) return "";
      name(); // in the language of now
      const loss = (/** @type {number} */ index) => measured(seen[index]?.status.train_loss ?? Number.NaN);
      return words.say(said.key, {
        first: names[said.first],
        second: names[said.second],
        loss: loss(said.first),
        next: loss(said.second),
      });
    },
    /**
     * The layers of a run at the same step whose residual connections are on where the lead's are off, or off where they
     * are on: the twin in lockstep.
     * @param {Report} report @param {import("./run_records.js").RunRecords} layers
     * @returns {import("../stage/flow/flow.js").Bars | undefined}
     */
    twinOf({ others }, layers) {
      const isPlain = (/** @type {Readonly<Spec>} */ { residual }) => residual === "off";
      const index = specs.findIndex((spec) => isPlain(spec) !== isPlain(specs[0]));
      const log10Norms = others.find((run) => run.index === index)?.details?.gradients;
      return log10Norms && twinBars(index, log10Norms, specs[index], layers.of(index));
    },
    /** Another run: the target that was typed belonged to another loss. */
    forget() {
      wishedTarget = undefined;
    },
  };
}
