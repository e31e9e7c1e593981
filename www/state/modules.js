// Where the compiled modules come from: files beside the page. In the single-file build the bundler puts another module in this place.

/** @param {URL} address @returns {Promise<WebAssembly.Module>} */
async function compile(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address.pathname}: ${response.status} ${response.statusText}`);
  // Some hosts do not know the type of wasm, and streaming insists on it.
  const isTyped = response.headers.get("content-type")?.startsWith("application/wasm");
  return isTyped
    ? await WebAssembly.compileStreaming(response)
    : await WebAssembly.compile(await response.arrayBuffer());
}

/** The core for engines with SIMD and that of formulas come in two halves: see `engine/parts.js`. */
const LEAD = new URL("../pkg/downhill_lead_bg.wasm", import.meta.url);
const REST = new URL("../pkg/downhill_rest_bg.wasm", import.meta.url);

/**
 * The whole core. It is instantiated on the page and, by message, in the workers.
 * @param {"simd" | "scalar"} lanes @returns {Promise<import("../engine/parts.js").Parts>}
 */
export async function compileCore(lanes) {
  if (lanes === "scalar")
    return { lead: await compile(new URL("../pkg/downhill_scalar_bg.wasm", import.meta.url)) };
  const [lead, rest] = await Promise.all([compile(LEAD), compile(REST)]);
  return { lead, rest };
}

/**
 * What a first picture needs of the core: a half, which only the rest of its own cut completes.
 * @param {"simd" | "scalar"} lanes @param {URL} lead @param {URL} rest @returns {Promise<import("./core.js").Light>}
 */
async function compileLead(lanes, lead, rest) {
  if (lanes === "scalar") throw new Error("without SIMD the core is of one piece");
  return {
    knows: "all",
    parts: { lead: await compile(lead), address: rest.href },
    compileRest: () => compile(rest),
  };
}

/**
 * What is enough for a first picture, by what it shows: see `firstPicture`. Each is written out: a call here would have the bundler carry
 * all cuts into the element, which uses none. @type {import("./core.js").Lighters}
 */
export const LIGHTERS = {
  /** Of the small core, for a run down a formula alone. */
  formula: async () => {
    const rest = new URL("../pkg/first_rest_bg.wasm", import.meta.url);
    const lead = await compile(new URL("../pkg/first_lead_bg.wasm", import.meta.url));
    return { knows: "formulas", parts: { lead, address: rest.href }, compileRest: () => compile(rest) };
  },
  default: (lanes) => compileLead(lanes, LEAD, REST),
  numbers: (lanes) =>
    compileLead(
      lanes,
      new URL("../pkg/numbers_lead_bg.wasm", import.meta.url),
      new URL("../pkg/numbers_rest_bg.wasm", import.meta.url),
    ),
  networks: (lanes) =>
    compileLead(
      lanes,
      new URL("../pkg/networks_lead_bg.wasm", import.meta.url),
      new URL("../pkg/networks_rest_bg.wasm", import.meta.url),
    ),
  races: (lanes) =>
    compileLead(
      lanes,
      new URL("../pkg/races_lead_bg.wasm", import.meta.url),
      new URL("../pkg/races_rest_bg.wasm", import.meta.url),
    ),
  told_networks: (lanes) =>
    compileLead(
      lanes,
      new URL("../pkg/told_networks_lead_bg.wasm", import.meta.url),
      new URL("../pkg/told_networks_rest_bg.wasm", import.meta.url),
    ),
  told_races: (lanes) =>
    compileLead(
      lanes,
      new URL("../pkg/told_races_lead_bg.wasm", import.meta.url),
      new URL("../pkg/told_races_rest_bg.wasm", import.meta.url),
    ),
  told_twins: (lanes) =>
    compileLead(
      lanes,
      new URL("../pkg/told_twins_lead_bg.wasm", import.meta.url),
      new URL("../pkg/told_twins_rest_bg.wasm", import.meta.url),
    ),
  told_grounds: (lanes) =>
    compileLead(
      lanes,
      new URL("../pkg/told_grounds_lead_bg.wasm", import.meta.url),
      new URL("../pkg/told_grounds_rest_bg.wasm", import.meta.url),
    ),
};

/** Texts of the schema, which the core wrote when the page was built. The bundler must see each address as it is. */
const SCHEMA = {
  en: new URL("../pkg/schema_en.json", import.meta.url),
  zh: new URL("../pkg/schema_zh.json", import.meta.url),
};
const NAMES = {
  en: new URL("../pkg/names_en.json", import.meta.url),
  zh: new URL("../pkg/names_zh.json", import.meta.url),
};
const HELP = {
  en: new URL("../pkg/help_en.json", import.meta.url),
  zh: new URL("../pkg/help_zh.json", import.meta.url),
};

/**
 * All that can be set; of its words only the name of the dial, in one language.
 * @param {"en" | "zh"} language @returns {Promise<import("./core.js").Schema>}
 */
export const fetchSchema = (language) => fetchJson(SCHEMA[language]);

/** What its fields and choices are called, and the ready-made experiments, as a tree like the schema's. @param {"en" | "zh"} language @returns {Promise<object>} */
export const fetchNames = (language) => fetchJson(NAMES[language]);

/** What its fields and choices mean, as a tree like the schema's. @param {"en" | "zh"} language @returns {Promise<object>} */
export const fetchHelp = (language) => fetchJson(HELP[language]);

/** @param {URL} address */
async function fetchJson(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address.pathname}: ${response.status} ${response.statusText}`);
  return response.json();
}

/** What the lesson's small instruments compute with. */
export function compileInstruments() {
  return compile(new URL("../pkg/instruments_bg.wasm", import.meta.url));
}

/** What draws fits and gathers clusters. */
export function compileFits() {
  return compile(new URL("../pkg/fits_bg.wasm", import.meta.url));
}

/** What draws charts. */
export function compileCharts() {
  return compile(new URL("../pkg/charts_bg.wasm", import.meta.url));
}

/** What makes a run again and checks it. */
export function compileVerify() {
  return compile(new URL("../pkg/verify_bg.wasm", import.meta.url));
}

/** What writes charts as files. */
export function compileExports() {
  return compile(new URL("../pkg/exports_bg.wasm", import.meta.url));
}
