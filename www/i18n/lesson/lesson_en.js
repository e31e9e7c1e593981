// The Lesson in English.
import { first } from "./en/first.js";
import { glossary } from "./en/glossary.js";
import { glossary_deep } from "./en/glossary_deep.js";
import { second } from "./en/second.js";
import { ui } from "./en/ui.js";

/** @type {import("../../lesson/format.js").LessonWords} */
export const lesson = { ui, glossary: { ...glossary, ...glossary_deep }, chapters: { ...first, ...second } };
