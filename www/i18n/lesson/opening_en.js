// The Lesson's first chapter in English: the others come when the mountain stands.
import { mountain } from "./en/01_mountain.js";
import { glossary } from "./en/glossary.js";
import { ui } from "./en/ui.js";

/** @type {import("../../lesson/format.js").LessonWords} */
export const opening = { ui, glossary, chapters: { mountain } };
