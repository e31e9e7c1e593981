// How the page begins: with a small core that knows formulas only, and the words of the first chapter. The whole core takes over when
// the mountain stands, and the run goes on with the same bits.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { it } from "node:test";
import { Key } from "selenium-webdriver";
import { Session, specOf } from "../wasm/support/core.js";
import { inEveryEngine } from "./support/suite.js";

/** @typedef {{engine: import("../../www/engine/client.js").Engine, mountain?: object}} Handle */

inEveryEngine("the beginning", (page) => {
  const digestAt = (/** @type {number} */ step) =>
    page.run(async (wanted) => {
      const { engine } = /** @type {{downhill: Handle}} */ (/** @type {unknown} */ (globalThis)).downhill;
      engine.goTo(wanted);
      for (;;) {
        const place = await engine.where();
        if (place.step === wanted) return place.digest;
      }
    }, step);

  it("fetches what the first picture needs before all else, and the run outlives the change of cores", async () => {
    await page.open("#lesson");
    await page.until("the whole core", () =>
      page.run(
        () => /** @type {{downhill: Handle}} */ (/** @type {unknown} */ (globalThis)).downhill.engine.isWhole,
      ),
    );
    await page.until("the other chapters", () =>
      page.run(() => document.querySelectorAll("#story-scroll article").length > 10),
    );
    const names = await page.run(() =>
      performance
        .getEntriesByType("resource")
        .sort((one, other) => one.startTime - other.startTime)
        .map(({ name }) => name.slice(name.lastIndexOf("/") + 1)),
    );
    const at = (/** @type {string} */ start) => names.findIndex((name) => name.startsWith(start));
    assert.ok(at("first_lead_bg") >= 0 && at("mountain-") > at("first_lead_bg"), names.join());
    for (const later of ["downhill_lead_bg", "downhill_rest_bg", "charts_bg", "lesson_en", "help_en"]) {
      assert.ok(at(later) > at("mountain-"), `${later}: ${names.join()}`);
    }
    assert.equal(at("schema_zh"), -1);
    assert.equal(await page.text("#notices"), "");
    // The steps that the small core has made and those that the whole one makes are those of a run that the whole one makes alone.
    const [early, late] = [await digestAt(12), await digestAt(60)];
    await page.open("#problem=bowl&starta=-2&startb=1.2&lr=0.05");
    assert.deepEqual([await digestAt(12), await digestAt(60)], [early, late]);
  });

  it("waits for the whole core where a step needs it at once", async () => {
    await page.open("#lesson");
    await page.run(() => {
      const { store } = /** @type {{downhill: {store: import("../../www/state/store.js").Store}}} */ (
        /** @type {unknown} */ (globalThis)
      ).downhill;
      store.change({ problem: "network", dataset: "moons", hidden_layers: 2 });
    });
    await page.until("a network", () =>
      page.run(async () => {
        const { engine } = /** @type {{downhill: Handle}} */ (/** @type {unknown} */ (globalThis)).downhill;
        return (await engine.summary()).parameters > 2;
      }),
    );
    await page.until("its explanations", () =>
      page.run(() =>
        [...document.querySelectorAll("#settings [title]")].some(
          (element) => element.getAttribute("title") !== "",
        ),
      ),
    );
    assert.equal(await page.text("#notices"), "");
  });
});

inEveryEngine("a link", (page) => {
  for (const [kind, link] of /** @type {const} */ ([
    ["numbers", "#problem=pit&starta=5.5&startb=0.1&lr=0.02&lang=en"],
    ["networks", "#data=spiral&width=16&opt=adam&lr=0.01&lang=en"],
    ["networks", "#data=circle&act=silu&plane=hessian&lang=en"],
    [
      "races",
      "#data=circle&noise=0&layers=3&width=16&branches=0:skip:scaled&plane=random&peaks=pair&lang=en",
    ],
  ])) {
    it(`begins with the core's cut for ${kind} and goes on with the rest of that one (${link})`, async () => {
      await page.open(link);
      await page.until("the whole core", () => page.run(() => window.downhill.engine.isWhole));
      const early = await page.steps();
      await page.walked(early + 3);
      const names = await page.run(() =>
        performance
          .getEntriesByType("resource")
          .sort((one, other) => one.startTime - other.startTime)
          .flatMap(({ name }) => /([a-z]+_(?:lead|rest)_bg|mountain)-[\w-]+\.\w+$/.exec(name)?.[1] ?? []),
      );
      // Each worker may ask for what it meets too early.
      assert.deepEqual([...new Set(names)], [`${kind}_lead_bg`, "mountain", `${kind}_rest_bg`]);
      assert.equal(await page.text("#notices"), "");
      // A worker that dies is followed by one with the same halves.
      const digest = await page.run(async () => {
        const { engine } = window.downhill;
        engine.training.replace();
        engine.start(JSON.stringify({ ...window.downhill.store.spec, branches: "" }), undefined);
        engine.goTo(40);
        for (;;) {
          const place = await engine.where();
          if (place.step === 40) return place.digest;
        }
      });
      const run = new Session(specOf(`${link}&branches=`));
      run.advance(40);
      assert.equal(digest, run.digest());
      run.free();
    });
  }
});

inEveryEngine(
  "the first half of the core",
  (page) => {
    /** @type {{link: string, digests: Record<string, string>}[]} */
    const pinned = JSON.parse(readFileSync("tests/golden/digests.json", "utf8"));

    it("is enough for the default picture, and whoever is asked for more fetches the other half", async () => {
      await page.open("#lang=en");
      await page.until("the mountain", () => page.run(() => Boolean(window.downhill.mountain)));
      await page.walked(3);
      assert.equal(await page.run(() => window.downhill.engine.isWhole), false);
      const fetched = () =>
        page.run(() =>
          performance.getEntriesByType("resource").some(({ name }) => name.includes("_rest_bg")),
        );
      assert.equal(await fetched(), false);
      for (const [at, step] of [100, 10, 100].entries()) {
        const { link, digests } = pinned[at + 1] ?? assert.fail();
        await page.run((hash) => {
          location.hash = hash;
        }, link);
        const layers = Number(new URLSearchParams(link.slice(1)).get("layers"));
        await page.until(`the network of ${link}`, () =>
          page.run((count) => window.downhill.store.spec.hidden_layers === count, layers),
        );
        await page.goTo(step);
        assert.equal(await page.stands(step), digests[step], link);
      }
      assert.ok(await fetched(), "the page needed it to read these links, and so did its workers");
      assert.equal(await page.text("#notices"), "");
    });
  },
  { rest: false },
);

/** Scripts that come when they are let: the doors by what their names begin with. @type {Map<string, {opened: Promise<void>, open: () => void}>} */
const doors = new Map();
function shutDoors() {
  for (const name of ["surroundings", "mountain"]) {
    let open = () => {};
    const opened = new Promise((/** @type {(value?: undefined) => void} */ go) => {
      open = () => go();
    });
    doors.set(name, { opened, open });
  }
}

inEveryEngine(
  "the first picture",
  (page) => {
    const places = () =>
      page.run(() =>
        ["mountain-view", "dial", "transport"].map((id) => {
          const { left, top, width } = document.getElementById(id)?.getBoundingClientRect() ?? {};
          return [id, left, top, width].join(" ");
        }),
      );
    /** Colours of the map and how much of it is white: the ball's ring and its way. */
    const map = () =>
      page.run(() => {
        const canvas = document.querySelector("canvas.sketch");
        if (!(canvas instanceof HTMLCanvasElement) || canvas.width === 0) return { colours: 0, white: 0 };
        const { data = [] } = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height) ?? {};
        const colours = new Set();
        let white = 0;
        for (let at = 0; at < data.length; at += 4) {
          if (data[at + 3] !== 255) continue;
          const [red = 0, green = 0, blue = 0] = [data[at], data[at + 1], data[at + 2]];
          colours.add((red >> 3) * 1024 + (green >> 3) * 32 + (blue >> 3));
          if (red + green + blue === 765) white += 1;
        }
        return { colours: colours.size, white };
      });

    it("is a map with a ball that walks and a dial that turns, before the mountain and all around it are there", async () => {
      shutDoors();
      await page.driver.get(`${page.address}#lang=en`);
      await page.until("a map", async () => (await map()).colours > 30);
      await page.walked(5);
      const early = await map();
      await page.until("a longer way", async () => (await map()).white > early.white);
      assert.equal(await page.run(() => document.getElementById("settings")?.children.length), 0);
      await (await page.find("#learning-rate")).sendKeys(Key.ARROW_RIGHT);
      const rate = await page.run(() => {
        const entry = document.getElementById("learning-rate-entry");
        return entry instanceof HTMLInputElement ? Number(entry.value) : Number.NaN;
      });
      assert.ok(rate > 0.1, String(rate));
      const before = await places();

      doors.get("surroundings")?.open();
      await page.until("the settings", () =>
        page.run(() => (document.getElementById("settings")?.children.length ?? 0) > 3),
      );
      await page.until("what was said before they came", () =>
        page.run(
          () =>
            /\d/.test(document.getElementById("digest")?.textContent ?? "") &&
            /\d\s*%/.test(document.getElementById("honesty")?.textContent ?? ""),
        ),
      );
      assert.deepEqual(await places(), before, "nothing moves");
      assert.ok((await map()).colours > 30, "still the map");

      doors.get("mountain")?.open();
      await page.until("the mountain", () => page.run(() => Boolean(window.downhill?.mountain)));
      assert.equal(await page.run(() => document.querySelector("canvas.sketch")), null);
      assert.deepEqual(await places(), before, "nothing moves");
      assert.equal(await page.text("#notices"), "");
    });
  },
  {
    hold: (path) => {
      const name = /^assets\/([a-z]+)-/.exec(path)?.[1] ?? "";
      return doors.get(name)?.opened;
    },
  },
);

inEveryEngine(
  "a part that cannot be fetched",
  (page) => {
    it("is told, and the run goes on", async () => {
      const chrome = /** @type {import("selenium-webdriver/chrome.js").Driver} */ (page.driver);
      await chrome.sendDevToolsCommand("Network.enable", {});
      await chrome.sendDevToolsCommand("Network.setBlockedURLs", { urls: ["*/surroundings-*"] });
      try {
        await page.driver.get(`${page.address}#lang=en`);
        await page.until("a notice", async () => /reload the page/.test(await page.notice("around")));
        await page.walked(10);
        assert.match(await page.notice("around"), /reload the page/);
      } finally {
        await chrome.sendDevToolsCommand("Network.setBlockedURLs", { urls: [] });
      }
      for (const problem of await page.takeProblems()) assert.match(problem, /cannot load|surroundings/);
    });
  },
  // The other drivers keep no file from a page.
  { only: ["chromium"] },
);
