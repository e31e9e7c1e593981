// The lesson as a reader goes through it: each chapter's task is done by keyboard and by pointer, in both languages, and its effect is
// seen. One page serves all chapters; what the core computes is waited for, never a time.
import assert from "node:assert/strict";
import { it } from "node:test";
import { Key } from "selenium-webdriver";
import { violations } from "./support/axe.js";
import { came, done, focus, isReady, press, slideToEnd, use } from "./support/lesson.js";
import { inEveryEngine } from "./support/suite.js";

/**
 * What is done in each of the chapters 1 to 8, and what must be seen.
 * @typedef {import("./support/page.js").Page} Page
 * @type {{place: string, does: (page: Page, hand: "keys" | "pointer") => Promise<void>, effect: (page: Page) => Promise<boolean>}[]}
 */
const TASKS = [
  {
    place: "mountain.dial",
    does: (page, hand) => use(page, '[data-place="mountain.dial"] [data-choice="huge"]', hand),
    effect: async (page) => (await came(page, "mountain.dial")) === "away",
  },
  {
    place: "answers.cards",
    does: async (page, hand) => {
      await use(page, "#card-time", hand);
      await use(page, "#card-fly", hand);
    },
    effect: async (page) => (await done(page, "answers.cards")) !== "",
  },
  {
    place: "answers.listens",
    does: (page, hand) => use(page, "#sounds-long", hand).then(() => use(page, "#sounds-long", hand)),
    effect: async (page) => (await done(page, "answers.listens")) !== "",
  },
  {
    place: "answers.groups",
    does: async (page, hand) => {
      for (let half = 0; half < 12; half += 1) await use(page, "#groups-step", hand);
    },
    effect: async (page) => (await done(page, "answers.groups")) !== "",
  },
  {
    place: "vote.sum",
    does: (page, hand) => slideToEnd(page, "weight-3", hand),
    effect: async (page) => (await done(page, "vote.sum")) !== "" && (await page.text(".lamp-name")) === "1",
  },
  {
    place: "vote.learn",
    does: async (page, hand) => {
      await slideToEnd(page, "weight-2", hand);
      await use(page, "#vote-again", hand);
      await slideToEnd(page, "weight-3", hand);
    },
    effect: async (page) => (await came(page, "vote.learn")) === "third",
  },
  {
    place: "dial.blame",
    does: (page, hand) => slideToEnd(page, "weight-3", hand),
    effect: async (page) => (await done(page, "dial.blame")) !== "",
  },
  {
    place: "layers.forward",
    does: async (page, hand) => {
      for (let step = 0; step < 3; step += 1) await use(page, "#step", hand);
    },
    effect: async (page) => (await done(page, "layers.forward")) !== "" && (await page.steps()) === 3,
  },
  {
    place: "wrong.valley",
    does: (page, hand) => use(page, "#play", hand),
    effect: async (page) => (await done(page, "wrong.valley")) !== "",
  },
  {
    place: "down.nudge",
    does: async (page, hand) => {
      await slideToEnd(page, "weight-1", hand);
      await use(page, "#vote-again", hand);
      await slideToEnd(page, "weight-3", hand);
    },
    effect: async (page) => (await came(page, "down.nudge")) === "third",
  },
  {
    place: "down.land",
    does: async (page, hand) => {
      await use(page, '[data-rate="2.778"]', hand);
      await use(page, "#steps-step", hand);
    },
    effect: async (page) => (await done(page, "down.land")) !== "",
  },
  {
    place: "onion.peel",
    does: (page, hand) => use(page, "#step", hand),
    effect: async (page) =>
      (await done(page, "onion.peel")) !== "" &&
      (await page.run(() => document.querySelectorAll(".scope-table tbody tr").length)) > 3,
  },
];

inEveryEngine("the lesson", (page) => {
  /** @param {string} place @param {"en" | "zh"} language */
  async function goTo(place, language) {
    await page.run((hash) => {
      location.hash = hash;
    }, `#lesson=${place}&lang=${language}`);
    await page.until(place, () =>
      page.run(
        (name, wished) =>
          document.querySelector(".step.is-read")?.getAttribute("data-place") === name &&
          document.documentElement.lang.startsWith(wished) &&
          document.querySelector(".story-scroll")?.getAttribute("lang")?.startsWith(wished) === true,
        place,
        language,
      ),
    );
  }

  it("can be read before the mountain's code is asked for", async () => {
    await page.open("#lesson&lang=en");
    await page.mountainStands();
    const [told, fetched] = await page.run(() => [
      performance.getEntriesByName("lesson-told")[0]?.startTime ?? Number.NaN,
      performance.getEntriesByType("resource").find(({ name }) => /\/mountain-[^/]*\.js/.test(name))
        ?.startTime ?? 0,
    ]);
    assert.ok(told < fetched, `text at ${told} ms, three.js asked for at ${fetched} ms`);
    assert.match(await page.text(".chapter h2"), /The mountain/);
  });

  for (const { place, does, effect } of TASKS) {
    for (const [hand, language] of /** @type {const} */ ([
      ["keys", "en"],
      ["pointer", "zh"],
    ])) {
      it(`${place}: its task, by ${hand}, in ${language}`, async () => {
        await page.run(() => localStorage.clear());
        await goTo("onion.long", language); // the step is arrived at anew
        await goTo(place, language);
        await page.until("the instruments", () => isReady(page));
        await does(page, hand);
        await page.until("its effect", () => effect(page));
      });
    }
  }

  it("goes on reacting when the language changes under a reader", async () => {
    await page.run(() => localStorage.clear());
    await goTo("vote.sum", "en");
    await goTo("vote.sum", "zh");
    await slideToEnd(page, "weight-3", "keys");
    await page.until("the task", async () => (await done(page, "vote.sum")) !== "");
    assert.match(await page.text(".widget-says"), /灯/);
  });

  it("answers nothing by itself when only the words change", async () => {
    await page.run(() => localStorage.clear());
    await goTo("dial.switch", "en");
    await page.until("the instrument", () => isReady(page));
    await goTo("dial.switch", "zh");
    assert.equal(await came(page, "dial.switch"), "");
    await slideToEnd(page, "weight-3", "keys");
    await page.until("the answer", async () => (await came(page, "dial.switch")) === "much");
  });

  it("shows the product of the chain rule before anything is pressed", async () => {
    await goTo("onion.peel", "en");
    await page.until("the factors", async () => {
      const height = await page.run(() => document.querySelector(".scope-scroll")?.clientHeight ?? 0);
      return (
        height > 100 && (await page.run(() => document.querySelectorAll(".scope-table tbody tr").length)) > 3
      );
    });
  });

  it("counts what was done, and keeps it", async () => {
    await page.run(() => localStorage.clear());
    await page.open("#lesson=vote.sum&lang=en");
    await page.until("the instruments", () => isReady(page));
    assert.match(await page.text("#lesson-count"), /^0 \/ \d+$/);
    await slideToEnd(page, "weight-3", "keys");
    await page.until("the count", async () => /^1 \//.test(await page.text("#lesson-count")));
    await page.open("#lesson=vote.sum&lang=en");
    assert.match(await page.text("#lesson-count"), /^1 \//);
    assert.notEqual(await done(page, "vote.sum"), "");
    assert.equal(await page.run(() => document.getElementById("not-kept")), null);
  });

  it("computes nothing that is not seen", async () => {
    await goTo("mountain.ball", "en");
    await page.until("the run", () => page.run(() => window.downhill.experiment.isPlaying));
    await goTo("vote.sum", "en");
    assert.equal(await page.run(() => window.downhill.experiment.isPlaying), false);
  });

  it("measures no mountain that is not seen, and one as soon as it is", async () => {
    const plane = () => page.run(() => window.downhill.experiment.surface.walkers.report?.plane ?? -1);
    await goTo("onion.long", "en");
    await use(page, "#step", "keys");
    await page.until("the step", async () => (await page.steps()) === 1);
    assert.equal(await plane(), 0, "a run without a plane");
    await goTo("mountain.ball", "en");
    await page.until("a plane", async () => (await plane()) > 0);
  });

  it("goes on and back by key, writes where one is, and says what a word means", async () => {
    await goTo("vote.sum", "en");
    await press(page, "n");
    await page.until("the next step", () => page.run(() => location.hash.includes("lesson=vote.learn")));
    const held = () => page.run(() => document.activeElement?.getAttribute("data-place") ?? "");
    assert.equal(await held(), "vote.learn", "the next Tab leads into the step");
    await press(page, "p");
    await page.until("the step before", () => page.run(() => location.hash.includes("lesson=vote.sum")));
    await use(page, '[data-place="vote.sum"] .to-stage', "keys");
    await page.until("a hand at the instrument", () =>
      page.run(() => document.activeElement?.closest("#lesson-widget") !== null),
    );
    await press(page, Key.ESCAPE);
    assert.equal(await held(), "vote.sum");
    await focus(page, '[data-place="vote.sum"] [data-term="neuron"]');
    await page.until("the term", async () => /神经元/.test(await page.text("#term-card:not([hidden])")));
    await press(page, Key.ESCAPE);
    assert.equal(await page.run(() => document.getElementById("term-card")?.hidden), true);
  });

  it("opens the same experiment in the Lab, and comes back to its step", async () => {
    await goTo("down.mountain", "en");
    await use(page, '[data-place="down.mountain"] .open-lab', "pointer");
    await page.until("the Lab", () => page.run(() => location.hash.includes("problem=judges")));
    assert.equal(await page.run(() => document.body.dataset.face), "lab");
    await page.driver.navigate().back();
    await page.until("the lesson", () => page.run(() => document.body.dataset.face === "lesson"));
    assert.equal(
      await page.run(() => document.querySelector(".step.is-read")?.getAttribute("data-place")),
      "down.mountain",
    );
    // A step that shows an instrument alone has its chapter's.
    await goTo("vote.sum", "en");
    await use(page, '[data-place="vote.sum"] .open-lab', "keys");
    await page.until("the judges in the Lab", () =>
      page.run(() => document.body.dataset.face === "lab" && location.hash.includes("problem=judges")),
    );
    assert.equal(await page.rate(), 1);
  });

  it("is in order for those who listen", async () => {
    for (const [place, language] of /** @type {const} */ ([
      ["mountain.dial", "en"],
      ["vote.sum", "zh"],
      ["onion.peel", "en"],
    ])) {
      await goTo(place, language);
      assert.deepEqual(await violations(page), [], place);
    }
  });

  it("is in order for those who listen while a word is explained", async () => {
    await goTo("vote.sum", "en");
    await focus(page, '[data-place="vote.sum"] [data-term="neuron"]');
    await page.until("the term", async () => /神经元/.test(await page.text("#term-card:not([hidden])")));
    assert.match(await page.text("#term-card-name"), /^neuron/);
    assert.deepEqual(await violations(page), []);
  });

  it("shows one picture at a time in a narrow window, and the reader chooses which", async () => {
    await page.openSized(390, 844, "#lesson=fit.clever&lang=en");
    const seen = () =>
      page.run(() =>
        ["mountain", "curves-card", "fit", "flow-card", "runs"].filter(
          (id) => (document.getElementById(id)?.getClientRects().length ?? 0) > 0,
        ),
      );
    await page.until("the drawing", async () => /rows|network|heart/.test(await page.text("#fit-says")));
    assert.deepEqual(await seen(), ["fit"], "the first of the step's pictures");
    const choose = (/** @type {string} */ name) =>
      page.click(`.lesson-views label:has(input[value="${name}"])`);
    await choose("mountain");
    assert.deepEqual(await seen(), ["mountain"]);
    await choose("curves");
    assert.deepEqual(await seen(), ["curves-card"]);
    assert.deepEqual(await violations(page), []);
  });
});
