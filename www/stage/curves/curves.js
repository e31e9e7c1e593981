// The loss chart: loss or accuracy over steps, of one run with its validation rows or of several. plotters draws; the numbers
// are said on hover and for readers.
import { createChartCanvas } from "../chart_canvas.js";
import { createPointerValue } from "../pointer_value.js";
import { hasAccuracy, nearestPoint, POINT, testLine } from "./points.js";
import { describeCurve } from "./sentence.js";

/**
 * @typedef {import("./points.js").CurvePoint} CurvePoint
 * @typedef {"loss" | "accuracy"} Measure
 * @typedef {"auto" | "linear" | "log"} Axis
 * What happened at a step, with what was met there. @typedef {{step: number, kind: string, value?: {loss: number, accuracy: number}}} Mark
 * One run's curve as `Session.curve` gives it, and whose colour it has.
 * @typedef {{points: Float32Array<any>, series: "plain" | "skip" | "lead" | "first" | "second" | "third"}} Line
 * Loss and accuracy on the test rows at the steps at which they were measured, since they were opened.
 * @typedef {readonly import("../flow/history.js").Column[]} Test
 * @typedef {{step: () => string, title: (first: CurvePoint, last: CurvePoint) => string,
 *   value: (point: CurvePoint, measure: Measure, test: number | undefined) => string, values: (points: (CurvePoint | undefined)[], measure: Measure) => string,
 *   seen: (what: NonNullable<ReturnType<typeof describeCurve>>) => string, keys: () => string,
 *   marks: (marks: readonly any[]) => string[]}} CurveWords
 */

/** About what the labels at the left take, in CSS pixels. */
const LEFT = 38;

/**
 * @param {HTMLElement} host where the canvas stands
 * @param {HTMLElement} saying the sentence's place
 * @param {CurveWords} words
 * @param {Promise<import("../chart_canvas.js").Charts>} arrival of what draws
 */
export function createCurves(host, saying, words, arrival) {
  /** @type {Line[]} */
  let lines = [];
  /** What several runs are said to do, since no single curve tells it. */
  let race = "";
  /** @type {Measure} */
  let measure = "loss";
  /** @type {Axis} */
  let axis = "auto";
  /** @type {readonly Mark[]} */
  let marks = [];
  /** @type {Test} */
  let test = [];
  /** Whose validation rows are drawn, too: the lead's, or those of a run that is pointed at. @type {Line["series"] | undefined} */
  let pointed;
  const happened = document.createElement("p");
  happened.className = "curve-marks";
  happened.id = "curve-marks";
  saying.after(happened);
  const chart = createChartCanvas(host, arrival, (charts, canvas, style) => {
    const curves = lines.map(({ points, series }) => ({ points: points.length / POINT, series }));
    const all = new Float32Array(lines.reduce((sum, { points }) => sum + points.length, 0));
    let at = 0;
    for (const { points } of lines) {
      all.set(points, at);
      at += points.length;
    }
    const events = marks.map(({ step, kind, value }) => {
      const met = value?.[measure];
      return met !== undefined && Number.isFinite(met) ? { step, kind, value: met } : { step, kind };
    });
    const validation = Math.max(
      0,
      lines.findIndex(({ series }) => series === pointed),
    );
    const tested = testLine(test, measure);
    const labels = { step: words.step(), measure, axis, curves, events, validation, test: tested };
    charts.draw_loss_chart(canvas, all, JSON.stringify(labels), style);
    canvas.dataset.axis = axis;
  });
  const values = createPointerValue(
    host,
    (share) => {
      const last = Math.max(1, ...lines.map(({ points }) => points.at(-POINT) ?? 0));
      const step = Math.round(share * last);
      const [lead, ...others] = lines.map(({ points }) => nearestPoint(points, step));
      if (!lead) return "";
      if (others.length === 0) {
        const seen = test.filter((column) => column.step <= lead.step).slice(-1);
        return words.value(lead, measure, testLine(seen, measure)[1]);
      }
      // A run that has not begun there, or that had ended by then, has no value.
      const there = [lead, ...others].map((point, index) => {
        const [first, end] = [lines[index].points[0], lines[index].points.at(-POINT) ?? 0];
        return step >= first && step <= end + (last - first) / 100 ? point : undefined;
      });
      return there.some(Boolean) ? words.values(there, measure) : "";
    },
    () => LEFT,
    words.keys,
  );
  function describe() {
    const told = words.marks(marks);
    if (told.join() !== [...happened.children].map((line) => line.textContent).join()) {
      happened.replaceChildren(
        ...told.map((text) => {
          const line = document.createElement("span");
          line.textContent = text;
          return line;
        }),
      );
    }
    const lead = lines[0]?.points ?? new Float32Array();
    const first = nearestPoint(lead, 0);
    const last = nearestPoint(lead, Number.POSITIVE_INFINITY);
    const seen = describeCurve(lead);
    const sentence = race || (seen ? words.seen(seen) : "");
    if (saying.textContent !== sentence) saying.textContent = sentence;
    if (first && last) {
      const title = words.title(first, last);
      chart.canvas.setAttribute("aria-label", race ? `${title} ${race}` : title);
    }
  }

  return {
    /**
     * @param {Line[]} runs that of the spec first
     * @param {string} said of all of them, if there are several
     * @param {readonly Mark[]} what what happened on the way
     * @param {Test} opened what the test rows say of the first one
     */
    show(runs, said = "", what = [], opened = []) {
      lines = runs;
      marks = what;
      test = opened;
      race = said;
      if (measure === "accuracy" && !hasAccuracy(lines[0]?.points ?? [])) measure = "loss";
      describe();
      chart.refresh();
      return hasAccuracy(lines[0]?.points ?? []);
    },
    /** The validation rows of this run are drawn; those of the lead if it is none. @param {Line["series"] | undefined} series */
    point(series) {
      if (series === pointed) return;
      pointed = series;
      chart.refresh();
    },
    /** @param {Measure} wished */
    setMeasure(wished) {
      measure = wished;
      chart.refresh();
    },
    /** @param {Axis} wished */
    setAxis(wished) {
      axis = wished;
      chart.refresh();
    },
    get marks() {
      return marks;
    },
    /** What the test rows said, as the chart takes it. @param {Measure} of */
    tested: (of) => testLine(test, of),
    get measure() {
      return measure;
    },
    /** Words or colours have changed. @param {import("../chart_canvas.js").Colours} colours */
    restyle(colours) {
      describe();
      values.tell();
      chart.setColours(colours);
    },
  };
}
