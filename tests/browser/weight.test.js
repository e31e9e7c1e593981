// That docs/weight.md counts what a browser really fetches: nothing is asked for before the mountain that is not in its list, and all of
// the list is asked for.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { serve } from "../../xtask/server.js";
import { filesOfEntry } from "../../xtask/weight.js";
import { engines, start } from "./support/engines.js";
import { watch, withoutServiceWorker } from "./support/hook.js";
import { Page } from "./support/page.js";

// Which files a page asks for is written in them; one engine is enough.
for (const name of engines.filter((engine) => engine === "chromium")) {
  describe(`what is fetched for the first picture (${name})`, () => {
    const page = new Page(name);
    /** @type {Awaited<ReturnType<typeof serve>>} */
    let server;
    /** @type {Awaited<ReturnType<typeof start>>} */
    let engine;
    before(async () => {
      server = await serve("dist", { html: (html) => watch(withoutServiceWorker(html)) });
      engine = await start(name);
      page.connect(engine.driver, server.address);
    });
    after(async () => {
      await engine?.quit();
      await server?.close();
    });

    for (const [entry, link] of [
      ["Lab", "#lang=zh"],
      ["Lesson", "#lesson&lang=zh"],
    ]) {
      it(`is what is counted for the ${entry}`, async () => {
        const chrome = /** @type {import("selenium-webdriver/chrome.js").Driver} */ (page.driver);
        await chrome.sendDevToolsCommand("Network.clearBrowserCache", {});
        server.asked.length = 0;
        await page.open(link);
        await page.until("the mountain", () => page.run(() => Boolean(window.downhill.mountain)));
        const asked = server.asked.map((path) => path.replace("/assets/", ""));
        const { first, mountain } = filesOfEntry(entry ?? "");
        const at = asked.findIndex((file) => file.startsWith("mountain-"));
        assert.ok(at > 0, "the mountain is asked for");
        const early = asked
          .slice(0, at)
          .filter((file) => /^[\w-]+\.\w+$/.test(file) && !/^(app-)?(icon|favicon)/.test(file));
        assert.deepEqual(
          early.filter((file) => !mountain.has(file)),
          [],
          "asked for, but not counted",
        );
        assert.deepEqual(
          [...first].filter((file) => !asked.includes(file)),
          [],
          "counted, but not asked for",
        );
      });
    }
  });
}
