// The words and numbers of the picture: what its two directions mean and in what unit, how losses and places are written.
import { measured, percent, setting } from "../i18n/numbers.js";
import { figures } from "./readout.js";

/**
 * @param {import("../i18n/index.js").Words} words
 * @param {import("../engine/protocol.js").Plane | undefined} plane that is drawn
 * @param {{low: number, high: number}} range losses at the ends of the colours
 * @param {readonly string[]} parameters what the core calls the two parameters of a problem that has no more
 * @returns {import("../stage/mountain/types.js").MountainWords}
 */
export function mountainWords(words, plane, range, parameters) {
  const isExact = plane?.kind === "exact";
  const names = directionNames(words, plane, parameters);
  const title = (/** @type {0 | 1} */ which) => {
    const direction = names[which];
    if (isExact) return words.say("axis_value", { name: direction });
    switch (plane?.kind) {
      case "path":
      case "path_mean":
        return words.say("axis_of_path", { direction, share: percent(plane.explained[which]) });
      case "ends":
        return which === 0 ? words.say("axis_to_end") : words.say("axis_across");
      case "hessian":
        return words.say(which === 0 ? "axis_steepest" : "axis_least_steep");
      case "weights":
        return words.say("axis_value", { name: direction });
      default:
        return words.say("axis_random", { direction });
    }
  };
  return {
    loss: lossTicks(range),
    coordinate: setting,
    axisA: title(0),
    axisB: title(1),
    down: words.say("compass"),
    probe: ({ a, b, loss, isSample }) => {
      const read = Number.isFinite(loss) ? (isSample ? "probe_sample" : "probe_between") : "probe_nothing";
      const places = [a, b].map((value, k) =>
        words.say("probe_at", { axis: names[k], value: measured(value) }),
      );
      return [words.say(read, { loss: measured(loss) }), ...places].join("\n");
    },
  };
}

/**
 * The picture in words: how the run stands, and which way is down.
 * @param {import("../i18n/index.js").Words} words @param {import("../engine/protocol.js").Report} report
 * @param {import("../engine/protocol.js").Plane | undefined} plane that is drawn @param {readonly string[]} parameters
 */
export function sayMountain(words, { status, is_playing: isPlaying }, plane, parameters) {
  const said = figures(words, status);
  const told = words.say(said ? "mountain_twin" : "mountain_twin_alone", {
    loss: measured(status.train_loss),
    step: status.step,
    figures: said,
    rate: setting(status.learning_rate),
    state: words.say(isPlaying ? "state_playing" : "state_paused"),
  });
  const down = sayDown(words, directionNames(words, plane, parameters), status.down_a, status.down_b);
  return words.sentences([told, down]);
}

/**
 * Which way is down, in words.
 * @param {import("../i18n/index.js").Words} words @param {readonly [string, string] | readonly string[]} names of the two directions
 * @param {number} a steepest descent along the first @param {number} b along the second
 */
function sayDown(words, names, a, b) {
  const length = Math.hypot(a, b);
  if (!(length > 0)) return "";
  const part = (/** @type {number} */ value) => measured(value / length, 2);
  return words.say("mountain_down", { first: names[0], second: names[1], a: part(a), b: part(b) });
}

/** The core's short name in words: the line's slope and intercept, a weight, or x and y as they are. @param {string} name @param {import("../i18n/index.js").Words} words */
function nameOf(name, words) {
  if (name === "w") return words.say("parameter_slope");
  if (name === "b") return words.say("parameter_intercept");
  const weight = /^w(\d)$/.exec(name);
  return weight ? words.say("parameter_weight", { number: "₀₁₂₃₄₅₆₇₈₉"[Number(weight[1])] }) : name;
}

/** @param {number[]} place layer from 1, from (−1 for a bias) and to from 0 @param {import("../i18n/index.js").Words} words */
function nameOfWeight([layer = 0, from = -1, to = 0], words) {
  const [unit, start] = [to + 1, from + 1];
  return from < 0
    ? words.say("parameter_bias_of", { layer, unit })
    : words.say("parameter_weight_of", { layer, start, unit });
}

/**
 * What the two directions of a plane are called.
 * @param {import("../i18n/index.js").Words} words
 * @param {import("../engine/protocol.js").Plane | undefined} plane @param {readonly string[]} parameters
 */
function directionNames(words, plane, parameters) {
  if (plane?.kind === "exact") return parameters.map((name) => nameOf(name, words));
  if (plane?.weights?.length === 6)
    return [0, 3].map((at) => nameOfWeight(plane.weights?.slice(at) ?? [], words));
  return [words.say("direction_first"), words.say("direction_second")];
}

/** What stands at the legend. @param {import("../i18n/index.js").Words} words */
export function legendWords(words) {
  return {
    title: words.say("loss"),
    cap: words.say("legend_cap"),
    floor: words.say("legend_floor"),
    step: words.say("legend_step"),
    describe: words.say("legend_describe"),
  };
}

/** How the round losses of a range are written, at the legend and at the contour lines. @param {{low: number, high: number}} range */
export function lossTicks(range) {
  return (/** @type {number} */ loss) => setting(loss, digitsFor(range) + 1);
}

/** Digits that tell ticks of a range apart. @param {{low: number, high: number}} range */
function digitsFor({ low, high }) {
  const share = Math.abs(high - low) / Math.max(Math.abs(high), Math.abs(low));
  return share > 0 ? Math.min(7, 2 + Math.max(0, Math.ceil(-Math.log10(share) - 0.5))) : 2;
}
