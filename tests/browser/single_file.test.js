// dist/downhill.html from a double click: no server, no second file.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { engines, start } from "./support/engines.js";
import { walkTheLab, walkTheLesson } from "./support/every_part.js";
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
        if (name === "chromium") {
          const chrome = /** @type {import("selenium-webdriver/chrome.js").Driver} */ (engine.driver);
          const cut = { offline: true, latency: 0, downloadThroughput: 0, uploadThroughput: 0 };
          await chrome.sendDevToolsCommand("Network.emulateNetworkConditions", cut);
        }
      });
      after(async () => await engine?.quit());
      afterEach(async () => {
        const asked = await page.run(() => performance.getEntriesByType("resource").map((one) => one.name));
        const outside = asked.filter((address) => !/^(data|blob):/.test(address));
        assert.deepEqual(outside, [], "nothing was asked for");
        // The file is as it was built, without the tests' hook, so only Chromium tells what its console has.
        if (name !== "chromium") return;
        const entries = await page.driver.manage().logs().get("browser");
        const severe = entries.filter(({ level }) => level.name === "SEVERE").map(({ message }) => message);
        assert.deepEqual(severe, [], "the console is empty");
      });

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
      });

      it("has all of the Lab inside, and does not offer to be kept: it is", async () => {
        await walkTheLab(page);
        assert.equal(await page.run(() => document.getElementById("share-keep")?.hidden), true);
      });

      it("has all of the Lesson inside", async () => await walkTheLesson(page));
    });
  }
});
