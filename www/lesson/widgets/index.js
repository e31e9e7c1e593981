// The small instruments of single steps. Each draws what the core computes, with native controls.
// @ts-expect-error The bundler takes style sheets in; types know nothing of them.
import "../../style/widgets.css";
import { createCards } from "./cards.js";
import { createDepths } from "./depths.js";
import { createDialCurve } from "./dial.js";
import { createGroups } from "./groups.js";
import { createSounds } from "./sounds.js";
import { createSteps } from "./steps.js";
import { createVote } from "./vote.js";
import { createWrong } from "./wrong.js";

/**
 * @typedef {{
 *   setting: Record<string, any>,
 *   words: Record<string, string>,
 *   changed: (values: Record<string, number | string>) => void,
 * }} Around what an instrument gets: what it is to show, its words, and whom to tell its numbers
 * @typedef {{label: (words: Record<string, string>) => void, dispose: () => void}} Widget
 * @typedef {(host: HTMLElement, around: Around) => Widget} Maker
 */

/** @type {Record<string, Maker>} */
const MAKERS = {
  cards: createCards,
  depths: createDepths,
  dial: createDialCurve,
  groups: createGroups,
  sounds: createSounds,
  steps: createSteps,
  vote: createVote,
  wrong: createWrong,
};

/** @param {string} name one of those above @param {HTMLElement} host @param {Around} around @returns {Widget} */
export function createWidget(name, host, around) {
  const make = MAKERS[name];
  if (!make) throw new Error(`no instrument is called ${name}`);
  return make(host, around);
}

/** What can be asked for. */
export const WIDGETS = Object.keys(MAKERS);
