// The learning-rate dial: a native range input on a logarithmic scale with a large look, and the exact number beside it.
import { powerOfTen, setting } from "../i18n/numbers.js";
import { createEntry, rangeOf } from "./controls.js";
import { h, write } from "./dom.js";
import { lastPlace, placeOf, valueAt } from "./scale.js";

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
  const ticks = h("div", { class: "dial-ticks", "aria-hidden": "true" });
  for (let exponent = Math.round(Math.log10(range.min)); 10 ** exponent <= range.max * 1.001; exponent += 1) {
    const text = exponent >= -3 && exponent <= 2 ? String(10 ** exponent) : powerOfTen(exponent);
    const tick = h("span", {}, text);
    tick.style.setProperty("--at", String(placeOf(10 ** exponent, range) / last));
    ticks.append(tick);
  }
  host.append(
    h("div", { class: "dial-name" }, h("div", { class: "dial-head" }, label, scheduled), entry),
    h("div", { class: "dial-track" }, slider, ticks),
  );

  function show() {
    const rate = Number(store.spec.learning_rate);
    if (document.activeElement !== entry) entry.value = setting(rate);
    // A typed rate may lie between two places: the knob then stands at the nearer one.
    slider.value = String(placeOf(rate, range));
    slider.style.setProperty("--filled", String(placeOf(rate, range) / last));
    slider.setAttribute("aria-valuetext", setting(rate));
  }
  words.follow(() => {
    label.textContent = words.pick(field.label);
    slider.setAttribute("aria-label", words.pick(field.label));
    slider.title = words.say("dial_help");
    entry.title = words.say("learning_rate_entry");
    host.setAttribute("aria-label", words.pick(field.label));
  });
  store.listen((_, changed) => {
    if (changed.has("learning_rate")) show();
  });
  show();

  return {
    /** The rate of the next step, which a schedule may have changed. @param {number} dial @param {number} rate */
    showScheduled(dial, rate) {
      write(scheduled, rate === dial ? "" : words.say("rate_now", { rate: setting(rate) }));
    },
  };
}
