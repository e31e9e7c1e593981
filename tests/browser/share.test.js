// Sharing: the code on the screen holds the link, and whoever opens it gets this experiment as it was prepared. Each engine speaks one of the
// two languages.
import assert from "node:assert/strict";
import { it } from "node:test";
import jsqr from "jsqr";
import { shareEn } from "../../www/i18n/share_en.js";
import { shareZh } from "../../www/i18n/share_zh.js";
import { splitRoom } from "../../www/state/room.js";
import { inEveryEngine } from "./support/suite.js";

/** @type {Record<import("./support/engines.js").EngineName, "en" | "zh">} */
const LANGUAGES = { chromium: "en", firefox: "zh", webkit: "zh" };
const QUESTIONS = { en: "Where does it rest?", zh: "小球停在哪里？为什么不再往下走？" };

// The package is written for the older kind of modules.
const read = /** @type {typeof import("jsqr").default} */ (Reflect.get(jsqr, "default") ?? jsqr);

/** What a camera would read on the screen: the code is painted into pixels and read by another library. */
const scanned = async (/** @type {import("./support/page.js").Page} */ page) => {
  const { size, pixels } = /** @type {{size: number, pixels: number[]}} */ (
    await page.driver.executeAsyncScript((/** @type {(read: unknown) => void} */ done) => {
      const svg = /** @type {SVGElement} */ (document.querySelector("#share-qr"));
      const text = new XMLSerializer().serializeToString(svg);
      const image = new Image();
      image.onload = () => {
        const size = 400;
        const canvas = document.createElement("canvas");
        canvas.width = size;
        canvas.height = size;
        const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
        context.drawImage(image, 0, 0, size, size);
        done({ size, pixels: Array.from(context.getImageData(0, 0, size, size).data) });
      };
      image.onerror = () => done({ size: 0, pixels: [] });
      image.src = `data:image/svg+xml,${encodeURIComponent(text.replace("<svg", '<svg width="400" height="400"'))}`;
    })
  );
  return read(Uint8ClampedArray.from(pixels), size, size)?.data;
};

/** What is read in a picture of the screen that is scaled down to so many pixels a module. @param {import("./support/page.js").Page} page @param {number} pixels */
const photographed = async (page, pixels) => {
  const png = await page.picture("#share-qr");
  const { size, data } = /** @type {{size: number, data: number[]}} */ (
    await page.driver.executeAsyncScript(
      (
        /** @type {string} */ of,
        /** @type {number} */ scale,
        /** @type {(read: unknown) => void} */ done,
      ) => {
        const image = new Image();
        image.onload = () => {
          const svg = /** @type {SVGSVGElement} */ (document.querySelector("#share-qr"));
          const size = Math.round(svg.viewBox.baseVal.width * scale);
          const canvas = Object.assign(document.createElement("canvas"), { width: size, height: size });
          const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
          context.imageSmoothingQuality = "high";
          context.drawImage(image, 0, 0, size, size);
          done({ size, data: Array.from(context.getImageData(0, 0, size, size).data) });
        };
        image.src = `data:image/png;base64,${of}`;
      },
      png,
      pixels,
    )
  );
  return read(Uint8ClampedArray.from(data), size, size)?.data;
};

inEveryEngine("sharing", (page) => {
  const language = LANGUAGES[page.engine];
  const other = language === "en" ? "zh" : "en";
  const tables = { en: shareEn, zh: shareZh };
  const say = tables[language];
  const question = QUESTIONS[language];
  /** @param {string} words @param {Record<string, unknown>} values */
  const filled = (words, values) =>
    words.replaceAll(/\{(\w+)\}/g, (_, name) => String(values[name] ?? `no ${name}`));
  /** Whether words stand where one looks after a press: seen, and just below the button. @param {string} status @param {string} button */
  const isBeside = (status, button) =>
    page.run(
      (...of) => {
        const [says, pressed] = of.map((query) => /** @type {Element} */ (document.querySelector(query)));
        const [a, b] = [says.getBoundingClientRect(), pressed.getBoundingClientRect()];
        const seen = document.elementFromPoint(a.left + 3, a.top + a.height / 2);
        return says.contains(seen) && a.top >= b.top && a.top - b.bottom < 30;
      },
      status,
      button,
    );
  const link = () =>
    page.run(() => /** @type {HTMLTextAreaElement} */ (document.querySelector("#share-link")).value);

  it("shows the link with its length and the run's fingerprint, as text and as a code", async () => {
    await page.open(`#lang=${language}&lr=0.3&seed=9`);
    await page.walked(3);
    await page.pause();
    await page.click("#share");
    await page.until("the link", async () => (await link()).includes("lr=0.3"));
    const whole = await link();
    assert.equal(await scanned(page), whole);
    const digest = (await page.text("#digest")).replace(/\S+ /, "");
    assert.equal(
      await page.text("#share-facts"),
      filled(say.share_facts, { length: whole.length, step: await page.steps(), digest }),
    );
  });

  it("gives a link to this very step, where everybody finds the same fingerprint", async () => {
    await page.click('#share-moment label:has(input[value="exact"])');
    await page.until("the exact link", async () => (await link()).includes("step="));
    const [whole, step] = [await link(), await page.steps()];
    const facts = await page.text("#share-facts");
    const digest = facts.split(" ").at(-1) ?? "";
    assert.equal(facts, filled(say.share_facts_exact, { length: whole.length, step, digest }));
    await page.open(new URL(whole).hash);
    await page.until("the same step", async () => (await page.steps()) === step);
    await page.until("the same fingerprint", async () => (await page.text("#digest")).endsWith(digest));
    await page.click("#share");
    await page.until("the link", async () => (await link()).includes("lr=0.3"));
  });

  it("fills the window with the code for a projector", async () => {
    const side = () =>
      page.run(() => document.querySelector("#share-qr")?.getBoundingClientRect().height ?? 0);
    await page.click("#share-big");
    await page.until("the big code", async () => (await side()) > (await page.run(() => innerHeight)) * 0.9);
    const [share, modules] = await page.run(() => {
      const svg = /** @type {SVGSVGElement} */ (document.querySelector("#share-qr"));
      const { width, height } = svg.getBoundingClientRect();
      return [Math.min(width, height) / innerWidth, svg.viewBox.baseVal.width];
    });
    // A module of one millimetre on a picture 1.5 m wide is read from one metre.
    const metres = Math.floor((1500 * share) / modules);
    assert.ok(metres >= 10, `${metres} m`);
    assert.equal(await page.text("#share-reach"), filled(say.share_reach, { metres, width: 1.5 }));
    // As a phone at the back of the room has it in its picture.
    assert.equal(await photographed(page, 3), await link());
    await page.click("#share-big");
    await page.until("the small code", async () => (await side()) < 320);
  });

  /** The text that is marked in a field. */
  const marked = () =>
    page.run(() => {
      const field = document.activeElement;
      if (!(field instanceof HTMLTextAreaElement)) return "";
      return field.value.slice(field.selectionStart, field.selectionEnd);
    });

  it("copies each of the four texts and says so beside the button, or marks the text where the browser refuses", async () => {
    await page.run(() => {
      const refuse = () => Promise.reject(new DOMException("no", "NotAllowedError"));
      Object.defineProperty(navigator, "clipboard", { configurable: true, value: { writeText: refuse } });
    });
    await page.click("#share-copy");
    await page.until("the word", async () => (await page.text("#share-status")) === say.share_by_hand);
    assert.equal(await marked(), await link());
    await page.run(() => {
      const keep = async (/** @type {string} */ text) => Reflect.set(window, "kept", text);
      Object.defineProperty(navigator, "clipboard", { configurable: true, value: { writeText: keep } });
    });
    const value = (/** @type {string} */ query) =>
      page.run((of) => /** @type {HTMLTextAreaElement} */ (document.querySelector(of)).value, query);
    await page.click("#share-snippets summary");
    for (const [button, text, status, done] of [
      ["#share-copy", "#share-link", "#share-status", say.share_copied],
      ["#share-copy-note", "#share-note", "#note-status", say.share_note_copied],
      ["#snippet-copy-element", "#snippet-element", "#snippet-status-element", say.snippet_copied],
      ["#snippet-copy-frame", "#snippet-frame", "#snippet-status-frame", say.snippet_copied],
    ]) {
      await page.click(button);
      await page.until(`the word of ${button}`, async () => (await page.text(status)) === done);
      assert.equal(await page.run(() => Reflect.get(window, "kept")), await value(text));
      await page.until(`${status} in sight`, () => isBeside(status, button));
    }
    await page.click("#share-snippets summary");
  });

  it("gives the lines for a page of one's own, which say the same link", async () => {
    await page.click("#share-snippets summary");
    const {
      link: said,
      element,
      frame,
    } = await page.run(() => {
      const text = (/** @type {string} */ id) =>
        /** @type {HTMLTextAreaElement} */ (document.getElementById(id)).value;
      const parsed = (/** @type {string} */ html) => new DOMParser().parseFromString(html, "text/html");
      const lab = parsed(text("snippet-element"));
      const inner = parsed(text("snippet-frame")).querySelector("iframe");
      return {
        link: text("share-link"),
        element: [lab.querySelector("script")?.src, lab.querySelector("downhill-lab")?.getAttribute("src")],
        frame: [inner?.src, inner?.getAttribute("sandbox")?.split(" ")[0], inner?.loading, inner?.title],
      };
    });
    const hash = new URL(said).hash;
    assert.deepEqual(element, [new URL("embed.js", said).href, hash]);
    assert.deepEqual(frame, [
      new URL(`embed.html${hash}`, said).href,
      "allow-scripts",
      "lazy",
      say.snippet_name,
    ]);
    await page.click("#share-snippets summary");
  });

  it("puts what a teacher chooses into link and code, and the page obeys it", async () => {
    await page.click("#class-kit summary");
    await page.pick("#class-network", "locked");
    await page.pick("#class-race", "hidden");
    await page.pick("#class-view", "top");
    await (await page.find("#class-question")).sendKeys(question);
    await page.until("the question in the link", async () =>
      (await link()).endsWith(`ask=${encodeURIComponent(question)}`),
    );
    const whole = await link();
    assert.match(whole, /&lock=network&hide=race&view=top&/);
    // The code writes the question in a shorter way, and means the same.
    const code = (await scanned(page)) ?? "";
    assert.ok(code.length < whole.length, code);
    assert.deepEqual(splitRoom(new URL(code).hash), splitRoom(new URL(whole).hash));
    const note = await page.run(
      () => /** @type {HTMLTextAreaElement} */ (document.querySelector("#share-note")).value,
    );
    assert.ok(note.endsWith(filled(say.note_question, { question })), note);

    await page.open(new URL(code).hash);
    await page.until("the question", async () => (await page.text("#room-question")) === question);
    const closed = (/** @type {typeof say} */ table) => [
      filled(table.room_locked, { parts: table.part_network }),
      filled(table.room_hidden, { parts: table.part_race }),
    ];
    assert.equal(await page.text("#room-locked"), closed(say).join(language === "zh" ? "" : " "));
    await page.until("the view", () =>
      page.run(() => document.querySelector("#view-top")?.getAttribute("aria-pressed") === "true"),
    );
    const state = () =>
      page.run(() => ({
        open: [...document.querySelectorAll("#settings > .network :is(input, select)")].filter(
          (control) => !(/** @type {HTMLInputElement} */ (control).disabled),
        ).length,
        race: getComputedStyle(/** @type {Element} */ (document.querySelector("#runs"))).display !== "none",
        rate: !(/** @type {HTMLInputElement} */ (document.querySelector("#dial input")).disabled),
      }));
    assert.deepEqual(await state(), { open: 0, race: false, rate: true });
    // Another language makes the controls anew; they stay locked.
    await page.click("#language");
    await page.until("the other language", async () =>
      (await page.text("#room-locked")).startsWith(closed(tables[other])[0]),
    );
    await page.until("the lock", async () => (await state()).open === 0);

    await page.click("#open-lab");
    const free = await state();
    assert.ok(free.open > 3 && free.race && free.rate);
    await page.until("the plain link", () => page.run(() => !/lock|hide|ask/.test(location.hash)));
    await page.run(() => history.back());
    await page.until("the room again", async () => (await state()).open === 0);
  });

  it("says when a code is too fine for the last row", async () => {
    // The lower a screen is for its width, the smaller is the code on the wall.
    const before = await page.driver.manage().window().getRect();
    await page.driver.manage().window().setRect({ width: 1500, height: 800 });
    await page.open(`#lang=${language}&ask=${encodeURIComponent("小球为什么停在这里？".repeat(20))}`);
    await page.pause();
    await page.click("#share");
    await page.until("the link", async () => (await link()).includes("ask="));
    await page.click("#share-big");
    const advice = filled(say.share_reach_short, { metres: 10 });
    await page.until("the advice", async () => (await page.text("#share-reach")).endsWith(advice));
    await page.driver.manage().window().setRect(before);
  });

  it("hands title and link to the system, is silent when its sheet is closed, and marks the link when it fails", async () => {
    await page.open(`#lang=${language}&lr=0.3&seed=9`);
    await page.pause();
    await page.run(() => {
      const share = async (/** @type {ShareData} */ data) => {
        Reflect.set(window, "handed", { title: data.title, url: data.url });
        const name = Reflect.get(window, "refusal");
        if (name) throw new DOMException("no", name);
      };
      Object.defineProperty(navigator, "share", { configurable: true, value: share });
    });
    await page.click("#share");
    await page.until("the link", async () => (await link()).includes("lr=0.3"));
    const press = async (/** @type {string} */ refusal) => {
      await page.run((name) => {
        Reflect.set(window, "refusal", name);
        Reflect.set(window, "handed", undefined);
      }, refusal);
      await page.click("#share-sheet");
      return page.until("the sheet", () => page.run(() => Reflect.get(window, "handed")));
    };
    assert.deepEqual(await press(""), { title: await page.run(() => document.title), url: await link() });
    assert.equal(await page.text("#share-status"), "");
    await press("AbortError");
    assert.equal(await page.text("#share-status"), "");
    await press("NotAllowedError");
    await page.until("the word", async () => (await page.text("#share-status")) === say.share_by_hand);
    assert.equal(await marked(), await link());
    await page.until("it in sight", () => isBeside("#share-status", "#share-sheet"));
  });

  it("is written for the last row, what stands on the mountain and the Lesson, too", async () => {
    /** Heights of lines: of what stands on the mountain. */
    const lines = (/** @type {string[]} */ queries) =>
      page.run(
        (all) =>
          all.map((query) => {
            const line = /** @type {HTMLElement} */ (document.querySelector(query));
            let height = line.offsetHeight;
            for (let at = /** @type {Element | null} */ (line); at; at = at.parentElement)
              height *= Number(getComputedStyle(at).getPropertyValue("zoom")) || 1;
            return height;
          }),
        queries,
      );
    const places = [".mountain-legend-title", "#mountain-progress", "#loss"];
    await page.open(`#lang=${language}&lr=0.2`);
    await page.mountainStands();
    const usual = await lines(places);
    await page.open(`#lang=${language}&lr=0.2&large=on`);
    await page.mountainStands();
    const large = await lines(places);
    for (const [index, height] of large.entries())
      assert.ok(height > 1.05 * usual[index], `${places[index]}: ${usual[index]} px become ${height}`);
    await page.pause();
    // What is enlarged is still read where the pointer is: the label stands over its middle.
    // A driver aims by the pixels that its engine tells; this is a pointer in the middle as the engine itself finds it.
    await page.run(() => {
      const chart = /** @type {HTMLElement} */ (document.querySelector("#curves"));
      const isIn = (/** @type {number} */ x, /** @type {number} */ y) =>
        chart.contains(document.elementFromPoint(x, y));
      /** @type {[number, number][]} */
      const seen = [];
      for (let y = 0; y < innerHeight; y += 4)
        for (let x = 0; x < innerWidth; x += 4) if (isIn(x, y)) seen.push([x, y]);
      const middle = (/** @type {0 | 1} */ axis) => {
        const all = seen.map((place) => place[axis]);
        return (Math.min(...all) + Math.max(...all)) / 2;
      };
      const at = { clientX: middle(0), clientY: middle(1), bubbles: true };
      chart.firstElementChild?.dispatchEvent(new PointerEvent("pointermove", at));
    });
    await page.until("the value", async () => (await page.text("#curves .pointer-value")) !== "");
    const [label, whole] = await page.run(() =>
      ["#curves .pointer-value", "#curves"].map((query) => {
        const { left, right } = /** @type {Element} */ (
          document.querySelector(query)
        ).getBoundingClientRect();
        return (left + right) / 2;
      }),
    );
    assert.ok(Math.abs(label - whole) < 5, `read at ${label} px, pointed at ${whole}`);

    await page.open(`#lesson=residual.twin&lang=${language}&large=on`);
    await page.until("large letters", () =>
      page.run(() => document.documentElement.hasAttribute("data-large")),
    );
    // The text has grown under the reader, who stays at the step all the same.
    await page.until("the step at the top of the page", () =>
      page.run(() => {
        const [scroller, step] = ["#story-scroll", '[data-place="residual.twin"]'].map((query) =>
          document.querySelector(query)?.getBoundingClientRect(),
        );
        return scroller && step && scroller.width > 300 && Math.abs(step.top - scroller.top) < 40;
      }),
    );
    assert.match(await page.run(() => location.hash), /&large=on$/, "kept for whoever loads it again");
    const stage = await page.run(
      () => document.querySelector("#mountain")?.getBoundingClientRect().width ?? 0,
    );
    assert.ok(stage > 300, `the stage is ${stage} px wide beside it`);
  });
});
