// The harness itself, on a page made of one file: an empty console must mean that nothing was wrong, not that nobody looked.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { engines, start } from "./support/engines.js";
import { watch } from "./support/hook.js";
import { Page } from "./support/page.js";

const BROKEN = `<!doctype html><html><head><meta http-equiv="Content-Security-Policy" content="script-src 'unsafe-inline'; img-src data:">
<title>x</title></head><body><div id="plain" style="width: 20px; height: 20px; background: rgb(9, 99, 199)"></div>
<script>console.error("planted"); Promise.reject(new Error("lost")); eval("1")</script></body></html>`;

describe("the harness", () => {
  for (const name of engines) {
    describe(name, () => {
      const page = new Page(name);
      /** @type {Awaited<ReturnType<typeof start>>} */
      let engine;
      before(async () => {
        engine = await start(name);
        page.connect(engine.driver, "");
      });
      after(async () => await engine?.quit());

      it("sees console errors, lost promises, exceptions and refusals", async () => {
        await page.driver.get(`data:text/html;base64,${Buffer.from(watch(BROKEN)).toString("base64")}`);
        const seen = await page.until("all problems", async () => {
          const problems = (await page.problems()).join("\n");
          return (
            ["planted", "lost", "refused", "error: "].every((word) => problems.includes(word)) && problems
          );
        });
        assert.match(seen, /error: planted/);
      });

      it("counts colours", async () => {
        assert.equal(await page.colours(await page.picture("#plain")), 1);
      });
    });
  }
});
