// A walk over everything that a page fetches late: modules, tables, words, chapters, instruments. Whoever says that the page needs no
// network takes it.
import assert from "node:assert/strict";

/** @typedef {import("./page.js").Page} Page */

/** Whether the canvas of a chart has more than a ground. @param {Page} page @param {string} selector */
async function isDrawn(page, selector) {
  const url = await page.run((query) => {
    const canvas = document.querySelector(query);
    canvas?.scrollIntoView(); // what nobody sees is not drawn
    return canvas instanceof HTMLCanvasElement ? canvas.toDataURL() : "";
  }, selector);
  return url !== "" && (await page.colours(url.replace(/^[^,]*,/, ""))) > 5;
}

/** The Lab: mountain, charts, fit, network, check, link, files, both languages, and a table that the core does not carry. @param {Page} page */
export async function walkTheLab(page) {
  await page.open("#data=digits&batch=32&lang=zh");
  await page.walked(3);
  await page.mountainStands();
  await page.pause();
  await page.until("charts", () => isDrawn(page, "#curves canvas"));
  await page.run(() => document.getElementById("fit")?.scrollIntoView());
  await page.until("the fit", async () => /[一-鿿]/.test(await page.text("#fit-says")));
  await page.click("#tab-network");
  await page.until("the network", () => isDrawn(page, "#network-panel canvas"));
  await page.click("#language");
  await page.until("English", async () => (await page.text("#share")).startsWith("Share"));

  await page.click("#verify");
  await page.until("a report", () =>
    page.run(() => document.querySelectorAll("#verify-report .verify-sign").length === 4),
  );
  await page.click("#verify-close");

  await page.click("#share");
  await page.until("the code", () =>
    page.run(() => (document.querySelector("#share-qr")?.childElementCount ?? 0) > 0),
  );
  await page.click("#share-files summary");
  await page.until("the buttons", () => page.run(() => document.querySelector("#file-map-svg") !== null));
  // What is saved goes nowhere: the browser's folder of downloads is no part of this.
  await page.run(() => {
    HTMLAnchorElement.prototype.click = () => {};
    document.getElementById("file-map-svg")?.click();
  });
  await page.until("a drawing", async () => /map\.svg/.test(await page.text("#file-status")));
  await page.click("#share-close");
  assert.equal(await page.text("#notices .warning"), "", "nothing is missing");
}

/** Chapters with an instrument, a run, a fit or clusters beside the words; each language once. */
const PLACES = [
  ["mountain", "zh"],
  ["answers.groups", "zh"],
  ["vote", "en"],
  ["residual", "en"],
  ["memorised", "zh"],
];

/** The Lesson. @param {Page} page */
export async function walkTheLesson(page) {
  await page.open("#lesson=mountain&lang=zh");
  for (const [place = "", language = ""] of PLACES) {
    await page.run((hash) => {
      location.hash = hash;
    }, `#lesson=${place}&lang=${language}`);
    await page.until(`${place} in ${language}`, () =>
      page.run(
        (name, wished) =>
          document.querySelector(".step.is-read")?.getAttribute("data-place")?.startsWith(name) === true &&
          document.querySelector(".story-scroll")?.getAttribute("lang")?.startsWith(wished) === true,
        place,
        language,
      ),
    );
    await page.until(`what ${place} shows`, () =>
      page.run(() =>
        document.body.dataset.views?.includes("widget")
          ? (document.querySelector(".widget-figure svg")?.childElementCount ?? 0) > 0
          : /\d/.test(document.getElementById("step-count")?.textContent ?? ""),
      ),
    );
  }
  assert.equal(await page.text("#notices .warning"), "", "nothing is missing");
}
