// Chapters 9 to 16 as a reader goes through them: a step is entered, its buttons are pressed in their order, its run is let go, and its
// task or question must come true by that. One engine takes every third step, so each is tried once; in turn by keyboard in English
// and by pointer in Chinese, so that every chapter is gone through in both ways and both languages.
import assert from "node:assert/strict";
import { it } from "node:test";
import { Key } from "selenium-webdriver";
import { second } from "../../www/lesson/chapters/second.js";
import { engines } from "./support/engines.js";
import { inEveryEngine } from "./support/suite.js";

/** Steps a second: what a reader watches in a minute is waited for in seconds. */
const PACE = 600;
/** Buttons whose run must have gone so far before the next one is pressed. */
const FAR_ENOUGH = 40;

/** Buttons that the reader comes back to. @type {Record<string, string[]>} */
const AGAIN = { "exams.choose": ["w4"], "learning_rate.choose": ["r0_1"] };

/** The seal, at the head of the mountain. */
const OPEN_TEST = "#open-test";

/** What is pressed on the stage once the run has gone so far. @type {Record<string, {after: number, press: string}>} */
const AFTERWARDS = {
  "fit.chair": { after: 200, press: OPEN_TEST },
  "exams.final": { after: 300, press: OPEN_TEST },
  "residual.history": { after: 0, press: '#lesson-widget input[value="plain"]' },
};

inEveryEngine("the lesson's second half", (page) => {
  /** @param {string} place @param {"en" | "zh"} language */
  async function goTo(place, language) {
    await page.run((hash) => {
      location.hash = hash;
    }, `#lesson=${place}&lang=${language}`);
    await page.until(place, () =>
      page.run(
        (name, wished) =>
          document.querySelector(".step.is-read")?.getAttribute("data-place") === name &&
          document.querySelector(".story-scroll")?.getAttribute("lang")?.startsWith(wished) === true,
        place,
        language,
      ),
    );
    // Of the pictures that the reader may choose from, the one that costs least.
    await page.run(() => {
      const curves = document.querySelector('.lesson-views:not([hidden]) input[value="curves"]');
      if (curves instanceof HTMLElement) curves.click();
    });
    await page.until("its run", async () => Number.isFinite(await page.steps()));
  }

  /** Whether all that a step asks has come true. @param {string} place */
  const isDone = (place) =>
    page.run((name) => {
      const step = document.querySelector(`[data-place="${name}"]`);
      const [task, ask] = [step?.querySelector(".task"), step?.querySelector(".ask")];
      const isTrue = (/** @type {Element | null | undefined} */ part, /** @type {string} */ key) =>
        !part || !["", "false", null].includes(part.getAttribute(key));
      return isTrue(task, "data-done") && isTrue(ask, "data-came");
    }, place);

  const play = () =>
    page.run((pace) => {
      const { experiment } = window.downhill;
      experiment.setPace(pace);
      if (!experiment.isPlaying) experiment.play();
    }, PACE);

  const isPlaying = () => page.run(() => window.downhill.experiment.isPlaying);

  /** A press on something, as a hand or as a reader without one does it. @param {string} selector @param {"keys" | "pointer"} hand */
  async function use(selector, hand) {
    await page.until(selector, () => page.run((query) => document.querySelector(query) !== null, selector));
    const isRadio = selector.includes("input");
    if (hand === "pointer") {
      await page.click(isRadio ? `label:has(> ${selector.split(" ").at(-1)})` : selector);
      return;
    }
    await page.run((query) => {
      const found = document.querySelector(query);
      if (found instanceof HTMLElement) found.focus();
    }, selector);
    await page.driver
      .actions()
      .sendKeys(isRadio ? Key.SPACE : Key.ENTER)
      .perform();
  }

  it("opens", async () => {
    // A phone: what is proved here stands in the text, and on one picture at a time less of the machine is spent.
    await page.openSized(390, 844, "#lesson=loop&lang=en");
    await page.until("the run", async () => Number.isFinite(await page.steps()));
  });

  let count = 0;
  for (const { id, steps } of second) {
    for (const [index, step] of steps.entries()) {
      const place = `${id}.${step.name}`;
      count += 1;
      if (count % engines.length !== engines.indexOf(page.engine)) continue;
      const [hand, language] =
        index % 2 === 0 ? /** @type {const} */ (["keys", "en"]) : /** @type {const} */ (["pointer", "zh"]);
      it(`${place}, by ${hand}, in ${language}`, async () => {
        await goTo(place, language);
        for (const name of [...(step.choices ?? []).map((choice) => choice.name), ...(AGAIN[place] ?? [])]) {
          await use(`[data-place="${place}"] [data-choice="${name}"]`, hand);
          await page.until("the button's run", async () => Number.isFinite(await page.steps()));
          await play();
          await page.until(
            `steps of ${name}`,
            async () => (await isDone(place)) || (await page.steps()) >= FAR_ENOUGH || !(await isPlaying()),
          );
        }
        await play();
        const then = AFTERWARDS[place];
        if (then) {
          await page.until("the run", async () => (await page.steps()) >= then.after);
          if (then.press === OPEN_TEST) await use('.lesson-views input[value="mountain"]', hand);
          await use(then.press, hand);
        }
        await page.until("what the step promises", () => isDone(place));
        if (then?.press !== OPEN_TEST) return;
        // Told anew, the question is open again; the seal is not, and yet it can be answered.
        await goTo("exams.choose", language === "en" ? "zh" : "en");
        await goTo(place, language);
        assert.equal(await isDone(place), false);
        await play();
        await page.until("the same without a seal", () => isDone(place));
      });
    }
  }
});
