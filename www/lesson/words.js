// The Lesson's words: a language is fetched when it is first spoken.
import { filled } from "../i18n/index.js";

/** @typedef {import("../i18n/index.js").Language} Language */
/** @typedef {import("./format.js").LessonWords} LessonWords */
/**
 * Chapters that follow each other, from number `from` on, and what they say.
 * @typedef {{language: Language, from: number, chapters: readonly import("./format.js").Chapter[], words: LessonWords}} Story
 */

const FILES = {
  en: async () => (await import("../i18n/lesson/lesson_en.js")).lesson,
  zh: async () => (await import("../i18n/lesson/lesson_zh.js")).lesson,
};
/** @type {Map<Language, Story>} */
const fetched = new Map();

/** All of it. @param {Language} language @returns {Promise<Story>} */
export async function fetchLesson(language) {
  const known = fetched.get(language);
  if (known) return known;
  const [{ CHAPTERS: chapters }, words] = await Promise.all([
    import("./chapters/index.js"),
    FILES[language](),
  ]);
  const story = { language, from: 0, chapters, words };
  fetched.set(language, story);
  return story;
}

/**
 * A sentence of what stands around the story.
 * @param {LessonWords} words @param {string} key @param {import("../i18n/index.js").Values} [values]
 */
export function say(words, key, values = {}) {
  return filled(words.ui[key] ?? "", values);
}
