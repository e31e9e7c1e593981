// The promise of the residual switch, in the page: thirty layers that learn nothing, and learn with one click.
import assert from "node:assert/strict";
import { it } from "node:test";
import { inEveryEngine } from "./support/suite.js";

const LINK = "#data=circle&layers=29&width=16&act=tanh&init=uniform&lr=0.3&noise=0";

inEveryEngine("the residual switch", (page) => {
  /**
   * The curve of the run as the page was last told it: step and training accuracy of each point.
   * @returns {Promise<[number, number][]>}
   */
  const curve = () =>
    page.run(() => {
      /** @type {Float32Array} */
      const numbers = Reflect.get(window, "curve") ?? new Float32Array();
      return Array.from({ length: numbers.length / 5 }, (_, point) => [
        numbers[5 * point],
        numbers[5 * point + 2],
      ]);
    });

  it("wakes thirty layers up", async () => {
    await page.open(LINK);
    await page.run(() => {
      const { listeners } = window.downhill.engine;
      const show = listeners.onReport;
      listeners.onReport = (/** @type {any} */ report) => {
        if (report.details) Reflect.set(window, "curve", report.details.curve);
        show(report);
      };
    });
    await page.pick("#pace", "60");
    // Exactly there, however late a busy machine looks.
    await page.run(() => window.downhill.experiment.goTo(150));
    await page.until("150 steps of the plain network", async () => (await curve()).at(-1)?.[0] === 150);
    const plain = await curve();
    // Of two equal classes a constant answer gets one half; a few rows may change sides while the weights drift.
    const learning = plain.find(([, accuracy]) => Math.abs(accuracy - 0.5) > 0.05);
    assert.equal(learning, undefined, "the plain network stays at one half");
    assert.match(await page.text("#accuracies"), /0\.(4[5-9]|5[0-5])/);

    await page.run(() => Reflect.deleteProperty(window, "curve"));
    await page.click("#play");
    await page.choose("scaled");
    const woken = await page.until("an accuracy above 0.95", async () =>
      (await curve()).find(([, accuracy]) => accuracy > 0.95),
    );
    assert.ok(woken[0] <= 120, `at step ${woken[0]}`);
    await page.screenshot("toggle");
  });
});
