// The built core in Node, as a worker has it: no document, no window.
import { readFileSync } from "node:fs";
import { assemble } from "../../../www/engine/parts.js";
import { decode_link, initSync, Session } from "../../../www/pkg/downhill.js";

initSync({ module: readFileSync(new URL("../../../www/pkg/downhill_bg.wasm", import.meta.url)) });

/** All that can be set, as the page has it. */
export const SCHEMA = JSON.parse(
  readFileSync(new URL("../../../www/pkg/schema.json", import.meta.url), "utf8"),
);

export * from "../../../www/pkg/downhill.js";

/**
 * The classes of the core that runs without SIMD, on an instance of its own.
 * @returns {Promise<typeof import("../../../www/pkg/downhill.js")>}
 */
export async function scalarCore() {
  // Another address is another copy of the JavaScript, which holds the instance.
  const address = "../../../www/pkg/downhill.js?scalar";
  const core = await import(address);
  core.initSync({
    module: readFileSync(new URL("../../../www/pkg/downhill_scalar_bg.wasm", import.meta.url)),
  });
  return core;
}

/**
 * The classes of the core in two halves, on an instance of its own that begins with the first half: it fetches the other one when it
 * meets a function that it lacks.
 * @returns {Promise<{core: typeof import("../../../www/pkg/downhill.js"), fetched: string[]}>} `fetched`: addresses, as they are asked for
 */
export async function halvedCore() {
  const half = (/** @type {string} */ name) =>
    new URL(`../../../www/pkg/downhill_${name}_bg.wasm`, import.meta.url);
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
  const address = "../../../www/pkg/downhill.js?halves";
  const core = await import(address);
  const lead = new WebAssembly.Module(readFileSync(half("lead")));
  assemble({ lead, address: half("rest").href }, core.initSync({ module: lead }));
  return { core, fetched };
}

/**
 * The classes of the small core, which knows formulas only, on an instance of its own.
 * @returns {Promise<typeof import("../../../www/pkg/downhill.js")>}
 */
export async function firstCore() {
  const address = "../../../www/pkg/downhill.js?first";
  const core = await import(address);
  core.initSync({ module: readFileSync(new URL("../../../www/pkg/first_bg.wasm", import.meta.url)) });
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
