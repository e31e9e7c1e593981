// What the mountain stands on: validation rows as a veil over it, the mini-batch's rows as they change, plain beside residual.
import assert from "node:assert/strict";
import { it } from "node:test";
import { inEveryEngine } from "./support/suite.js";

/** @typedef {import("../../www/lab/grounds.js").Grounds} Grounds */

inEveryEngine("the grounds", (page) => {
  /** Loss of sheet and veil in the middle of the plane, and how fine they are. */
  const middles = () =>
    page.run(() => {
      /** @type {Grounds} */
      const grounds = window.downhill.experiment.surface.grounds;
      return [grounds.sheet(), grounds.veil()].map(
        (surface) =>
          surface && { loss: surface.heights[(surface.heights.length - 1) / 2], isLast: surface.is_last },
      );
    });
  /** Losses that a sentence names. */
  const said = async () => [...(await page.text("#ground-says")).matchAll(/\d+\.\d+/g)].map(Number);
  /** Whether a loss is what is said of it in two digits. @param {number | undefined} loss @param {number | undefined} words */
  const isAlike = (loss = Number.NaN, words = Number.NaN) => Math.abs(loss - words) <= 0.051 * words;
  const choose = (/** @type {string} */ ground) =>
    page.run((value) => {
      const select = /** @type {HTMLSelectElement} */ (document.querySelector("select[name=ground]"));
      select.value = value;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }, ground);
  /** Walks a little, stops, and lays a plane through where the ball is: its middle is the ball. @param {string} link */
  async function stopped(link) {
    await page.open(link);
    await page.walked(5);
    await page.mountainStands();
    await page.pause();
    await page.click("#relay");
  }

  it("lay the loss of the validation rows over that of the training rows", async () => {
    await stopped("#lang=en&data=circle&n=400&train=0.1&plane=random&ground=both");
    await page.until("both surfaces at the losses that are told", async () => {
      const [[sheet, veil], [train, validation]] = [await middles(), await said()];
      return sheet?.isLast && veil?.isLast && isAlike(sheet.loss, train) && isAlike(veil.loss, validation);
    });
    assert.match(await page.text("#ground-key"), /sheet: 40 training rows.*veil: 180 validation rows/s);
    await page.screenshot("ground-both");
    await choose("train");
    await page.until("the veil to go", async () => !(await middles())[1]);
    assert.equal(await page.run(() => document.getElementById("ground-key")?.hidden), true);
    assert.match(await page.run(() => location.hash), /^#v=1&(?!.*ground)/);
    await choose("both");
    await page.until("the veil to come back", async () => (await middles())[1]);
  });

  it("are the mini-batch that the next step looks at, and move with it", async () => {
    await stopped("#lang=en&batch=4&plane=random&ground=batch");
    await page.until("sheet and veil at the losses that are told", async () => {
      const [[sheet, veil], [batch, train]] = [await middles(), await said()];
      return sheet?.isLast && veil?.isLast && isAlike(sheet.loss, batch) && isAlike(veil.loss, train);
    });
    const first = (await middles())[0]?.loss;
    await page.click("#step");
    await page.until("the next step's ground", async () => (await middles())[0]?.loss !== first);
    await page.run(() => window.downhill.experiment.play());
    const step = () => page.run(() => window.downhill.experiment.surface.grounds.batchStep);
    const at = Number(await step());
    await page.until("a ground some steps further", async () => Number(await step()) > at + 10);
    await page.screenshot("ground-batch");
    await page.click("#ground-batch label:last-child");
    await page.until("a ground that stands still", async () =>
      /stands still/.test(await page.text("#ground-says")),
    );
    assert.equal(await step(), null);
    assert.match(await page.run(() => location.hash), /ground=batch/);
    assert.doesNotMatch(await page.run(() => location.hash), /batch=4/);
  });

  it("are two side by side, plain and residual, each with what was counted on its grid", async () => {
    await page.open("#lang=en&data=circle&n=100&layers=6&plane=random");
    await page.walked(5);
    await page.mountainStands();
    await page.click("#pair");
    await page.until("two mountains", () =>
      page.run(() => window.downhill.experiment.surface.mountains.length === 2),
    );
    assert.match(
      await page.run(() => decodeURIComponent(location.hash)),
      /branches=0:skip:scaled.*peaks=pair/,
    );
    await page.pause();
    await page.click("#relay");
    const counted = /^(plain|scaled skip) \d+ hollows? · [\d.]+ % of outward steps go down$/;
    await page.until("both to be counted", async () => {
      const names = [await page.text("#first-name"), await page.text("#second-name")];
      return names.every((name) => counted.test(name));
    });
    // Each ball stands in the middle of its own network's surface, at its own loss.
    await page.until("two different surfaces, each of its own run", () =>
      page.run(() => {
        /** @type {Grounds} */
        const grounds = window.downhill.experiment.surface.grounds;
        const middles = [0, 1].map((index) => {
          const heights = grounds.calm(index)?.heights;
          return heights?.[(heights.length - 1) / 2];
        });
        return !grounds.isMeasuring && middles[0] !== undefined && middles[0] !== middles[1];
      }),
    );
    // At rest the meter speaks of both.
    await page.until("a share of each", async () =>
      /^[\d.]+ % · [\d.]+ %$/.test(await page.text("#path-share")),
    );
    assert.match(await page.text("#sheet-gap"), /^plain: ball.*\nscaled skip: ball/);
    await page.screenshot("mountain-pair");
    // One renderer: the second is drawn by the first one's context, and neither shows the other's frame.
    const shared = () =>
      page.run(() => {
        const [first, second] = window.downhill.experiment.surface.mountains;
        return first?.painter === second?.painter && first?.painter?.guests;
      });
    assert.equal(await shared(), 1);
    const [first, second] = [await page.picture("#mountain-view"), await page.picture("#second-view")];
    assert.notEqual(first, second);
    for (const picture of [first, second]) assert.ok((await page.colours(picture)) > 500);
    // One camera: who turns one, turns both.
    const places = () =>
      page.run(() =>
        window.downhill.experiment.surface.mountains.map((/** @type {any} */ mountain) => {
          const { x, y } = mountain.locate({ a: 1, b: 0, loss: 0.5 });
          return `${x.toFixed(0)},${y.toFixed(0)}`;
        }),
      );
    const before = await places();
    await page.run(() => window.downhill.experiment.surface.second.nudge({ yaw: 0.6 }));
    await page.until("both to turn", async () =>
      (await places()).every((/** @type {string} */ place, /** @type {number} */ at) => place !== before[at]),
    );
    await page.click("#pair");
    await page.until("one mountain", () =>
      page.run(() => window.downhill.experiment.surface.mountains.length === 1),
    );
    assert.equal(await page.run(() => document.getElementById("second-view")?.hidden), true);
    // Alone again, it shows its own canvas, in its full size.
    assert.equal(await page.run(() => window.downhill.experiment.surface.mountain.painter.guests), 0);
    assert.deepEqual(
      await page.run(() => document.querySelectorAll("#mountain-view canvas:not(.mountain-overlay)").length),
      1,
    );
    await page.until(
      "a picture",
      async () => (await page.colours(await page.picture("#mountain-view"))) > 500,
    );
  });

  it("are not offered where there are no rows", async () => {
    await page.open("#lang=en&problem=pit&ground=both&batch=4");
    await page.walked(3);
    await page.mountainStands();
    const control = await page.find("select[name=ground]");
    assert.equal(await control.isDisplayed(), false);
    assert.deepEqual(await middles().then((surfaces) => surfaces.map(Boolean)), [true, false]);
  });
});
