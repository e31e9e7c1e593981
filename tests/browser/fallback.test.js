// Without WebGL2 plotters draws the same scene on a plain canvas: same marks, same numbers, same hands. It is said once.
import assert from "node:assert/strict";
import { it } from "node:test";
import { Key, Origin } from "selenium-webdriver";
import { inEveryEngine } from "./support/suite.js";

inEveryEngine(
  "without WebGL2",
  (page) => {
    const note = () =>
      page.run(() => {
        const element = /** @type {HTMLElement} */ (document.querySelector(".mountain-note"));
        return element.hidden ? "" : element.textContent;
      });
    const focus = () =>
      page.run(() => /** @type {HTMLElement} */ (document.querySelector("#mountain-view canvas")).focus());
    const press = (/** @type {string[]} */ ...keys) =>
      page.driver
        .actions()
        .sendKeys(...keys)
        .perform();
    /** Where two places of the plane appear on each mountain. */
    const seen = () =>
      page.run(() =>
        window.downhill.experiment.surface.mountains.map((/** @type {any} */ mountain) =>
          [0, 0.5].map((a) => {
            const { x, y } = mountain.locate({ a, b: 0.2, loss: 0.7 });
            return `${x.toFixed(1)},${y.toFixed(1)}`;
          }),
        ),
      );
    /** Waits until the drawing has rested for some frames, as finely as it gets. */
    const rest = () =>
      page.until("a drawing at rest", () =>
        page.driver.executeAsyncScript(
          "const done = arguments[0]; const { mountain } = downhill.experiment.surface; const before = mountain.stats().frames; " +
            "let n = 40; const tick = () => (--n ? requestAnimationFrame(tick) : done(mountain.stats().frames === before)); tick();",
        ),
      );
    /** @param {string} link */
    async function open(link) {
      await page.open(link);
      await page.until("the notice", () => page.notice("no_webgl"));
      await page.walked(3);
      await page.mountainStands();
      await page.pause();
      await page.click(".notice[data-kind='no_webgl'] button");
      await rest();
    }

    it("there is a mountain to read, turn and zoom, and it is said that it is a simpler one", async () => {
      await open("#lang=en&data=circle&n=400&train=0.1&plane=random&ground=both");
      const both = await page.picture("#mountain-view");
      assert.ok((await page.colours(both)) > 200);
      await page.screenshot("without-webgl");
      // The legend of the page, the axes and the values of the lines are there as on the mountain itself.
      assert.equal(await (await page.find("#mountain-legend")).isDisplayed(), true);
      const canvas = await page.find("#mountain-view canvas");
      const middle = await page.run(() => {
        const place = window.downhill.experiment.surface.mountain?.locate({ a: 0, b: 0, loss: 0.7 });
        const { x, y } = place ?? { x: Number.NaN, y: Number.NaN };
        const { width, height } = /** @type {Element} */ (
          document.getElementById("mountain-view")
        ).getBoundingClientRect();
        return { x: Math.round(x - width / 2), y: Math.round(y - height / 2) };
      });
      await page.driver
        .actions()
        .move({ origin: canvas, ...middle })
        .perform();
      assert.match(await page.until("a note", note), /^loss ≈ [\d.]+\n.+ −?[\d.]+\n.+ −?[\d.]+$/);
      await page.driver.actions().move({ origin: Origin.VIEWPORT, x: 1, y: 1 }).perform();
      await page.until("no note", async () => (await note()) === "");
      for (const view of /** @type {const} */ (["hero", "top"])) {
        await page.run((name) => window.downhill.experiment.surface.mountain.setView(name), view);
        await rest();
        const { hits, off, apart } = await page.run(() => {
          const { surface } = window.downhill.experiment;
          const { mountain } = surface;
          const sheet = /** @type {NonNullable<ReturnType<typeof surface.grounds.sheet>>} */ (
            surface.grounds.sheet()
          );
          const [found, { width, height }] = [
            { hits: 0, off: 0, apart: 0 },
            /** @type {Element} */ (document.getElementById("mountain-view")).getBoundingClientRect(),
          ];
          for (let x = 10; x < width; x += 23) {
            for (let y = 10; y < height; y += 23) {
              const spot = mountain.pick(x, y);
              if (!spot || spot.loss > mountain.legend().high) continue;
              const at = mountain.locate(spot);
              // What is read lies between the losses measured around it.
              const cell = /** @type {const} */ (["a", "b"]).map((axis) => {
                const share = (spot[axis] - sheet[axis][0]) / (sheet[axis][1] - sheet[axis][0]);
                return Math.min(sheet.columns - 2, Math.floor(share * (sheet.columns - 1)));
              });
              const around = [0, 1, sheet.columns, sheet.columns + 1].map(
                (step) => sheet.heights[cell[1] * sheet.columns + cell[0] + step],
              );
              const beyond = Math.max(Math.min(...around) - spot.loss, spot.loss - Math.max(...around));
              found.hits++;
              found.off = Math.max(
                found.off,
                Math.hypot((at?.x ?? Number.NaN) - x, (at?.y ?? Number.NaN) - y),
              );
              found.apart = Math.max(found.apart, beyond);
            }
          }
          return found;
        });
        assert.ok(hits > 40, `${hits} pixels of the sheet in the ${view} view`);
        assert.ok(off < 0.5, `${off} pixels at most in the ${view} view`);
        assert.ok(apart < 1e-6, `${apart} beyond what was measured`);
      }
      await focus();
      await press("p");
      const first = await page.until("a note at the ball", note);
      await press(Key.ARROW_RIGHT);
      await page.until("another place", async () => (await note()) !== first && (await note()) !== "");
      await press(Key.ESCAPE);
      await page.until("no note", async () => (await note()) === "");
      for (const move of [
        () => press(Key.ARROW_LEFT),
        () => press("+"),
        () => page.click("#view-turn"),
        () => page.click("#view-nearer"),
        () => page.click("#view-reset"),
      ]) {
        const before = String(await seen());
        await move();
        await page.until(`${move} moves it`, async () => String(await seen()) !== before);
      }
      // The veil of the validation rows goes with its ground.
      await page.click("#view-reset");
      await rest();
      const veiled = await page.picture("#mountain-view");
      await page.pick("select[name=ground]", "train");
      await page.until("no veil", () =>
        page.run(() => window.downhill.experiment.surface.grounds.veil() === undefined),
      );
      await rest();
      assert.notEqual(await page.picture("#mountain-view"), veiled);
      await page.click("#pair");
      await page.until("two mountains", async () => (await seen()).length === 2);
      await page.until("both to be counted", async () => /\d/.test(await page.text("#second-name")));
      const before = await seen();
      await page.run(() => window.downhill.experiment.surface.second.nudge({ yaw: 0.6 }));
      const after = await seen();
      for (const which of [0, 1]) assert.notEqual(String(after[which]), String(before[which]));
      await rest();
      await page.screenshot("without-webgl-pair");
    });

    it("stands behind the ball and looks where it goes", async () => {
      await open("#lang=en&problem=bowl&lr=0.02");
      await page.run(() => window.downhill.experiment.goTo(40));
      await page.until("a path", async () => (await page.steps()) === 40);
      const before = String(await seen());
      await page.click("#view-along");
      await page.until("another view", async () => String(await seen()) !== before);
    });

    it("puts the ball where one clicks, if two parameters are all there is", async () => {
      await open("#lang=en&problem=bowl");
      const canvas = await page.find("#mountain-view canvas");
      const { width, height } = await canvas.getRect();
      const [x, y] = [Math.round(width * 0.06), Math.round(height * 0.04)];
      await page.run(() => {
        const { mountain } = window.downhill.experiment.surface;
        const view = /** @type {HTMLElement} */ (document.querySelector("#mountain-view canvas"));
        const read = (/** @type {PointerEvent} */ { clientX, clientY }) => {
          const { left, top } = view.getBoundingClientRect();
          Reflect.set(window, "picked", mountain.pick(clientX - left, clientY - top));
        };
        view.addEventListener("pointerdown", read, { capture: true, once: true });
      });
      await page.driver.actions().move({ origin: canvas, x, y }).click().perform();
      const status = () => page.run(() => window.downhill.experiment.surface.walkers.report?.status);
      const picked = await page.run(() => Reflect.get(window, "picked"));
      const dropped = await page.until("the ball there", async () => {
        const now = await status();
        return now && Math.hypot(now.a - picked.a, now.b - picked.b) < 1e-3 && now;
      });
      assert.ok(Math.abs(dropped.train_loss - picked.loss) < 0.02 * dropped.train_loss);
      await focus();
      await press("p");
      await page.until("a note", note);
      await press(Key.ARROW_UP, Key.ARROW_UP, Key.ARROW_UP, Key.ENTER);
      await page.until("the ball elsewhere", async () => {
        const now = await status();
        return now && Math.hypot(now.a - dropped.a, now.b - dropped.b) > 1e-3;
      });
    });
  },
  // WebKit has no switch for it; all three engines draw the same 2-D canvas.
  { only: ["chromium", "firefox"], webgl: false },
);
