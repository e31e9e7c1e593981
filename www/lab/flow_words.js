// What the layers say, now and over time.
import { percent, ratio } from "../i18n/numbers.js";
import { kindName } from "./runs.js";

/** @typedef {import("../stage/flow/history.js").Quantity} Quantity */
/** How words are called that belong to a quantity. */
const STEM = /** @type {const} */ ({ weights: "gradient", signals: "signal", outputs: "output" });

/**
 * @param {import("../i18n/index.js").Words} words
 * @param {(run: number) => string | undefined} [givenName] what people call a run, by its number
 * @returns {import("../stage/flow/flow.js").FlowWords}
 */
export function flowWords(words, givenName = () => undefined) {
  /** @param {Quantity} quantity @param {string} what @param {Record<string, string | number>} [values] */
  const say = (quantity, what, values) =>
    words.say(/** @type {"gradient_part"} */ (`${STEM[quantity]}_${what}`), values);
  return {
    layer: () => words.say("chart_layer"),
    below: (isHeld) => words.say(isHeld ? "below_held" : "below_range"),
    title: (quantity) => say(quantity, "title"),
    held: () => words.say("gradient_held"),
    compared: (quantity, { relation, low, high, log10Ratio, log10Size }, { run, residual }) =>
      words.say("series_says", {
        series: kindName(words, residual, run === undefined ? "" : givenName(run)),
        text: say(quantity, relation, { low, high, ratio: ratio(log10Ratio), size: ratio(log10Size) }),
      }),
    value: (layer, log10, blocked, isDead) => {
      const value = log10.map(powerOf).join(" · ");
      const told = blocked.flatMap((of) =>
        of
          ? [
              words.say(isDead ? "units_value_dead" : "units_value_saturated", {
                units: of.blocked,
                all: of.units,
              }),
            ]
          : [],
      );
      return [words.say("gradient_value", { layer, value }), ...told].join(" · ");
    },
    theory: (slope) => words.say("gradient_theory", { factor: factor(slope) }),
    overTime: (quantity) => say(quantity, "over_time"),
    went: (quantity, layer, from, to) =>
      say(quantity, "went", {
        layer,
        from: from.step,
        to: to.step,
        first: powerOf(from.values[layer - 1] ?? Number.NaN),
        last: powerOf(to.values[layer - 1] ?? Number.NaN),
      }),
    valuesAt: (step, low, high, log10) =>
      words.say("gradient_values_at", {
        step,
        low,
        high,
        early: powerOf(log10[low - 1] ?? Number.NaN),
        late: powerOf(log10[high - 1] ?? Number.NaN),
      }),
    blocked: (isDead) => words.say(isDead ? "blocked_dead" : "blocked_saturated"),
    unitsHelp: (isDead) => words.say(isDead ? "units_help_dead" : "units_help_saturated"),
    units: (layers, isDead) => {
      if (layers.length === 0) return "";
      const sum = (/** @type {(layer: typeof layers[number]) => number} */ of) =>
        layers.reduce((total, layer) => total + of(layer), 0);
      const [all, units] = [sum((layer) => layer.units), sum((layer) => layer.blocked)];
      const share = percent(sum((layer) => layer.share * layer.units) / all);
      const most = layers.reduce((worst, layer) =>
        layer.blocked / layer.units > worst.blocked / worst.units ? layer : worst,
      );
      const values = {
        units,
        all,
        share,
        layer: layers.indexOf(most) + 1,
        most: most.blocked,
        of: most.units,
      };
      if (isDead) return words.say(units > 0 ? "units_dead" : "units_no_dead", values);
      return words.say(units > 0 ? "units_saturated" : "units_no_saturated", values);
    },
  };
}

/** 10⁻⁸ and the like; an exact zero is 0. @param {number} log10 */
function powerOf(log10) {
  return log10 === Number.NEGATIVE_INFINITY ? "0" : ratio(log10);
}

/** Two digits: factors of theory lie near 1. @param {number} log10 */
function factor(log10) {
  return String(Number((10 ** log10).toPrecision(2)));
}
