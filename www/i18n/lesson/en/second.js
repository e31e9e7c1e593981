// Chapters 9 to 16.
import { loop } from "./09_loop.js";
import { learning_rate } from "./10_learning_rate.js";
import { knobs } from "./11_knobs.js";
import { stuck } from "./12_stuck.js";
import { residual } from "./13_residual.js";
import { fit } from "./14_fit.js";
import { exams } from "./15_exams.js";
import { memorised } from "./16_memorised.js";

/** @type {Record<string, import("../../../lesson/format.js").ChapterWords>} */
export const second = { loop, learning_rate, knobs, stuck, residual, fit, exams, memorised };
