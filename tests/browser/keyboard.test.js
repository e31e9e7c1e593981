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

  it("names the runs of a race and removes one", async () => {
    await page.open("#lang=en&branches=0:lr:1,0:opt:adam:lr:0.01");
    const names = () =>
      page.run(() => [...document.querySelectorAll("#runs .run-name")].map((name) => name.textContent));
    await page.until("the card", async () => (await names()).length === 3);
    await page.pause();
    const back = () => page.driver.actions().keyDown(Key.SHIFT).sendKeys(Key.TAB).keyUp(Key.SHIFT).perform();
    /** Presses Tab until an element has the focus. @param {string} selector @param {() => Promise<void>} [tab] */
    const tabOn = async (selector, tab = () => press(Key.TAB)) => {
      for (let count = 0; count < 20; count += 1) {
        if (await page.run((wished) => document.activeElement?.matches(wished) ?? false, selector)) return;
        await tab();
      }
      assert.fail(`Tab never reaches ${selector}`);
    };
    await page.run(() => document.getElementById("add-rival")?.focus());
    for (const [index, name] of ["calm", "wild"].entries()) {
      await tabOn(`#runs tr[data-run="${index}"] .run-name`);
      await press(Key.ENTER);
      await tabOn("#run-title");
      await press(name, Key.ENTER);
      await page.until(`the name ${name}`, async () => (await names())[index] === name);
      assert.equal(await focused(), "run-title", "the hand stays in the field");
      await tabOn(`#runs tr[data-run="${index}"] .run-name`, back);
      await press(Key.SPACE);
      assert.equal(await page.run(() => document.querySelector("#run-title")), null);
    }
    assert.deepEqual(await names(), ["calm", "wild", "Adam, rate 0.01"]);
    await tabOn('#runs tr[data-run="2"] .remove');
    await press(Key.ENTER);
    assert.deepEqual(await names(), ["calm", "wild"]);
    assert.equal(await focused(), "add-rival", "where the focus was is gone");
    await page.until("the link", async () =>
      /name=calm&branches=0:lr:1:name:wild&lang/.test(await page.run(() => location.hash)),
    );
    // Undone and done again as every other choice; opened elsewhere they have the same names.
    await page.run(() => document.getElementById("undo")?.focus());
    await press(Key.ENTER);
    assert.equal((await names()).length, 3);
    await page.open("#lang=en&name=calm&branches=0:lr:1:name:wild");
    await page.until("the names", async () => (await names()).join() === "calm,wild");
  });
});
