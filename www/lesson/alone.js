// A chapter by itself: what an address asks for, without the text of the others, which comes when the mountain stands.
//
// The bundler makes files of their own of these, beside the one that holds all chapters: a packer makes less of many small files than of
// one, so whoever fetches all is better served by that. In the single-file build, which has all inside, another module stands in this place.
import { ORDER } from "../state/told.js";

/** @typedef {import("../i18n/index.js").Language} Language */

/** @type {Record<string, () => Promise<Record<string, import("./format.js").Chapter>>>} */
// @ts-expect-error The bundler puts the list here; types know nothing of it.
const CHAPTERS = import.meta.glob("./chapters/[01]*.js", { query: "?alone" });

/** @type {Record<Language, Record<string, () => Promise<Record<string, import("./format.js").ChapterWords>>>>} */
const WORDS = {
  // @ts-expect-error The same.
  en: import.meta.glob("../i18n/lesson/en/[01]*.js", { query: "?alone" }),
  // @ts-expect-error The same.
  zh: import.meta.glob("../i18n/lesson/zh/[01]*.js", { query: "?alone" }),
};

/** @type {Record<string, () => Promise<{frame: Pick<import("./format.js").LessonWords, "ui" | "titles" | "glossary">}>>} */
// @ts-expect-error The same.
const FRAMES = import.meta.glob("../i18n/lesson/frame_*.js", { query: "?alone" });

/** @template T @param {Record<string, () => Promise<Record<string, T>>>} files `NN_id.js`, which exports `id` @param {string} id */
async function partOf(files, id) {
  const [, fetchPart] = Object.entries(files).find(([file]) => file.endsWith(`_${id}.js`)) ?? [];
  const part = (await fetchPart?.())?.[id];
  if (!part) throw new Error(`there is no chapter ${id}`);
  return part;
}

/** @param {Language} language @param {number} from which chapter, from 0 @returns {Promise<import("./words.js").Story>} */
export async function fetchAlone(language, from) {
  const id = ORDER[from] ?? "";
  const [chapter, words, around] = await Promise.all([
    partOf(CHAPTERS, id),
    partOf(WORDS[language], id),
    FRAMES[`../i18n/lesson/frame_${language}.js`]?.(),
  ]);
  if (!around) throw new Error(`nothing stands around the story in ${language}`);
  return { language, from, chapters: [chapter], words: { ...around.frame, chapters: { [id]: words } } };
}
