// The main thread stays free while a run plays. Only Chromium tells long tasks (over 50 ms).
import assert from "node:assert/strict";
import { it } from "node:test";
import { inEveryEngine } from "./support/suite.js";

/** A machine that does something else meanwhile makes any task long: one calm window in this many is enough. */
const WINDOWS = 5;

inEveryEngine(
  "the main thread",
  (page) => {
    /** The longest tasks while the run makes 40 steps, in milliseconds. @returns {Promise<number[]>} */
    async function longTasks() {
      await page.run(() => Reflect.get(window, "longTasks").splice(0));
      await page.walked((await page.steps()) + 40);
      return await page.run(() => Reflect.get(window, "longTasks").map(Math.round));
    }

    it("has no task over 50 ms while a run plays, but for what a software GPU takes", async (test) => {
      await page.open("#lang=en");
      await page.walked(5);
      await page.mountainStands();
      test.diagnostic(`with the mountain on this machine's GPU: ${await longTasks()} ms`);

      // The mountain's frames are the GPU's; without one they are computed here. All else must stay short on any machine.
      await page.run(() => {
        const { experiment } = Reflect.get(window, "downhill");
        experiment.surface.mountain.dispose();
        experiment.surface.attach(new Proxy({}, { get: () => () => undefined }));
      });
      const windows = [];
      do windows.push(await longTasks());
      while (windows.at(-1)?.length && windows.length < WINDOWS);
      test.diagnostic(`without it: ${JSON.stringify(windows)} ms`);
      assert.deepEqual(windows.at(-1), []);
    });
  },
  { only: ["chromium"] },
);
