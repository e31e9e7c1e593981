// The fit: what the network answers, drawn or counted, with what its signs mean and a sentence that says what is seen. It asks the
// training worker only while it is seen, at a pace that leaves the worker its time.
import { accuracy, measured, percent } from "../../i18n/numbers.js";
import { h, write } from "../element.js";
import { createConfusion } from "./confusion.js";
import { createDigits } from "./digits.js";
import { kindOf, labelsOf, PARTS, pictureRows } from "./layout.js";
import { axisNames, classKey, createLegend } from "./legend.js";
import { className, columnName } from "./names.js";
import { createPicture } from "./picture.js";
import { createReader } from "./reader.js";
import { describeFit } from "./sentence.js";

/**
 * @typedef {import("./reader.js").FitAnswer} FitAnswer
 * @typedef {import("./reader.js").RawWish} RawWish
 * @typedef {import("./reader.js").RawAnswer} RawAnswer
 * @typedef {import("../../engine/protocol.js").Part} Part
 * @typedef {import("../../engine/protocol.js").Summary} Summary
 */

/** Rows of a part that are drawn at most: more would cover each other. */
const MOST_ROWS = 600;
/** Operations of a field while the run plays, and of a finer one at rest. */
const PLAYING_WORK = 1e7;
const RESTING_WORK = 1.2e8;
/** Between two questions, in milliseconds, and how much longer than its answer took. */
const PACE_MS = 240;
const PATIENCE = 6;

/**
 * @param {HTMLElement} host
 * @param {{words: import("../../i18n/index.js").Words, fits: Promise<import("../chart_canvas.js").Fits>,
 *   ask: (wish: RawWish) => Promise<RawAnswer>, editor?: import("./picture.js").PlaceEditor, tools?: Element,
 *   drawn?: (picture: {kind: import("./layout.js").Kind, frame: import("./reader.js").FitFrame}) => void}} context
 */
export function createFit(host, { words, fits, ask, editor, tools, drawn }) {
  const view = h("div", { class: "fit-view" });
  const saying = h("p", { class: "says fit-says", id: "fit-says" });
  const legend = createLegend(words);
  const confusion = createConfusion(words);
  const digits = createDigits(words);
  const picture = createPicture(view, fits, { row: sayRow, place: sayPlace }, editor);
  // Until there is an answer nobody knows which of them is wanted.
  confusion.element.hidden = true;
  digits.element.hidden = true;
  host.append(
    h(
      "div",
      { class: "fit-body" },
      view,
      confusion.element,
      h("div", { class: "fit-side" }, digits.element, legend.element, ...(tools ? [tools] : [])),
    ),
    saying,
  );

  /** @type {Summary | undefined} */
  let summary;
  let run = -1;
  /** The newest step that a report told of, and what was asked for last. */
  let now = { step: 0, isPlaying: false };
  let asked = { step: -1, work: 0 };
  let isAsking = false;
  let isSeen = false;
  let isTestOpen = false;
  let next = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** Of the present run. @type {ReturnType<typeof createReader> | undefined} */
  let reader;
  /** @type {FitAnswer | undefined} */
  let last;
  let begunWith = "";

  /** Parts that may be looked at. */
  function open() {
    if (!summary) return [];
    const { rows } = summary;
    return PARTS.filter((part) => rows[part] > 0 && (part !== "test" || isTestOpen));
  }
  function workNow() {
    return now.isPlaying ? PLAYING_WORK : RESTING_WORK;
  }

  /** Asks when there is something new to see, and when it is time. */
  function refresh() {
    if (!summary || isAsking || !isSeen || timer !== undefined) return;
    if (asked.step === now.step && asked.work >= workNow()) return;
    timer = setTimeout(
      () => {
        timer = undefined;
        void askNow();
      },
      Math.max(0, next - performance.now()),
    );
  }
  async function askNow() {
    if (!summary || !isSeen) return;
    isAsking = true;
    const of = run;
    const parts = open();
    asked = { step: now.step, work: workNow() };
    try {
      const answer = await (await readerOf(summary)).read({ parts, most: MOST_ROWS, work: asked.work });
      if (of === run) {
        last = answer;
        show();
      }
      next = performance.now() + Math.max(PACE_MS, PATIENCE * answer.ms);
      isAsking = false;
      // While it was asked the run may have gone on, or the test may have been opened.
      refresh();
    } catch {
      isAsking = false;
      asked.step = -1; // another run has come, or another worker: its first report asks again
    }
  }

  /** @param {Summary} data */
  async function readerOf(data) {
    const core = await fits;
    reader ??= createReader({ fits: core, ask, summary: data });
    return reader;
  }

  function show() {
    if (!last || !summary) return;
    const { frame, parts, columns, field } = last;
    const kind = kindOf(frame, summary.name);
    const counted = parts.at(-1);
    const key = [run, kind, parts.map(({ part }) => part), words.language].join();
    if (key !== begunWith) {
      begunWith = key;
      host.dataset.kind = kind;
      legend.begin({ kind, frame, parts: parts.map(({ part }) => part), summary });
      if (counted) confusion.begin(summary.class_names, nameOf, words.say(counted.part));
      view.hidden = kind === "table" || kind === "digits";
      confusion.element.hidden = !view.hidden;
      digits.element.hidden = kind !== "digits";
    }
    for (const { part, verdict } of parts) legend.show(part, verdict);
    if (counted?.verdict.kind === "classes") confusion.show(counted.verdict.table);
    if (kind === "digits" && counted) digits.show({ ...counted, unit: frame.units[0] ?? [0, 1] });
    drawn?.({ kind, frame });
    if (!view.hidden) picture.show({ kind, frame, rows: pictureRows(frame, parts), columns, field });
    say();
  }

  /** What is seen, as a sentence. @param {FitAnswer} answer */
  function said({ parts }) {
    const seen = describeFit(Object.fromEntries(parts.map(({ part, verdict }) => [part, verdict])));
    return seen ? sentence(seen) : "";
  }
  function say() {
    if (!last || !summary) return;
    const text = said(last);
    write(saying, text);
    picture.canvas.setAttribute("aria-label", `${words.say("fit")}. ${text}`);
    picture.canvas.setAttribute("aria-roledescription", words.say("fit_kind"));
    picture.canvas.setAttribute("aria-description", words.say("fit_keys"));
  }
  /** @param {NonNullable<ReturnType<typeof describeFit>>} seen */
  function sentence(seen) {
    const part = words.say(seen.part);
    if ("error" in seen) {
      const target = summary?.target_name ? columnName(words, summary.target_name) : words.say("fit_wanted");
      return words.say(seen.key, {
        part,
        target,
        error: measured(seen.error),
        spread: measured(seen.spread),
      });
    }
    const { right, rows, wanted, answered, count } = seen;
    return words.say(seen.key, {
      part,
      right,
      rows,
      count,
      wanted: nameOf(wanted),
      answered: nameOf(answered),
      train: percent(seen.train),
      share: percent(right / rows),
    });
  }

  /** @param {number} index of a class */
  function nameOf(index) {
    const name = summary?.class_names[index];
    // A digit is its own name.
    if (name !== undefined && summary?.name === "digits") return name;
    return className(words, name ?? String(index));
  }
  /** A class, or a number. @param {number} value */
  function worded(value) {
    if (!last || last.frame.classes === 0) return measured(value);
    return value < 0 ? "–" : nameOf(value);
  }
  /** @param {{wanted: number, answer: number, part: number}} row */
  function sayRow({ wanted, answer, part }) {
    const values = { part: words.say(PARTS[part]), wanted: worded(wanted), answer: worded(answer) };
    const isDrawn = last?.frame.classes !== 0 || last?.frame.inputs > 2;
    return words.say(isDrawn ? "fit_row" : "fit_row_wanted", values);
  }
  /** @param {{answer: number, probability: number}} answer @param {number} x @param {number} y */
  function sayPlace({ answer, probability }, x, y) {
    if (!last || !summary) return "";
    const said = Number.isFinite(probability) ? `${worded(answer)} ${accuracy(probability)}` : worded(answer);
    const places = last.frame.inputs === 1 ? [x] : [x, y];
    return words.say("fit_place", { answer: said, place: places.map((place) => measured(place)).join(", ") });
  }

  // What is scrolled away or folded asks for nothing.
  new IntersectionObserver((entries) => {
    isSeen = entries.some((entry) => entry.isIntersecting);
    refresh();
  }).observe(host);

  return {
    /** Another run: what it learns from. @param {Summary} data */
    begin(data) {
      summary = data;
      reader?.dispose();
      reader = undefined;
      last = undefined;
      asked = { step: -1, work: 0 };
      refresh();
    },
    /** @param {import("../../engine/protocol.js").Report} report */
    report(report) {
      if (report.run !== run) {
        // Of another run the data are not known yet; the first run seen had begun before.
        if (run >= 0) summary = undefined;
        run = report.run;
      }
      now = { step: report.status.step, isPlaying: report.is_playing };
      refresh();
    },
    /** The rows kept back may be seen from now on, or no longer. @param {boolean} isOpen */
    openTest(isOpen) {
      if (isTestOpen === isOpen) return;
      isTestOpen = isOpen;
      asked = { step: -1, work: 0 };
      refresh();
    },
    /** The picture of now for a file, as fine as at rest, whether the card is seen or not; none where answers are counted. */
    async drawing() {
      if (!summary || summary.layers === 0) return undefined;
      const of = summary;
      const answer = await (await readerOf(of)).read({ parts: open(), most: MOST_ROWS, work: RESTING_WORK });
      const { frame, parts, columns, field } = answer;
      const kind = kindOf(frame, of.name);
      if (kind === "table" || kind === "digits") return undefined;
      const shown = { kind, frame, summary: of };
      return {
        kind,
        field,
        columns,
        rows: pictureRows(frame, parts),
        labels: labelsOf(frame, kind),
        title: words.say("fit"),
        said: [said(answer), ...axisNames(words, shown), ...classKey(words, shown)],
      };
    },
    /** Rows of a run as they are, for whoever looks at them without their answers. @param {Summary} data @param {Part} part */
    async rows(data, part) {
      return (await readerOf(data)).rows(part, MOST_ROWS);
    },
    /** Words or colours have changed. @param {import("../chart_canvas.js").Colours} colours */
    restyle(colours) {
      picture.restyle(colours);
      digits.restyle(colours);
      show();
    },
  };
}
