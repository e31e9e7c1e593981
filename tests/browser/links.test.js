// What a link may do: choose language and colours, and nothing by force.
import assert from "node:assert/strict";
import { it } from "node:test";
import { inEveryEngine } from "./support/suite.js";

inEveryEngine("a link", (page) => {
  it("with hostile values falls to defaults, says so, and runs", async () => {
    await page.open(
      "#layers=900&lr=NaN&act=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&__proto__=1&seed=1e99&v=1&lang=en",
    );
    const notice = await page.until("the notice", () => page.notice("link"));
    for (const word of ["900", "NaN", "__proto__", "1e99", "<img src=x"]) {
      assert.ok(notice.includes(word), `${word} is named in: ${notice}`);
    }
    assert.equal(await page.run(() => document.querySelectorAll(".notice img").length), 0);
    await page.walked(3);
  });

  it("in Chinese shows Chinese, in dark shows dark", async () => {
    /** Brightness of the page's ground, 0 to 255. */
    const ground = () =>
      page.run(() => Number(getComputedStyle(document.body).backgroundColor.match(/\d+/)?.[0] ?? Number.NaN));
    await page.open("#lang=zh&theme=dark");
    assert.equal(await page.run(() => document.documentElement.lang), "zh-Hans");
    assert.match(await page.text("#dial label"), /学习率/);
    assert.ok((await ground()) < 64, `dark: ${await ground()}`);
    await page.open("#lang=en&theme=light");
    assert.equal(await page.run(() => document.documentElement.lang), "en");
    assert.match(await page.text("#dial label"), /Learning rate/);
    assert.ok((await ground()) > 192, `light: ${await ground()}`);
  });

  it("that changes under the page changes the run", async () => {
    await page.open("#data=circle&lang=en");
    await page.pause();
    await page.run(() => {
      location.hash = "#data=spiral&layers=7&lang=en";
    });
    const shown = () =>
      page.run(() => [
        document.querySelector('#settings input[name="hidden_layers"]')?.getAttribute("aria-valuetext"),
        /** @type {HTMLInputElement | null} */ (document.querySelector('#settings input[value="spiral"]'))
          ?.checked,
      ]);
    await page.until("the new network and data", async () => (await shown()).join() === "7,true");
  });
});
