// What has gone wrong with a run, in words: where it left the range of numbers, what trying again says about the reason, and
// ways back; or that it bounces above where it began without ever getting there. Fetched when it is first needed.
import { findCauses } from "../engine/causes.js";
import { measured, setting } from "../i18n/numbers.js";
import { troubleEn } from "../i18n/trouble_en.js";
import { troubleZh } from "../i18n/trouble_zh.js";
import { h } from "./dom.js";
import { STEPS_BACK } from "./experiment.js";
import { createWorking } from "./working.js";

/** How far back one may go from a blow-up, in steps. */
const WAYS_BACK = [1, 5, STEPS_BACK, 50, 200];

/**
 * @typedef {import("../engine/protocol.js").RunStatus} RunStatus
 * @typedef {import("../engine/protocol.js").Causes} Causes
 */

/**
 * What trying again with one thing changed says about the reason. Pure.
 * @param {Causes} causes
 * @returns {"cause_either" | "cause_sum" | "cause_rate" | "cause_neither" | "cause_not_rate" | "cause_untried"}
 */
export function verdictOf({ slower, scaled }) {
  if (slower === undefined) return "cause_untried";
  if (scaled === undefined) return slower ? "cause_rate" : "cause_not_rate";
  if (slower) return scaled ? "cause_either" : "cause_rate";
  return scaled ? "cause_sum" : "cause_neither";
}

/**
 * @param {{notices: import("./notices.js").Notices, words: import("../i18n/index.js").Words,
 *   store: import("../state/store.js").Store, experiment: import("./experiment.js").Experiment}} context
 */
export function createBlowUp({ notices, words, store, experiment }) {
  words.learn({ en: troubleEn, zh: troubleZh });
  let back = STEPS_BACK;
  /** Ends the trials. @type {AbortController | undefined} */
  let work;
  const stop = () => work?.abort();
  const working = createWorking("causes", stop);
  words.follow(() => working.label(words.say("cause_trying"), words.say("cause_stop")));

  /** @param {RunStatus} status @param {Causes | "trying" | "left" | "failed"} found */
  function show(status, found) {
    const causes = typeof found === "string" ? undefined : found;
    const { blow_up_step: step, blow_up_layer: layer, blow_up_cause: cause } = status;
    const hasLayer = layer > 0 && cause !== "loss";
    const key = /** @type {"blow_up_loss"} */ (hasLayer ? `blow_up_${cause}` : "blow_up_loss");
    const where = () =>
      step === 0
        ? words.say("blow_up_start")
        : words.say(layer > 0 && !hasLayer ? "blow_up_loss_in" : key, { step, layer });
    const rate = setting(status.learning_rate);
    const why = () =>
      typeof found === "string" ? words.say(`cause_${found}`) : words.say(verdictOf(found), { rate, step });
    const hasScaled = causes?.scaled === true;
    notices.show({
      kind: "blow_up",
      tone: "warning",
      text: where,
      ...(step === 0 ? {} : { list: () => [why()], extra: h("div", {}, working.element, waysBack(step)) }),
      actions:
        step === 0
          ? []
          : [
              {
                id: "back-to-before",
                label: () => words.say("back_to_before"),
                act: () => experiment.backToBefore(back),
              },
              {
                id: "back-with-tenth",
                label: () => words.say("back_with_tenth"),
                act: () => experiment.backWithTenthOfRate(back),
              },
              ...(found === "left" || found === "failed"
                ? [
                    {
                      id: "causes-again",
                      label: () => words.say("cause_again"),
                      act: () => void findOut(status),
                    },
                  ]
                : []),
              ...(hasScaled
                ? [
                    {
                      id: "with-scaled",
                      label: () => words.say("with_scaled"),
                      act: () => store.change({ residual: "scaled" }),
                    },
                  ]
                : []),
            ],
    });
  }

  /** How far to go back. @param {number} step that could not be made */
  function waysBack(step) {
    const select = h("select", { class: "chip", id: "steps-back" });
    const ways = [...WAYS_BACK.filter((steps) => steps < step - 1), Math.max(1, step - 1)];
    if (!ways.includes(back)) back = ways.findLast((steps) => steps <= STEPS_BACK) ?? ways[0] ?? 1;
    select.append(
      ...ways.map((steps, at) =>
        h(
          "option",
          { value: steps },
          words.say(at === ways.length - 1 ? "back_to_start" : "back_steps", { steps }),
        ),
      ),
    );
    select.value = String(back);
    select.addEventListener("change", () => {
      back = Number(select.value);
    });
    return h("label", { class: "notice-choice" }, h("span", {}, words.say("back_how_far")), select);
  }

  /** Tries the run again for the reason, as long as nobody stops it. @param {RunStatus} status */
  async function findOut(status) {
    stop();
    const mine = new AbortController();
    work = mine;
    show(status, "trying");
    if (status.blow_up_step === 0) return;
    /** @type {Causes | "left" | "failed"} */
    let found = "failed";
    let hadFocus = false;
    try {
      working.begin();
      const { recipe } = experiment.engine;
      const { parameters, rows } = await experiment.engine.summary();
      // A gradient costs three products for each parameter and row.
      const end = { step: status.blow_up_step, stepWork: 3 * parameters * rows.train };
      found = await findCauses(recipe, end, { signal: mine.signal, progress: working.show });
    } catch {
      // Left, or a worker died; a run that was replaced takes its notice with it.
      if (mine.signal.aborted) found = "left";
    } finally {
      if (work === mine) hadFocus = working.end();
    }
    if (work !== mine || !notices.has("blow_up")) return;
    show(status, found);
    if (hadFocus) document.getElementById("causes-again")?.focus();
  }

  return {
    stop,
    /** @param {RunStatus} status of a run that has just left the range of numbers */
    blownUp: (status) => void findOut(status),
    /** The loss has been above where it began for long. @param {number} first the loss at the start @param {number} steps */
    bounces(first, steps) {
      notices.show({
        kind: "bounce",
        tone: "note",
        text: () => words.say("bounces", { first: measured(first), steps }),
        actions: [
          {
            id: "bounce-tenth",
            label: () => words.say("go_on_with_tenth"),
            act: () => {
              notices.dismiss("bounce");
              const rate = Number(store.spec.learning_rate) / 10;
              store.change({ learning_rate: Number(rate.toPrecision(3)) });
            },
          },
        ],
      });
    },
  };
}
