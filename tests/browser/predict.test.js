// Predict, then run: the card asks, waits, and says what the core has seen.
import assert from "node:assert/strict";
import { it } from "node:test";
import { inEveryEngine } from "./support/suite.js";

inEveryEngine("the prediction", (page) => {
  const says = () => page.text("#predict-says");
  const verdict = () => page.run(() => document.getElementById("predict")?.dataset.verdict ?? "");
  const answer = async (/** @type {string} */ value) =>
    page.click(`#predict label:has(input[value="${value}"])`);

  it("is asked only where the link wishes it", async () => {
    await page.open("#lang=en");
    await page.walked(2);
    assert.equal(await page.run(() => document.getElementById("predict")?.hidden), true);
  });

  it("waits for an answer, then for a hundred steps, and compares", async () => {
    await page.open("#lang=en&problem=pit&starta=5.5&startb=0.2&lr=0.01&predict=on");
    await page.until("the question", async () => /Choose/.test(await says()));
    assert.equal(await page.steps(), 0, "nothing runs before");
    await answer("goes_down");
    await page.until("the answer", async () => (await says()) === "You say: it goes down. Now press Play.");
    await page.run(() => window.downhill.experiment.setPace(Number.POSITIVE_INFINITY));
    await page.click("#play");
    await page.until("the verdict", async () => (await verdict()) === "other");
    assert.match(await says(), /Seen: it gets stuck\. The loss went from 15\.1 to 0\.86/);
  });

  it("says that it waits for the mountain, and compares later for whoever does not want to wait", async () => {
    await page.pause();
    await page.run(() => {
      const { surface } = window.downhill.experiment;
      Reflect.set(window, "measured", surface.measured.bind(surface));
      surface.measured = () => new Promise(() => {});
    });
    await page.click("#predict-again");
    await page.until("the question", async () => /Choose/.test(await says()));
    await page.click("#restart");
    await page.until("the start", async () => (await page.steps()) === 0);
    await answer("is_stuck");
    await page.click("#play");
    await page.until("the bar", () =>
      page.run(() => document.getElementById("predict-working")?.hidden === false),
    );
    await page.pause();
    const steps = await page.steps();
    await page.click("#predict-cancel");
    assert.equal(await says(), "You said: it gets stuck. Not compared yet.");
    assert.equal(await page.run(() => document.activeElement?.id), "predict-compare");
    assert.equal(await page.steps(), steps, "the run stays where it was");
    await page.run(() => {
      const { surface } = window.downhill.experiment;
      surface.measured = Reflect.get(window, "measured");
    });
    await page.click("#predict-compare");
    await page.until("the verdict", async () => (await verdict()) === "right");
  });

  it("is another question at another rate, and a blow-up ends it early", async () => {
    await page.pause();
    await page.run(() => window.downhill.store.change({ learning_rate: 2.5 }));
    await page.until("the question", async () => /Choose/.test(await says()));
    await page.click("#restart");
    await page.until("the start", async () => (await page.steps()) === 0);
    await answer("blows_up");
    await page.click("#play");
    await page.until("the verdict", async () => (await verdict()) === "right");
    assert.match(await says(), /^Right: it blows up\./);
    await page.click("#predict-again");
    await page.until("the question", async () => /Choose/.test(await says()));
  });
});
