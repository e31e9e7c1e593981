// Chapters 1 to 8.
import { mountain } from "./01_mountain.js";

/** @type {Record<string, import("../../../lesson/format.js").ChapterWords>} */
export const first = { mountain };
