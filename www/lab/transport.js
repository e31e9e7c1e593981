// Play, pause, one step back and on, restart, the time line, and the pace.
import { h, write } from "./dom.js";
import { createBranchMenu, createTimeLine } from "./time_line.js";

/** Steps a second; Infinity is as fast as it goes. */
export const PACES = [1, 5, 20, 60, Number.POSITIVE_INFINITY];
/** Slow enough to follow with the eye, fast enough to arrive. */
export const USUAL_PACE = 20;

/**
 * @param {HTMLElement} host
 * @param {import("../i18n/index.js").Words} words
 * @param {{toggle: () => void, step: () => void, back: () => void, restart: () => void, halt: () => void, goTo: (step: number) => void,
 *   setPace: (stepsPerSecond: number) => void, branch: (changes: [string, string][]) => void}} actions
 */
export function createTransport(host, words, actions) {
  const icon = h("span", { class: "icon-play", "aria-hidden": "true" });
  const play = h("button", { type: "button", class: "play", id: "play", click: actions.toggle }, icon);
  const back = h("button", { type: "button", class: "button", id: "step-back", click: actions.back });
  const step = h("button", { type: "button", class: "button", id: "step", click: actions.step });
  const restart = h(
    "button",
    { type: "button", class: "button", id: "restart", click: actions.restart },
    "↺",
  );
  const timeLine = createTimeLine(words, actions.goTo);
  const count = h("output", { class: "step-count", id: "step-count", "aria-live": "off" });
  const seen = h("small", { class: "pace-seen" });
  const branches = createBranchMenu(words, actions.branch);
  const paces = h("select", { class: "chip", id: "pace" });
  paces.addEventListener("change", () => actions.setPace(Number(paces.value)));
  const wayText = h("span", { id: "way-text" });
  const wayBar = h("progress", { id: "way-bar", max: 1 });
  const halt = h("button", { type: "button", class: "button", id: "way-halt", click: actions.halt });
  const way = h("div", { class: "working way", id: "way", hidden: true }, wayText, wayBar, halt);
  host.append(
    play,
    h("div", { class: "buttons" }, restart, back, step),
    timeLine.element,
    h("div", { class: "steps" }, count, seen),
    h("div", { class: "bare ways" }, branches.element, paces),
    way,
  );

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
    back.disabled = steps === 0;
  };
  words.follow(() => {
    host.setAttribute("aria-label", words.say("transport"));
    back.textContent = `◂ ${words.say("step_back")}`;
    back.title = words.say("step_back_help");
    step.textContent = `${words.say("step")} ▸`;
    step.title = words.say("step_help");
    write(halt, words.say("way_halt"));
    wayBar.setAttribute("aria-label", words.say("way_name"));
    restart.setAttribute("aria-label", words.say("reset"));
    restart.title = `${words.say("reset")}: ${words.say("reset_help")}`;
    const chosen = paces.value || String(USUAL_PACE);
    paces.replaceChildren(
      ...PACES.map((value) => {
        const name = Number.isFinite(value)
          ? words.say("speed_short", { rate: value })
          : words.say("speed_max");
        return h("option", { value: String(value) }, name);
      }),
    );
    paces.value = chosen;
    paces.setAttribute("aria-label", words.say("speed"));
    paces.title = words.say("speed");
    show();
  });

  return {
    /**
     * @param {{isPlaying: boolean, step: number, stepsPerSecond: number, rate: number,
     *   others: import("./time_line.js").Track[], hasRoom: boolean}} now
     */
    show(now) {
      isPlaying = now.isPlaying;
      steps = now.step;
      pace = now.stepsPerSecond;
      show();
      timeLine.show(now.step, now.others);
      branches.show({ clock: now.step, rate: now.rate, hasRoom: now.hasRoom });
    },
    /** A long way to another step, and how much of it is done. @param {{to: number, share: number} | undefined} now */
    showWay(now) {
      way.hidden = !now;
      if (!now) return;
      wayBar.value = Math.max(0, Math.min(1, now.share));
      write(wayText, words.say("way_to", { step: now.to }));
    },
    /** The steps ahead will be others than those that were made before. @param {number} step */
    forget: (step) => timeLine.forget(step),
  };
}
