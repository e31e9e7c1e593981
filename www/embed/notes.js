// Words to whoever sees the element: what could not be used, what is missing, what failed.
import { describeProblem } from "../lab/problems.js";

/**
 * @typedef {import("../lab/notices.js").Notice} Notice
 * @typedef {import("../i18n/index.js").Words} Words
 */

/**
 * @param {Words} words
 * @param {import("../state/core.js").Schema} schema
 * @param {import("../state/core.js").Problem[]} problems
 * @returns {Notice}
 */
export function problemNote(words, schema, problems) {
  return {
    kind: "link",
    tone: "warning",
    text: () => words.say("embed_problems"),
    list: () => problems.map((problem) => describeProblem(problem, schema, words)),
  };
}

/** @param {Words} words @param {string} message @returns {Notice} */
export function failureNote(words, message) {
  return { kind: "failed", tone: "warning", text: () => words.say("engine_failed", { message }) };
}

/** @param {Words} words @param {"no_webgl" | "embed_replaced" | "table_wanted"} key @returns {Notice} */
export function note(words, key) {
  return { kind: key, tone: "note", text: () => words.say(key) };
}
