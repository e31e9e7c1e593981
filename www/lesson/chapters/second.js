// Chapters 9 to 16.
import { learning_rate } from "./10_learning_rate.js";

/** @type {import("../format.js").Chapter[]} */
export const second = [learning_rate];
