// That docs/weight.md and docs/embedding.md count what a browser really fetches: nothing is asked for before the mountain that is not in its list, and all of
// the list is asked for.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { PLACES } from "../../www/state/told.js";
import { serve } from "../../xtask/server.js";
import { entryOfPlace, filesOfEntry } from "../../xtask/weight.js";
import { filesOfElement } from "../../xtask/weight_embed.js";
import { engines, start } from "./support/engines.js";
import { watch, withoutServiceWorker } from "./support/hook.js";
import { hostPage } from "./support/host_page.js";
import { Page } from "./support/page.js";

/** @type {Record<string, string>} */
const PAGES = {
  "element.html": hostPage(
    '<script type="module" src="./embed.js"></script>',
    "<downhill-lab></downhill-lab>",
  ),
};

// Which files a page asks for is written in them; one engine is enough.
for (const name of engines.filter((engine) => engine === "chromium")) {
  describe(`what is fetched for the first picture (${name})`, () => {
    const page = new Page(name);
    /** @type {Awaited<ReturnType<typeof serve>>} */
    let server;
    /** @type {Awaited<ReturnType<typeof start>>} */
    let engine;
    before(async () => {
      server = await serve("dist", { html: (html) => watch(withoutServiceWorker(html)), pages: PAGES });
      engine = await start(name);
      page.connect(engine.driver, server.address);
    });
    after(async () => {
      await engine?.quit();
      await server?.close();
    });

    for (const [entry, link] of [
      ["Lab", "#lang=zh"],
      ["Lab by a link: two numbers", "#v=1&problem=ravine&starta=1&lr=0.0392&lang=zh"],
      ["Lab by a link: a network", "#v=1&data=spiral&width=16&opt=adam&lr=0.01&lang=zh"],
      ["Lab by a link: a race", "#v=1&data=sine&n=128&layers=2&width=16&branches=0:lr:0.01,0:lr:0.7&lang=zh"],
      ["Lesson", "#lesson&lang=zh"],
      ...PLACES.slice(1).map((place) => [entryOfPlace(place), `#lesson=${place}&lang=zh`]),
    ]) {
      it(`is what is counted for the ${entry}`, async () => {
        // The page before asks for late parts as long as it stands.
        await page.driver.get("about:blank");
        const chrome = /** @type {import("selenium-webdriver/chrome.js").Driver} */ (page.driver);
        await chrome.sendDevToolsCommand("Network.clearBrowserCache", {});
        server.asked.length = 0;
        await page.open(link);
        await page.until("the mountain", () => page.run(() => Boolean(window.downhill.mountain)));
        const asked = server.asked.map((path) => path.replace("/assets/", ""));
        const { first, mountain } = filesOfEntry(entry ?? "");
        // A step of the story that does not show the mountain asks for what it shows before it.
        const isLater = (/** @type {string} */ file) =>
          /^(mountain|\w+_card|charts|\w+_(lead|rest)_bg)-/.test(file) && !first.has(file);
        const at = asked.findIndex(isLater);
        assert.ok(at > 0, "more is asked for");
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

    it("is what is counted for the element", async () => {
      const chrome = /** @type {import("selenium-webdriver/chrome.js").Driver} */ (page.driver);
      await chrome.sendDevToolsCommand("Network.clearBrowserCache", {});
      server.asked.length = 0;
      await page.driver.get(`${page.address}element.html`);
      await page.until("a walk", () =>
        page.run(() => Number(document.querySelector("downhill-lab")?.state.step) > 0),
      );
      await page.until("the mountain", () =>
        page.run(
          () => document.querySelector("downhill-lab")?.shadowRoot?.querySelector(".embed-poster") === null,
        ),
      );
      const asked = server.asked.filter((path) => path.startsWith("/embed/")).map((path) => path.slice(7));
      // Each worker asks for its file: this server wants to be asked anew.
      assert.deepEqual([...new Set(asked)].toSorted(), [...filesOfElement().mountain].toSorted());
    });
  });
}
