// "Is it right?": the run is made again in a worker of its own and held against other computations; the report can be copied.
// @ts-expect-error The bundler takes style sheets in; types know nothing of them.
import "../../style/verify.css";
import { spawnVerifying } from "../../engine/spawn.js";
import { fingerprint, setting } from "../../i18n/numbers.js";
import { verifyEn } from "../../i18n/verify_en.js";
import { verifyZh } from "../../i18n/verify_zh.js";
import { compileVerify } from "../../state/modules.js";
import { h } from "../dom.js";
import { createWorking } from "../working.js";
import { workOut } from "./formula.js";

/** Differences up to here are what single precision rounds, of losses and steps in their own size, of a gradient as a whole. */
const ROUNDING = 1e-5;
const GRADIENT_ROUNDING = 1e-3;
/** A derivative below this cannot be told from 0 in single precision. */
const NOTHING = 1e-6;

/**
 * @typedef {import("../../engine/verify_worker.js").Verdict} Verdict
 * @typedef {{title: string, lines: string[], formulas?: string[], isRight: boolean | undefined}} Finding
 */

/**
 * @param {{words: import("../../i18n/index.js").Words, store: import("../../state/store.js").Store,
 *   experiment: import("../experiment.js").Experiment, tableOf: () => Promise<Uint8Array | undefined>}} context
 */
export function createVerify({ words, store, experiment, tableOf }) {
  words.learn({ en: verifyEn, zh: verifyZh });
  const title = h("h2");
  const close = h("button", {
    type: "button",
    class: "button",
    id: "verify-close",
    click: () => dialog.close(),
  });
  const working = createWorking("verify", () => leave());
  const report = h("div", { class: "verify-report", id: "verify-report", role: "status" });
  const copy = h("button", {
    type: "button",
    class: "button",
    id: "verify-copy",
    click: () => void copyReport(),
  });
  const status = h("p", { class: "verify-status", role: "status" });
  const dialog = h(
    "dialog",
    { class: "card verify-dialog", id: "verify-dialog", close: () => leave() },
    h("header", { class: "verify-head" }, title, close),
    report,
    working.element,
    h("div", { class: "verify-foot" }, copy, status),
  );
  document.body.append(dialog);

  /** @type {{verdict: Verdict, shown: string, isExact: boolean, link: string} | undefined} */
  let found;
  let problem = "";
  let isWaiting = false;
  let isLeft = false;
  /** Ends the worker that is asked. */
  let stop = () => {};
  /** Of several questions the last one counts. */
  let asked = 0;

  async function ask() {
    asked += 1;
    const question = asked;
    [found, problem, isWaiting, isLeft] = [undefined, "", true, false];
    stop();
    show();
    working.begin();
    try {
      experiment.pause();
      const { link, digest, isExact } = await experiment.exactLink();
      const [module, file] = await Promise.all([compileVerify(), tableOf()]);
      if (question !== asked) return;
      const { answer, end } = answerOf({ module, link, file, wanted: "verdict" });
      stop = end;
      const verdict = await answer;
      if (question === asked) found = { verdict, shown: digest, isExact, link };
    } catch (error) {
      if (question === asked) problem = error instanceof Error ? error.message : String(error);
    }
    if (question !== asked) return;
    isWaiting = false;
    show();
  }

  /** Whoever does not want to wait for the answer gets none. */
  function leave() {
    if (!isWaiting) return;
    asked += 1;
    stop();
    [isWaiting, isLeft] = [false, true];
    show();
    if (dialog.open) close.focus();
  }

  /** @param {{verdict: Verdict, shown: string, isExact: boolean}} of @returns {Finding[]} */
  function findings({ verdict, shown, isExact }) {
    const number = (/** @type {number | null} */ value) => setting(value ?? Number.NaN);
    const { step, digest, update } = verdict;
    const [loss, precise] = [verdict.loss ?? Number.NaN, verdict.precise_loss ?? Number.NaN];
    const isSame = digest === shown;
    const sameness = isSame
      ? words.say("verify_same", { digest: fingerprint(digest) })
      : words.say("verify_other", { digest: fingerprint(digest), shown: fingerprint(shown) });
    const [by, measured] = [verdict.backpropagated ?? Number.NaN, verdict.measured ?? Number.NaN];
    /** @type {Finding[]} */
    const all = [
      {
        title: words.say("verify_again", { step }),
        lines: isExact ? [sameness] : [words.say("verify_no_link")],
        isRight: isExact ? isSame : undefined,
      },
      {
        title: words.say("verify_loss"),
        lines: [
          words.say("verify_loss_says", {
            precise: number(precise),
            loss: number(loss),
            apart: number(Math.abs(loss - precise)),
          }),
        ],
        isRight: Math.abs(loss - precise) <= ROUNDING * Math.max(Math.abs(precise), 1e-3),
      },
      {
        title: words.say("verify_gradient"),
        lines: [
          words.say("verify_gradient_says", {
            entries: verdict.entries,
            parameters: verdict.parameters,
            error: number(verdict.relative_error),
            worst: verdict.worst,
            backpropagated: number(by),
            measured: number(measured),
          }),
        ],
        isRight:
          (verdict.relative_error ?? Number.NaN) <= GRADIENT_ROUNDING || Math.abs(by - measured) <= NOTHING,
      },
    ];
    if (!update) {
      all.push({ title: words.say("verify_step"), lines: [words.say("verify_no_step")], isRight: undefined });
      return all;
    }
    const { formulas, after } = workOut(store.spec, update);
    const apart = Math.abs(after - update.after);
    const isRight =
      apart <= ROUNDING * Math.max(Math.abs(update.after), Math.abs(update.after - update.before), 1e-3);
    const values = { entry: update.entry, rate: number(update.learning_rate), before: number(update.before) };
    all.push({
      title: words.say("verify_step"),
      lines: [
        words.say("verify_step_says", { ...values, gradient: number(update.gradient) }),
        words.say(isRight ? "verify_step_end" : "verify_step_far", {
          after: number(update.after),
          apart: number(apart),
        }),
      ],
      formulas,
      isRight,
    });
    return all;
  }

  function show() {
    dialog.setAttribute("aria-label", words.say("verify_title"));
    title.textContent = words.say("verify_title");
    close.textContent = words.say("close");
    copy.textContent = words.say("verify_copy");
    copy.hidden = !found;
    status.textContent = "";
    working.label(words.say("verify_wait"), words.say("verify_cancel"));
    if (!isWaiting) working.end();
    dialog.setAttribute("aria-busy", String(isWaiting));
    if (!found) {
      const text = problem
        ? words.say("verify_failed", { message: problem })
        : words.say(isLeft ? "verify_left" : "verify_wait");
      report.replaceChildren(h("p", {}, text));
      return;
    }
    report.replaceChildren(
      ...findings(found).map(({ title: name, lines, formulas = [], isRight }) => {
        const [first, ...rest] = lines;
        return h(
          "section",
          { class: isRight === false ? "is-wrong" : "" },
          h("h3", {}, h("span", { class: "verify-sign" }, `${sign(isRight)} `), name),
          h("p", {}, first ?? ""),
          ...formulas.map((formula) => h("p", { class: "verify-formula" }, formula)),
          ...rest.map((line) => h("p", {}, line)),
        );
      }),
    );
  }

  async function copyReport() {
    if (!found) return;
    const parts = findings(found).map(
      ({ title: name, lines: [first = "", ...rest], formulas = [], isRight }) =>
        [`${sign(isRight)} ${name}`, first, ...formulas, ...rest].join("\n"),
    );
    const text = [words.say("verify_title"), new URL(`#${found.link}`, location.href).href, ...parts].join(
      "\n\n",
    );
    try {
      await navigator.clipboard.writeText(text);
      status.textContent = words.say("verify_copied");
    } catch {
      getSelection()?.selectAllChildren(report);
      status.textContent = words.say("verify_by_hand");
    }
  }

  words.follow(show);
  return {
    open() {
      if (!dialog.open) dialog.showModal();
      void ask();
    },
  };
}

/** @param {boolean | undefined} isRight nothing where it could not be asked */
function sign(isRight) {
  if (isRight === undefined) return "–";
  return isRight ? "✓" : "✗";
}

/**
 * @param {import("../../engine/verify_worker.js").Question} question
 * @returns {{answer: Promise<Verdict>, end: () => void}} an answer that was ended does not come
 */
function answerOf(question) {
  const worker = spawnVerifying();
  /** @type {Promise<Verdict>} */
  const answer = new Promise((done, fail) => {
    worker.onmessage = ({ data }) => (data.verdict ? done(data.verdict) : fail(new Error(data.problem)));
    worker.onerror = (event) => fail(new Error(event.message));
    worker.postMessage(question);
  });
  const end = () => worker.terminate();
  return { answer: answer.finally(end), end };
}
