// The page's own instance of the core: the link codec, and the schema beside it. No training happens here.

import { assemble } from "../engine/parts.js";
import init, { branch_specs, decode_link, encode_link, fresh_seed, relief } from "../pkg/downhill.js";
import { loadCharts } from "./charts.js";
import { loadFits } from "./fits.js";
import { lanesOfEngine } from "./lanes.js";
import { compileCore, fetchHelp, fetchNames, fetchSchema } from "./modules.js";
import { roomLink, splitRoom } from "./room.js";

/**
 * Words in each language that has been spoken. Names of fields and choices, presets, and what all of it means (`help`) come later: see `learnNames` and
 * `learnHelp`.
 * @typedef {{en: string, zh: string}} Text
 * Another field holds one of these choices. @typedef {{field: string, is: string[]}} Condition
 * @typedef {"basic" | "more" | "expert" | "hidden"} Level
 * @typedef {{value: string, level: Level, when?: Condition[], label: Text, help: Text}} Choice
 * @typedef {{name: string, key: string, group: "data" | "network" | "training" | "view", level: Level,
 *   type: "integer" | "number" | "choice" | "list" | "branches" | "name" | "events" | "table", scale?: "linear" | "log", min?: number, max?: number, step?: number, length?: number,
 *   default: number | string, live: boolean, branch: "never" | "start" | "any", when?: Condition[], zero?: Text, choices?: Choice[],
 *   label: Text, help: Text}} Field
 * @typedef {{name: string, label: Text, help: Text, link: string}} Preset
 * A problem of two parameters: their names and the window to look at, see `ProblemView` in the core.
 * @typedef {{name: string, parameters: [string, string], a: [number, number], b: [number, number], start: [number, number], learning_rate: number,
 *   landmarks: number[]}} ProblemView
 * @typedef {{version: number, fields: Field[], presets: Preset[], problems: ProblemView[]}} Schema
 */

/** A flat spec: one value for each field of the schema. @typedef {Record<string, number | string>} Spec */

/** @typedef {import("../engine/parts.js").Parts} Parts */
/**
 * A core that is enough for a first picture: that of formulas, or the first half of a cut of the one that knows all.
 * @typedef {{knows: "formulas" | "all", parts: Parts, compileRest: () => Promise<WebAssembly.Module>}} Light
 * @typedef {(lanes: "simd" | "scalar") => Promise<Light>} Lighter
 * By what a first picture shows; nothing where the whole core is at hand.
 * @typedef {Partial<Record<ReturnType<typeof import("./faces.js").firstPicture>, Lighter>>} Lighters
 */

/** Between two tries to fetch the rest of the core, in milliseconds, and at most: nobody waits for it, so nobody is told. */
const RETRY_MS = 2000;
const LONGEST_RETRY_MS = 60_000;

/**
 * A part of a link that could not be used. See `Problem` in the core's link codec.
 * @typedef {{field: string, kind: string, got: string, min?: number, max?: number, choices?: string[], used: string}} Problem
 */

/**
 * @typedef {{
 *   parts: Parts, fetchWhole: (() => Promise<Parts>) | undefined, fetchRest: (() => Promise<WebAssembly.Module>) | undefined,
 *   complete: () => Promise<unknown>,
 *   lanes: "simd" | "scalar", schema: Schema, learn: (language: "en" | "zh") => Promise<void>,
 *   learnHelp: () => Promise<void>, learnNames: () => Promise<void>,
 *   decodeLink: (text: string) => {spec: Spec, problems: Problem[], room: import("./room.js").Room},
 *   encodeLink: (spec: Spec, room?: import("./room.js").Room) => string,
 *   branchSpecs: (spec: Spec) => Spec[],
 *   freshSeed: () => number,
 *   relief: (heights: Float32Array, columns: number) => ArrayLike<number>,
 *   loadCharts: typeof loadCharts,
 *   loadFits: typeof loadFits,
 * }} Core
 */

/**
 * Compiles the core once; the workers get the same one.
 * @param {"en" | "zh"} language of the schema's words
 * @param {Lighter} [compileLighter] what is enough for the first picture: after that of formulas `fetchWhole` gives the workers the whole
 *   core, after its first half `fetchRest` gives the other one; `complete` is for the page's own instance
 * @returns {Promise<Core>}
 */
export async function loadCore(language, compileLighter) {
  const lanes = lanesOfEngine();
  // Without the lighter one the whole one does as well.
  const lighter = compileLighter?.(lanes).catch(() => undefined);
  const whole = lighter ? undefined : compileCore(lanes);
  const [light, schema] = await Promise.all([lighter, fetchSchema(language), whole]);
  const parts = light?.parts ?? (await (whole ?? compileCore(lanes)));
  const own = assemble(parts, await init({ module_or_path: parts.lead }));
  if (parts.rest) await own.joinSoon(parts.rest);
  /** @type {Promise<WebAssembly.Module> | undefined} */
  let completion;
  /** @param {Light} half */
  const fetchRest = async ({ compileRest }) => {
    const rest = await persistently(compileRest);
    await own.joinSoon(rest);
    return rest;
  };
  const complete = async () => {
    if (light) completion ??= fetchRest(light);
    return completion;
  };
  const spoken = new Set([language]);
  /** What has been asked for beside the schema itself. @type {Map<typeof fetchHelp, Promise<void>>} */
  const later = new Map();
  /** @param {typeof fetchHelp} fetchThem */
  const learnLater = (fetchThem) => {
    const known = later.get(fetchThem);
    if (known) return known;
    const learned = Promise.all([...spoken].map(fetchThem)).then((all) => {
      for (const words of all) join(schema, words);
    });
    later.set(fetchThem, learned);
    learned.catch(() => later.delete(fetchThem)); // a network that comes back may be asked again
    return learned;
  };
  return {
    parts,
    fetchWhole: light?.knows === "formulas" ? () => compileCore(lanes) : undefined,
    fetchRest:
      light?.knows === "all" ? async () => /** @type {WebAssembly.Module} */ (await complete()) : undefined,
    complete,
    lanes,
    schema,
    learn: async (other) => {
      if (spoken.has(other)) return;
      spoken.add(other);
      const more = [...later.keys()].map((fetchThem) => fetchThem(other));
      for (const words of await Promise.all([fetchSchema(other), ...more])) join(schema, words);
    },
    learnHelp: () => learnLater(fetchHelp),
    learnNames: () => learnLater(fetchNames),
    decodeLink: (text) => {
      const { rest, room, problems } = splitRoom(text);
      const read = JSON.parse(decode_link(rest));
      return { spec: read.spec, problems: [...read.problems, ...problems], room };
    },
    encodeLink: (spec, room) => encode_link(JSON.stringify(spec)) + (room ? roomLink(room) : ""),
    branchSpecs: (spec) => JSON.parse(branch_specs(JSON.stringify(spec))),
    freshSeed: fresh_seed,
    relief,
    loadCharts,
    loadFits,
  };
}

/**
 * Tries until it is done, ever less often.
 * @template T @param {() => Promise<T>} act @returns {Promise<T>}
 */
async function persistently(act) {
  for (let pause = RETRY_MS; ; pause = Math.min(2 * pause, LONGEST_RETRY_MS)) {
    try {
      return await act();
    } catch {
      await new Promise((again) => setTimeout(again, pause));
    }
  }
}

/** Takes the words of another language into a schema: the same tree with other leaves. @param {any} schema @param {any} other */
function join(schema, other) {
  for (const [key, value] of Object.entries(other)) {
    if (typeof value === "object" && value !== null && key in schema) join(schema[key], value);
    else schema[key] = value;
  }
}
