// Chapters 1 to 8.
import { mountain } from "./01_mountain.js";
import { answers } from "./02_answers.js";
import { vote } from "./03_vote.js";
import { dial } from "./04_dial.js";
import { layers } from "./05_layers.js";
import { wrong } from "./06_wrong.js";
import { down } from "./07_down.js";
import { onion } from "./08_onion.js";

/** @type {import("../format.js").Chapter[]} */
export const first = [mountain, answers, vote, dial, layers, wrong, down, onion];
