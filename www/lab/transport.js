// Play, pause, step, restart and pace.
import { h, write } from "./dom.js";
import { createSegments } from "./segments.js";

/** Steps a second; Infinity is as fast as it goes. */
export const PACES = [1, 5, 20, 60, Number.POSITIVE_INFINITY];
/** Slow enough to follow with the eye, fast enough to arrive. */
export const USUAL_PACE = 20;

/**
 * @param {HTMLElement} host
 * @param {import("../i18n/index.js").Words} words
 * @param {{toggle: () => void, step: () => void, restart: () => void, setPace: (stepsPerSecond: number) => void}} actions
 */
export function createTransport(host, words, actions) {
  const icon = h("span", { class: "icon-play", "aria-hidden": "true" });
  const play = h("button", { type: "button", class: "play", id: "play", click: actions.toggle }, icon);
  const step = h("button", { type: "button", class: "button", id: "step", click: actions.step });
  const restart = h("button", { type: "button", class: "button", id: "restart", click: actions.restart });
  const count = h("output", { class: "step-count", id: "step-count", "aria-live": "off" });
  const seen = h("small", { class: "pace-seen" });
  const paces = createSegments((value) => actions.setPace(Number(value)));
  host.append(play, step, restart, h("div", { class: "steps" }, count, seen), paces.element);

  let isPlaying = false;
  let steps = 0;
  let pace = 0;
  const show = () => {
    const name = words.say(isPlaying ? "pause" : "play");
    play.setAttribute("aria-label", name);
    play.title = name;
    icon.className = isPlaying ? "icon-pause" : "icon-play";
    write(count, words.say("step_count", { step: steps }));
    write(
      seen,
      isPlaying && pace > 0
        ? words.say("speed_seen", { rate: Number(pace.toPrecision(pace < 10 ? 1 : 2)) })
        : "",
    );
  };
  words.follow(() => {
    host.setAttribute("aria-label", words.say("transport"));
    step.textContent = `${words.say("step")} ▸`;
    step.title = words.say("step_help");
    restart.textContent = `↺ ${words.say("reset")}`;
    restart.title = words.say("reset_help");
    const label = (/** @type {number} */ value) =>
      Number.isFinite(value) ? String(value) : words.say("speed_max");
    paces.label(
      words.say("speed"),
      words.say("speed"),
      PACES.map((value) => ({
        value: String(value),
        label: label(value),
        help: words.say("speed_seen", { rate: label(value) }),
      })),
    );
    show();
  });
  paces.show(String(USUAL_PACE));

  return {
    /** @param {{isPlaying: boolean, step: number, stepsPerSecond: number}} now */
    show(now) {
      isPlaying = now.isPlaying;
      steps = now.step;
      pace = now.stepsPerSecond;
      show();
    },
  };
}
