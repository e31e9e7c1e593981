// One subject in every engine: starts engine and server, hands the tests a page, and looks at its console afterwards.
import assert from "node:assert/strict";
import { after, afterEach, before, describe } from "node:test";
import { serve } from "../../../xtask/server.js";
import { engines, start } from "./engines.js";
import {
  watch,
  withoutRest,
  withoutServiceWorker,
  withoutSimd,
  withoutStorage,
  withoutWorkers,
} from "./hook.js";
import { Page } from "./page.js";

/** The page must work below any folder, so the tests never serve it from the top. */
const PREFIX = "/some/folder/";

/** No suite may hang for ever; on a slow machine with a software GPU the longest takes some minutes. In milliseconds. */
const TIMEOUT = 900_000;

/**
 * @typedef {{ only?: import("./engines.js").EngineName[] } & import("./engines.js").EngineOptions
 *   & {workers?: boolean, storage?: boolean, rest?: boolean, pages?: Record<string, string>,
 *     hold?: (path: string) => Promise<void> | undefined}} SuiteOptions `workers: false`: the page finds none;
 *   `storage: false`: the browser keeps nothing for it; `rest: false`: the core's second half does not come by itself; `pages` stand beside the built ones, by name;
 *   the answer to a request waits for its `hold`
 */

/** Suites of several files that wait to be declared engine by engine. @type {((name: import("./engines.js").EngineName) => void)[] | undefined} */
let gathered;

/** From now on suites wait for `declareGathered`: an engine is started once for all files then, and no two engines run side by side. */
export function gather() {
  gathered = [];
}

/** Declares what was gathered. */
export function declareGathered() {
  for (const name of engines) for (const declare of gathered ?? []) declare(name);
}

/**
 * Suites for which an engine is used, where it has a limit. WebKit's process keeps something of every page that it had; after some hundred
 * of them workers die now and then, which no reader's does.
 * @type {Partial<Record<import("./engines.js").EngineName, number>>}
 */
const MOST_SUITES = { webkit: 12 };

/** The engine that is running, as it comes out of the box. @type {Awaited<ReturnType<typeof start>> | undefined} */
let running;
/** Suites that it has had. */
let suites = 0;

after(async () => {
  await running?.quit();
});

/**
 * The plain engine of a name, at rest: the one that is running if it still answers.
 * @param {import("./engines.js").EngineName} name
 */
async function plainEngine(name) {
  suites += 1;
  const isTired = suites > (MOST_SUITES[name] ?? Number.POSITIVE_INFINITY);
  if (running?.name === name && !isTired && (await running.rest())) return running;
  await running?.quit();
  running = await start(name);
  suites = 1;
  return running;
}

/**
 * Declares `tests` once an engine. Each suite has a server, and so an origin, of its own; the engine is shared with other suites that
 * want it as it is.
 * @param {string} subject
 * @param {(page: Page) => void} tests
 * @param {SuiteOptions} [options]
 */
export function inEveryEngine(subject, tests, options = {}) {
  const declare = (/** @type {import("./engines.js").EngineName} */ name) => {
    if (!options.only || options.only.includes(name)) declareSuite(subject, tests, options, name);
  };
  if (gathered) gathered.push(declare);
  else engines.forEach(declare);
}

/**
 * @param {string} subject @param {(page: Page) => void} tests @param {SuiteOptions} options
 * @param {import("./engines.js").EngineName} name
 */
function declareSuite(subject, tests, { webgl, simd, workers, storage, rest, pages, hold }, name) {
  describe(`${subject} (${name})`, { timeout: TIMEOUT }, () => {
    const page = new Page(name);
    const isPlain = webgl !== false && simd !== false;
    /** @type {Awaited<ReturnType<typeof serve>>} */
    let server;
    /** @type {Awaited<ReturnType<typeof start>>} */
    let engine;
    before(async () => {
      const html = (/** @type {string} */ text) => {
        const unkept = withoutServiceWorker(text);
        const lessened = simd === false ? withoutSimd(unkept) : unkept;
        const forgetful = storage === false ? withoutStorage(lessened) : lessened;
        const halved = rest === false ? withoutRest(forgetful) : forgetful;
        return watch(workers === false ? withoutWorkers(halved) : halved);
      };
      server = await serve("dist", { prefix: PREFIX, html, pages, hold });
      engine = isPlain ? await plainEngine(name) : await start(name, { webgl, simd });
      page.connect(engine.driver, server.address);
    });
    after(async () => {
      // A page that plays on would take its time from the next suite.
      if (isPlain) await engine?.rest();
      else await engine?.quit();
      await server?.close();
    });
    afterEach(async () => {
      const problems = await page.takeProblems();
      const missing = server.missing.splice(0).filter((path) => !path.endsWith("/favicon.ico"));
      assert.deepEqual(
        { problems, missing },
        { problems: [], missing: [] },
        "the console is empty and every file is there",
      );
    });
    tests(page);
  });
}
