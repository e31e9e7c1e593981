// The exam: what the network gets right of homework, mock exam and final exam, where the mock exam was best, and the knobs that make
// it learn the rule, too little, or by heart. Comes with its words and looks after the mountain.
// @ts-expect-error The bundler takes style sheets in; types know nothing of them.
import "../style/exam.css";
import { examEn } from "../i18n/exam_en.js";
import { examZh } from "../i18n/exam_zh.js";
import { accuracy, count, measured } from "../i18n/numbers.js";
import { lowestValidation } from "../stage/curves/points.js";
import { createControl } from "./controls.js";
import { h, write } from "./dom.js";

/** What decides whether a network learns the rule: capacity, rows, mistakes in them, and rein. */
const KNOBS = [
  "hidden_layers",
  "width",
  "noise",
  "label_noise",
  "label_order",
  "train_share",
  "l2",
  "weight_decay",
];
/** A final exam that is worse by more than this share of right answers was passed on something else than the rule. */
const FELL = 0.1;
/** A loss of now that is higher than the lowest one by less than this share is no other place. */
const SAME = 0.02;

/**
 * @typedef {import("../engine/protocol.js").Report} Report
 * @typedef {import("./exam.js").ExamState} ExamState
 */

/**
 * @param {HTMLElement} host
 * @param {import("../state/core.js").Schema} schema
 * @param {import("./controls.js").Context & {open: () => void, goTo: (step: number) => void}} context
 */
export function createExamCard(host, schema, context) {
  const { words } = context;
  words.learn({ en: examEn, zh: examZh });
  const title = h("h2");
  const short = h("small", { id: "exam-short" });
  const heads = ["exam_part", "exam_rows", "exam_loss", "exam_right"].map(() => h("th", { scope: "col" }));
  const parts = /** @type {const} */ (["train", "validation", "test"]);
  const rows = parts.map((part) => {
    const name = h("th", { scope: "row" });
    const cells = [h("td"), h("td"), h("td")];
    return { part, name, cells, element: h("tr", { "data-part": part }, name, ...cells) };
  });
  const open = h("button", { type: "button", class: "button", id: "exam-open", click: () => context.open() });
  const note = h("p", { class: "exam-note", id: "exam-note", role: "status" });
  const best = h("span", { id: "exam-best" });
  const back = h("button", { type: "button", class: "button", id: "exam-back", click: () => goToBest() });
  const knobsTitle = h("h3");
  const knobs = KNOBS.flatMap((name) => schema.fields.filter((field) => field.name === name)).map((field) =>
    createControl(field, context),
  );
  const details = h(
    "details",
    { id: "exam-details" },
    h("summary", {}, title, short),
    h(
      "div",
      { class: "exam-body" },
      h(
        "table",
        { class: "exam-table" },
        h("thead", {}, h("tr", {}, ...heads)),
        h("tbody", {}, ...rows.map((row) => row.element)),
      ),
      open,
      note,
      h("p", { class: "exam-best" }, best, back),
      h("div", { class: "exam-knobs" }, knobsTitle, ...knobs),
    ),
  );
  host.append(details);

  /** @type {import("../engine/protocol.js").Summary | undefined} */
  let summary;
  /** @type {Report | undefined} */
  let report;
  /** @type {ExamState} */
  let exam = { isOpen: false, isStale: false };
  let bestStep = -1;

  function goToBest() {
    if (bestStep >= 0) context.goTo(bestStep);
  }

  function fill() {
    if (!summary || !report) return;
    const { status, details: drawn } = report;
    const hasClasses = Number.isFinite(status.train_accuracy);
    const said = exam.isOpen ? exam.figures : undefined;
    const figures = {
      train: [status.train_loss, status.train_accuracy],
      validation: [status.validation_loss, status.validation_accuracy],
      test: said ? [said.loss, said.accuracy] : [],
    };
    const closed = words.say(exam.isOpen ? "exam_seen" : "exam_sealed");
    for (const { part, cells, element } of rows) {
      const [loss, right] = figures[part];
      write(cells[0], count(summary.rows[part]));
      write(cells[1], loss === undefined ? closed : measured(loss));
      write(cells[2], right === undefined || !hasClasses ? "" : accuracy(right));
      element.classList.toggle("is-sealed", loss === undefined);
    }
    if (heads[3]) heads[3].hidden = !hasClasses;
    for (const { cells } of rows) if (cells[2]) cells[2].hidden = !hasClasses;
    const brief = (/** @type {number[]} */ [loss, right]) => (hasClasses ? accuracy(right) : measured(loss));
    write(
      short,
      words.say(said ? "exam_short" : "exam_short_sealed", {
        train: brief(figures.train),
        validation: brief(figures.validation),
        test: said ? brief([said.loss, said.accuracy]) : "",
      }),
    );
    const isEarly = report.clock === 0;
    open.hidden = exam.isOpen;
    // Named disabled and not made so: it says why.
    open.setAttribute("aria-disabled", String(isEarly));
    open.title = isEarly ? words.say("exam_open_early") : "";
    write(note, verdict(said));
    const lowest = drawn && lowestValidation(drawn.curve);
    const isPast =
      lowest !== undefined &&
      lowest.step < report.clock &&
      status.validation_loss > lowest.validationLoss * (1 + SAME);
    bestStep = isPast ? lowest.step : -1;
    back.hidden = !isPast;
    write(
      best,
      isPast
        ? words.say("exam_best", { step: lowest.step, loss: measured(lowest.validationLoss) })
        : isEarly
          ? ""
          : words.say("exam_best_now"),
    );
  }

  /** @param {ExamState["figures"]} said */
  function verdict(said) {
    if (!exam.isOpen) return "";
    if (!said) return words.say("exam_unknown");
    if (exam.isStale) return words.say("exam_stale", { step: said.step });
    const mock = report?.status.validation_accuracy ?? Number.NaN;
    const sentences = [words.say("exam_taken", { step: said.step })];
    if (mock - said.accuracy > FELL) sentences.push(words.say("exam_fell"));
    return words.sentences([...sentences, words.say("exam_over")]);
  }

  words.follow(() => {
    write(title, words.say("exam"));
    details.title = words.say("exam_help");
    const keys = /** @type {const} */ (["exam_part", "exam_rows", "exam_loss", "exam_right"]);
    heads.forEach((head, at) => {
      write(head, words.say(keys[at] ?? "exam_part"));
    });
    for (const { part, name } of rows) {
      write(name, words.say(`exam_${part}`));
      name.title = words.say(`exam_${part}_help`);
    }
    write(open, words.say("exam_open"));
    write(back, words.say("exam_go_best"));
    write(knobsTitle, words.say("exam_knobs"));
    knobsTitle.title = words.say("exam_knobs_help");
    fill();
  });

  return {
    /** Another run. @param {import("../engine/protocol.js").Summary} data */
    begin(data) {
      summary = data;
      // A formula has no rows to be examined on.
      host.hidden = data.rows.test === 0;
      fill();
    },
    /** @param {Report} now with details */
    report(now) {
      report = now;
      fill();
    },
    /** @param {ExamState} now */
    show(now) {
      exam = now;
      fill();
    },
  };
}
