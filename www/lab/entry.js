// The exact number of a setting, to be typed.
import { setting } from "../i18n/numbers.js";
import { h } from "./dom.js";
import { typedValue } from "./scale.js";

/** @typedef {import("../state/core.js").Field} Field @typedef {import("./controls.js").Context} Context */

/** What may be typed, for the message that says so. @param {Field} field @param {import("../i18n/index.js").Words} words */
export function entryRange(field, words) {
  const range = rangeOf(field);
  return { field: words.pick(field.label), min: setting(range.min), max: setting(range.max) };
}

/**
 * The exact number of a setting, to be typed. What cannot be used is explained and put back on leaving.
 * @param {Field} field
 * @param {Context} context
 * @param {Record<string, string>} attributes
 * @param {() => void} showValue writes the present value into it
 */
export function createEntry(field, context, attributes, showValue) {
  const entry = h("input", {
    ...attributes,
    type: "text",
    inputmode: field.type === "integer" ? "numeric" : "decimal",
    autocomplete: "off",
    focus: () => entry.select(),
    input: () => entry.setCustomValidity(""),
    change: () => enter(entry, field, context),
    blur: () => {
      entry.setCustomValidity("");
      showValue();
    },
  });
  return entry;
}

/**
 * Takes what was typed; what cannot be used is marked and explained, and the value stays.
 * @param {HTMLInputElement} entry
 * @param {Field} field
 * @param {Context} context
 */
function enter(entry, field, { store, words }) {
  const range = rangeOf(field);
  const value = typedValue(entry.value, range);
  const problem = words.say("entry_problem", entryRange(field, words));
  entry.setCustomValidity(value === undefined ? problem : "");
  if (value === undefined) entry.reportValidity();
  else store.change({ [field.name]: value });
}

/** @param {Field} field @returns {import("./scale.js").Range} */
export function rangeOf(field) {
  return { min: field.min ?? 0, max: field.max ?? 1, step: field.step ?? 1, scale: field.scale ?? "linear" };
}
