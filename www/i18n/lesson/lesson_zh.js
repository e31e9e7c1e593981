// The Lesson in Chinese.
import { first } from "./zh/first.js";
import { glossary } from "./zh/glossary.js";
import { glossary_deep } from "./zh/glossary_deep.js";
import { second } from "./zh/second.js";
import { ui } from "./zh/ui.js";

/** @type {import("../../lesson/format.js").LessonWords} */
export const lesson = { ui, glossary: { ...glossary, ...glossary_deep }, chapters: { ...first, ...second } };
