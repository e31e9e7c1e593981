// The chart of the layers: a logarithm of each as bars, those of the twin or of the run before beside them, below them what units are
// blocked and how it went over time. plotters draws; what is seen is said below.
import { createChartCanvas } from "../chart_canvas.js";
import { createPointerValue } from "../pointer_value.js";
import { blockedOf, valuesOf } from "./history.js";
import { comparedLayers, compareLayers } from "./sentence.js";
import { createStrip } from "./strip.js";

/**
 * How the first weights were drawn, for theory: names as a spec has them.
 * @typedef {{activation: string, init: string, gain: number, variance: number}} Fresh
 * One run: log₁₀ ‖∂L/∂W‖ of its layers, and `flow` as `Session.layer_flow` gives it, once it has been looked at. `record`: what was seen of
 * it on its way, if it walks, and `run` its number, 0 for the lead. `fresh` of a plain network whose layers are equally wide; `isHeld`: all weights but two are held fixed.
 * @typedef {{log10Norms: Float32Array, flow?: Float32Array | undefined, record?: import("./history.js").LayerRecord | undefined,
 *   run?: number | undefined, residual: string, activation: string, fresh?: Fresh | undefined, isHeld?: boolean}} Bars
 * @typedef {import("./history.js").Quantity} Quantity
 */

/**
 * The words of the chart, asked for whenever they are needed.
 * @typedef {{
 *   layer: () => string, below: (isHeld: boolean) => string, title: (quantity: Quantity) => string,
 *   compared: (quantity: Quantity, comparison: import("./sentence.js").Comparison, of: Pick<Bars, "run" | "residual">) => string,
 *   value: (layer: number, log10: number[], blocked: (ReturnType<typeof blockedOf>[number] | undefined)[], isDead: boolean) => string,
 *   held: () => string, theory: (log10Factor: number) => string, overTime: (quantity: Quantity) => string,
 *   went: (quantity: Quantity, layer: number, from: import("./history.js").Column, to: import("./history.js").Column) => string,
 *   valuesAt: (step: number, low: number, high: number, log10: Float32Array) => string,
 *   blocked: (isDead: boolean) => string,
 *   units: (blocked: ReturnType<typeof blockedOf>, isDead: boolean) => string, unitsHelp: (isDead: boolean) => string,
 * }} FlowWords
 */

/** From this many layers on a slope is one. */
const LEAST_LAYERS = 6;

/** About what the labels at the left take, in CSS pixels. */
const LEFT = 34;

/** The logarithm where axes and colours end at least: a fixed foot keeps different runs comparable. */
const FOOT = { weights: -9, signals: -9, outputs: -3 };

/** So many saturated values are worth a row of boxes. */
const SOME = 0.01;

/** The colour of a network is that of its kind, everywhere. @param {string} residual */
const seriesOf = (residual) => (residual === "off" ? "plain" : "skip");

/** Whether a blocked unit is called dead. @param {Bars} bars */
const isDead = ({ activation }) => activation === "relu";

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
  /** @type {Quantity} */
  let quantity = "weights";
  /** What is said below the chart. */
  let told = "";
  /** Decades that theory expects of each layer on the way back; NaN where it is silent. */
  let slope = Number.NaN;
  /** For which start that was asked. */
  let answered = "null";
  const theory = document.createElement("p");
  theory.className = "flow-theory";
  theory.id = "flow-theory";
  theory.hidden = true;
  const units = document.createElement("p");
  units.className = "flow-units";
  units.id = "flow-units";
  units.hidden = true;
  saying.after(units, theory);
  const compared = (/** @type {Float32Array} */ log10) => comparedLayers(log10.length);
  const strip = createStrip(host, {
    name: () => words.overTime(quantity),
    says: (from, to) => {
      const [low, high] = compared(to.values);
      return words.went(quantity, quantity === "outputs" ? high : low, from, to);
    },
    value: (step, log10) => words.valuesAt(step, ...compared(log10), log10),
  });

  const chart = createChartCanvas(host, arrival, (charts, canvas, style) => {
    askTheory(charts);
    const picture = drawing();
    if (!picture) return;
    charts.draw_gradient_chart(canvas, picture.now, picture.before, JSON.stringify(picture.labels), style);
  });

  /** Once a network: a sum over many layers is nothing to be done ten times a second. @param {import("../chart_canvas.js").Charts} charts */
  function askTheory(charts) {
    const plain = both().find(({ fresh }) => fresh);
    const fresh = plain && plain.log10Norms.length >= LEAST_LAYERS ? plain.fresh : undefined;
    const asked = JSON.stringify(fresh ?? null);
    if (asked !== answered) {
      answered = asked;
      slope = fresh
        ? charts.gradient_slope(fresh.activation, fresh.init, fresh.gain, fresh.variance)
        : Number.NaN;
    }
    sayTheory();
  }

  /** What is drawn: for the screen and for files. */
  function drawing() {
    const bars = both();
    const right = bars.at(-1);
    if (!right) return undefined;
    const left = bars.length > 1 ? bars[0] : undefined;
    const plain = bars.find(({ fresh }) => fresh);
    const hasTheory = quantity !== "outputs" && Number.isFinite(slope) && plain;
    const shares = bars.map(sharesOf);
    const isSome = shares.some((all) =>
      all.some((share, at) => share >= (at % 2 === 0 ? Number.MIN_VALUE : SOME)),
    );
    return {
      now: values(right),
      before: left && values(left),
      labels: {
        layer: words.layer(),
        below: words.below(right.isHeld === true),
        series: seriesOf(right.residual),
        previous_series: seriesOf(left?.residual ?? "off"),
        theory: hasTheory ? { slope, bars: plain === right ? "now" : "previous" } : null,
        foot: FOOT[quantity],
        blocked_word: words.blocked(isDead(right)),
        blocked: isSome ? shares.at(-1) : [],
        previous_blocked: isSome && left ? shares[0] : [],
      },
    };
  }

  /** @param {Bars} bars */
  const values = ({ log10Norms, flow }) => valuesOf(quantity, log10Norms, flow);

  /** Two shares a layer: of units blocked on every row, of rows and units together. A ReLU is 0 on many rows and well. @param {Bars} bars */
  function sharesOf(bars) {
    return blockedOf(bars.flow).flatMap(({ units: all, blocked, share }) => [
      blocked / all,
      isDead(bars) ? 0 : share,
    ]);
  }

  /** What is shown, from left to right: the plain network stands left, whichever is the run of the spec. */
  function both() {
    const bars = [before, now].filter((one) => one !== undefined);
    return bars.sort((one, other) => Number(one.residual !== "off") - Number(other.residual !== "off"));
  }

  function sayTheory() {
    theory.hidden = !Number.isFinite(slope) || quantity === "outputs";
    if (theory.hidden) return;
    const text = words.theory(slope);
    if (theory.textContent !== text) theory.textContent = text;
  }

  /** @param {Bars} bars */
  function sentence(bars) {
    const log10 = values(bars);
    // Layers of fixed weights receive nothing because nobody asks: no loss on the way is to be told.
    if (bars.isHeld && quantity === "weights") return log10.length < 2 ? "" : words.held();
    const comparison = compareLayers(log10, quantity === "outputs" ? "forward" : "back");
    return comparison ? words.compared(quantity, comparison, bars) : "";
  }
  /** @param {HTMLElement} place @param {readonly Bars[]} runs @param {readonly string[]} texts */
  function write(place, runs, texts) {
    const shown = [...place.children].map((line) => line.textContent);
    const series = runs.map(({ residual }) => residual).join();
    if (texts.join() === shown.join() && place.dataset.series === series) return;
    place.dataset.series = series;
    place.replaceChildren(
      ...runs.map(({ residual }, index) => {
        const line = document.createElement("span");
        line.className = `key ${seriesOf(residual)}-series`;
        line.textContent = texts[index];
        return line;
      }),
    );
  }
  function say() {
    const runs = both();
    const texts = runs.map(sentence);
    write(saying, runs, texts);
    const blocked = runs.map((bars) => words.units(blockedOf(bars.flow), isDead(bars)));
    units.hidden = blocked.every((text) => text === "");
    write(units, runs, blocked);
    units.title = words.unitsHelp(runs.some(isDead));
    const said = [...texts, ...blocked].filter((text) => text !== "");
    told = said.join("; ");
    chart.canvas.setAttribute("aria-label", `${words.title(quantity)}. ${told}`);
    strip.show(
      runs.flatMap(({ record, residual }) =>
        record ? [{ history: record[quantity], series: seriesOf(residual) }] : [],
      ),
      FOOT[quantity],
    );
  }
  const pointer = createPointerValue(
    host,
    (share) => {
      if (!now) return "";
      const runs = both();
      const index = Math.min(now.log10Norms.length - 1, Math.floor(share * now.log10Norms.length));
      return words.value(
        index + 1,
        runs.map((bars) => values(bars)[index] ?? Number.NaN),
        runs.map((bars) => blockedOf(bars.flow)[index]),
        isDead(now),
      );
    },
    () => LEFT,
    () => words.title(quantity),
  );

  return {
    /** @param {Bars} bars @param {Bars | undefined} twin that walks in lockstep @param {Bars | undefined} former bars of the run before */
    show(bars, twin, former) {
      now = { ...bars, run: 0 };
      before = twin ?? former;
      say();
      chart.refresh();
    },
    /** @param {Quantity} wished */
    setQuantity(wished) {
      quantity = wished;
      if (now) say();
      sayTheory();
      pointer.tell();
      chart.refresh();
    },
    get quantity() {
      return quantity;
    },
    get said() {
      return told;
    },
    drawing,
    /** Runs are called otherwise. */
    rename() {
      if (now) say();
    },
    /** Words or colours have changed. @param {import("../chart_canvas.js").Colours} colours */
    restyle(colours) {
      if (now) say();
      pointer.tell();
      sayTheory();
      strip.restyle(colours);
      chart.setColours(colours);
    },
  };
}
