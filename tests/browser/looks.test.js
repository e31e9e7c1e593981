// How it looks and reads at the sizes, colours and languages that people have: nothing cut off, and axe-core finds nothing.
import assert from "node:assert/strict";
import { it } from "node:test";
import { violations } from "./support/axe.js";
import { inEveryEngine } from "./support/suite.js";

/** Each pair of size and colours once, the languages alternating. */
const LOOKS = [
  { width: 390, height: 844, theme: "light", language: "en" },
  { width: 390, height: 844, theme: "dark", language: "zh" },
  { width: 1200, height: 800, theme: "light", language: "en" },
  { width: 1440, height: 900, theme: "dark", language: "en" },
  { width: 1440, height: 900, theme: "light", language: "zh" },
];

/** Runs in the page: pairs of things around the mountain that cover each other. @returns {string[]} */
function overlaps() {
  // The box of a word is taller than its letters, in pixels of large Chinese type.
  const EMPTY = 8;
  const selectors = [
    "#loss",
    "#loss-line",
    "#accuracies",
    "#open-test",
    "#mountain-legend",
    "#mountain-progress",
    "#honesty",
  ];
  const buttons = [...document.querySelectorAll(":is(#mountain-tools, #mountain-views) :is(button, select)")];
  const things = [...selectors.map((selector) => document.querySelector(selector)), ...buttons];
  const boxes = things.flatMap((thing) => {
    const box = thing?.getBoundingClientRect();
    return thing && box && box.width > 0 ? [{ name: thing.id || thing.tagName, box }] : [];
  });
  return boxes.flatMap(({ name, box }, index) =>
    boxes
      .slice(index + 1)
      .filter(
        ({ box: other }) =>
          Math.min(box.right, other.right) - Math.max(box.left, other.left) > 1 &&
          Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top) > EMPTY,
      )
      .map((other) => `${name} and ${other.name}`),
  );
}

inEveryEngine("the look", (page) => {
  for (const { width, height, theme, language } of LOOKS) {
    it(`at ${width}×${height}, ${theme}, ${language}`, async () => {
      await page.openSized(width, height, `#theme=${theme}&lang=${language}`);
      await page.walked(10);
      await page.mountainStands();
      await page.pause();
      const size = await page.run(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.ok(size[0] <= size[1], `no sideways scrolling: ${size}`);
      assert.deepEqual(await page.run(overlaps), [], "nothing stands on anything else");
      await page.screenshot(`${width}-${theme}-${language}`);

      assert.deepEqual(await violations(page), []);
    });
  }

  it("is no longer than its window in the Lesson, whatever a step shows", async () => {
    await page.openSized(1366, 768, "#lesson=residual.twin&lang=en");
    for (const place of ["residual.twin", "fit.rein", "down.mountain", "vote.sum"]) {
      await page.run((name) => {
        location.hash = `#lesson=${name}&lang=en`;
      }, place);
      await page.until(place, () =>
        page.run(
          (name) => document.querySelector(`[data-place="${name}"]`)?.classList.contains("is-read") === true,
          place,
        ),
      );
      await page.until("numbers", async () => Number.isFinite(await page.steps()));
      const [length, window] = await page.run(() => [document.documentElement.scrollHeight, innerHeight]);
      assert.ok(length <= window, `${place}: ${length} of ${window} px`);
      assert.deepEqual(await page.run(overlaps), [], place);
    }
  });
});
