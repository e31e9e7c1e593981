// Play, one step back and on, restart, and how many steps were made.
import { h, write } from "../lab/dom.js";

/**
 * @param {import("../i18n/index.js").Words} words
 * @param {{toggle: () => void, back: () => void, step: () => void, restart: () => void}} actions
 */
export function createTransport(words, actions) {
  const icon = h("span", { class: "icon-play", "aria-hidden": "true" });
  const play = h("button", { type: "button", class: "play", part: "play", click: actions.toggle }, icon);
  const button = (/** @type {() => void} */ click, /** @type {string} */ sign) =>
    h("button", { type: "button", class: "button", part: "button", click }, sign);
  const restart = button(actions.restart, "↺");
  const back = button(actions.back, "◂");
  const step = button(actions.step, "▸");
  const count = h("output", { class: "steps-made", "aria-live": "off" });
  const element = h(
    "div",
    { class: "embed-play", role: "group" },
    play,
    h("div", { class: "buttons" }, restart, back, step),
    count,
  );
  let now = { isPlaying: false, step: 0 };
  const show = () => {
    const name = words.say(now.isPlaying ? "pause" : "play");
    play.setAttribute("aria-label", name);
    play.title = name;
    icon.className = now.isPlaying ? "icon-pause" : "icon-play";
    back.disabled = now.step === 0;
    write(count, words.say("step_count", { step: now.step }));
  };
  words.follow(() => {
    element.setAttribute("aria-label", words.say("transport"));
    for (const [control, text, help] of /** @type {const} */ ([
      [restart, "reset", "reset_help"],
      [back, "step_back", "step_back_help"],
      [step, "step", "step_help"],
    ])) {
      control.setAttribute("aria-label", words.say(text));
      control.title = words.say(help);
    }
    show();
  });

  return {
    element,
    /** @param {boolean} isPlaying @param {number} step */
    show(isPlaying, step) {
      now = { isPlaying, step };
      show();
    },
  };
}
