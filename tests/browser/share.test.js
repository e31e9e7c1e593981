// Sharing: the code on the screen holds the link, and whoever opens it gets this experiment as it was prepared.
import assert from "node:assert/strict";
import { it } from "node:test";
import jsqr from "jsqr";
import { inEveryEngine } from "./support/suite.js";

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
  // The package is written for the older kind of modules.
  const read = /** @type {typeof import("jsqr").default} */ (Reflect.get(jsqr, "default") ?? jsqr);
  return read(Uint8ClampedArray.from(pixels), size, size)?.data;
};

inEveryEngine("sharing", (page) => {
  const link = () =>
    page.run(() => /** @type {HTMLTextAreaElement} */ (document.querySelector("#share-link")).value);

  it("shows the link with its length and the run's fingerprint, as text and as a code", async () => {
    await page.open("#lang=en&lr=0.3&seed=9");
    await page.walked(3);
    await page.pause();
    await page.click("#share");
    await page.until("the link", async () => (await link()).includes("lr=0.3"));
    const whole = await link();
    assert.equal(await scanned(page), whole);
    const digest = (await page.text("#digest")).replace(/\w+ /, "");
    assert.equal(
      await page.text("#share-facts"),
      `${whole.length} characters · fingerprint at step ${await page.steps()}: ${digest}`,
    );
  });

  it("gives a link to this very step, where everybody finds the same fingerprint", async () => {
    await page.click('#share-moment label:has(input[value="exact"])');
    await page.until("the exact link", async () => (await link()).includes("step="));
    const [whole, step] = [await link(), await page.steps()];
    const [, digest] = /opens at step \d+ with fingerprint (\S+)/.exec(await page.text("#share-facts")) ?? [];
    assert.ok(digest, await page.text("#share-facts"));
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
    await page.until("the big code", async () => (await side()) > (await page.run(() => innerHeight)) * 0.6);
    await page.click("#share-big");
    await page.until("the small code", async () => (await side()) < 320);
  });

  it("copies, or marks the text where the browser refuses", async () => {
    await page.run(() => {
      const refuse = () => Promise.reject(new DOMException("no", "NotAllowedError"));
      Object.defineProperty(navigator, "clipboard", { configurable: true, value: { writeText: refuse } });
    });
    await page.click("#share-copy");
    await page.until("the word", async () => /by hand/.test(await page.text("#share-status")));
    assert.equal(
      await page.run(() => getSelection()?.toString() || document.activeElement?.id),
      await page.run(() => {
        const text = /** @type {HTMLTextAreaElement} */ (document.querySelector("#share-link"));
        return getSelection()?.toString() ? text.value : text.id;
      }),
    );
    await page.run(() => {
      const keep = async (/** @type {string} */ text) => Reflect.set(window, "kept", text);
      Object.defineProperty(navigator, "clipboard", { configurable: true, value: { writeText: keep } });
    });
    await page.click("#share-copy");
    await page.until("the word", async () => /is copied/.test(await page.text("#share-status")));
    assert.equal(await page.run(() => Reflect.get(window, "kept")), await link());
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
      "Downhill: a neural network learns",
    ]);
    await page.click("#snippet-copy-element");
    await page.until("the word", async () => /lines are copied/.test(await page.text("#share-status")));
    assert.match(
      String(await page.run(() => Reflect.get(window, "kept"))),
      /^<script type="module" src="http/,
    );
    await page.click("#share-snippets summary");
  });

  it("puts what a teacher chooses into link and code, and the page obeys it", async () => {
    await page.click("#class-kit summary");
    await page.pick("#class-network", "locked");
    await page.pick("#class-race", "hidden");
    await page.pick("#class-view", "top");
    await (await page.find("#class-question")).sendKeys("Where does it rest?");
    await page.until("the question in the link", async () =>
      (await link()).endsWith("ask=Where%20does%20it%20rest%3F"),
    );
    const whole = await link();
    assert.match(whole, /&lock=network&hide=race&view=top&/);
    assert.equal(await scanned(page), whole);
    assert.match(
      await page.run(() => /** @type {HTMLTextAreaElement} */ (document.querySelector("#share-note")).value),
      /Question: Where does it rest\?$/,
    );

    await page.open(whole.slice(whole.indexOf("#")));
    await page.until(
      "the question",
      async () => (await page.text("#room-question")) === "Where does it rest?",
    );
    assert.equal(await page.text("#room-locked"), "This link leaves out: Network, Other runs.");
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
    await page.until("Chinese", async () => /这个链接不开放/.test(await page.text("#room-locked")));
    await page.until("the lock", async () => (await state()).open === 0);

    await page.click("#open-lab");
    const free = await state();
    assert.ok(free.open > 3 && free.race && free.rate);
    await page.until("the plain link", () => page.run(() => !/lock|hide|ask/.test(location.hash)));
    await page.run(() => history.back());
    await page.until("the room again", async () => (await state()).open === 0);
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
    await page.open("#lang=en&lr=0.2");
    await page.mountainStands();
    const usual = await lines(places);
    await page.open("#lang=en&lr=0.2&large=on");
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

    await page.open("#lesson=residual.twin&lang=en&large=on");
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
