// Which settings have a meaning together. The conditions stand in the core's schema; this only looks them up. Pure.

/** Whose limit for the rate is that of plain gradient descent, which the rates of the problems are meant for. */
const PLAIN = ["sgd", "momentum", "nesterov"];

/**
 * @typedef {import("./core.js").Schema} Schema
 * @typedef {import("./core.js").Field} Field
 * @typedef {import("./core.js").Condition} Condition
 * @typedef {import("./core.js").Spec} Spec
 */

/** Whether all conditions hold. @param {Condition[] | undefined} when @param {Readonly<Spec>} spec */
export function holds(when, spec) {
  return (when ?? []).every(({ field, is }) => is.includes(String(spec[field])));
}

/**
 * The spec with every choice that does not go together with the others put back to its default, as the core's link codec
 * does it: a loss for two classes when the data change to three.
 * @param {Field[]} fields
 * @param {Spec} spec
 * @returns {Spec}
 */
export function repaired(fields, spec) {
  const misfits = fields.filter(({ name, choices }) =>
    choices?.some(({ value, when }) => value === spec[name] && !holds(when, spec)),
  );
  return { ...spec, ...Object.fromEntries(misfits.map(({ name, default: value }) => [name, value])) };
}

/**
 * What is chosen along with a setting. A problem of two parameters brings the place where a walk shows what it is there for, and a rate
 * that is stable there: at the place and the rate of another one it may blow up in its first step. A network begins where it always does.
 * @param {Schema} schema
 * @param {Readonly<Spec>} spec
 * @param {string} name
 * @param {Spec[string]} value
 * @returns {Partial<Spec>}
 */
export function alongWith({ fields, problems }, spec, name, value) {
  if (name !== "problem") return {};
  const view = problems.find((problem) => problem.name === value);
  const usual = (/** @type {string} */ of) => fields.find((field) => field.name === of)?.default ?? 0;
  const [start_a, start_b] = view?.start ?? [usual("start_a"), usual("start_b")];
  const rate = view?.learning_rate ?? usual("learning_rate");
  return { start_a, start_b, ...(PLAIN.includes(String(spec.optimizer)) && { learning_rate: rate }) };
}
