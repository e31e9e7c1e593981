// Points of the fit by hand: what the network learns from becomes a table of one's own, which changes with every point, and a new run
// begins. Undoing goes back to the run before.
import { className } from "../../stage/fit/names.js";
import { holdsTable, OWN } from "../../state/tables.js";
import { h, write } from "../dom.js";
import { csvOf, digitsFor, editedOf, MOST_EDITED, nearestOf, rounded, tableFrom } from "./edited.js";

/**
 * @typedef {import("../../engine/protocol.js").Summary} Summary
 * @typedef {import("../../engine/protocol.js").Part} Part
 * @typedef {{kind: import("../../stage/fit/layout.js").Kind, frame: import("../../stage/fit/layout.js").FitFrame}} Drawn
 */

const NOTHING = { features: 1, rows: [], units: [], names: [], target: "y", classes: [] };

/** @type {Part[]} */
const PARTS = ["train", "validation", "test"];

/**
 * @param {{words: import("../../i18n/index.js").Words, store: import("../../state/store.js").Store,
 *   fits: Promise<import("../../stage/chart_canvas.js").Fits>, rows: (summary: Summary, part: Part) => Promise<Float32Array>}} context
 */
export function createFitEditor({ words, store, fits, rows }) {
  let isOn = false;
  /** @type {Summary | undefined} */
  let summary;
  /** @type {Drawn | undefined} */
  let drawn;
  /** The table of the newest change: the next one may come before its run has begun. */
  let newest = { text: "none yet", table: editedOf(NOTHING) };
  /** Of several changes in a row each waits for the one before. */
  let work = Promise.resolve();

  const toggle = h("button", {
    type: "button",
    class: "button",
    id: "fit-edit",
    "aria-pressed": "false",
    click: () => {
      isOn = !isOn;
      show();
    },
  });
  const groupName = h("span", { class: "for-readers" });
  const group = h("select", { id: "fit-edit-class" });
  const value = h("input", { type: "number", class: "entry", id: "fit-edit-value", step: "any", value: 0 });
  const valueName = h("span", { class: "for-readers" });
  const groupField = h("label", {}, groupName, group);
  const valueField = h("label", {}, valueName, value);
  const note = h("p", { class: "fit-note" });
  const status = h("p", { class: "fit-note", id: "fit-edit-says", role: "status" });
  const tools = h("div", { class: "fit-edit", hidden: true }, toggle, groupField, valueField);
  const element = h("div", { class: "fit-edit-says" }, note, status);

  function canEdit() {
    if (!summary || !drawn) return false;
    const { train, validation, test } = summary.rows;
    return (drawn.kind === "map" || drawn.kind === "line") && train + validation + test <= MOST_EDITED;
  }
  function show() {
    tools.hidden = !canEdit();
    // Between two runs nothing is drawn for a moment: the hand stays where it was.
    if (tools.hidden && drawn) isOn = false;
    element.hidden = !isOn;
    toggle.setAttribute("aria-pressed", String(isOn));
    write(toggle, words.say("fit_edit"));
    toggle.title = words.say("fit_edit_help");
    write(note, isOn ? words.say("fit_edit_note") : "");
    const names = summary?.class_names ?? [];
    groupField.hidden = !isOn || names.length === 0;
    valueField.hidden = !isOn || names.length > 0 || drawn?.kind !== "map";
    write(groupName, words.say("fit_edit_class"));
    write(valueName, words.say("fit_edit_value"));
    const chosen = group.value;
    group.replaceChildren(...names.map((name) => h("option", { value: name }, className(words, name))));
    group.value = names.includes(chosen) ? chosen : (names[0] ?? "");
  }

  /** What the run learns from, as a table: to the digit where it is one already. @param {Summary} data @param {Drawn} seen */
  async function tableOf(data, { frame }) {
    const { dataset, table } = store.spec;
    if (dataset === OWN && table === newest.text) return structuredClone(newest.table);
    if (dataset === OWN && holdsTable(store.spec)) {
      const { OwnTable } = await fits;
      const own = OwnTable.from_text(String(table));
      const names = JSON.parse(own.names()).names;
      const known = tableFrom({
        features: own.features(),
        inputs: own.inputs(),
        answers: own.answers(),
        names,
      });
      own.free();
      if (known.names.length === frame.inputs + 1) return known;
    }
    const parts = PARTS.filter((part) => data.rows[part] > 0);
    const all = await Promise.all(parts.map((part) => rows(data, part)));
    return editedOf({
      features: frame.inputs,
      rows: all,
      units: frame.units,
      names: data.feature_names,
      target: data.target_name || "y",
      classes: data.class_names,
    });
  }

  /** @param {(table: import("./edited.js").Edited, seen: Drawn) => void} edit */
  function change(edit) {
    work = work.then(async () => {
      const [data, seen] = [summary, drawn];
      if (!data || !seen || !canEdit()) return;
      try {
        const table = await tableOf(data, seen);
        edit(table, seen);
        const { OwnTable } = await fits;
        const kind = data.class_names.length > 0 ? "class" : "value";
        const own = OwnTable.from_file(new TextEncoder().encode(csvOf(table)), kind);
        const text = own.text();
        own.free();
        if (text === "") {
          write(status, words.say("fit_edit_full"));
          return;
        }
        write(status, words.say("fit_edit_done", { count: table.answers.length }));
        newest = { text, table };
        store.change({ dataset: OWN, table: text, features: "all" });
      } catch (error) {
        write(status, error instanceof Error ? error.message : String(error));
      }
    });
  }
  /** @param {import("./edited.js").Edited} table @param {number} feature */
  function digitsOf(table, feature) {
    const values = table.inputs.map((row) => row[feature] ?? 0);
    return digitsFor(Math.max(...values) - Math.min(...values));
  }
  /** A place as a row of the table. @param {import("./edited.js").Edited} table @param {Drawn} seen @param {number[]} place */
  function rowAt(table, { frame }, place) {
    return place.slice(0, frame.inputs).map((number, feature) => rounded(number, digitsOf(table, feature)));
  }
  /** The answer of a point at a place. @param {import("./edited.js").Edited} table @param {Drawn} seen @param {number[]} place */
  function answerAt(table, seen, place) {
    const values = table.answers.map(Number);
    return rounded(place[seen.frame.inputs], digitsFor(Math.max(...values) - Math.min(...values)));
  }
  /** Which row is meant by where it is drawn. @param {import("./edited.js").Edited} table @param {Drawn} seen @param {number[]} place */
  function meant(table, { frame, kind }, place) {
    const scales = frame.units.slice(0, frame.inputs).map(([, deviation]) => deviation);
    if (kind === "line") scales.push(frame.wanted[1] - frame.wanted[0] || 1);
    return nearestOf(table, place.slice(0, scales.length), scales);
  }

  words.follow(show);
  return {
    /** What turns it on, and what is said. */
    tools,
    element,
    isOn: () => isOn && canEdit(),
    /** @param {number[]} place in measured units: the inputs, and for a curve the answer */
    add(place) {
      change((table, seen) => {
        table.inputs.push(rowAt(table, seen, place));
        const isClass = summary && summary.class_names.length > 0;
        const number = seen.kind === "line" ? answerAt(table, seen, place) : Number(value.value) || 0;
        table.answers.push(isClass ? group.value : number);
      });
    },
    /** @param {number[]} from @param {number[]} to */
    move(from, to) {
      change((table, seen) => {
        const index = meant(table, seen, from);
        table.inputs[index] = rowAt(table, seen, to);
        if (seen.kind === "line") table.answers[index] = answerAt(table, seen, to);
      });
    },
    /** @param {number[]} place */
    remove(place) {
      change((table, seen) => {
        const index = meant(table, seen, place);
        table.inputs.splice(index, 1);
        table.answers.splice(index, 1);
      });
    },
    /** Another run. @param {Summary} data */
    begin(data) {
      summary = data;
      if (store.spec.table !== newest.text) drawn = undefined;
      show();
    },
    /** What is drawn of it. @param {Drawn} seen */
    see(seen) {
      const isNew = drawn?.kind !== seen.kind;
      drawn = seen;
      if (isNew) show();
    },
  };
}
