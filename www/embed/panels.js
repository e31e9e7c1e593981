// What can be seen of a run beside its mountain: curves, gradients, answers, the network. Each comes with its code, words and looks when it
// is asked for, and follows one report after another.
import { curveWords } from "../lab/curve_words.js";
import { h } from "../lab/dom.js";
import { createFlowCard } from "../lab/flow_card.js";
import { runSeries, SERIES } from "../lab/runs.js";
import { createCurves } from "../stage/curves/curves.js";
// @ts-expect-error The bundler gives the text of a style sheet; types know nothing of it.
import chartLook from "../style/charts.css?inline";
import { readPlainColours } from "./colours.js";
import { dressMore } from "./look.js";

/**
 * @typedef {import("../engine/protocol.js").Report} Report
 * @typedef {import("../stage/flow/flow.js").Bars} Bars
 * @typedef {{
 *   words: import("../i18n/index.js").Words, store: import("../state/store.js").Store, root: ShadowRoot,
 *   core: import("../state/core.js").Core, charts: () => Promise<import("../state/charts.js").Charts>,
 *   run: () => import("../lab/experiment.js").Experiment | undefined, failed: (error: unknown) => void,
 *   summary: () => import("../engine/protocol.js").Summary | undefined,
 * }} Context
 * @typedef {{
 *   element: HTMLElement,
 *   begin?: (summary: import("../engine/protocol.js").Summary) => void,
 *   report?: (report: Report) => void,
 *   gradients?: (bars: Bars, twin: Bars | undefined, former: Bars | undefined) => void,
 *   restyle: (colours: import("../lab/theme.js").Colours) => void,
 * }} Panel
 */

/** @type {Record<Exclude<import("./wishes.js").View, "mountain">, (context: Context) => Panel>} */
const MAKERS = { curves, flow, fit, network };

/** @param {keyof typeof MAKERS} view @param {Context} context @returns {Panel} */
export function createPanel(view, context) {
  return MAKERS[view](context);
}

/**
 * @param {import("../i18n/index.js").Words} words
 * @param {"loss" | "tabs_flow"} title
 * @param {Node[]} children
 */
function chartCard(words, title, ...children) {
  const name = h("h2");
  words.follow(() => {
    name.textContent = words.say(title);
  });
  return h(
    "section",
    { class: "panel chart", part: "chart" },
    h("div", { class: "card-head" }, name),
    ...children,
  );
}

/** @param {Context} context @returns {Panel} */
function curves({ words, store, root, charts }) {
  dressMore(root, chartLook);
  const [view, says] = [h("div", { class: "chart-view" }), h("p", { class: "says" })];
  const chart = createCurves(view, says, curveWords(words), charts());
  return {
    element: chartCard(words, "loss", view, says),
    report(report) {
      if (!report.details) return;
      const { details, others } = report;
      const lines = [{ points: details.curve, series: runSeries(store.spec) }];
      const rivals = others.flatMap(({ index, details: of }) =>
        of ? [{ points: of.curve, series: SERIES[Math.min(index, SERIES.length - 1)] }] : [],
      );
      chart.show(rivals.length > 0 ? [{ ...lines[0], series: SERIES[0] }, ...rivals] : lines);
    },
    restyle: (colours) => chart.restyle(colours),
  };
}

/** @param {Context} context @returns {Panel} */
function flow({ words, store, root, charts }) {
  dressMore(root, chartLook);
  const [view, says] = [h("div", { class: "chart-view" }), h("p", { class: "says" })];
  const [unit, panel] = [h("small"), h("div", { class: "tab-panel" }, view, says)];
  const element = chartCard(words, "tabs_flow", panel);
  element.querySelector(".card-head")?.append(unit);
  const chart = createFlowCard({ panel, chart: view, says, unit }, { store, words }, charts());
  return {
    element,
    gradients: (bars, twin, former) => chart.show(bars, twin, former),
    restyle: (colours) => chart.restyle(colours),
  };
}

/** @param {Context} context @returns {Panel} */
function fit({ words, store, root, core, run, failed }) {
  const element = h("section", { class: "panel fit", part: "chart" });
  /** @type {ReturnType<typeof import("../lab/fit_card.js").createFitCard> | undefined} */
  let card;
  /** @type {import("../engine/protocol.js").Summary | undefined} */
  let summary;
  /** @type {Report | undefined} */
  let last;
  const fits = core.loadFits();
  /** @param {import("../engine/protocol.js").RawWish} wish */
  const ask = (wish) => run()?.engine.rawAnswers(wish) ?? Promise.reject(new Error("there is no run"));
  const comes = async () => {
    const [{ createFitCard }, look] = await Promise.all([
      import("../lab/fit_card.js"),
      // @ts-expect-error The bundler gives the text of a style sheet; types know nothing of it.
      import("../style/fit.css?inline"),
      fits,
    ]);
    dressMore(root, look.default);
    card = createFitCard(element, { words, store, fits, ask, coloursOf: readPlainColours });
    if (last) card.report(last);
    if (summary) card.begin(summary);
  };
  comes().catch(failed);
  return {
    element,
    begin(data) {
      summary = data;
      element.hidden = data.layers === 0; // a formula has no rows
      card?.begin(data);
    },
    report(report) {
      last = report;
      card?.report(report);
    },
    restyle: (colours) => card?.restyle(colours),
  };
}

/** @param {Context} context @returns {Panel} */
function network({ words, store, root, run, failed, summary }) {
  const element = h("section", { class: "panel network", part: "chart" });
  /** @type {import("../lab/theme.js").Colours | undefined} */
  let colours;
  /** @type {ReturnType<typeof import("../lab/network_card.js").createNetworkCard> | undefined} */
  let card;
  const comes = async () => {
    const [{ createNetworkCard }, look] = await Promise.all([
      import("../lab/network_card.js"),
      // @ts-expect-error The bundler gives the text of a style sheet; types know nothing of it.
      import("../style/network.css?inline"),
    ]);
    dressMore(root, look.default);
    if (!colours) return;
    // The run's engine may be another one by the time of the question.
    const asked = {
      lookInside: (/** @type {import("../engine/protocol.js").InsideRequest} */ request) =>
        run()?.engine.lookInside(request) ?? Promise.reject(new Error("there is no run")),
    };
    /** @type {import("../lab/weight_editor.js").Hand} */
    const hand = {
      set: (entry, value, isFinal) => run()?.setWeight(entry, value, isFinal),
      setBefore: (entry) => run()?.weightSet(entry),
      takeBack: (event) => run()?.takeBack(event),
    };
    const context = { words, store, engine: asked, colours, summary: summary(), hand };
    card = createNetworkCard(element, context);
    card.setSeen(true);
  };
  return {
    element,
    begin: (data) => card?.begin(data),
    report: (report) => report.details && card?.refresh(),
    restyle(theme) {
      const isFirst = colours === undefined;
      colours = theme;
      if (isFirst) comes().catch(failed);
      else card?.restyle(theme);
    },
  };
}
