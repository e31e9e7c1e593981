// What goes wrong is said, and there is a way on: numbers that leave their range, a worker that dies.
import assert from "node:assert/strict";
import { it } from "node:test";
import { inEveryEngine } from "./support/suite.js";

inEveryEngine("trouble", (page) => {
  it("of a rate too high names the step and leads back to before", async () => {
    await page.open("#lr=100&act=relu&layers=8&lang=en");
    const sentence = await page.until("the sentence", () => page.notice("blow_up"));
    const step = Number(/step (\d+)/.exec(sentence)?.[1]);
    assert.ok(step > 0, sentence);
    assert.match(sentence, /100/, "the rate is named");
    await page.click("#back-to-before");
    await page.until("the notice to go", async () => (await page.notice("blow_up")) === "");
    await page.until("a step before", async () => (await page.steps()) < step);
    // It may be a large one, written with a power of ten.
    assert.match(await page.text("#loss"), /^[\d.]+( ?× ?10[⁰¹²³⁴⁵⁶⁷⁸⁹]+)?$/, "the loss is a number again");
    // With a gentle rate the walk goes on from there.
    await page.run(() => Reflect.get(window, "downhill").store.change({ learning_rate: 1e-5 }));
    await page.click("#play");
    await page.walked(step + 3);
    assert.equal(await page.notice("blow_up"), "");
  });

  it("of a dead worker is mended: another one walks on from the same step", async () => {
    await page.open("#lang=en");
    await page.walked(5);
    const before = await page.run(() => {
      const workers = /** @type {Worker[]} */ (Reflect.get(window, "workers"));
      for (const worker of workers.splice(0)) worker.terminate();
      return Number(document.getElementById("step-count")?.textContent?.replace(/\D/g, ""));
    });
    await page.until("the notice", () => page.notice("replaced"));
    await page.walked(before + 5);
    const count = await page.run(() => Reflect.get(window, "workers").length);
    assert.ok(count >= 1, "there is a new worker");
  });

  it("of a trapped core is mended: the same run to the bit, by another worker", async () => {
    await page.open("#lang=en");
    await page.walked(5);
    await page.pause();
    const digest = await page.until("a digest", () => page.text("#digest"));
    const steps = await page.steps();
    // What a worker says when its core has trapped; from then on it is not asked again.
    await page.run(() => {
      const { training } = Reflect.get(window, "downhill").engine;
      Reflect.set(window, "former", training.worker);
      training.worker.onmessage({ data: { type: "dead", message: "unreachable" } });
    });
    await page.until("the notice", () => page.notice("replaced"));
    assert.ok(
      await page.run(
        () => Reflect.get(window, "downhill").engine.training.worker !== Reflect.get(window, "former"),
      ),
    );
    await page.until("the same step", async () => (await page.steps()) === steps);
    assert.equal(await page.text("#digest"), digest);
    await page.click("#play");
    await page.walked(steps + 3);
  });
});

inEveryEngine(
  "without workers",
  (page) => {
    it("the page says what it lacks", async () => {
      await page.driver.get(page.address);
      await page.until("the sentence", async () => /WebAssembly|workers/.test(await page.text("#notices")));
      // The reason goes to the console as well, where the engine tells pages of failed modules.
      await page.takeProblems();
    });
  },
  { workers: false },
);
