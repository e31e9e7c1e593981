// Chapters 9 to 16.
import { learning_rate } from "./10_learning_rate.js";

/** @type {Record<string, import("../../../lesson/format.js").ChapterWords>} */
export const second = { learning_rate };
