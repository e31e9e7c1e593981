// A race as a teacher makes it: rivals are added, edited and removed, their curves and results stand side by side, and the link
// carries them.
import assert from "node:assert/strict";
import { it } from "node:test";
import { inEveryEngine } from "./support/suite.js";

inEveryEngine("the race", (page) => {
  const branches = () => page.run(() => window.downhill.store.spec.branches);
  /** Names in the table, the ball's run first. @returns {Promise<string[]>} */
  const names = () =>
    page.run(() => [...document.querySelectorAll("#runs .run-name")].map((name) => name.textContent));
  /** Texts of the cells of a run: loss, lowest, steps to the target. @param {number} index @returns {Promise<string[]>} */
  const cells = (index) =>
    page.run(
      (/** @type {number} */ at) =>
        [...document.querySelectorAll(`#runs tr[data-run="${at}"] td`)].map((cell) => cell.textContent),
      index,
    );
  /** Chooses a rival as a hand does. @param {string} name */
  const add = (name) =>
    page.run((/** @type {string} */ value) => {
      const select = document.querySelector("#add-rival");
      if (!(select instanceof HTMLSelectElement)) throw new Error("there is no #add-rival");
      select.value = value;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }, name);
  const hasCard = () => page.run(() => document.querySelector("#add-rival") !== null);

  it("is made of rivals, one click each", async () => {
    await page.open("#lang=en");
    await page.until("the card", hasCard);
    await add("adam");
    await add("faster");
    assert.equal(await branches(), "0:opt:adam:lr:0.01,0:lr:1");
    assert.deepEqual(await names(), [
      "Gradient descent, rate 0.1",
      "Adam, rate 0.01",
      "Gradient descent, rate 1",
    ]);
    await page.until("everyone to arrive", async () => {
      const steps = await Promise.all([0, 1, 2].map(async (index) => (await cells(index))[2]));
      return steps.every((text) => /\d/.test(text)) && steps;
    });
    // The numbers of the core's own runs (seed 5): a tenth of 1.12 is reached after 108, 40 and 15 steps.
    assert.deepEqual(await Promise.all([0, 1, 2].map(async (index) => (await cells(index))[2])), [
      "108",
      "40",
      "15",
    ]);
    await page.until("a sentence about the leader", async () =>
      /leads|level/.test(await page.text("#curves-says")),
    );
    await page.screenshot("race");
  });

  it("lets a rival be edited and removed", async () => {
    await page.run(() => {
      const name = document.querySelector('#runs tr[data-run="1"] .run-name');
      if (name instanceof HTMLElement) name.click();
    });
    await page.run(() => {
      const entry = document.querySelector('#runs .rival input[name="learning_rate"]');
      if (!(entry instanceof HTMLInputElement)) throw new Error("there is no rate to edit");
      entry.value = "0.02";
      entry.dispatchEvent(new Event("change", { bubbles: true }));
    });
    assert.equal(await branches(), "0:opt:adam:lr:0.02,0:lr:1");
    await page.run(() => {
      const remove = document.querySelector('#runs tr[data-run="1"] .remove');
      if (remove instanceof HTMLElement) remove.click();
    });
    assert.equal(await branches(), "0:lr:1");
    assert.deepEqual(await names(), ["rate 0.1", "rate 1"]);
  });

  it("does not take a name that the link has no room for, and says so", async () => {
    const branch =
      "9:lr:0.12345678:clip:1.23456789:sched:cosine:period:123:mom:0.98765432:rho:0.98765432:eps:0.00001234";
    const list = [1, 2, 3]
      .map((at) => `${branch}:beta1:0.9876543${at}:beta2:0.98765432:wd:0.01234567:l2:0.01234567`)
      .join();
    await page.open(`#lang=en&branches=${list}`);
    await page.until("the card", hasCard);
    await page.run(() => {
      const name = document.querySelector('#runs tr[data-run="0"] .run-name');
      if (name instanceof HTMLElement) name.click();
    });
    await page.fill("#run-title", "far too long 手手");
    const problem = () =>
      page.run(
        () => /** @type {HTMLInputElement} */ (document.querySelector("#run-title")).validationMessage,
      );
    assert.match(await problem(), /^The link has no room for this name/);
    assert.equal(await page.run(() => window.downhill.store.spec.lead_name), "");
    await page.fill("#run-title", "a");
    assert.equal(await page.run(() => window.downhill.store.spec.lead_name), "a");
    assert.equal(await problem(), "");
  });

  it("says what happened to a run that broke, while the others walk on", async () => {
    await page.open("#lang=en&data=sine&n=128&layers=2&width=16&branches=0:lr:0.7");
    await page.until("the blow-up", async () =>
      /blown up at step \d+/.test(
        await page.run(() => document.querySelector('#runs tr[data-run="1"] small')?.textContent ?? ""),
      ),
    );
    const before = await page.text("#step-count");
    await page.until("another step", async () => (await page.text("#step-count")) !== before);
    assert.match(await page.text("#curves-says"), /only rate 0\.1 still walks/);
  });

  it("measures the gradient of both twins at the same step", async () => {
    await page.open(
      "#lang=en&data=circle&noise=0&layers=29&width=16&init=uniform&lr=0.3&branches=0:skip:scaled",
    );
    const said = await page.until("both sentences", async () => {
      const lines = await page.run(() =>
        [...document.querySelectorAll("#flow-says span")].map((line) => line.textContent),
      );
      return lines.length === 2 && lines;
    });
    assert.match(said[0], /^plain: .*layers? 2/);
    assert.match(said[1], /^scaled skip: layers 2 and 29 receive about the same/);
    await page.screenshot("race-twins");
    // Called by their names they are told apart by these.
    await page.run(() =>
      window.downhill.store.change({
        lead_name: "thirty in a row",
        branches: "0:skip:scaled:name:with bridges",
      }),
    );
    await page.until("their names", async () => {
      const [first = "", second = ""] = await page.run(() =>
        [...document.querySelectorAll("#flow-says span")].map((line) => line.textContent),
      );
      return first.startsWith("thirty in a row: ") && second.startsWith("with bridges: ");
    });
  });
});
