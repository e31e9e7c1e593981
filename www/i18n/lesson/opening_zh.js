// The Lesson's first chapter in Chinese: the others come when the mountain stands.
import { mountain } from "./zh/01_mountain.js";
import { glossary } from "./zh/glossary.js";
import { ui } from "./zh/ui.js";

/** @type {import("../../lesson/format.js").LessonWords} */
export const opening = { ui, glossary, chapters: { mountain } };
