// The module that draws charts with plotters. It is apart from the core, because the first picture and the workers need none.
import { compileCharts, compileExports } from "./modules.js";

/** @typedef {typeof import("../pkg/charts.js")} Charts */

/** Loads and instantiates it. @returns {Promise<Charts>} */
export async function loadCharts() {
  const [charts, module] = await Promise.all([import("../pkg/charts.js"), compileCharts()]);
  await charts.default({ module_or_path: module });
  return charts;
}

/** The module that writes charts as SVG files, fetched when one is wanted. @returns {Promise<typeof import("../pkg/exports.js")>} */
export async function loadExports() {
  const [exports, module] = await Promise.all([import("../pkg/exports.js"), compileExports()]);
  await exports.default({ module_or_path: module });
  return exports;
}
