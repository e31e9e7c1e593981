// The module with which the lesson's small instruments compute: clusters, and one unit by itself. Nothing else needs it.
import { compileInstruments } from "./modules.js";

/**
 * @typedef {typeof import("../pkg/instruments.js")} Instruments
 * @typedef {import("../pkg/instruments.js").Neuron} Neuron
 * @typedef {import("../pkg/instruments.js").Clusters} Clusters
 */

/** @type {Promise<Instruments> | undefined} */
let arrival;

/** Fetched and instantiated once. @returns {Promise<Instruments>} */
export function loadInstruments() {
  arrival ??= fetchIt();
  return arrival;
}

async function fetchIt() {
  const [instruments, module] = await Promise.all([import("../pkg/instruments.js"), compileInstruments()]);
  await instruments.default({ module_or_path: module });
  return instruments;
}
