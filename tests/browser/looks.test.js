// How it looks and reads at the sizes, colours and languages that people have: nothing cut off, and axe-core finds nothing.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { it } from "node:test";
import { inEveryEngine } from "./support/suite.js";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Each pair of size and colours once, the languages alternating. */
const LOOKS = [
  { width: 390, height: 844, theme: "light", language: "en" },
  { width: 390, height: 844, theme: "dark", language: "zh" },
  { width: 1440, height: 900, theme: "dark", language: "en" },
  { width: 1440, height: 900, theme: "light", language: "zh" },
];

inEveryEngine("the look", (page) => {
  for (const { width, height, theme, language } of LOOKS) {
    it(`at ${width}×${height}, ${theme}, ${language}`, async () => {
      await page.openSized(width, height, `#theme=${theme}&lang=${language}`);
      await page.walked(10);
      await page.mountainStands();
      await page.pause();
      const size = await page.run(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.ok(size[0] <= size[1], `no sideways scrolling: ${size}`);
      await page.screenshot(`${width}-${theme}-${language}`);

      await page.driver.executeScript(AXE);
      /** @type {{ id: string, nodes: { html: string, failureSummary: string }[] }[]} */
      const violations = await page.driver.executeAsyncScript(
        "const done = arguments[0]; axe.run().then(({ violations }) => done(violations), (error) => done([{ id: String(error), nodes: [] }]))",
      );
      const found = violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`,
      );
      assert.deepEqual(found, []);
    });
  }
});
