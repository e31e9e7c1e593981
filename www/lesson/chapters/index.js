// All chapters in their order.
import { first } from "./first.js";
import { second } from "./second.js";

/** @type {readonly import("../format.js").Chapter[]} */
export const CHAPTERS = [...first, ...second];
