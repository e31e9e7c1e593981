// What axe-core finds wrong with a page as it stands.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** @typedef {import("./page.js").Page} Page */
/** A place's selector, or none for the document. @typedef {{include?: Element | Document | string, exclude?: Element[]}} Part */

const SOURCE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** How much of an element is told. */
const TOLD = 140;

/**
 * One line a rule that is broken, with the elements that break it.
 * @param {Page} page
 * @param {{select?: (wish: string | undefined) => Part, wish?: string | undefined, options?: Record<string, unknown>}} [of] `select` runs in
 *   the page with `wish` and says which part is looked at; `options` are axe's own
 * @returns {Promise<string[]>}
 */
export async function violations(page, { select, wish, options = {} } = {}) {
  if (!(await page.run(() => "axe" in window))) await page.driver.executeScript(SOURCE);
  /** @type {{id: string, nodes: string[]}[]} */
  const found = await page.driver.executeAsyncScript(
    `const [wish, options, done] = arguments;
    const select = ${select ?? "() => document"};
    axe.run(select(wish), options).then(
      ({ violations }) => done(violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }))),
      (error) => done([{ id: String(error), nodes: [] }]),
    );`,
    wish ?? null,
    options,
  );
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((html) => html.slice(0, TOLD)).join(" | ")}`);
}
