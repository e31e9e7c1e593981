/**
 * The legend of the heights: a bar of the same colours, ticks at contour lines, the cap marked. Plain DOM.
 *
 * @import { HeightScale, LossRange } from "./types.js"
 * @import { Contours } from "./contours.js"
 */
import { colourAt } from "./colormap.js";
import { chooseContours, legendTicks } from "./contours.js";
import { levelOf } from "./range.js";

/**
 * What a legend shows: ticks from low to high (`level` 0…1), the losses at its ends, the distance of the contour
 * lines (null where it is not one number), whether the top means "at least" and the bottom "at most".
 * @typedef {{low: number, high: number, scale: HeightScale, capped: boolean, floored: boolean,
 *   ticks: {loss: number, level: number}[], contourStep: number | null}} LegendData
 */

/** Words of the legend; `{loss}` and `{step}` are replaced. @typedef {{title: string, cap: string, floor: string, step: string, describe: string}} LegendWords */

/**
 * @param {LossRange & {floored?: boolean}} range @param {HeightScale} scale @param {boolean} capped
 * @param {Contours} [contours] as drawn
 * @returns {LegendData}
 */
export function legendData(range, scale, capped, contours = chooseContours(range, scale)) {
  const ticks = legendTicks(contours, 7).map((loss) => ({ loss, level: levelOf(loss, range, scale, 0, 1) }));
  return {
    low: range.low,
    high: range.high,
    scale,
    capped,
    floored: range.floored ?? false,
    ticks,
    contourStep:
      contours.rule === "decade" || (scale === "log" && contours.rule === "even") ? null : contours.step,
  };
}

/**
 * Makes an empty legend; `update` fills it. Class names: mountain-legend, -bar, -tick, -cap; ticks are placed by
 * `bottom` in percent, so the bar's height is free.
 * @param {HTMLElement} host
 */
export function createLegend(host) {
  const figure = document.createElement("div");
  figure.className = "mountain-legend";
  figure.setAttribute("role", "img");
  figure.setAttribute("aria-label", "…");
  const title = document.createElement("span");
  title.className = "mountain-legend-title";
  const bar = document.createElement("canvas");
  bar.className = "mountain-legend-bar";
  bar.width = 1;
  bar.height = 256;
  const scale = document.createElement("div");
  scale.className = "mountain-legend-scale";
  const cap = document.createElement("span");
  cap.className = "mountain-legend-cap";
  figure.append(title, cap, bar, scale);
  host.append(figure);
  const context = bar.getContext("2d");
  for (let y = 0; context && y < 256; y++) {
    context.fillStyle = `rgb(${colourAt(1 - y / 255).join(" ")})`;
    context.fillRect(0, y, 1, 1);
  }

  return {
    element: figure,
    /**
     * @param {LegendData} data @param {LegendWords} words
     * @param {(loss: number) => string} format writes a loss in the reader's language
     */
    update(data, words, format) {
      title.textContent = words.title;
      cap.textContent = data.capped ? words.cap.replace("{loss}", format(data.high)) : "";
      cap.hidden = !data.capped;
      const marks = data.ticks.map(({ loss, level }) => {
        const mark = document.createElement("span");
        mark.className = "mountain-legend-tick";
        mark.style.bottom = `${(level * 100).toFixed(2)}%`;
        const floor = data.floored && loss <= data.low * 1.000001;
        mark.textContent = floor ? words.floor.replace("{loss}", format(loss)) : format(loss);
        return mark;
      });
      scale.replaceChildren(...marks);
      const text = words.describe.replace("{low}", format(data.low)).replace("{high}", format(data.high));
      const step = data.contourStep === null ? "" : words.step.replace("{step}", format(data.contourStep));
      figure.setAttribute(
        "aria-label",
        [words.title, text, step, cap.textContent].filter(Boolean).join(". "),
      );
    },
  };
}
