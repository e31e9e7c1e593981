// The built core in Node, as a worker has it: no document, no window, and in two halves.
import { readFileSync } from "node:fs";
import { assemble } from "../../../www/engine/parts.js";
import { decode_link, initSync, Session } from "../../../www/pkg/downhill.js";

/** @param {string} path in the project, of a file that is there */
const at = (path) => new URL(`../../../${path}_bg.wasm`, import.meta.url);
/** @param {string} path */
const moduleOf = (path) => new WebAssembly.Module(readFileSync(at(path)));

/** @param {string} path of halves @param {typeof initSync} init of the copy of the JavaScript that gets them */
function begin(path, init) {
  const lead = moduleOf(`${path}_lead`);
  assemble({ lead, address: "" }, init({ module: lead })).join(moduleOf(`${path}_rest`));
}

begin("www/pkg/downhill", initSync);

/** All that can be set, as the page has it. */
export const SCHEMA = JSON.parse(
  readFileSync(new URL("../../../www/pkg/schema.json", import.meta.url), "utf8"),
);

export * from "../../../www/pkg/downhill.js";

/**
 * Another copy of the JavaScript, which holds an instance of its own: another address is another copy.
 * @param {string} name @returns {Promise<typeof import("../../../www/pkg/downhill.js")>}
 */
async function copyFor(name) {
  const address = `../../../www/pkg/downhill.js?${name}`;
  return import(address);
}

/** The classes of a core in one piece. @param {"downhill" | "downhill_scalar"} name */
export async function wholeCore(name) {
  const core = await copyFor(name);
  core.initSync({ module: moduleOf(`www/pkg/${name}`) });
  return core;
}

/** The classes of the core that runs without SIMD. */
export const scalarCore = () => wholeCore("downhill_scalar");

/**
 * The classes of a core that begins with its first half alone: it fetches the other one when it meets something that it lacks.
 * @param {string} path of the halves
 * @returns {Promise<{core: typeof import("../../../www/pkg/downhill.js"), fetched: string[]}>} `fetched`: addresses, as they are asked for
 */
export async function halvedCore(path) {
  /** @type {string[]} */
  const fetched = [];
  /** What the browser has, for files. */
  class XMLHttpRequest {
    status = 0;
    responseText = "";
    #address = "";
    overrideMimeType() {}
    open(/** @type {string} */ _, /** @type {string} */ address) {
      this.#address = address;
    }
    send() {
      fetched.push(this.#address);
      this.responseText = readFileSync(new URL(this.#address), "latin1");
      this.status = 200;
    }
  }
  Object.assign(globalThis, { XMLHttpRequest });
  const core = await copyFor(path);
  const lead = moduleOf(`${path}_lead`);
  assemble({ lead, address: at(`${path}_rest`).href }, core.initSync({ module: lead }));
  return { core, fetched };
}

/**
 * The classes of a core that has its first half alone: whatever asks for the other one ends in an error. One at a time is watched over.
 * @param {string} path of the halves @param {string} name of this one
 * @returns {Promise<typeof import("../../../www/pkg/downhill.js")>}
 */
export async function leadAlone(path, name) {
  class XMLHttpRequest {
    constructor() {
      throw new Error("the first half is not enough");
    }
  }
  Object.assign(globalThis, { XMLHttpRequest });
  const core = await copyFor(`${path} ${name}`);
  const lead = moduleOf(`${path}_lead`);
  assemble({ lead, address: at(`${path}_rest`).href }, core.initSync({ module: lead }));
  return core;
}

/** The classes of the small core, which knows formulas only. */
export async function firstCore() {
  const core = await copyFor("first");
  begin("www/pkg/first", core.initSync);
  return core;
}

/**
 * The spec of a link, as the text that the core takes.
 * @param {string} link
 * @returns {string}
 */
export function specOf(link) {
  const { spec, problems } = JSON.parse(decode_link(link));
  if (problems.length > 0) throw new Error(`${link}: ${JSON.stringify(problems)}`);
  return JSON.stringify(spec);
}

/**
 * A run that is freed when the test ends.
 * @param {import("node:test").TestContext} test
 * @param {string} [link]
 */
export function sessionOf(test, link = "") {
  const session = new Session(specOf(link));
  test.after(() => session.free());
  return session;
}
