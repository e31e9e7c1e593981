// The gallery: its cards lead into the Lab by pointer and by key, keep the reader's language, come back, and are in order for those who
// listen; in a narrow window nothing is cut off.
import assert from "node:assert/strict";
import { it } from "node:test";
import { Key } from "selenium-webdriver";
import { violations } from "./support/axe.js";
import { focus, press } from "./support/lesson.js";
import { inEveryEngine } from "./support/suite.js";

inEveryEngine("the gallery", (page) => {
  const face = () => page.run(() => document.body.dataset.face);
  const hash = () => page.run(() => location.hash);
  const card = (/** @type {string} */ name) => `[data-preset="${name}"]`;

  /** The pictures that have been drawn: more than one colour is on them. */
  const drawn = () =>
    page.run(
      () =>
        [...document.querySelectorAll("canvas")].filter((canvas) => {
          if (!canvas.closest(".gallery-card") || canvas.width < 50) return false;
          const { data } = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d")).getImageData(
            0,
            0,
            canvas.width,
            canvas.height,
          );
          const first = [0, 1, 2, 3].map((at) => data[at]).join();
          return Array.from({ length: 400 }, (_, at) => 4 * Math.floor((at * data.length) / 1600)).some(
            (at) => [0, 1, 2, 3].map((channel) => data[at + channel]).join() !== first,
          );
        }).length,
    );

  it("opens from the header, draws what is in sight, and computes nothing", async () => {
    await page.open("#lesson&lang=en");
    await page.click("#face-gallery");
    await page.until(
      "the gallery",
      async () => (await face()) === "gallery" && (await hash()) === "#gallery&lang=en",
    );
    await page.until("pictures", async () => (await drawn()) >= 6);
    assert.equal(await page.run(() => window.downhill.experiment.isPlaying), false);
    assert.deepEqual(await violations(page), []);
  });

  it("opens a card by key, in the Lab, and comes back to it", async () => {
    await focus(page, card("skip_rescues"));
    await press(page, Key.ENTER);
    await page.until("the Lab", async () => (await face()) === "lab");
    await page.until("its link", async () => /layers=29.*skip=scaled.*lang=en/.test(await hash()));
    await page.until("its run", async () => (await page.steps()) > 0);
    await page.driver.navigate().back();
    await page.until("the gallery", async () => (await face()) === "gallery");
    assert.equal(await page.run(() => document.getElementById("gallery")?.hidden), false);
  });

  it("opens a card by pointer, in the reader's language; each is a link", async () => {
    await page.click("#language");
    await page.until("Chinese", async () => (await page.text("#gallery-title")) === "图库");
    await page.until("its address", async () => (await hash()) === "#gallery&lang=zh");
    const href = await page.run(
      (query) => document.querySelector(query)?.getAttribute("href"),
      card("small_pit"),
    );
    assert.match(String(href), /^#v=1&problem=pit&.*&lang=zh$/);
    await page.click(card("small_pit"));
    await page.until(
      "the Lab",
      async () => (await face()) === "lab" && /problem=pit.*lang=zh/.test(await hash()),
    );
    assert.equal(await page.run(() => document.documentElement.lang.startsWith("zh")), true);
  });

  it("has room for its cards in a narrow window, in the dark", async () => {
    await page.openSized(360, 740, "#gallery&lang=zh&theme=dark");
    await page.until("pictures", async () => (await drawn()) >= 1);
    assert.ok(await page.run(() => document.documentElement.scrollWidth <= innerWidth));
    assert.deepEqual(await violations(page), []);
  });
});
