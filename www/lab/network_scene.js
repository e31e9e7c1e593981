// A network that was looked into, as a scene to draw: its numbers by layer and unit, with the words beside them.
import { measured } from "../i18n/numbers.js";
import { entryOf, placeOf, weightAt } from "../stage/network/arrangement.js";
import { readChain, unitsOnTheWay } from "../stage/network/chain.js";

/**
 * @typedef {import("../engine/protocol.js").Inside} Inside
 * @typedef {import("../stage/network/picture.js").Weight} Weight
 */

/** NaN where nobody has asked. @param {Inside} inside @param {Weight} weight @param {"params" | "grads"} which */
export function weightNumber(inside, weight, which) {
  if (weight.layer < inside.first || weight.layer > inside.last) return Number.NaN;
  const start = placeOf(inside.widths, inside.first).start;
  return inside[which][entryOf(inside.widths, weight) - start] ?? Number.NaN;
}

/** @param {Inside} inside @param {Float32Array} numbers of all units @param {number} layer @param {number} unit */
export function unitNumber({ widths }, numbers, layer, unit) {
  let start = 0;
  for (let below = 0; below < layer; below += 1) start += widths[below] ?? 0;
  return numbers[start + unit] ?? Number.NaN;
}

/**
 * @param {Inside} inside
 * @param {{
 *   words: import("../i18n/index.js").Words, mode: "values" | "derivatives", layers: [number, number], entry: number,
 *   featureName: (unit: number) => string, classNames: string[],
 * }} look what is shown of it, and around which weight
 * @returns {import("../stage/network/picture.js").Scene}
 */
export function sceneOf(inside, { words, mode, layers, entry, featureName, classNames }) {
  const { widths } = inside;
  const depth = widths.length - 1;
  const numbers = mode === "values" ? inside.values : inside.deltas;
  const which = mode === "values" ? "params" : "grads";
  const chain = inside.entry === entry ? readChain(inside.chain) : undefined;
  /** @param {number} unit of the last layer */
  const outputLabel = (unit) => {
    const value = inside.answers[unit] ?? Number.NaN;
    return `${classNames.length > 2 ? `${classNames[unit]} ` : ""}${measured(value, 2)}`;
  };
  return {
    widths,
    layers,
    mode,
    unitNumber: (layer, unit) => unitNumber(inside, numbers, layer, unit),
    unitLabel: (layer, unit) => measured(unitNumber(inside, numbers, layer, unit), 2),
    weightNumber: (weight) => weightNumber(inside, weight, which),
    inputLabel: (unit) => `${featureName(unit)} ${measured(unitNumber(inside, inside.values, 0, unit), 2)}`,
    outputLabel,
    layerLabel: (layer) =>
      layer === 0 ? words.say("net_inputs") : layer === depth ? words.say("net_output") : String(layer),
    moreLabel: (more) => `⋮ +${more}`,
    skips: Array.from(
      { length: inside.skips.length / 2 },
      (_, at) => /** @type {[number, number]} */ ([inside.skips[2 * at], inside.skips[2 * at + 1]]),
    ),
    chosen: weightAt(widths, entry),
    way: chain ? unitsOnTheWay(chain) : [],
  };
}
