// What was wrong with a link, in the reader's language. The core names field, kind and replacement; the words are here.

/**
 * @param {import("../state/core.js").Problem} problem
 * @param {import("../state/core.js").Schema} schema
 * @param {import("../i18n/index.js").Words} words
 */
export function describeProblem(problem, schema, words) {
  const field = schema.fields.find(({ name }) => name === problem.field);
  const key = /** @type {import("../i18n/index.js").Key} */ (`problem_${problem.kind}`);
  return words.say(key, {
    field: (field && words.pick(field.label)) || problem.field,
    got: problem.got,
    min: problem.min ?? "",
    max: problem.max ?? "",
    choices: problem.choices?.join(", ") ?? "",
    used: problem.used,
  });
}
