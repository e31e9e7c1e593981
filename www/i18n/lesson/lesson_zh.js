// The Lesson in Chinese.
import { first } from "./zh/first.js";
import { glossary } from "./zh/glossary.js";
import { second } from "./zh/second.js";
import { ui } from "./zh/ui.js";

/** @type {import("../../lesson/format.js").LessonWords} */
export const lesson = { ui, glossary, chapters: { ...first, ...second } };
