// Several runs beside each other: what each looks like, and what it is called. A name says what differs, and nothing else.
import { setting } from "../i18n/numbers.js";
import { givenNames, parseBranches } from "../state/branches.js";
import { holds } from "../state/rules.js";

/**
 * @typedef {import("../state/core.js").Field} Field
 * @typedef {import("../state/core.js").Spec} Spec
 * @typedef {import("../i18n/index.js").Words} Words
 */

/** Shapes in the order of the runs; the mountain has the same ones. */
const SHAPES = /** @type {const} */ (["sphere", "diamond", "triangle", "square"]);

/** What the runs of a race are called in charts. */
export const SERIES = /** @type {const} */ (["lead", "first", "second", "third"]);

/**
 * What a run alone is called there: its colour is that of its kind of network.
 * @param {Readonly<Spec>} spec
 * @returns {"plain" | "skip"}
 */
export function runSeries({ residual }) {
  return residual === "off" ? "plain" : "skip";
}

/**
 * The look of a run, the same in mountain, charts and table.
 * @param {number} index 0 is the run of the spec
 * @param {Element} [element] whose style counts
 * @returns {{shape: typeof SHAPES[number], colour: string}} a CSS colour of the present theme
 */
export function runLook(index, element = document.documentElement) {
  const colour = getComputedStyle(element).getPropertyValue(`--run-${index}`).trim();
  return { shape: SHAPES[index], colour };
}

/** The shape as a character, where words stand. @param {number} index */
export function runSign(index) {
  return "●◆▲■"[index];
}

/**
 * What all runs of a spec are called: as people call them, otherwise by what differs.
 * @param {Words} words
 * @param {Field[]} fields
 * @param {readonly Readonly<Spec>[]} specs of the runs, that of the spec first
 */
export function runNames(words, fields, specs) {
  const starts = parseBranches(String(specs[0].branches)).map(({ step }) => step);
  const given = givenNames(specs[0]);
  return namesBySettings(words, fields, specs, [0, ...starts]).map((name, index) => given[index] || name);
}

/**
 * What a run is called beside one with other residual connections.
 * @param {Words} words
 * @param {string} residual
 * @param {string} [given] as people call it
 */
export function kindName(words, residual, given = "") {
  return given || words.say(/** @type {"series_off"} */ (`series_${residual}`));
}

/**
 * Names of all runs: the values of every field that two of them hold differently, "Adam, learning rate 0.01".
 * @param {Words} words
 * @param {Field[]} fields
 * @param {readonly Readonly<Spec>[]} specs of the runs, that of the spec first
 * @param {readonly number[]} starts the step at which each run begins, where it is not the first
 * @returns {string[]}
 */
function namesBySettings(words, fields, specs, starts) {
  const differing = fields.filter(
    ({ name, branch }) => branch !== "never" && specs.some((spec) => spec[name] !== specs[0][name]),
  );
  const names = specs.map((spec) =>
    differing
      .filter(({ when }) => holds(when, spec))
      .map((field) => valueName(words, field, spec[field.name]))
      // A rule and its own number: "Momentum 0.5" says both.
      .filter((part, at, parts) => !parts[at + 1]?.startsWith(`${part} `))
      .join(words.say("run_and")),
  );
  return names.map((name, index) => {
    const number = words.say("run_number", { number: index + 1 });
    const isOne = names.filter((other) => other === name).length === 1;
    const start = starts[index] > 0 ? words.say("run_from", { step: starts[index] }) : "";
    return name === "" || !isOne ? [name, start || number].filter(Boolean).join(words.say("run_and")) : name;
  });
}

/** @param {Words} words @param {Field} field @param {string | number} value */
function valueName(words, field, value) {
  const choice = field.choices?.find((one) => one.value === value);
  if (field.name === "residual" && choice) return kindName(words, choice.value);
  if (choice) return words.pick(choice.label);
  if (field.name === "learning_rate") return words.say("run_rate", { rate: setting(Number(value)) });
  const shown =
    field.zero && value === 0 ? words.pick(field.zero) : typeof value === "number" ? setting(value) : value;
  return words.say("run_field", { field: words.pick(field.label), value: shown });
}
