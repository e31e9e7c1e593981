// The loss chart: training and validation loss over steps. plotters draws; the numbers are said on hover and for readers.
import { createChartCanvas } from "../chart_canvas.js";
import { createPointerValue } from "../pointer_value.js";
import { nearestPoint, POINT } from "./points.js";
import { describeCurve } from "./sentence.js";

/**
 * @typedef {import("./points.js").CurvePoint} CurvePoint
 * @typedef {{step: () => string, title: (first: CurvePoint, last: CurvePoint) => string, value: (point: CurvePoint) => string,
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
  let curve = new Float32Array();
  let residual = "off";
  const chart = createChartCanvas(host, arrival, (charts, canvas, style) => {
    const labels = { step: words.step(), series: residual === "off" ? "plain" : "skip" };
    charts.draw_loss_chart(canvas, curve, JSON.stringify(labels), style);
  });
  createPointerValue(
    host,
    (share) => {
      const last = curve.at(-POINT) ?? 0;
      const point = nearestPoint(curve, share * Math.max(1, last));
      return point ? words.value(point) : "";
    },
    () => LEFT,
  );
  function describe() {
    const first = nearestPoint(curve, 0);
    const last = nearestPoint(curve, Number.POSITIVE_INFINITY);
    const seen = describeCurve(curve);
    const sentence = seen ? words.seen(seen) : "";
    if (saying.textContent !== sentence) saying.textContent = sentence;
    if (first && last) chart.canvas.setAttribute("aria-label", words.title(first, last));
  }

  return {
    /** @param {Float32Array<any>} points as `Session.curve` gives them @param {string} kind of residual connections */
    show(points, kind) {
      curve = points;
      residual = kind;
      describe();
      chart.refresh();
    },
    /** Words or colours have changed. @param {import("../chart_canvas.js").Colours} colours */
    restyle(colours) {
      describe();
      chart.setColours(colours);
    },
  };
}
