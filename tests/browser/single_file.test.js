// dist/downhill.html from a double click: no server, no second file.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { engines, start } from "./support/engines.js";
import { Page } from "./support/page.js";

describe("the single file", () => {
  for (const name of engines) {
    describe(name, () => {
      const page = new Page(name);
      /** @type {Awaited<ReturnType<typeof start>>} */
      let engine;
      before(async () => {
        engine = await start(name);
        page.connect(engine.driver, pathToFileURL("dist/downhill.html").href);
      });
      after(async () => await engine?.quit());

      it("walks, draws and reads its link from file://", async () => {
        await page.open("#data=circle&lang=zh");
        assert.equal(await page.run(() => location.protocol), "file:");
        await page.walked(10);
        await page.mountainStands();
        await page.pause();
        assert.ok((await page.colours(await page.picture("#mountain-view"))) > 500, "the mountain is drawn");
        assert.equal(await page.text("#notices"), "", "nothing is missing");
        assert.equal(await page.run(() => document.documentElement.lang), "zh-Hans");
        assert.ok((await page.text("#licences")).includes("three.js authors"), "licences travel along");
        assert.ok(
          (await page.text("#licences")).includes("10.24432/C50P49"),
          "and so does the source of the data",
        );
        await page.screenshot("single-file");
        if (name === "chromium") {
          const entries = await page.driver.manage().logs().get("browser");
          const severe = entries.filter(({ level }) => level.name === "SEVERE").map(({ message }) => message);
          assert.deepEqual(severe, [], "the console is empty");
        }
      });

      it("has the digits inside", async () => {
        await page.open("#data=digits&batch=32");
        await page.walked(3);
        assert.equal(await page.text("#notices"), "");
      });
    });
  }
});
