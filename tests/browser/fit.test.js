// The card of the fit: picture, table, digits and clusters, by hand, by keyboard and in both languages.
import assert from "node:assert/strict";
import { it } from "node:test";
import { Key } from "selenium-webdriver";
import { inEveryEngine } from "./support/suite.js";

inEveryEngine("the fit", (page) => {
  const says = () => page.text("#fit-says");
  /** @param {string} link @param {RegExp} sentence */
  async function seen(link, sentence) {
    await page.open(link);
    await page.until("the fit", async () => sentence.test(await says()));
    await page.pause();
    assert.doesNotMatch(await page.text("#fit"), /NaN|undefined|null/);
  }
  /** Colours in the picture: a blank canvas has one. The canvas itself is read: it may lie below the window's edge. */
  const colours = async () => {
    const url = await page.run(() => {
      const canvas = document.querySelector("#fit-answers canvas");
      return canvas instanceof HTMLCanvasElement ? canvas.toDataURL() : "";
    });
    return await page.colours(url.replace(/^[^,]*,/, ""));
  };

  it("draws the plane of two inputs and tells how many rows are right", async () => {
    await seen(
      "#data=circle&lr=0.5&lang=en",
      /validation rows? are|answered right|learned by heart|every validation/,
    );
    await page.until("a picture", async () => (await colours()) > 30);
    assert.match(await page.text(".fit-parts"), /training \d+ %.*validation \d+ %/);
    assert.doesNotMatch(await page.text(".fit-parts"), /test/, "the test is sealed");
    await page.click("#open-test");
    await page.until("the test rows", async () => /test \d/.test(await page.text(".fit-parts")));
    assert.match(await says(), /test/);
  });

  it("reads a place out by keyboard", async () => {
    const canvas = await page.find("#fit-answers canvas");
    await canvas.sendKeys(Key.ARROW_LEFT);
    const value = () => page.text("#fit-answers .pointer-value");
    await page.until("a value", async () => /[AB] (0\.\d|1\.0)|: [AB]/.test(await value()));
    const steps = await page.steps();
    await canvas.sendKeys(Key.chord(Key.SHIFT, Key.ARROW_RIGHT), Key.ARROW_UP);
    assert.equal(await page.steps(), steps, "the arrows do not step the run");
    await canvas.sendKeys(Key.ESCAPE);
    const isHidden = () =>
      page.run(() => document.querySelector("#fit-answers .pointer-value")?.hasAttribute("hidden"));
    assert.equal(await isHidden(), true);
  });

  it("draws a curve, numbers against numbers, and a table where there are more inputs", async () => {
    await seen("#data=sine&lang=en", /off by/i);
    assert.equal(await page.run(() => document.getElementById("fit-answers")?.dataset.kind), "line");
    await page.until("a curve", async () => (await colours()) > 5);
    await seen("#data=penguin_mass&features=all&lang=zh", /误差/);
    assert.equal(await page.run(() => document.getElementById("fit-answers")?.dataset.kind), "scatter");
    await seen("#data=wine&features=all&lang=en", /validation/);
    const cells = await page.run(() =>
      [...document.querySelectorAll(".confusion td")].map((cell) => Number(cell.textContent)),
    );
    assert.equal(cells.length, 10, "3 × 3 and the corner");
    assert.equal(
      cells.reduce((sum, count) => sum + count, 0),
      43,
      "every validation row once",
    );
  });

  it("shows digits with their answers", async () => {
    await seen("#data=digits&opt=adam&lr=0.01&width=16&batch=32&lang=en", /validation/);
    await page.until("sample digits", async () => /^\d/.test(await page.text(".digit-list li span")));
    const names = await page.run(() =>
      [...document.querySelectorAll(".digit-list canvas")].map((canvas) => canvas.getAttribute("aria-label")),
    );
    assert.equal(names.length, 12);
    for (const name of names) assert.match(name ?? "", /^a \d, answered (\d|–)$/);
    await page.click("#only-mistakes");
    const isWrong = () =>
      page.run(() =>
        [...document.querySelectorAll(".digit-list li:not([hidden])")].every(
          (item) => item.className === "wrong",
        ),
      );
    assert.equal(await isWrong(), true);
  });

  it("hides where there is no network", async () => {
    await page.open("#problem=rosenbrock");
    await page.walked(1);
    assert.equal(await page.run(() => document.getElementById("fit")?.hidden), true);
    await page.pause();
  });

  it("gathers points without answers, half-step by half-step", async () => {
    await seen("#data=iris&lang=en", /validation/);
    await page.choose("clusters");
    const saying = () => page.text("#clusters-says");
    await page.until("a start", async () => /^Nobody says/.test(await saying()));
    assert.equal(await page.text("#clusters-step"), "Points choose");
    await page.click("#clusters-step");
    assert.match(await saying(), /^Each point has chosen/);
    const inertia = async () => Number(await page.text("#clusters-inertia"));
    const first = await inertia();
    assert.ok(first > 0);
    assert.equal(await page.text("#clusters-step"), "Centres move");
    await page.click("#clusters-step");
    assert.match(await saying(), /^Each centre has moved/);
    assert.ok((await inertia()) <= first);
    await page.click("#clusters-settle");
    assert.match(await saying(), /^At rest after \d+ half-steps/);
    assert.equal(await (await page.find("#clusters-step")).isEnabled(), false);
    await page.click("#clusters-again");
    assert.match(await saying(), /^Nobody says.* 3 centres/);
    await page.run(() => {
      const entry = /** @type {HTMLInputElement} */ (document.getElementById("clusters-k"));
      entry.value = "5";
      entry.dispatchEvent(new Event("change"));
    });
    assert.match(await saying(), /5 centres/);
  });
});
