// One weight of the running network, to be typed or dragged: an event of the run, at its step, like a turn of the dial. What was set
// by hand says so, and can be taken back.
import { setting } from "../i18n/numbers.js";
import { h, write } from "./dom.js";
import { typedValue } from "./scale.js";

/** What a link can hold. */
const RANGE = /** @type {const} */ ({ min: -100, max: 100, step: 0.01, scale: "linear" });
/** What the slider reaches at least: most weights lie within. */
const REACH = 3;
/** Between two steps of the slider. */
const NOTCH = 0.01;
/** Between two values that are sent while it is dragged, in milliseconds. */
const PACE_MS = 60;

/**
 * @typedef {import("../engine/protocol.js").WeightEvent} WeightEvent
 * @typedef {{set: (entry: number, value: number, isFinal: boolean) => void,
 *   setBefore: (entry: number) => WeightEvent | undefined, takeBack: (event: WeightEvent) => void}} Hand what changes the run
 */

/**
 * @param {import("../i18n/index.js").Words} words
 * @param {Hand} hand
 */
export function createWeightEditor(words, hand) {
  let entry = -1;
  let value = Number.NaN;
  let isHeld = false;
  /** @type {WeightEvent | undefined} */
  let before;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let sending;

  const name = h("span");
  const box = h("input", {
    class: "entry",
    id: "weight-value",
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    focus: () => box.select(),
    input: () => box.setCustomValidity(""),
    change: () => {
      const typed = typedValue(box.value, RANGE);
      box.setCustomValidity(
        typed === undefined
          ? words.say("entry_problem", { field: name.textContent ?? "", min: "−100", max: "100" })
          : "",
      );
      if (typed === undefined) box.reportValidity();
      else hand.set(entry, typed, true);
    },
    blur: () => {
      box.setCustomValidity("");
      showValue();
    },
  });
  const slider = h("input", {
    type: "range",
    id: "weight-slider",
    step: NOTCH,
    input: () => {
      isHeld = true;
      value = slider.valueAsNumber;
      showValue();
      sending ??= setTimeout(() => {
        sending = undefined;
        if (isHeld) hand.set(entry, slider.valueAsNumber, false);
      }, PACE_MS);
    },
    change: () => {
      clearTimeout(sending);
      sending = undefined;
      isHeld = false;
      hand.set(entry, slider.valueAsNumber, true);
    },
  });
  const said = h("span", { class: "net-hand", id: "weight-by-hand" });
  const undo = h("button", {
    type: "button",
    class: "button small",
    id: "weight-take-back",
    click: () => {
      if (before) hand.takeBack(before);
    },
  });
  const element = h(
    "div",
    { class: "net-editor" },
    h("label", { class: "net-row" }, name, box),
    slider,
    h("span", { class: "net-row" }, said, undo),
  );

  function showValue() {
    if (document.activeElement !== box)
      box.value = Number.isNaN(value) ? "" : setting(Number(value.toPrecision(4)));
    slider.setAttribute("aria-valuetext", setting(Number(value.toPrecision(3))));
    slider.style.setProperty(
      "--filled",
      String((value - Number(slider.min)) / (Number(slider.max) - Number(slider.min))),
    );
  }

  words.follow(() => {
    write(name, words.say("net_set"));
    box.title = words.say("net_set_help");
    slider.setAttribute("aria-label", words.say("net_set"));
    slider.title = words.say("net_set_help");
    write(undo, words.say("net_take_back"));
    undo.title = words.say("net_take_back_help");
  });

  return {
    element,
    /** @param {number} number of the weight in the flat vector @param {number} now its value */
    show(number, now) {
      if (number !== entry) isHeld = false;
      entry = number;
      before = hand.setBefore(number);
      write(said, before ? words.say("net_set_at", { step: before.step }) : "");
      undo.hidden = !before;
      if (isHeld || Number.isNaN(now)) return;
      value = now;
      const reach = Math.max(REACH, Math.ceil(Math.abs(now)));
      slider.min = String(-reach);
      slider.max = String(reach);
      slider.value = String(now);
      showValue();
    },
  };
}
