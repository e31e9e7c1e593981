// The Lesson in Chinese.
import { frame } from "./frame_zh.js";
import { first } from "./zh/first.js";
import { meanings } from "./zh/meanings.js";
import { second } from "./zh/second.js";

/** @type {import("../../lesson/format.js").LessonWords} */
export const lesson = { ...frame, meanings, chapters: { ...first, ...second } };
