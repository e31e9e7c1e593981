// Everything that a mouse can do, keys can do.
import assert from "node:assert/strict";
import { it } from "node:test";
import { Key } from "selenium-webdriver";
import { inEveryEngine } from "./support/suite.js";

inEveryEngine("the keyboard alone", (page) => {
  const press = (/** @type {string[]} */ ...keys) =>
    page.driver
      .actions()
      .sendKeys(...keys)
      .perform();
  const focused = () => page.run(() => document.activeElement?.id ?? "");

  /** Presses Tab until the element with this id has the focus. @param {string} id */
  async function tabTo(id) {
    for (let count = 0; count < 80; count += 1) {
      if ((await focused()) === id) return;
      await press(Key.TAB);
    }
    assert.fail(`Tab never reaches #${id}`);
  }

  it("reaches the dial, the buttons and the switches", async () => {
    await page.open("#lang=en&lr=0.01");
    await page.walked(2);
    await tabTo("learning-rate");
    const rate = await page.rate();
    await press(Key.ARROW_RIGHT);
    await page.until("a higher rate", async () => (await page.rate()) > rate);
    await tabTo("play");
    await press(Key.SPACE);
    await page.until("a pause", () => page.run(() => document.querySelector(".icon-play") !== null));
    const steps = await page.steps();
    await tabTo("step");
    await press(Key.ENTER);
    await page.until("one step more", async () => (await page.steps()) === steps + 1);
  });

  it("turns the mountain", async () => {
    await page.open("#lang=en");
    await page.mountainStands();
    await page.pause();
    await page.run(() => {
      const canvas = /** @type {HTMLElement} */ (document.querySelector("#mountain-view [tabindex]"));
      canvas.focus();
    });
    const before = await page.picture("#mountain-view");
    await press(Key.ARROW_LEFT, Key.ARROW_LEFT, Key.ARROW_LEFT);
    await page.until("another view", async () => (await page.picture("#mountain-view")) !== before);
  });
});
