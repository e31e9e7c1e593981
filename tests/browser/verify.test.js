// "Is it right?": the run is made again and checked, for a network and for a formula, and what is wrong is seen.
import assert from "node:assert/strict";
import { it } from "node:test";
import { inEveryEngine } from "./support/suite.js";

inEveryEngine("the check", (page) => {
  const signs = () =>
    page.run(() =>
      [...document.querySelectorAll("#verify-report .verify-sign")].map((sign) => sign.textContent?.trim()),
    );

  it("makes a network's run again, bit for bit, and finds its loss, gradient and last step right", async () => {
    await page.open("#data=moons&opt=adam&lr=0.02&batch=16&lang=en");
    await page.walked(12);
    const dial = await page.find("#learning-rate");
    await dial.sendKeys("\uE014");
    await page.walked((await page.steps()) + 5);
    await page.click("#verify");
    await page.until("a report", async () => (await signs()).length === 4);
    assert.deepEqual(await signs(), ["✓", "✓", "✓", "✓"], await page.text("#verify-report"));
    const digest = (await page.text("#digest")).replace(/\w+ /, "");
    assert.ok((await page.text("#verify-report")).includes(`The same bits: fingerprint ${digest}`));
    assert.match(await page.text(".verify-formula"), /^m ← β₁·m/);
    await page.click("#verify-close");
  });

  it("checks a formula, in Chinese, and the start, to which no step has led", async () => {
    await page.open("#problem=rosenbrock&lr=0.001&lang=zh");
    await page.walked(5);
    await page.click("#verify");
    await page.until("a report", async () => (await signs()).length === 4);
    assert.deepEqual(await signs(), ["✓", "✓", "✓", "✓"], await page.text("#verify-report"));
    assert.match(await page.text("#verify-report"), /逐位相同/);
    await page.click("#verify-close");
    await page.click("#restart");
    await page.until("the start", async () => (await page.steps()) === 0);
    await page.click("#verify");
    await page.until("a report", async () => (await signs()).join("") === "✓✓✓–");
    await page.click("#verify-close");
  });

  it("that takes long shows that it goes on, and can be left", async () => {
    await page.open("#data=circle&layers=2&width=4&lang=en");
    await page.walked(1);
    await page.pause();
    // A worker that is never heard of is the longest check.
    await page.run(() => {
      const { terminate, postMessage } = Worker.prototype;
      const counted = { asked: 0, ended: 0 };
      Reflect.set(window, "counted", counted);
      Worker.prototype.postMessage = function (/** @type {any} */ message, /** @type {any} */ options) {
        if (message.wanted === "verdict") counted.asked += 1;
        else postMessage.call(this, message, options);
      };
      Worker.prototype.terminate = function () {
        counted.ended += 1;
        terminate.call(this);
      };
    });
    const counted = () => page.run(() => Reflect.get(window, "counted"));
    await page.click("#verify");
    const isShown = () =>
      page.run(() => document.getElementById("verify-cancel")?.checkVisibility() === true);
    await page.until("a question", async () => (await counted()).asked === 1);
    await page.until("a way to leave", isShown);
    await page.click("#verify-cancel");
    assert.match(await page.text("#verify-report"), /^Cancelled/);
    assert.deepEqual(await counted(), { asked: 1, ended: 1 }, "its worker is ended");
    assert.equal(await isShown(), false);
    await page.click("#verify-close");
  });
});
