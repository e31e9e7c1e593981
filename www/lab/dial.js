// The learning-rate dial: a native range input on a logarithmic scale with a large look, the exact number beside it, and
// what the curvature under the ball says about rates: where steps crawl, go down smoothly, zig-zag and diverge.
import { measured, powerOfTen, setting } from "../i18n/numbers.js";
import { createEntry, rangeOf } from "./controls.js";
import { h, write } from "./dom.js";
import { lastPlace, placeOf, valueAt } from "./scale.js";
import { ZONES, zoneOf, zones } from "./zones.js";

/** Widths of a mark, of half a tick's number and of a zone's name, in pixels: what overlaps cannot be read. */
const MARK_WIDTH = 68;
const HALF_TICK = 14;
const NAME_WIDTH = 40;

/**
 * @param {HTMLElement} host
 * @param {import("../state/core.js").Field} field
 * @param {import("./controls.js").Context} context
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
  const names = h("div", { class: "dial-zones", "aria-hidden": "true", hidden: true });
  const ticks = h("div", { class: "dial-ticks", "aria-hidden": "true" });
  const marks = h("div", { class: "dial-marks", "aria-hidden": "true" });
  /** @type {import("../engine/protocol.js").Limits | undefined} */
  let limits;
  for (let exponent = Math.round(Math.log10(range.min)); 10 ** exponent <= range.max * 1.001; exponent += 1) {
    const text = exponent >= -3 && exponent <= 2 ? String(10 ** exponent) : powerOfTen(exponent);
    const tick = h("span", {}, text);
    tick.style.setProperty("--at", String(placeOf(10 ** exponent, range) / last));
    ticks.append(tick);
  }
  host.append(
    h("div", { class: "dial-name" }, h("div", { class: "dial-head" }, label, scheduled), entry),
    h("div", { class: "dial-track" }, names, slider, h("div", { class: "dial-scale" }, ticks, marks)),
  );

  function show() {
    const rate = Number(store.spec.learning_rate);
    if (document.activeElement !== entry) entry.value = setting(rate);
    // A typed rate may lie between two places: the knob then stands at the nearer one.
    slider.value = String(placeOf(rate, range));
    slider.style.setProperty("--filled", String(placeOf(rate, range) / last));
    const zone = limits && zoneOf(rate, limits);
    const says = zone ? `${setting(rate)}, ${words.say(`zone_${zone}`)}` : setting(rate);
    slider.setAttribute("aria-valuetext", says);
    for (const name of names.children) {
      if (name instanceof HTMLElement) name.classList.toggle("here", name.dataset.zone === zone);
    }
  }

  /** A place on the track, 0 to 1. @param {number} rate */
  function share(rate) {
    return Math.min(1, Math.max(0, placeOf(rate, range) / last));
  }

  /** Marks the rates that the curvature allows; without limits the dial is a plain one. */
  function showMarks() {
    const found = limits && zones(limits, share);
    slider.classList.toggle("zoned", found !== undefined);
    names.hidden = found === undefined;
    marks.replaceChildren();
    names.replaceChildren();
    for (const tick of ticks.children) tick.classList.remove("covered");
    if (!found || !limits) return;
    const width = Math.max(1, slider.clientWidth);
    for (const name of ZONES) {
      const { from, to } = found[name];
      slider.style.setProperty(`--${name}`, String(from));
      if ((to - from) * width < NAME_WIDTH) continue;
      const label = h("span", { "data-zone": name }, words.say(`zone_${name}`));
      label.style.setProperty("--at", String((from + to) / 2));
      names.append(label);
    }
    // The letters stand for what they do without momentum only.
    const isPlain = store.spec.optimizer === "sgd" && limits.kind === "hessian";
    const places = [
      { at: found.zigzag.from, rate: limits.smooth, name: isPlain ? "1/λ" : "" },
      { at: found.diverge.from, rate: limits.diverge, name: isPlain ? "2/λ" : "" },
    ].filter(({ at }) => at > 0 && at < 1);
    for (const [index, { at, rate, name }] of places.entries()) {
      const value = limits.kind === "preconditioned" ? `≈ ${measured(rate, 2)}` : measured(rate, 2);
      const mark = h("span", { class: "dial-mark" }, name ? `${name} = ${value}` : value);
      mark.style.setProperty("--at", String(at));
      // Two marks side by side turn away from each other.
      if (places.length > 1) mark.classList.add(index === 0 ? "to-left" : "to-right");
      marks.append(mark);
    }
    for (const tick of ticks.children) {
      if (!(tick instanceof HTMLElement)) continue;
      const at = Number(tick.style.getPropertyValue("--at"));
      const isCovered = places.some((place, index) => {
        const right = (at - place.at) * width;
        // A single mark stands in the middle, the first of two to the left, the second to the right.
        const [before, after] = places.length === 1 ? [0.5, 0.5] : index === 0 ? [1, 0] : [0, 1];
        return right > -before * MARK_WIDTH - HALF_TICK && right < after * MARK_WIDTH + HALF_TICK;
      });
      tick.classList.toggle("covered", isCovered);
    }
  }
  words.follow(() => {
    label.textContent = words.pick(field.label);
    slider.setAttribute("aria-label", words.pick(field.label));
    slider.title = words.say("dial_help");
    names.title = words.say("zones_help");
    marks.title = words.say("zones_help");
    showMarks();
    entry.title = words.say("learning_rate_entry");
    host.setAttribute("aria-label", words.pick(field.label));
  });
  new ResizeObserver(showMarks).observe(slider);
  store.listen((_, changed) => {
    if (changed.has("learning_rate")) show();
  });
  show();

  return {
    /** @param {import("../engine/protocol.js").Limits | undefined} found undefined while nothing is known */
    showLimits(found) {
      limits = found && found.kind !== "none" && !Number.isNaN(found.smooth) ? found : undefined;
      showMarks();
      show();
    },
    /** The rate of the next step, which a schedule may have changed. @param {number} dial @param {number} rate */
    showScheduled(dial, rate) {
      write(scheduled, rate === dial ? "" : words.say("rate_now", { rate: setting(rate) }));
    },
  };
}
