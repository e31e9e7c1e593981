// The learning-rate dial: a native range input on a logarithmic scale with a large look, the exact number beside it, and
// what the curvature under the ball says about rates: where steps crawl, go down smoothly, zig-zag and diverge.
import { measured, percent, powerOfTen, setting } from "../i18n/numbers.js";
import { h, write } from "./dom.js";
import { createEntry, rangeOf } from "./entry.js";
import { lastPlace, placeOf, valueAt } from "./scale.js";
import { spread, verdictOf, ZONES, zoneOf, zones } from "./zones.js";

/** Half a tick's number and the air between two words, in pixels: what overlaps cannot be read. */
const HALF_TICK = 14;
const AIR = 8;
/** Below this share of the limit no rule without momentum swings: plain descent does so from a half of it. */
const CARRIED = 0.25;
/** Letters of the limit for the rules that have a formula of their own. @type {Record<string, string>} */
const FORMULAS = { sgd: "2/λ", momentum: "(2+2μ)/λ", nesterov: "(2+2μ)/(λ+2μλ)" };

/**
 * @param {HTMLElement} host
 * @param {import("../state/core.js").Field} field
 * @param {import("./controls.js").Context & {problems?: import("../state/core.js").ProblemView[]}} context problems: what
 *   is known of the surfaces of two parameters
 */
export function createDial(host, field, context) {
  const { store, words } = context;
  const range = rangeOf(field);
  const last = lastPlace(range);
  const label = h("label", { for: "learning-rate-entry" });
  const entry = createEntry(field, context, { id: "learning-rate-entry", class: "entry dial-value" }, show);
  const slider = h("input", {
    id: "learning-rate",
    class: "dial-slider",
    type: "range",
    min: 0,
    max: last,
    step: 1,
    input: () => store.change({ learning_rate: valueAt(slider.valueAsNumber, range) }, "drag"),
    change: () => store.change({ learning_rate: valueAt(slider.valueAsNumber, range) }),
  });
  // What a schedule makes of it; empty without one.
  const scheduled = h("span", { class: "dial-scheduled" });
  const names = h("div", { class: "dial-zones", "aria-hidden": "true" });
  const ticks = h("div", { class: "dial-ticks", "aria-hidden": "true" });
  const marks = h("div", { class: "dial-marks", "aria-hidden": "true" });
  const sentence = h("p", { class: "dial-says", id: "dial-says" });
  /** @type {import("../engine/protocol.js").Limits | undefined} */
  let limits;
  /** The limit times λ, as of the last place that bends up: 2 for plain descent. */
  let limitTimesLambda = Number.NaN;
  for (let exponent = Math.round(Math.log10(range.min)); 10 ** exponent <= range.max * 1.001; exponent += 1) {
    const text = exponent >= -3 && exponent <= 2 ? String(10 ** exponent) : powerOfTen(exponent);
    const tick = h("span", {}, text);
    tick.style.setProperty("--at", String(placeOf(10 ** exponent, range) / last));
    ticks.append(tick);
  }
  host.append(
    h("div", { class: "dial-name" }, h("div", { class: "dial-head" }, label, scheduled), entry),
    h("div", { class: "dial-track" }, names, slider, h("div", { class: "dial-scale" }, ticks, marks)),
    sentence,
  );

  function show() {
    const rate = Number(store.spec.learning_rate);
    if (!entry.matches(":focus")) entry.value = setting(rate);
    // A typed rate may lie between two places: the knob then stands at the nearer one.
    slider.value = String(placeOf(rate, range));
    slider.style.setProperty("--filled", String(placeOf(rate, range) / last));
    const zone = limits && zoneOf(rate, limits);
    const says = zone ? `${setting(rate)}, ${words.say(`zone_${zone}`)}` : setting(rate);
    slider.setAttribute("aria-valuetext", says);
    for (const name of names.children) {
      if (name instanceof HTMLElement) name.classList.toggle("here", name.dataset.zone === zone);
    }
    write(sentence, describe(rate));
  }

  /** What a step of this rate does on the ground under the ball. @param {number} rate */
  function describe(rate) {
    if (!limits) return "";
    const verdict = verdictOf(rate, limits);
    const lambda = measured(limits.lambda_max);
    if (verdict === "flat") return words.say("dial_says_flat", { lambda });
    // So far below the limit nothing swings but what has gathered speed.
    const isCarried = verdict === "zigzag" && rate < limits.diverge * CARRIED;
    const verdictSays = words.say(isCarried ? "verdict_carried" : `verdict_${verdict}`);
    const share = percent(rate / limits.diverge);
    const limit = measured(limits.diverge);
    if (limits.kind === "preconditioned")
      return words.say("dial_says_scaled", { share, limit, verdict: verdictSays });
    const formula = FORMULAS[String(store.spec.optimizer)] ?? "";
    return words.say("dial_says", { lambda, share, formula, limit, verdict: verdictSays });
  }

  /** A place on the track, 0 to 1. @param {number} rate */
  function share(rate) {
    return Math.min(1, Math.max(0, placeOf(rate, range) / last));
  }

  /** Marks the rates that the curvature allows; without limits the dial is a plain one. */
  function showMarks() {
    const found = limits && zones(limits, share);
    slider.classList.toggle("zoned", found !== undefined);
    marks.replaceChildren();
    names.replaceChildren();
    for (const tick of ticks.children) tick.classList.remove("covered");
    if (!found || !limits) return;
    showNames(found);
    const box = (/** @type {Element} */ element) => element.getBoundingClientRect();
    const places = landmarks() ?? ownMarks(limits, found);
    for (const [index, { at, name, letters, value, help }] of places.entries()) {
      const mark = h("span", { class: "dial-mark", title: help }, name);
      if (name) mark.classList.add("landmark");
      // A narrow dial has room for the value alone.
      mark.append(
        h("span", { class: letters && name ? "wide-only" : "" }, letters && `${letters} = `),
        value,
      );
      mark.style.setProperty("--at", String(at));
      // Two marks side by side turn away from each other.
      if (places.length > 1) mark.classList.add(index === 0 ? "to-left" : "to-right");
      marks.append(mark);
      mark.classList.toggle("tight", box(mark).right > box(marks).right + HALF_TICK);
    }
    for (const tick of ticks.children) {
      const { left, right } = box(tick);
      const middle = (left + right) / 2;
      const isCovered = [...marks.children].some((mark) => {
        const covered = box(mark);
        return middle > covered.left - HALF_TICK && middle < covered.right + HALF_TICK;
      });
      tick.classList.toggle("covered", isCovered);
    }
  }

  /** Names of the zones over the track, each as near to its middle as the others let it. @param {ReturnType<typeof zones>} found */
  function showNames(found) {
    const labels = [];
    for (const name of ZONES) {
      const { from, to } = found[name];
      slider.style.setProperty(`--${name}`, String(from));
      if (to <= from) continue;
      const label = h("span", { "data-zone": name }, words.say(`zone_${name}`));
      names.append(label);
      labels.push({ label, middle: (from + to) / 2 });
    }
    const width = Math.max(1, names.clientWidth);
    const wanted = labels.map(({ label, middle }) => ({ at: middle * width, half: label.offsetWidth / 2 }));
    for (const [index, centre] of spread(wanted, width, AIR).entries()) {
      labels[index].label.style.setProperty("--at", String(centre / width));
    }
  }

  /**
   * The limits under the ball. The letters stand for what they do without momentum only.
   * @param {import("../engine/protocol.js").Limits} now @param {ReturnType<typeof zones>} found
   */
  function ownMarks({ smooth, diverge, kind }, found) {
    const { optimizer } = store.spec;
    const value = (/** @type {number} */ rate) =>
      kind === "preconditioned" ? `≈ ${measured(rate, 2)}` : measured(rate, 2);
    const letters = (/** @type {string | undefined} */ formula) => (kind === "hessian" && formula) || "";
    const help = words.say("zones_help");
    return [
      {
        at: found.zigzag.from,
        name: "",
        letters: letters(optimizer === "sgd" ? "1/λ" : ""),
        value: value(smooth),
        help,
      },
      {
        at: found.diverge.from,
        name: "",
        letters: letters(optimizer === "nesterov" ? "" : FORMULAS[String(optimizer)]),
        value: value(diverge),
        help,
      },
    ].filter(({ at }) => at > 0 && at < 1);
  }

  /** Limits at places of this surface that one should know; undefined where it has none. */
  function landmarks() {
    const problem = context.problems?.find(({ name }) => name === store.spec.problem);
    if (!problem || problem.landmarks.length === 0 || Number.isNaN(limitTimesLambda)) return undefined;
    return problem.landmarks.map((lambda, index) => {
      const rate = limitTimesLambda / lambda;
      const place = words.say(/** @type {"landmark_pit_0"} */ (`landmark_${problem.name}_${index}`));
      const formula = FORMULAS[String(store.spec.optimizer)] ?? "";
      return {
        at: share(rate),
        name: words.say("landmark", { place }),
        letters: store.spec.optimizer === "nesterov" ? "" : formula.replace("λ", setting(lambda, 5)),
        value: setting(rate, 3),
        help: words.say("landmark_help", { place, lambda: setting(lambda, 5), formula, rate: setting(rate) }),
      };
    });
  }
  words.follow(() => {
    label.textContent = words.pick(field.label);
    slider.setAttribute("aria-label", words.pick(field.label));
    slider.title = words.say("dial_help");
    names.title = words.say("zones_help");
    sentence.title = words.say("zones_help");
    showMarks();
    entry.title = words.say("learning_rate_entry");
    host.setAttribute("aria-label", words.pick(field.label));
  });
  // In the next frame: marks that wrap may change the size that is being told of.
  new ResizeObserver(() => requestAnimationFrame(showMarks)).observe(slider);
  store.listen((_, changed) => {
    if (changed.has("learning_rate")) show();
    if (["problem", "optimizer", "momentum"].some((name) => changed.has(name))) limitTimesLambda = Number.NaN;
  });
  show();

  return {
    /** @param {import("../engine/protocol.js").Limits | undefined} found undefined while nothing is known */
    showLimits(found) {
      limits = found && found.kind !== "none" && !Number.isNaN(found.smooth) ? found : undefined;
      if (limits?.kind === "hessian" && limits.diverge < Number.POSITIVE_INFINITY)
        limitTimesLambda = limits.diverge * limits.lambda_max;
      showMarks();
      show();
    },
    /** The rate of the next step, which a schedule may have changed. @param {number} dial @param {number} rate */
    showScheduled(dial, rate) {
      write(scheduled, rate === dial ? "" : words.say("rate_now", { rate: setting(rate) }));
    },
  };
}
