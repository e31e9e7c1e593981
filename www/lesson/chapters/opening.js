// What is told before the mountain stands: the first chapter, and how many there will be.
import { mountain } from "./01_mountain.js";

/** @type {readonly import("../format.js").Chapter[]} */
export const OPENING = [mountain];

/** Chapters of the whole story. */
export const COUNT = 16;
