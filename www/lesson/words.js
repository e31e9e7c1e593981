// The Lesson's words: a language is fetched when it is first spoken.
import { filled } from "../i18n/index.js";

/** @typedef {import("../i18n/index.js").Language} Language */
/** @typedef {import("./format.js").LessonWords} LessonWords */

const FILES = {
  en: async () => (await import("../i18n/lesson/lesson_en.js")).lesson,
  zh: async () => (await import("../i18n/lesson/lesson_zh.js")).lesson,
};
/** @type {Map<Language, LessonWords>} */
const fetched = new Map();

/** @param {Language} language @returns {Promise<LessonWords>} */
export async function fetchLesson(language) {
  const words = fetched.get(language) ?? (await FILES[language]());
  fetched.set(language, words);
  return words;
}

/**
 * A sentence of what stands around the story.
 * @param {LessonWords} words @param {string} key @param {import("../i18n/index.js").Values} [values]
 */
export function say(words, key, values = {}) {
  return filled(words.ui[key] ?? "", values);
}
