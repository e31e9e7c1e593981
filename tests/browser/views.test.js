// Every view that the page has, by its own lists of panels and chapters: axe-core finds nothing, and nothing scrolls sideways. A view is
// opened once and then dressed anew: another width, language, colours.
//
// Covered: in Chromium each view in each width, both languages and both colours, each chapter in one of these looks; in Firefox and WebKit
// each view in one look and every third chapter, so that the engines take turns. Not covered: all pairs of width, language and colours.
import assert from "node:assert/strict";
import { it } from "node:test";
import { PANELS } from "../../www/lab/panels.js";
import { CHAPTERS } from "../../www/lesson/chapters/index.js";
import { violations } from "./support/axe.js";
import { inEveryEngine } from "./support/suite.js";

/** @typedef {{width: number, height: number, theme: "light" | "dark", language: "en" | "zh"}} Look */
/** 320 pixels are a page of 1280 at four times its size (WCAG 1.4.10). @type {readonly Look[]} */
const LOOKS = [
  { width: 1440, height: 900, theme: "light", language: "en" },
  { width: 390, height: 844, theme: "dark", language: "zh" },
  { width: 320, height: 640, theme: "light", language: "zh" },
];

/**
 * `path`: what is pressed on the way; what is open already stays open. `words`: written into a field then. `stands`: there when the view
 * is complete. Of a view with a path axe looks at the dialog or the card that was opened: the page around it is another view's.
 * @typedef {{name: string, link: string, path?: string[], words?: [at: string, text: string], stands?: string, page?: string}} View
 */

const PLAIN = "data=circle&layers=2&width=4&step=20";

/** The Lab as links make it. @type {View[]} */
const LABS = [
  { name: "the Lab", link: PLAIN, stands: "#fit-says" },
  { name: "two parameters", link: "problem=ravine&lr=0.02&step=20", stands: "#loss" },
  { name: "a question", link: `${PLAIN}&predict=on`, stands: "#predict-says" },
  { name: "digits", link: "data=digits&width=4&layers=1&step=5", stands: ".digit-list li span" },
  {
    name: "the room of a class",
    link: `${PLAIN}&large=on&ask=Where+does+it+rest%3F&lock=data`,
    stands: "#room-question",
  },
  { name: "a blow-up", link: "lr=100&act=relu&layers=8&step=40", stands: "#back-to-before" },
  {
    name: "two mountains",
    link: "data=circle&n=100&layers=6&branches=0:skip:scaled&plane=random&peaks=pair&step=2",
    stands: "#second-name",
  },
  { name: "a table that is missing", link: "data=own&table=00123456789abcdefci1t2", stands: "#bring-table" },
];

/** What a press opens in the Lab: by the page's own list, and what lies a press further. @type {Record<string, Partial<View>>} */
const FURTHER = {
  share: {
    path: ["#share", "#class-kit > summary", "#share-snippets > summary", "#share-files > summary"],
    stands: "#file-map-svg",
  },
  check: { stands: ".verify-formula" },
  keys: { path: ["?"] },
  settings: { path: [".settings details > summary", ".settings details details > summary"] },
  own: {
    path: ["#own-data", '#own-dialog input[value="paste"]'],
    words: ["#own-paste", "a;b;c\n1,5;2;x\n2;3;y\n3;rot;x\n4;5;y\n5;5;x\n6;1;y"],
    stands: "#own-paste-preview tbody tr",
  },
};
/** @type {View[]} */
const PLACES = [
  ...PANELS.filter(({ opens }) => opens).map(({ name, at, dialog }) => ({
    name,
    link: PLAIN,
    path: [at],
    stands: dialog && `${dialog}[open]`,
    ...FURTHER[name],
  })),
  {
    name: "a weight and its chain rule",
    link: PLAIN,
    path: ["#tab-network", "#network-enlarge"],
    stands: ".scope-table tbody tr",
  },
  { name: "clusters", link: PLAIN, path: ['#fit input[value="clusters"]'], stands: "#clusters-says" },
  {
    name: "a rival",
    link: `${PLAIN}&branches=0:opt:adam:lr:0.01,0:lr:1`,
    path: ["#runs button.run-name"],
    stands: "#run-title",
  },
];

/** @type {View[]} */
const CHAPTER_VIEWS = CHAPTERS.map(({ id }) => ({
  name: `the chapter ${id}`,
  link: `lesson=${id}`,
  stands: `[data-chapter="${id}"] .is-read`,
}));
/** @type {View[]} */
const OTHERS = [
  { name: "the gallery", link: "gallery", stands: ".gallery-card" },
  { name: "the frame", page: "embed.html", link: PLAIN, stands: "downhill-lab" },
  { name: "the page of examples", page: "embed-examples.html", link: "", stands: "downhill-lab" },
];

/** At which look an engine begins that takes one of each view. */
const TURN = { chromium: 0, firefox: 1, webkit: 2 };

inEveryEngine("every view", (page) => {
  const turn = TURN[page.engine];
  const one = (/** @type {number} */ at) => LOOKS.filter((_, look) => look === (at + turn) % LOOKS.length);
  const isWhole = page.engine === "chromium";
  /** The page that is open in the frame; Lab, Lesson and gallery are one. @type {string | undefined} */
  let opened;

  for (const [at, view] of [...LABS, ...PLACES, ...OTHERS].entries())
    it(view.name, () => lookAt(view, isWhole ? LOOKS : one(at)));
  for (const [at, view] of CHAPTER_VIEWS.entries())
    if (isWhole || at % 3 === turn) it(view.name, () => lookAt(view, one(Math.floor(at / 3))));

  /** @param {View} view @param {readonly Look[]} looks */
  async function lookAt({ name, link, page: file = "", path = [], words, stands }, looks) {
    await open(file);
    if (file === "") await page.run((to) => location.assign(to), `#${link}&lang=en`);
    /** @type {string[]} */
    const found = [];
    for (const look of looks) {
      await dress(look, file, link);
      for (const at of path) await press(at);
      if (words) await page.fill(...words, "input");
      if (stands) await page.until(`${name}: ${stands}`, () => isThere(stands));
      await page.until("rest", () => page.run(() => document.getAnimations().length === 0));
      const [wide = 0, room = 0] = await page.run(() => [document.documentElement.scrollWidth, innerWidth]);
      const scrolls = wide > room ? [`${wide} of ${room} pixels`] : [];
      const label = `${look.width}, ${look.theme}, ${look.language}`;
      found.push(...[...scrolls, ...(await wrong(path))].map((wrong) => `${label}: ${wrong}`));
      await page.run(() =>
        /** @type {HTMLDialogElement | null} */ (document.querySelector("dialog[open]"))?.close(),
      );
    }
    assert.deepEqual(found, []);
  }

  /** @param {string} file empty for the page itself */
  async function open(file) {
    if (opened === file) return;
    if (file === "" || opened === undefined) {
      await page.openSized(1440, 900, `#${PLAIN}`);
      await page.pause();
    }
    opened = undefined;
    if (file !== "") {
      await page.run((to) => location.replace(to), new URL(file, page.address).href);
      await page.until(file, () =>
        page.run((of) => location.pathname.endsWith(of) && document.readyState === "complete", file),
      );
    }
    opened = file;
  }

  /** @param {Look} look @param {string} file @param {string} link */
  async function dress({ width, height, theme, language }, file, link) {
    await page.run(
      (size, wishes, to) => {
        Object.assign(/** @type {HTMLElement} */ (window.frameElement), size);
        if (to) location.hash = to;
        else window.downhill.store.change(wishes, "link");
      },
      { width, height },
      { theme, language },
      file && `#${link}&theme=${theme}&lang=${language}`,
    );
    const tag = language === "zh" ? "zh-Hans" : "en";
    await page.until(`${width} in ${language}`, () =>
      page.run(
        (w, spoken) => innerWidth === w && (spoken === "" || document.documentElement.lang === spoken),
        width,
        file ? "" : tag,
      ),
    );
  }

  /** Presses what is to be pressed as soon as it can be. @param {string} at */
  async function press(at) {
    await page.until(at, () =>
      page.run((query) => {
        if (query === "?") {
          document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "?", bubbles: true }));
          return true;
        }
        const place = document.querySelector(query);
        if (!(place instanceof HTMLElement)) return false;
        const label = place.closest("label");
        if ((label ?? place).getClientRects().length === 0) return false;
        const isOpen = place.matches("[aria-expanded=true], [open] > summary");
        if (!isOpen) place.click();
        return true;
      }, at),
    );
  }

  /** @param {string} selector */
  const isThere = (selector) =>
    page.run((query) => {
      const thing = document.querySelector(query);
      const isShown = (thing?.getClientRects().length ?? 0) > 0;
      // What nobody sees is not asked for, and the fit is the lowest of all.
      (isShown ? thing : document.querySelector("#fit"))?.scrollIntoView();
      const inside = thing?.shadowRoot?.querySelector("output") ?? thing;
      return isShown && (inside?.textContent !== "" || inside.matches("button, input"));
    }, selector);

  /** What is wrong with the view; of one with a path, with the dialog or the card that was opened. @param {string[]} path */
  const wrong = (path) =>
    violations(page, {
      select: (at) => {
        const opened =
          at && (document.querySelector("dialog[open]") ?? document.querySelector(at)?.closest(".card"));
        const exclude = [...document.querySelectorAll(".chapter:not(:has(.is-read))")];
        return { include: opened || document, exclude };
      },
      wish: path.at(-1) === "?" ? "dialog" : path.at(-1),
      options: { resultTypes: ["violations"], preload: false, iframes: false },
    });
});
