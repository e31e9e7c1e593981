// The loss chart: loss or accuracy over steps, of one run with its validation rows or of several. plotters draws; the numbers
// are said on hover and for readers.
import { createChartCanvas } from "../chart_canvas.js";
import { createPointerValue } from "../pointer_value.js";
import { hasAccuracy, nearestPoint, POINT } from "./points.js";
import { describeCurve } from "./sentence.js";

/**
 * @typedef {import("./points.js").CurvePoint} CurvePoint
 * @typedef {"loss" | "accuracy"} Measure
 * One run's curve as `Session.curve` gives it, and whose colour it has.
 * @typedef {{points: Float32Array<any>, series: "plain" | "skip" | "lead" | "first" | "second" | "third"}} Line
 * @typedef {{step: () => string, title: (first: CurvePoint, last: CurvePoint) => string,
 *   value: (point: CurvePoint, measure: Measure) => string, values: (points: (CurvePoint | undefined)[], measure: Measure) => string,
 *   seen: (what: NonNullable<ReturnType<typeof describeCurve>>) => string}} CurveWords
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
  const chart = createChartCanvas(host, arrival, (charts, canvas, style) => {
    const curves = lines.map(({ points, series }) => ({ points: points.length / POINT, series }));
    const all = new Float32Array(lines.reduce((sum, { points }) => sum + points.length, 0));
    let at = 0;
    for (const { points } of lines) {
      all.set(points, at);
      at += points.length;
    }
    charts.draw_loss_chart(canvas, all, JSON.stringify({ step: words.step(), measure, curves }), style);
  });
  createPointerValue(
    host,
    (share) => {
      const last = Math.max(1, ...lines.map(({ points }) => points.at(-POINT) ?? 0));
      const step = Math.round(share * last);
      const [lead, ...others] = lines.map(({ points }) => nearestPoint(points, step));
      if (!lead) return "";
      if (others.length === 0) return words.value(lead, measure);
      // A run that has not begun there, or that had ended by then, has no value.
      const there = [lead, ...others].map((point, index) => {
        const [first, end] = [lines[index].points[0], lines[index].points.at(-POINT) ?? 0];
        return step >= first && step <= end + (last - first) / 100 ? point : undefined;
      });
      return there.some(Boolean) ? words.values(there, measure) : "";
    },
    () => LEFT,
  );
  function describe() {
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
     */
    show(runs, said = "") {
      lines = runs;
      race = said;
      if (measure === "accuracy" && !hasAccuracy(lines[0]?.points ?? [])) measure = "loss";
      describe();
      chart.refresh();
      return hasAccuracy(lines[0]?.points ?? []);
    },
    /** @param {Measure} wished */
    setMeasure(wished) {
      measure = wished;
      chart.refresh();
    },
    get measure() {
      return measure;
    },
    /** Words or colours have changed. @param {import("../chart_canvas.js").Colours} colours */
    restyle(colours) {
      describe();
      chart.setColours(colours);
    },
  };
}
