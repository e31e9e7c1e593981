// What was set is taken back and done again: by the buttons and by the keys.
import assert from "node:assert/strict";
import { it } from "node:test";
import { Key } from "selenium-webdriver";
import { inEveryEngine } from "./support/suite.js";

inEveryEngine("undo", (page) => {
  const seed = () => page.run(() => Number(window.downhill.store.spec.seed));
  const isIdle = (/** @type {string} */ id) =>
    page.run((name) => document.getElementById(name)?.getAttribute("aria-disabled") === "true", id);
  const press = async (/** @type {string[]} */ ...held) => {
    const actions = page.driver.actions();
    for (const key of held) actions.keyDown(key);
    actions.sendKeys("z");
    for (const key of held.reverse()) actions.keyUp(key);
    await actions.perform();
  };

  it("takes settings back one by one, and does them again, by button and by key", async () => {
    await page.open("#seed=7&lang=en");
    await page.walked(1);
    assert.deepEqual([await isIdle("undo"), await isIdle("redo")], [true, true]);
    await page.click("#new-seed");
    const drawn = await seed();
    assert.notEqual(drawn, 7);
    await page.click("#undo");
    assert.equal(await seed(), 7);
    await page.until("the address", () => page.run(() => location.hash.includes("seed=7")));
    assert.deepEqual([await isIdle("undo"), await isIdle("redo")], [true, false]);
    await page.click("#redo");
    assert.equal(await seed(), drawn);
    await press(Key.CONTROL);
    assert.equal(await seed(), 7);
    await press(Key.CONTROL, Key.SHIFT);
    assert.equal(await seed(), drawn);
    await page.walked(2);
  });
});
