// What goes through all layers of a network: the chart with its words and the choice of what it shows. It comes with the charts.
import { flowEn } from "../i18n/flow_en.js";
import { flowZh } from "../i18n/flow_zh.js";
import { createFlow } from "../stage/flow/flow.js";
import { givenNames } from "../state/branches.js";
import { createFlowChoice } from "./flow_choice.js";
import { flowWords } from "./flow_words.js";

/**
 * @param {{panel: HTMLElement, chart: HTMLElement, says: HTMLElement, unit: HTMLElement}} places the choice becomes the first in `panel`
 * @param {Pick<import("./controls.js").Context, "store" | "words">} context
 * @param {Promise<import("../state/charts.js").Charts>} charts
 */
export function createFlowCard({ panel, chart, says, unit }, { store, words }, charts) {
  words.learn({ en: flowEn, zh: flowZh });
  const flow = createFlow(
    chart,
    says,
    flowWords(words, (run) => givenNames(store.spec)[run]),
    charts,
  );
  store.listen((_, changed) => {
    if (changed.has("lead_name") || changed.has("branches")) flow.rename();
  });
  createFlowChoice(panel, unit, words, flow);
  return flow;
}
