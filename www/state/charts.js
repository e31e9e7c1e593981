// The module that draws charts with plotters. It is apart from the core, because the first picture and the workers need none.
import { compileCharts } from "./modules.js";

/** @typedef {typeof import("../pkg/charts.js")} Charts */

/** Loads and instantiates it. @returns {Promise<Charts>} */
export async function loadCharts() {
  const [charts, module] = await Promise.all([import("../pkg/charts.js"), compileCharts()]);
  await charts.default({ module_or_path: module });
  return charts;
}
