// One subject in every engine: starts engine and server, hands the tests a page, and looks at its console afterwards.
import assert from "node:assert/strict";
import { after, afterEach, before, describe } from "node:test";
import { serve } from "../../../xtask/server.js";
import { engines, start } from "./engines.js";
import { watch, withoutSimd, withoutWorkers } from "./hook.js";
import { Page } from "./page.js";

/** The page must work below any folder, so the tests never serve it from the top. */
const PREFIX = "/some/folder/";

/**
 * Declares `tests` once an engine.
 * @param {string} subject
 * @param {(page: Page) => void} tests
 * @param {{ only?: import("./engines.js").EngineName[] } & import("./engines.js").EngineOptions & {workers?: boolean}} [options]
 *   `workers: false`: the page finds none
 */
export function inEveryEngine(subject, tests, { only, webgl, simd, workers } = {}) {
  for (const name of engines) {
    if (only && !only.includes(name)) continue;
    describe(`${subject} (${name})`, () => {
      const page = new Page(name);
      /** @type {Awaited<ReturnType<typeof serve>>} */
      let server;
      /** @type {Awaited<ReturnType<typeof start>>} */
      let engine;
      before(async () => {
        const html = (/** @type {string} */ text) => {
          const lessened = simd === false ? withoutSimd(text) : text;
          return watch(workers === false ? withoutWorkers(lessened) : lessened);
        };
        server = await serve("dist", { prefix: PREFIX, html });
        engine = await start(name, { webgl, simd });
        page.connect(engine.driver, server.address);
      });
      after(async () => {
        await engine?.quit();
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
}
