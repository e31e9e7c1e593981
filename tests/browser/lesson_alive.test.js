// How soon a chapter lives once it is scrolled to, what rests when nobody sees it, and what is said where nothing is kept. This is the
// page's own work, the same in every engine: one of them measures it.
import assert from "node:assert/strict";
import { it } from "node:test";
import { done, isReady, slideToEnd } from "./support/lesson.js";
import { inEveryEngine } from "./support/suite.js";

/** Most time from the moment a chapter is read to its first numbers, in milliseconds. */
const ALIVE_MS = 300;
/** A machine may be busy with something else: the best of so many visits tells what the page itself takes. */
const VISITS = 6;

inEveryEngine(
  "the lesson, scrolled through",
  (page) => {
    /** A reader's wheel brings a step to where it is read; the time from there to its first numbers. @param {string} place */
    async function scrollTo(place) {
      await page.run((name) => {
        performance.clearMeasures("lesson-alive");
        document.getElementById("story-scroll")?.dispatchEvent(new WheelEvent("wheel"));
        document.querySelector(`[data-place="${name}"]`)?.scrollIntoView({ block: "start" });
      }, place);
      const found = await page.until(`life in ${place}`, () =>
        page.run((name) => {
          const measured = performance
            .getEntriesByName("lesson-alive")
            .find((entry) => entry instanceof PerformanceMeasure && entry.detail === name);
          return measured && { ms: measured.duration };
        }, place),
      );
      return found.ms;
    }

    it("is alive within 300 ms of arriving at a chapter", async (test) => {
      await page.open("#lesson=mountain.ball&lang=en");
      await page.mountainStands();
      // The story begins with one chapter; the others come when the mountain stands.
      const chapters = await page.until("all chapters", async () => {
        const told = await page.run(() =>
          [...document.querySelectorAll(".chapter[data-chapter]")].map(
            (chapter) => chapter.querySelector(".step")?.getAttribute("data-place") ?? "",
          ),
        );
        return told.length === 16 && told;
      });
      /** @type {Map<string, number>} */
      const best = new Map();
      const bestOf = (/** @type {string} */ place) => best.get(place) ?? Number.POSITIVE_INFINITY;
      for (let visit = 0; visit < VISITS; visit += 1) {
        for (const place of chapters.filter((chapter) => bestOf(chapter) > ALIVE_MS)) {
          // From another run: one that is there already would live at once.
          await scrollTo(place === "wrong.miss" ? "down.mountain" : "wrong.valley");
          best.set(place, Math.min(bestOf(place), await scrollTo(place)));
        }
      }
      test.diagnostic([...best].map(([place, ms]) => `${place} ${Math.round(ms)} ms`).join(", "));
      for (const [place, ms] of best) assert.ok(ms <= ALIVE_MS, `${place}: ${Math.round(ms)} ms`);
    });

    it("computes nothing in a window that nobody sees", async () => {
      await scrollTo("mountain.ball");
      const isPlaying = () => page.run(() => window.downhill.experiment.isPlaying);
      await page.until("the run", isPlaying);
      const hide = (/** @type {boolean} */ isHidden) =>
        page.run((hidden) => {
          Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
          document.dispatchEvent(new Event("visibilitychange"));
        }, isHidden);
      await hide(true);
      assert.equal(await isPlaying(), false);
      await hide(false);
      assert.equal(await isPlaying(), true);
      await page.run(() => Reflect.deleteProperty(document, "hidden"));
    });
  },
  { only: ["chromium"] },
);

inEveryEngine(
  "the lesson where nothing is kept",
  (page) => {
    it("says so, and goes on", async () => {
      await page.open("#lesson=vote.sum&lang=en");
      await page.until("the word", async () => /bookmark/.test(await page.text("#not-kept")));
      await page.until("the instrument", () => isReady(page));
      await slideToEnd(page, "weight-3", "keys");
      await page.until("the task", async () => (await done(page, "vote.sum")) !== "");
      assert.match(await page.text("#lesson-count"), /^1 \//);
    });
  },
  { only: ["chromium"], storage: false },
);
