// Chapters 1 to 8.
import { mountain } from "./01_mountain.js";

/** @type {import("../format.js").Chapter[]} */
export const first = [mountain];
