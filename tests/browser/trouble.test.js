// What goes wrong is said, and there is a way on: numbers that leave their range, a worker that dies.
import assert from "node:assert/strict";
import { it } from "node:test";
import { inEveryEngine } from "./support/suite.js";

inEveryEngine("trouble", (page) => {
  it("of a rate too high names the step and leads back to before", async () => {
    await page.open("#lr=100&act=relu&layers=8&lang=en");
    // The reason is found by trying, and told when it is known.
    const sentence = await page.until("the sentence", async () => {
      const text = await page.notice("blow_up");
      return text.includes("Tried again") && text;
    });
    const step = Number(/step (\d+)/.exec(sentence)?.[1]);
    assert.ok(step > 0, sentence);
    assert.match(sentence, /layer \d+/, "the layer is named");
    await page.click("#back-to-before");
    await page.until("the notice to go", async () => (await page.notice("blow_up")) === "");
    await page.until("a step before", async () => (await page.steps()) < step);
    // It may be a large one, written with a power of ten.
    assert.match(await page.text("#loss"), /^[\d.]+( ?× ?10[⁰¹²³⁴⁵⁶⁷⁸⁹]+)?$/, "the loss is a number again");
    // With a gentle rate the walk goes on from there.
    await page.run(() => window.downhill.store.change({ learning_rate: 1e-5 }));
    await page.click("#play");
    await page.walked(step + 3);
    assert.equal(await page.notice("blow_up"), "");
  });

  it("of a search for the reason is none: it shows how far it is, and can be left and taken up again", async () => {
    await page.open("#lang=en");
    await page.walked(1);
    await page.run(() => {
      // Whoever tries the run again is kept waiting.
      const send = Worker.prototype.postMessage;
      Worker.prototype.postMessage = function (/** @type {any} */ message, /** @type {any} */ ...rest) {
        if (message.type === "go_to" && !Reflect.get(window, "isHurried")) return;
        send.call(this, message, ...rest);
      };
      window.downhill.store.change({
        learning_rate: 100,
        activation: "relu",
        hidden_layers: 8,
      });
    });
    await page.until("the bar", () =>
      page.run(() => document.getElementById("causes-working")?.hidden === false),
    );
    assert.match(await page.notice("blow_up"), /Trying the same run again/);
    await page.click("#causes-cancel");
    await page.until("the word", async () => /You stopped looking/.test(await page.notice("blow_up")));
    assert.equal(await page.run(() => document.activeElement?.id), "causes-again");
    assert.equal(await page.run(() => document.getElementById("causes-working")?.hidden), true);
    await page.run(() => Reflect.set(window, "isHurried", true));
    await page.click("#causes-again");
    await page.until("the reason", async () => /Tried again/.test(await page.notice("blow_up")));
    // Left or not, the run is what it was.
    const step = await page.steps();
    await page.click("#back-to-before");
    await page.until("a step before", async () => (await page.steps()) < step);
  });

  it("of a plain sum is not laid to the rate, and scaled skips are offered", async () => {
    await page.open("#data=circle&layers=49&width=16&act=relu&init=he&skip=sum&lr=0.05&lang=en");
    await page.until("the measured reason", async () =>
      /scaled skips do\. The plain sum/.test(await page.notice("blow_up")),
    );
    await page.click("#with-scaled");
    await page.until("the notice to go", async () => (await page.notice("blow_up")) === "");
    assert.equal(await page.run(() => window.downhill.store.spec.residual), "scaled");
  });

  it("of a run that bounces is told, and a tenth of the rate goes on", async () => {
    await page.open("#data=moons&layers=2&width=8&lr=30&noise=0.15&lang=en");
    await page.run(() => window.downhill.experiment.setPace(Number.POSITIVE_INFINITY));
    await page.until("the notice", () => page.notice("bounce"));
    assert.match(await page.notice("bounce"), /For 50 steps the loss has been above/);
    await page.click("#bounce-tenth");
    assert.deepEqual([await page.rate(), await page.notice("bounce")], [3, ""]);
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
      const { training } = window.downhill.engine;
      Reflect.set(window, "former", training.worker);
      training.worker.onmessage?.(
        new MessageEvent("message", { data: { type: "dead", message: "unreachable" } }),
      );
    });
    await page.until("the notice", () => page.notice("replaced"));
    assert.ok(await page.run(() => window.downhill.engine.training.worker !== Reflect.get(window, "former")));
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
