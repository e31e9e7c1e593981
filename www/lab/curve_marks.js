// What happened to the runs, for marks in the curves and the words below them. Pure.
import { parseEvents } from "../engine/events.js";
import { POINT } from "../stage/curves/points.js";
import { parseBranches } from "../state/branches.js";

/** More marks of a kind would hide the curve; the latest are kept. */
const MOST = 20;

/**
 * `value` holds what was met there, as loss and as accuracy, for what lies on a curve.
 * @typedef {{step: number, kind: "rate" | "drop" | "weight" | "branch" | "diverged" | "best" | "test",
 *   value?: {loss: number, accuracy: number}}} Mark
 */

/**
 * @param {{
 *   curve: ArrayLike<number>, clock: number, events: readonly import("../engine/protocol.js").RunEvent[],
 *   branches: readonly {step: number}[], blowUps: readonly number[],
 *   test?: {step: number, loss: number, accuracy: number} | undefined,
 * }} run the lead's curve; steps at which others leave, and at which runs blew up (negative: not at all); the opened test
 * @returns {Mark[]} in the order of their kinds
 */
export function curveMarks({ curve, clock, events, branches, blowUps, test }) {
  const last = Number(curve[curve.length - POINT] ?? 0);
  // What was set before the first step is a setting, and what lies ahead has not happened.
  const isPast = (/** @type {{step: number}} */ { step }) => step > 0 && step <= clock;
  const of = (/** @type {Mark["kind"]} */ kind, /** @type {readonly {step: number}[]} */ at) =>
    [...new Set(at.filter(isPast).map(({ step }) => step))].slice(-MOST).map((step) => ({ step, kind }));
  const best = bestValidation(curve);
  return [
    ...of(
      "rate",
      events.filter((event) => "rate" in event),
    ),
    ...of(
      "drop",
      events.filter((event) => "a" in event),
    ),
    ...of(
      "weight",
      events.filter((event) => "weight" in event),
    ),
    ...of("branch", branches),
    ...[...new Set(blowUps.filter((step) => step >= 0))].map((step) => ({
      step: Math.min(step, last),
      kind: /** @type {const} */ ("diverged"),
    })),
    ...(best ? [best] : []),
    ...(test && test.step <= last
      ? [
          {
            step: test.step,
            kind: /** @type {const} */ ("test"),
            value: { loss: test.loss, accuracy: test.accuracy },
          },
        ]
      : []),
  ];
}

/**
 * The marks of a report.
 * @param {import("./lab.js").DetailedReport} report @param {import("../state/core.js").Spec} spec
 * @param {import("../engine/client.js").Engine} engine @param {{step: number, loss: number, accuracy: number} | undefined} test
 */
export function marksOf({ clock, status, details, others }, spec, engine, test) {
  return curveMarks({
    curve: details.curve,
    clock,
    events: parseEvents(engine.events(Number(spec.learning_rate))),
    branches: parseBranches(String(spec.branches)),
    blowUps: [status, ...others.map((run) => run.status)].map((run) => run.blow_up_step),
    test,
  });
}

/** Where the validation loss was lowest, if that lies behind: the earliest of equal ones. @param {ArrayLike<number>} curve @returns {Mark | undefined} */
function bestValidation(curve) {
  let best = -1;
  for (let at = 0; at + POINT <= curve.length; at += POINT) {
    const loss = Number(curve[at + 3]);
    if (Number.isFinite(loss) && !(best >= 0 && loss >= Number(curve[best + 3]))) best = at;
  }
  if (best <= 0 || best + POINT >= curve.length) return undefined;
  return {
    step: Number(curve[best]),
    kind: "best",
    value: { loss: Number(curve[best + 3]), accuracy: Number(curve[best + 4]) },
  };
}

/**
 * The marks as words: one line for each kind.
 * @param {import("../i18n/index.js").Words} words @param {readonly {step: number, kind: string}[]} marks
 */
export function sayMarks(words, marks) {
  const kinds = [...new Set(marks.map(({ kind }) => kind))];
  return kinds.map((kind) => {
    const steps = marks.filter((mark) => mark.kind === kind).map(({ step }) => step);
    return words.say(/** @type {"mark_rate"} */ (`mark_${kind}`), {
      steps: steps.join(words.say("mark_comma")),
    });
  });
}
