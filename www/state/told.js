// What the story shows, chapter by chapter: known before its text is, so that both are fetched side by side. Tests hold it against the
// story. Pure.

/** Where the story begins: the experiment of its first picture. Steps that show their own instrument alone begin with it, too. */
export const BEGINNING = "problem=bowl&starta=-2&startb=1.2&lr=0.05";

/** @typedef {"formula" | "numbers" | "networks" | "races" | "twins" | "grounds"} Shown */

/**
 * Of each chapter, and of its steps that differ, what the run in sight is: walks of two numbers, single networks, or several runs at once,
 * among them the story of residual connections, with and without its twin, and where the grounds of both stand side by side.
 * `formula`: the beginning, or none in sight. In the order of the chapters.
 * @type {Map<string, Shown>}
 */
const TOLD = new Map([
  ["mountain", "formula"],
  ["mountain.why", "networks"],
  ["answers", "formula"],
  ["answers.labels", "networks"],
  ["vote", "formula"],
  ["dial", "formula"],
  ["layers", "networks"],
  ["wrong", "formula"],
  ["wrong.valley", "numbers"],
  ["down", "formula"],
  ["down.mountain", "numbers"],
  ["onion", "networks"],
  ["loop", "networks"],
  ["learning_rate", "numbers"],
  ["learning_rate.three", "races"],
  ["learning_rate.choose", "networks"],
  ["knobs", "networks"],
  ["knobs.rules", "races"],
  ["stuck", "networks"],
  ["residual", "twins"],
  ["residual.grounds", "grounds"],
  ["residual.history", "formula"],
  ["fit", "networks"],
  ["exams", "networks"],
  ["memorised", "networks"],
]);

/** Chapters, and steps that show something else, as an address says them: "chapter" or "chapter.step". */
export const PLACES = [...TOLD.keys()];

/** Ids of the chapters in their order. */
export const ORDER = PLACES.filter((place) => !place.includes("."));

/** Which one of a list an address means; the first where it means none. @param {readonly string[]} names @param {string} wished name or number from 1 */
export function indexOf(names, wished) {
  const named = names.indexOf(wished);
  if (named >= 0) return named;
  const number = /^\d+$/.test(wished) ? Number(wished) - 1 : 0;
  return number >= 0 && number < names.length ? number : 0;
}

/** The chapter that an address means, from 0; the first where it means none. @param {string} chapter name or number from 1 */
export const chapterOf = (chapter) => indexOf(ORDER, chapter);

/** @param {string} chapter name or number from 1 @param {string} step by its name @returns {Shown} */
export function shownAt(chapter, step) {
  const id = ORDER[chapterOf(chapter)] ?? "";
  return TOLD.get(`${id}.${step}`) ?? TOLD.get(id) ?? "formula";
}
