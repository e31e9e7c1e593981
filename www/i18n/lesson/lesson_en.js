// The Lesson in English.
import { first } from "./en/first.js";
import { glossary } from "./en/glossary.js";
import { second } from "./en/second.js";
import { ui } from "./en/ui.js";

/** @type {import("../../lesson/format.js").LessonWords} */
export const lesson = { ui, glossary, chapters: { ...first, ...second } };
