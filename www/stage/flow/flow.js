// The gradient chart: log₁₀ ‖∂L/∂W‖ of each layer as bars, those of the run before beside them when only the residual
// switch differs. plotters draws; what is seen is said below.
import { createChartCanvas } from "../chart_canvas.js";
import { createPointerValue } from "../pointer_value.js";
import { compareLayers } from "./sentence.js";

/**
 * Bars of one run. @typedef {{log10Norms: Float32Array, residual: string}} Bars
 */

/**
 * The words of the chart, asked for whenever they are needed.
 * @typedef {{
 *   layer: () => string, below: () => string, title: () => string,
 *   compared: (comparison: NonNullable<ReturnType<typeof compareLayers>>, residual: string) => string,
 *   value: (layer: number, log10: number) => string,
 * }} FlowWords
 */

/** About what the labels at the left take, in CSS pixels. */
const LEFT = 34;

/** The colour of a network is that of its kind, everywhere. @param {string} residual */
const seriesOf = (residual) => (residual === "off" ? "plain" : "skip");

/**
 * @param {HTMLElement} host where the canvas stands
 * @param {HTMLElement} saying the sentence's place
 * @param {FlowWords} words
 * @param {Promise<import("../chart_canvas.js").Charts>} arrival of what draws
 */
export function createFlow(host, saying, words, arrival) {
  /** @type {Bars | undefined} */
  let now;
  /** @type {Bars | undefined} */
  let before;

  const chart = createChartCanvas(host, arrival, (charts, canvas, style) => {
    const bars = both();
    const right = bars.at(-1);
    if (!right) return;
    const left = bars.length > 1 ? bars[0] : undefined;
    const labels = {
      layer: words.layer(),
      below: words.below(),
      series: seriesOf(right.residual),
      previous_series: seriesOf(left?.residual ?? "off"),
    };
    charts.draw_gradient_chart(canvas, right.log10Norms, left?.log10Norms, JSON.stringify(labels), style);
  });

  /** What is shown, from left to right: the plain network stands left, whichever is the run of the spec. */
  function both() {
    const bars = [before, now].filter((one) => one !== undefined);
    return bars.sort((one, other) => Number(one.residual !== "off") - Number(other.residual !== "off"));
  }

  /** @param {Bars} bars */
  function sentence({ log10Norms, residual }) {
    const comparison = compareLayers(log10Norms);
    return comparison ? words.compared(comparison, residual) : "";
  }
  function say() {
    const runs = both();
    const texts = runs.map(sentence);
    const shown = [...saying.children].map((line) => line.textContent);
    if (
      texts.join() !== shown.join() ||
      saying.dataset.series !== runs.map(({ residual }) => residual).join()
    ) {
      saying.dataset.series = runs.map(({ residual }) => residual).join();
      saying.replaceChildren(
        ...runs.map(({ residual }, index) => {
          const line = document.createElement("span");
          line.className = `key ${seriesOf(residual)}-series`;
          line.textContent = texts[index];
          return line;
        }),
      );
    }
    chart.canvas.setAttribute("aria-label", `${words.title()}. ${texts.join("; ")}`);
  }
  createPointerValue(
    host,
    (share) => {
      if (!now) return "";
      const index = Math.min(now.log10Norms.length - 1, Math.floor(share * now.log10Norms.length));
      const values = both().map((bars) => bars.log10Norms[index]);
      return values.map((value) => words.value(index + 1, value)).join(" · ");
    },
    () => LEFT,
  );

  return {
    /** @param {Bars} bars @param {Bars | undefined} compared bars of a twin that walks in lockstep, or of the run before */
    show(bars, compared) {
      now = bars;
      before = compared;
      say();
      chart.refresh();
    },
    /** Words or colours have changed. @param {import("../chart_canvas.js").Colours} colours */
    restyle(colours) {
      if (now) say();
      chart.setColours(colours);
    },
  };
}
