// The Lesson in English.

import { first } from "./en/first.js";
import { meanings } from "./en/meanings.js";
import { second } from "./en/second.js";
import { frame } from "./frame_en.js";

/** @type {import("../../lesson/format.js").LessonWords} */
export const lesson = { ...frame, meanings, chapters: { ...first, ...second } };
