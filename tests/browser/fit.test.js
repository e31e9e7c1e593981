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
    // Its card comes when it is seen, and in a low window it stands further down.
    await page.run(() => document.getElementById("fit")?.scrollIntoView());
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

  it("takes points that are put, dragged and removed on the picture, and learns anew", async () => {
    await page.open("#data=xor&n=40&layers=2&lang=en");
    const isDrawn = () =>
      page.run(() => document.querySelector(".fit-edit")?.hasAttribute("hidden") === false);
    await page.run(() => document.getElementById("fit")?.scrollIntoView());
    await page.until("the picture", isDrawn);
    // What a run tells while it plays moves what stands below, also between the two halves of a press.
    await page.pause();
    await page.click("#fit-edit");
    const total = async () => {
      const { rows, name } = await page.run(() => window.downhill.engine.summary());
      return `${name} ${rows.train + rows.validation + rows.test}`;
    };
    const canvas = await page.find("#fit-answers canvas");
    // By keys: the first arrow shows the cross in the middle, where a new point comes.
    await canvas.sendKeys(Key.ARROW_LEFT, Key.ENTER);
    await page.until("one more point", async () => (await total()) === "own 41");
    assert.match(await page.run(() => location.hash), /data=own.*table=1/);
    // The cross has stayed: what stands there is read off as soon as the new picture is drawn.
    await page.until("the new row under the cross", async () =>
      /answered/.test(await page.text("#fit-answers .pointer-value")),
    );
    await canvas.sendKeys(Key.DELETE);
    await page.until("one point fewer", async () => (await total()) === "own 40");
    await page.click("#undo");
    await page.until("the point again", async () => (await total()) === "own 41");
    await page.until("the picture", isDrawn);
    /**
     * Takes hold of a place of the picture and goes along a path from there. All of it is one script: what is drawn anew between a look
     * and a grip would put another row under the hand.
     * @param {"free" | "row"} wanted a place without a row, or the row that stands there
     * @param {[number, number][]} path in pixels from the place; none: a click
     */
    const takeHold = (wanted, path) =>
      page.run(
        (what, steps) => {
          const of = /** @type {HTMLCanvasElement} */ (document.querySelector("#fit-answers canvas"));
          const label = /** @type {HTMLElement} */ (document.querySelector("#fit-answers .pointer-value"));
          const box = of.getBoundingClientRect();
          const at = (/** @type {string} */ type, /** @type {number} */ x, /** @type {number} */ y) => {
            const event = { clientX: box.left + x, clientY: box.top + y, pointerId: 1, bubbles: true };
            of.dispatchEvent(new PointerEvent(type, event));
          };
          of.setPointerCapture = () => {};
          const isRow = (/** @type {number} */ x, /** @type {number} */ y) => {
            at("pointermove", x, y);
            return !label.hidden && label.textContent?.includes("answered");
          };
          // A hand takes a row from further away than a pointer reads one, and outside of the picture nothing is read.
          const around = [-12, 0, 12].flatMap((u) => [-12, 0, 12].map((v) => [u, v]));
          const isFree = (/** @type {number} */ x, /** @type {number} */ y) =>
            around.every(([u, v]) => !isRow(x + u, y + v) && !label.hidden);
          const fits = what === "row" ? isRow : isFree;
          for (let y = 4; y < 120; y += 4)
            for (let x = 28; x < 100; x += 4)
              if (fits(x, y)) {
                at("pointerdown", x, y);
                for (const [u, v] of steps) at("pointermove", x + u, y + v);
                const [u, v] = steps.at(-1) ?? [0, 0];
                at("pointerup", x + u, y + v);
                return true;
              }
          return false;
        },
        wanted,
        path,
      );
    // By hand: a point is put and dragged away.
    await page.until("a place without a row", () => takeHold("free", []));
    await page.until("a point by hand", async () => (await total()) === "own 42");
    const before = await page.run(() => window.downhill.store.spec.table);
    await page.until("a row", () =>
      takeHold("row", [
        [15, 10],
        [30, 40],
      ]),
    );
    await page.until("another table", () =>
      page.run((old) => window.downhill.store.spec.table !== old, before),
    );
    assert.equal(await total(), "own 42");
    await page.until("the picture", isDrawn);
    await page.until("its rows", async () => /[A-Z]/.test(await page.text("#fit-says")));
    // Out of the picture it is gone: any point does.
    await page.until("a row", () =>
      takeHold("row", [
        [-30, 20],
        [-200, 20],
      ]),
    );
    await page.until("one point fewer", async () => (await total()) === "own 41");
    await page.choose("clusters");
    await page.until("the clusters", async () => /^Nobody says/.test(await page.text("#clusters-says")));
    const gathered = await page.find("#fit-clusters canvas");
    // The first arrow shows the cross, as soon as there is a picture to put it in.
    await page.until("the cross", async () => {
      await gathered.sendKeys(Key.ARROW_LEFT);
      return page.run(
        () => document.querySelector("#fit-clusters .pointer-value")?.hasAttribute("hidden") === false,
      );
    });
    await gathered.sendKeys(Key.ENTER);
    const gatheredCount = async () =>
      Number(/have changed: (\d+) now/.exec(await page.text("#clusters-says"))?.[1] ?? Number.NaN);
    await page.until("a point among them", async () => (await gatheredCount()) > 0);
    const most = await gatheredCount();
    await gathered.sendKeys(Key.DELETE);
    await page.until("one point fewer", async () => (await gatheredCount()) === most - 1);
    /** @param {[number, number][]} path */
    const drag = (path) =>
      page.run((places) => {
        const of = /** @type {HTMLCanvasElement} */ (document.querySelector("#fit-clusters canvas"));
        const box = of.getBoundingClientRect();
        of.setPointerCapture = () => {};
        const at = (/** @type {string} */ type, /** @type {[number, number]} */ [x, y]) => {
          const event = { clientX: box.left + x, clientY: box.top + y, pointerId: 1, bubbles: true };
          of.dispatchEvent(new PointerEvent(type, event));
        };
        at("pointerdown", places[0]);
        for (const place of places) at("pointermove", place);
        at("pointerup", places[places.length - 1]);
      }, path);
    // By hand: a point is put, and dragged out of the picture.
    await drag([[60, 20]]);
    await page.until("a point by hand", async () => (await gatheredCount()) === most);
    await drag([
      [60, 20],
      [30, -30],
      [-40, -60],
    ]);
    await page.until("one point fewer", async () => (await gatheredCount()) === most - 1);
    await page.pause();
  });
});
