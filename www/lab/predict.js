// Predict, then run: a card asks what this learning rate will do, and compares when the run has shown it.
import { measured, percent, setting } from "../i18n/numbers.js";
import { h, write } from "./dom.js";
import { createSegments } from "./segments.js";
import { createWorking } from "./working.js";

/** Steps after which the run has shown what it does; a blow-up shows it sooner. */
export const WATCHED_STEPS = 100;
const ANSWERS = /** @type {const} */ (["goes_down", "zig_zags", "blows_up", "is_stuck"]);
/** What each outcome is called, and explained by. */
const NAMES = /** @type {const} */ ({
  goes_down: ["predict_goes_down", "predict_goes_down_help"],
  settles: ["predict_settles", "predict_goes_down_help"],
  zig_zags: ["predict_zig_zags", "predict_zig_zags_help"],
  blows_up: ["predict_blows_up", "predict_blows_up_help"],
  is_stuck: ["predict_is_stuck", "predict_is_stuck_help"],
});

/** @typedef {(typeof ANSWERS)[number]} Answer */

/**
 * Whether an answer is what was seen: who comes to rest went down.
 * @param {Answer} answer
 * @param {import("../engine/protocol.js").Outcome["outcome"]} seen
 */
export function isRight(answer, seen) {
  return answer === seen || (answer === "goes_down" && seen === "settles");
}

/**
 * @param {HTMLElement} host
 * @param {Pick<import("./controls.js").Context, "store" | "words">} context
 * @param {(since: number) => Promise<import("../engine/protocol.js").Outcome | null>} askOutcome
 */
export function createPredict(host, { store, words }, askOutcome) {
  const title = h("h2");
  const answers = createSegments((value) => choose(/** @type {Answer} */ (value)));
  const says = h("p", { role: "status", id: "predict-says" });
  const again = h("button", {
    type: "button",
    class: "button",
    id: "predict-again",
    click: ask,
    hidden: true,
  });
  const compareAgain = h("button", {
    type: "button",
    class: "button",
    id: "predict-compare",
    click: compare,
    hidden: true,
  });
  const working = createWorking("predict", leave);
  host.append(
    h("div", { class: "predict-head" }, title, answers.element),
    says,
    working.element,
    again,
    compareAgain,
  );

  /** @type {Answer | undefined} */
  let answer;
  let since = 0;
  let step = 0;
  /** The question that an outcome must belong to: a newer one makes it void. */
  let question = 0;
  let isAsked = false;
  /** Nobody waited for the outcome. */
  let isLeft = false;
  let hasBegun = false;
  /** @type {import("../engine/protocol.js").Outcome | undefined} */
  let seen;
  let rate = 0;

  function ask() {
    question += 1;
    answer = undefined;
    seen = undefined;
    isAsked = false;
    isLeft = false;
    working.end();
    answers.show("");
    show();
  }

  /** Asks what the run has shown. The answer waits for a measured mountain: from it is read how low the land lies. */
  function compare() {
    question += 1;
    const asked = question;
    [isAsked, isLeft] = [true, false];
    working.begin();
    askOutcome(since).then(
      (outcome) => {
        if (asked !== question) return;
        working.end();
        if (outcome) seen = outcome;
        show();
      },
      () => {
        // A newer run has replaced this one, and asks its own question.
        if (asked === question) working.end();
      },
    );
  }

  /** Whoever does not want to wait may compare later. */
  function leave() {
    question += 1;
    isLeft = true;
    const hadFocus = working.end();
    show();
    if (hadFocus) compareAgain.focus();
  }

  /** @param {Answer} value */
  function choose(value) {
    answer = value;
    since = step;
    rate = Number(store.spec.learning_rate);
    show();
  }

  function show() {
    host.hidden = store.spec.predict !== "on";
    if (host.hidden) return;
    const isWatched = answer !== undefined && step > since;
    for (const input of host.querySelectorAll("input")) input.disabled = isWatched || seen !== undefined;
    again.hidden = seen === undefined;
    const hadFocus = document.activeElement === compareAgain;
    compareAgain.hidden = !isLeft;
    if (hadFocus && !isLeft) (again.hidden ? answers.element.querySelector("input") : again)?.focus();
    write(title, words.say("predict_title", { rate: setting(Number(store.spec.learning_rate)) }));
    write(says, sentence(isWatched));
    host.dataset.verdict = seen && answer ? (isRight(answer, seen.outcome) ? "right" : "other") : "";
  }

  /** @param {boolean} isWatched */
  function sentence(isWatched) {
    if (answer === undefined) return words.say("predict_choose");
    const said = words.say(NAMES[answer][0]);
    if (seen) {
      const evidence = words.say("predict_evidence", {
        first: measured(seen.first),
        last: measured(seen.last),
        reversed: percent(seen.reversed),
      });
      const verdict = isRight(answer, seen.outcome) ? "predict_right" : "predict_other";
      return words.sentences([
        words.say(verdict, { said, seen: words.say(NAMES[seen.outcome][0]) }),
        evidence,
      ]);
    }
    if (isLeft) return words.say("predict_left", { said });
    if (!isWatched) return words.say("predict_play", { said });
    return words.say("predict_watching", { said, done: step - since, all: WATCHED_STEPS });
  }

  store.listen((_, changed) => {
    // Another rate is another question.
    if (changed.has("learning_rate") && answer !== undefined && Number(store.spec.learning_rate) !== rate)
      ask();
    else show();
  });
  words.follow(() => {
    host.setAttribute("aria-label", words.say("predict"));
    answers.label(
      words.say("predict"),
      words.say("predict"),
      ANSWERS.map((value) => ({
        value,
        label: words.say(NAMES[value][0]),
        help: words.say(NAMES[value][1]),
      })),
    );
    again.textContent = words.say("predict_again");
    compareAgain.textContent = words.say("predict_compare");
    working.label(words.say("predict_wait"), words.say("predict_stop"));
    show();
  });

  return {
    /** Another run: another question. Whoever answers before the first run is there has answered for that one. */
    begin() {
      step = 0;
      if (hasBegun) ask();
      hasBegun = true;
    },
    /** @param {import("../engine/protocol.js").Report} report */
    show({ status }) {
      const hasGoneBack = status.step < step;
      step = status.step;
      if (hasGoneBack && step < since + WATCHED_STEPS && answer !== undefined) {
        ask();
        return;
      }
      const isOver = step >= since + WATCHED_STEPS || status.blow_up_step >= 0;
      if (answer !== undefined && step > since && isOver && !isAsked) compare();
      show();
    },
  };
}
