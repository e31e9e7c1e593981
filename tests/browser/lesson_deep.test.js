// Chapters 9 to 16 as a reader goes through them: every step is entered in both languages, its buttons are pressed in their order,
// its run is let go, and its task or question must come true by that. One engine takes every third step, so each step is tried once.
import { it } from "node:test";
import { second } from "../../www/lesson/chapters/second.js";
import { engines } from "./support/engines.js";
import { inEveryEngine } from "./support/suite.js";

/** Steps a second: what a reader watches in a minute is waited for in seconds. */
const PACE = 600;
/** Buttons whose run must have gone so far before the next one is pressed. */
const FAR_ENOUGH = 40;

/** Buttons that the reader comes back to. @type {Record<string, string[]>} */
const AGAIN = { "exams.choose": ["w4"], "learning_rate.choose": ["r0_1"] };

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
      const { experiment } = Reflect.get(window, "downhill");
      experiment.setPace(pace);
      if (!experiment.isPlaying) experiment.play();
    }, PACE);

  const isPlaying = () => page.run(() => Reflect.get(window, "downhill").experiment.isPlaying);

  it("opens", async () => {
    await page.open("#lesson=loop&lang=en");
    await page.until("the run", async () => Number.isFinite(await page.steps()));
  });

  let count = 0;
  for (const { id, steps } of second) {
    for (const step of steps) {
      const place = `${id}.${step.name}`;
      count += 1;
      if (count % engines.length !== engines.indexOf(page.engine)) continue;
      const language = count % 2 === 0 ? "zh" : "en";
      it(`${place}, in ${language}`, async () => {
        await goTo(place, language);
        for (const name of [...(step.choices ?? []).map((choice) => choice.name), ...(AGAIN[place] ?? [])]) {
          await page.click(`[data-place="${place}"] [data-choice="${name}"]`);
          await page.until("the button's run", async () => Number.isFinite(await page.steps()));
          await play();
          await page.until(
            `steps of ${name}`,
            async () => (await isDone(place)) || (await page.steps()) >= FAR_ENOUGH || !(await isPlaying()),
          );
        }
        await play();
        await page.until("what the step promises", () => isDone(place));
      });
    }
  }
});
