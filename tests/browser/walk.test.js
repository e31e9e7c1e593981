// The first screen: it is alive, the loss falls, the pictures move, the dial works while it walks.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { it } from "node:test";
import { Key, Origin } from "selenium-webdriver";
import { inEveryEngine } from "./support/suite.js";

/** @type {{link: string, digests: Record<string, string>}[]} */
const pinned = JSON.parse(readFileSync("tests/golden/digests.json", "utf8"));

inEveryEngine("the first screen", (page) => {
  /** What the loss curve and the gradient bars show. */
  const drawnCharts = () =>
    page.run(() =>
      [...document.querySelectorAll(".chart-view > canvas")].map((canvas) =>
        /** @type {HTMLCanvasElement} */ (canvas).toDataURL(),
      ),
    );

  it("walks downhill without being asked, and every picture shows it", async () => {
    await page.open();
    await page.walked(1);
    await page.mountainStands();
    const [steps, loss] = [await page.steps(), await page.loss()];
    const [mountain, charts] = [await page.picture("#mountain-view"), await drawnCharts()];
    assert.ok((await page.colours(mountain)) > 500, "the mountain has light and colours");

    await page.walked(steps + 20);
    assert.ok((await page.loss()) < loss, `${await page.loss()} is below ${loss}`);
    assert.notEqual(await page.picture("#mountain-view"), mountain, "the ball has moved");
    const moved = await page.until("both charts drawn anew", async () => {
      const now = await drawnCharts();
      return now.every((chart, index) => chart !== charts[index]) && now;
    });
    assert.equal(moved.length, 2);
    await page.screenshot("first-screen");
  });

  it("pauses, makes one step, and starts over", async () => {
    await page.open();
    await page.walked(3);
    await page.click("#play");
    await page.until("a pause", () => page.run(() => document.querySelector(".icon-play") !== null));
    await page.click("#restart");
    await page.until("step 0", async () => (await page.steps()) === 0);
    await page.click("#step");
    await page.until("step 1", async () => (await page.steps()) === 1);
    await page.click("#play");
    await page.walked(4);
  });

  // Every digest is compared in Node, where it is quick; here the page makes the steps.
  for (const { link, digests } of pinned.slice(0, 4)) {
    it(`shows the host's bits: ${link || "defaults"}`, async () => {
      await page.open(link || "#v=1");
      await page.run(() => {
        const { experiment } = window.downhill;
        experiment.pause();
        experiment.restart();
      });
      let made = 0;
      for (const step of [1, 10, 100]) {
        await page.run((count) => window.downhill.experiment.engine.step(count), step - made);
        made = step;
        await page.until(`step ${step}`, async () => (await page.steps()) === step);
        const shown = () =>
          page.run(() => document.getElementById("digest")?.textContent?.replace(/\W/g, "") ?? "");
        await page.until(`digest ${digests[step]}`, async () => (await shown()).endsWith(digests[step]));
      }
    });
  }

  it("takes the dial while it walks: by dragging, by keys, by typing", async () => {
    await page.open("#lr=0.01");
    await page.walked(3);
    const rate = () => page.rate();
    const stepsBefore = await page.steps();

    const dial = await page.find("#learning-rate");
    const { width } = await dial.getRect();
    const at =
      (await page.run(() => {
        const slider = /** @type {HTMLInputElement} */ (document.getElementById("learning-rate"));
        return slider.valueAsNumber / Number(slider.max) - 0.5;
      })) *
      (width - 30);
    await page.driver
      .actions({ async: true })
      .move({ origin: dial, x: Math.round(at), y: 0 })
      .press()
      .move({ origin: Origin.POINTER, x: Math.round(width * 0.1), y: 0 })
      .release()
      .perform();
    const dragged = await page.until("the drag", async () => (await rate()) > 0.02 && (await rate()));
    await dial.sendKeys(Key.ARROW_RIGHT, Key.ARROW_RIGHT);
    const keyed = await page.until("the keys", async () => (await rate()) > dragged && (await rate()));
    const entry = await page.find("#learning-rate-entry");
    await page.run(() =>
      /** @type {HTMLInputElement} */ (document.getElementById("learning-rate-entry")).select(),
    );
    await entry.sendKeys("0.123", Key.ENTER);
    await page.until("the typed rate", async () => (await rate()) === 0.123);
    assert.ok(keyed !== 0.123);
    await page.until("the rate in the link", async () =>
      (await page.run(() => location.hash)).includes("lr=0.123"),
    );
    await page.walked(stepsBefore + 5);
    assert.ok((await page.steps()) > stepsBefore, "the walk went on and did not start anew");
  });
});
