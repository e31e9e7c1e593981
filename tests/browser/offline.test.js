// The page without a network: what was stored at the first visit is all there is, because the server is gone. And what a newer build
// says, and leaves alone.
import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, describe, it } from "node:test";
import { serve } from "../../xtask/server.js";
import { engines, start } from "./support/engines.js";
import { walkTheLab, walkTheLesson } from "./support/every_part.js";
import { watch } from "./support/hook.js";
import { Page } from "./support/page.js";

const PREFIX = "/some/folder/";

for (const name of engines) {
  describe(`a second visit (${name})`, () => {
    const page = new Page(name);
    /** @type {string} */
    let folder;
    /** @type {Awaited<ReturnType<typeof serve>>} */
    let server;
    /** @type {Awaited<ReturnType<typeof start>>} */
    let engine;
    before(async () => {
      folder = await mkdtemp(join(tmpdir(), "downhill-kept-"));
      await cp("dist", folder, { recursive: true });
      server = await serve(folder, { prefix: PREFIX, html: watch });
      engine = await start(name);
      page.connect(engine.driver, server.address);
    });
    after(async () => {
      await engine?.quit();
      await server?.close();
      await rm(folder, { recursive: true });
    });
    afterEach(async () => assert.deepEqual(await page.takeProblems(), [], "the console is empty"));

    const state = () =>
      page.driver.executeAsyncScript(
        /** @type {(done: (state: string) => void) => void} */
        (done) => {
          window.downhill.keeping.then((/** @type {{state: string}} */ keeper) => done(keeper.state));
        },
      );
    /**
     * Makes the folder hold another build: the same page with a mark, and a worker with another list. Its worker has another name, too:
     * browsers look for a change under the old one when they please (Chromium after a minute).
     * @param {string} mark
     */
    async function publish(mark) {
      const html = (await readFile("dist/index.html", "utf8"))
        .replace("./service-worker.js", `./service-worker-${mark}.js`)
        .replace("</head>", `<meta name="mark" content="${mark}"></head>`);
      await writeFile(join(folder, "index.html"), html);
      const worker = await readFile("dist/service-worker.js", "utf8");
      const renewed = worker.replace(/"version":"[^"]+"/, () => `"version":"${mark}"`);
      await writeFile(join(folder, `service-worker-${mark}.js`), renewed);
    }
    const mark = () => page.run(() => document.querySelector('meta[name="mark"]')?.getAttribute("content"));
    /** @param {string} mark of the build that the browser comes upon */
    const comeUpon = (mark) =>
      page.run(async (address) => {
        await navigator.serviceWorker.register(address, { updateViaCache: "none" });
      }, `./service-worker-${mark}.js?lanes=simd`);

    it("stores nothing when it stands in another page", async () => {
      await page.openSized(700, 800, "#data=circle&lang=en");
      await page.mountainStands();
      assert.equal(await state(), "none");
      assert.equal(await page.run(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
    });

    it("is stored when the first picture stands, and said in the share dialog", async () => {
      await page.open("#data=circle&lang=en");
      await page.until("the store", async () => (await state()) === "stored");
      await page.click("#share");
      await page.until("the word", async () =>
        (await page.text("#keep-state")).includes("without a network"),
      );
      assert.equal(
        await page.run(() => document.querySelector("#keep-file")?.getAttribute("href")),
        "downhill.html",
      );
      await page.click("#share-close");
      const stored = await page.driver.executeAsyncScript(
        /** @type {(done: (names: string[]) => void) => void} */
        async (done) => {
          const [first = ""] = await caches.keys();
          done((await (await caches.open(first)).keys()).map(({ url }) => new URL(url).pathname));
        },
      );
      const { pages, files } = JSON.parse(
        /JSON\.parse\('(.*)'\)/.exec(await readFile("dist/service-worker.js", "utf8"))?.[1] ?? "",
      );
      const wanted = [...Object.keys(pages), ...files].filter((file) => !file.includes("_scalar_"));
      assert.deepEqual(/** @type {string[]} */ (stored).sort(), wanted.map((file) => PREFIX + file).sort());
    });

    it("tells of a newer build and leaves the run alone, until the reader wants it", async () => {
      await publish("second");
      await comeUpon("second");
      await page.until("its store", async () => (await state()) === "newer");
      await page.walked((await page.steps()) + 5);
      assert.equal(await mark(), null, "it is the page of before");
      assert.equal(await page.notice("newer"), "", "nothing lies over the run");
      await page.pause();
      await page.until("the notice", async () => (await page.notice("newer")) !== "");
      assert.match(await page.notice("newer"), /newer version.*this run goes on/);
      await page.click("#language");
      await page.until("Chinese", async () => /新版本/.test(await page.notice("newer")));
      await page.run(() => window.downhill.store.change({ seed: 77 }));
      await page.until("the address", () => page.run(() => location.hash.includes("seed=77")));
      await page.click("#use-newer");
      await page.until("the newer page", async () => (await mark()) === "second");
      await page.until("its run", async () => (await page.steps()) > 0);
      assert.ok(await page.run(() => location.hash.includes("seed=77")), "with the reader's experiment");
      await page.until("no notice", async () => (await page.notice("newer")) === "");
    });

    it("keeps nothing of a build that is not whole", async () => {
      await publish("third");
      await writeFile(join(folder, "index.html"), "<head></head>The host is in the middle of a change.");
      await comeUpon("third").catch(() => {}); // some engines tell the page that it failed
      await page.until("the end of it", () =>
        page.driver.executeAsyncScript(
          /** @type {(done: (isOver: boolean) => void) => void} */
          async (done) => {
            const registration = await navigator.serviceWorker.getRegistration();
            const names = await caches.keys();
            done(
              !registration?.installing &&
                !registration?.waiting &&
                !names.some((one) => one.endsWith("third")),
            );
          },
        ),
      );
      assert.equal(await page.notice("newer"), "");
      await publish("second");
    });

    it("has all of the Lab with the server gone", async () => {
      await server.close();
      await walkTheLab(page);
      assert.equal(await mark(), "second");
      const cores = await page.run(() =>
        performance
          .getEntriesByType("resource")
          .flatMap(({ name }) => /([a-z]+_(?:lead|rest)_bg)-/.exec(name)?.[1] ?? []),
      );
      // It was opened by a link; the cut for it is not stored.
      assert.deepEqual([...new Set(cores)].sort(), ["downhill_lead_bg", "downhill_rest_bg"]);
    });

    it("has all of the Lesson with the server gone", async () => {
      await walkTheLesson(page);
    });

    if (name === "chromium") {
      it("opens with the network cut by the browser, below another name and with a query", async () => {
        const chrome = /** @type {import("selenium-webdriver/chrome.js").Driver} */ (page.driver);
        await chrome.sendDevToolsCommand("Network.emulateNetworkConditions", {
          offline: true,
          latency: 0,
          downloadThroughput: 0,
          uploadThroughput: 0,
        });
        await page.driver.get(`${page.address}index.html?from=class#data=circle`);
        await page.until("a run", async () => (await page.steps()) > 3);
      });
    }
  });
}
