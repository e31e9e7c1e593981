// Which settings have a meaning together. The conditions stand in the core's schema; this only looks them up. Pure.

/**
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
