// The small instruments of single steps. Each draws what the core computes, with native sliders.
import { write } from "../../lab/dom.js";

/**
 * @typedef {{
 *   setting: Record<string, any>,
 *   words: Record<string, string>,
 *   charts: () => Promise<import("../../state/charts.js").Charts>,
 *   changed: (values: Record<string, number | string>) => void,
 * }} Around what an instrument gets: what it is to show, its words, the module that computes, and whom to tell its numbers
 * @typedef {{label: (words: Record<string, string>) => void, dispose: () => void}} Widget
 * @typedef {(host: HTMLElement, around: Around) => Widget} Maker
 */

/** @type {Record<string, Maker>} */
const MAKERS = {};

/** @param {string} name @param {HTMLElement} host @param {Around} around @returns {Widget} */
export function createWidget(name, host, around) {
  const make = MAKERS[name];
  if (make) return make(host, around);
  write(host, name);
  return { label() {}, dispose() {} };
}
