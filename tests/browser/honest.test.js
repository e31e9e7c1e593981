// What a picture leaves out, what the dial says of the ground under the ball, and the buttons that turn it.
import assert from "node:assert/strict";
import { it } from "node:test";
import { inEveryEngine } from "./support/suite.js";

inEveryEngine("the honest mountain", (page) => {
  /** @param {string} link */
  async function open(link) {
    await page.open(link);
    await page.walked(3);
    await page.mountainStands();
    await page.pause();
  }
  /** Where a place of the plane appears: tells where the camera stands. */
  const seen = () =>
    page.run(() => {
      const { mountain } = window.downhill.experiment.surface;
      const at = mountain.locate({ a: 0.5, b: 0.5, loss: 1 });
      return `${at?.x.toFixed(1)},${at?.y.toFixed(1)}`;
    });

  it("says in full what a slice leaves out, with its own numbers", async () => {
    await open("#lang=en");
    assert.match(await page.text("#truth"), /^2 of 267 directions/);
    await page.click("#truth-more");
    const text = await page.until("the explanation", () => page.text("#leaves-out"));
    assert.match(text, /the other 265 are not seen/);
    assert.match(text, /together \d+ %\. A random walk .* would reach \d+ %/);
    assert.match(text, /Its true loss is [\d.]+; the sheet below it is at [\d.]+/);
    assert.doesNotMatch(text, /[{}]|undefined|NaN/);
    await page.click("#leaves-out button");
    await page.until("it is gone", () =>
      page.run(() => !(/** @type {HTMLDialogElement} */ (document.getElementById("leaves-out")).open)),
    );
  });

  it("says where the ball stands also on a plane that is laid while the run rests", async () => {
    await open("#lang=en&plane=random&layers=2");
    await page.click("#relay");
    await page.until("another sheet, through the ball", async () =>
      /^ball on/.test(await page.text("#sheet-gap")),
    );
  });

  it("stays as large as it is while nothing is known of another run yet", async () => {
    await open("#lang=en");
    const dial = () => page.text("#dial-says");
    await page.until("the curvature", async () => (await dial()) !== "");
    await page.run(() => {
      const part = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
      /** @type {{sizes: string[], said: string[]}} */
      const seen = { sizes: [], said: [] };
      new ResizeObserver(([{ contentRect }]) => {
        seen.sizes.push(`${contentRect.width} × ${contentRect.height}`);
      }).observe(part("mountain-view"));
      new MutationObserver(() => seen.said.push(part("dial-says").textContent)).observe(part("dial-says"), {
        childList: true,
        characterData: true,
        subtree: true,
      });
      Object.assign(window, { seen });
      window.downhill.store.change({ seed: 77 });
    });
    const { sizes, said } = await page.until("silence, and then the other run's curvature", () =>
      page.run(() => {
        const { seen } = /** @type {{seen: {sizes: string[], said: string[]}}} */ (Object(window));
        return seen.said.includes("") && seen.said.at(-1) !== "" && seen;
      }),
    );
    assert.equal(sizes.length, 1, `${sizes.join(", ")} while the dial said ${said.join(" | ")}`);
  });

  it("calls the picture of two numbers whole, and draws no gradient chart of a formula", async () => {
    await open("#lang=en&problem=pit&starta=5.5&startb=0.1&lr=0.02");
    assert.match(await page.text("#truth"), /^Wholly: two numbers are all there is/);
    const shown = await page.run(() =>
      ["path-share", "sheet-gap", "flow"].map(
        (id) => /** @type {HTMLElement} */ (document.getElementById(id)).getClientRects().length > 0,
      ),
    );
    assert.deepEqual(shown, [false, false, false]);
  });

  it("marks where the pit and the wide valley let go, for plain descent and with momentum", async () => {
    const marks = () => page.run(() => document.querySelector(".dial-marks")?.textContent ?? "");
    await open("#lang=en&problem=pit&starta=5.5&startb=0.1&lr=0.02");
    await page.until("2/λ at both", async () =>
      /pit: 2\/57\.006 = 0\.0351.*wide valley: 2\/1 = 2$/.test(await marks()),
    );
    // Trapped: at the bottom of the pit the rate is 57 % of the limit, and that swings.
    await page.run(() => window.downhill.experiment.play());
    await page.until("the pit's bottom", async () =>
      /λ = 57\.0\. The rate is 57 % of the limit 2\/λ = 0\.0351: it swings/.test(
        await page.text("#dial-says"),
      ),
    );
    await open("#lang=en&problem=pit&starta=5.5&startb=0.1&lr=0.02&opt=momentum&mom=0.5");
    await page.until("(2+2μ)/λ at both", async () => /0\.0526.*= 3$/.test(await marks()));
  });

  it("turns and zooms by buttons, for a hand that cannot drag", async () => {
    await open("#lang=en&problem=bowl");
    await page.run(() => window.downhill.experiment.surface.mountain.setReducedMotion(true));
    for (const button of ["#view-turn", "#view-nearer", "#view-farther", "#view-top", "#view-reset"]) {
      const before = await seen();
      await page.click(button);
      if (button !== "#view-reset")
        await page.until(`${button} moves it`, async () => (await seen()) !== before);
    }
  });
});
