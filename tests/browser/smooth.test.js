// The main thread stays free while a run plays. Only Chromium tells long tasks (over 50 ms).
import assert from "node:assert/strict";
import { it } from "node:test";
import { inEveryEngine } from "./support/suite.js";
import { tasksWhile } from "./support/trace.js";

/** A machine that does something else meanwhile makes any task long: one calm window in this many is enough. */
const WINDOWS = 5;

/** No task may take longer, in milliseconds. */
const LONGEST = 50;

/** Steps for which a run is watched at its fastest: some seconds, hundreds of reports. */
const FAST_STEPS = 30_000;

inEveryEngine(
  "the main thread",
  (page) => {
    /** The longest tasks while the run makes 40 steps, in milliseconds. @returns {Promise<number[]>} */
    async function longTasks() {
      await page.run(() => Reflect.get(window, "longTasks").splice(0));
      await page.walked((await page.steps()) + 40);
      return await page.run(() => Reflect.get(window, "longTasks").map(Math.round));
    }

    /** The mountain's frames are the GPU's; without one they are computed here. All else must stay short on any machine. */
    const withoutMountain = () =>
      page.run(() => {
        const { experiment } = window.downhill;
        experiment.surface.mountain.dispose();
        experiment.surface.attach(new Proxy(experiment.surface.mountain, { get: () => () => undefined }));
      });

    /** @param {import("node:test").TestContext} test @param {string} what is seen */
    async function staysFree(test, what) {
      const windows = [];
      do windows.push(await longTasks());
      while (windows.at(-1)?.length && windows.length < WINDOWS);
      test.diagnostic(`${what}: ${JSON.stringify(windows)} ms`);
      assert.deepEqual(windows.at(-1), []);
    }

    it("has no task over 50 ms while a run plays, but for what a software GPU takes", async (test) => {
      await page.open("#lang=en");
      await page.walked(5);
      await page.mountainStands();
      test.diagnostic(`with the mountain on this machine's GPU: ${await longTasks()} ms`);

      await withoutMountain();
      await staysFree(test, "without it");
    });

    it("stays free while all quantities of many layers and of their twin are seen", async (test) => {
      await page.open(
        "#lang=en&data=circle&noise=0&layers=29&width=16&act=relu&init=he&lr=0.01&branches=0:skip:scaled",
      );
      await page.walked(5);
      await page.mountainStands();
      await page.until("the layers", () => page.run(() => document.querySelector("#flow canvas") !== null));
      await withoutMountain();
      for (const quantity of ["weights", "signals", "outputs"]) {
        await page.click(`#gradients-panel label:has(input[value="${quantity}"])`);
        await page.until("the strip", () =>
          page.run(() => !document.querySelector("#flow-strip")?.hasAttribute("hidden")),
        );
        await staysFree(test, quantity);
      }
    });

    /**
     * At the fastest pace the reports come as fast as the page takes them. What counts is the thread's own time: frames of the mountain
     * are among its tasks, without their wait for a GPU.
     */
    for (const { name, link } of [
      { name: "one run", link: "" },
      {
        name: "a race of four",
        link: "&data=spiral&width=16&branches=0:opt:momentum,0:opt:rmsprop:lr:0.01,0:opt:adam:lr:0.01",
      },
    ]) {
      it(`takes no task over ${LONGEST} ms at the fastest pace: ${name}`, async (test) => {
        await page.open(`#lang=en${link}`);
        await page.walked(5);
        await page.mountainStands();
        await page.pick("#pace", "Infinity");
        await page.walked(1000);
        let longest = Number.POSITIVE_INFINITY;
        for (let k = 0; k < WINDOWS && !(longest <= LONGEST); k++) {
          const from = await page.steps();
          const steps = link ? FAST_STEPS / 10 : FAST_STEPS;
          const tasks = await tasksWhile(page, () => page.walked(from + steps));
          assert.ok(tasks.length > 100, `${tasks.length} tasks are no run at its fastest`);
          longest = tasks[0];
          const shown = tasks.slice(0, 5).map((task) => task.toFixed(1));
          test.diagnostic(`${steps} steps: ${tasks.length} tasks, the longest of ${shown.join(", ")} ms`);
        }
        assert.ok(longest <= LONGEST, `a task of ${longest} ms`);
      });
    }
  },
  { only: ["chromium"] },
);
