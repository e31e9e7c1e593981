// What a reader does in the Lesson, in the words of its tests.
import { Key } from "selenium-webdriver";

/** @typedef {import("./page.js").Page} Page */

/** The words of a step's card, once something has come true. @param {Page} page @param {string} place */
export const done = (page, place) => page.text(`[data-place="${place}"] .task .done`);
/** @param {Page} page @param {string} place */
export const came = (page, place) =>
  page.run(
    (name) => document.querySelector(`[data-place="${name}"] .ask`)?.getAttribute("data-came") ?? "",
    place,
  );
/** @param {Page} page @param {...string} keys */
export const press = (page, ...keys) =>
  page.driver
    .actions()
    .sendKeys(...keys)
    .perform();
/** @param {Page} page @param {string} selector */
export const focus = (page, selector) =>
  page.run((query) => {
    const found = document.querySelector(query);
    if (!(found instanceof HTMLElement || found instanceof SVGElement)) throw new Error(`no ${query}`);
    found.focus();
  }, selector);
/** A press of Enter or the pointer on a button. @param {Page} page @param {string} selector @param {"keys" | "pointer"} hand */
export async function use(page, selector, hand) {
  await page.until(selector, () => page.run((query) => document.querySelector(query) !== null, selector));
  if (hand === "pointer") {
    await page.click(selector);
    return;
  }
  await focus(page, selector);
  await press(page, Key.ENTER);
}
/** The end of a slider: by key, or by a click on its track. @param {Page} page @param {string} id @param {"keys" | "pointer"} hand */
export async function slideToEnd(page, id, hand) {
  if (hand === "keys") {
    await focus(page, `#${id}`);
    await press(page, Key.END);
    return;
  }
  const slider = await page.find(`#${id}`);
  const { width } = await slider.getRect();
  await page.driver
    .actions()
    .move({ origin: slider, x: Math.floor(width / 2) - 3, y: 0 })
    .click()
    .perform();
}
/** Whether the instrument of a step, or its run, shows numbers. @param {Page} page */
export async function isReady(page) {
  const views = await page.run(() => document.body.dataset.views ?? "");
  if (views.includes("widget"))
    return page.run(() => {
      const picture = document.querySelector("#lesson-widget .widget-figure svg");
      return picture ? picture.childElementCount > 0 : document.querySelector("#lesson-widget h2") !== null;
    });
  return Number.isFinite(await page.steps());
}
