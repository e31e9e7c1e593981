// The Lesson's words: a language is fetched when it is first spoken.
import { filled } from "../i18n/index.js";
import { OPENING } from "./chapters/opening.js";

/** @typedef {import("../i18n/index.js").Language} Language */
/** @typedef {import("./format.js").LessonWords} LessonWords */
/** Chapters and what they say. @typedef {{chapters: readonly import("./format.js").Chapter[], words: LessonWords}} Story */

const FILES = {
  en: async () => (await import("../i18n/lesson/lesson_en.js")).lesson,
  zh: async () => (await import("../i18n/lesson/lesson_zh.js")).lesson,
};
/** The first chapter alone, for who begins there. */
const OPENINGS = {
  en: async () => (await import("../i18n/lesson/opening_en.js")).opening,
  zh: async () => (await import("../i18n/lesson/opening_zh.js")).opening,
};
/** @type {Map<Language, Story>} */
const fetched = new Map();

/** @param {Language} language @returns {Promise<Story>} */
export async function fetchLesson(language) {
  const known = fetched.get(language);
  if (known) return known;
  const [{ CHAPTERS: chapters }, words] = await Promise.all([
    import("./chapters/index.js"),
    FILES[language](),
  ]);
  const story = { chapters, words };
  fetched.set(language, story);
  return story;
}

/** The first chapter, or the whole story if it is here. @param {Language} language @returns {Promise<Story>} */
export async function fetchOpening(language) {
  return fetched.get(language) ?? { chapters: OPENING, words: await OPENINGS[language]() };
}

/**
 * A sentence of what stands around the story.
 * @param {LessonWords} words @param {string} key @param {import("../i18n/index.js").Values} [values]
 */
export function say(words, key, values = {}) {
  return filled(words.ui[key] ?? "", values);
}
