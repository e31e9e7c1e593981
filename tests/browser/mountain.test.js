// The mountain in the hand: reading, turning, dropping; a lost graphics context; several mountains with one.
import assert from "node:assert/strict";
import { it } from "node:test";
import { Key, Origin } from "selenium-webdriver";
import { Pointer } from "selenium-webdriver/lib/input.js";
import { inEveryEngine } from "./support/suite.js";

/** @typedef {import("../../www/stage/mountain/mountain.js").Mountain} Mountain */

inEveryEngine("the mountain", (page) => {
  const press = (/** @type {string[]} */ ...keys) =>
    page.driver
      .actions()
      .sendKeys(...keys)
      .perform();
  const note = () =>
    page.run(() => {
      const element = /** @type {HTMLElement} */ (document.querySelector(".mountain-note"));
      return element.hidden ? "" : element.textContent;
    });
  const focus = () =>
    page.run(() => /** @type {HTMLElement} */ (document.querySelector("#mountain-view canvas")).focus());
  const frames = () => page.run(() => window.downhill.experiment.surface.mountain.stats().frames);
  /** Where the origin of the plane appears: tells where the camera stands. */
  const origin = () =>
    page.run(() => {
      const at = window.downhill.experiment.surface.mountain.locate({
        a: 0,
        b: 0,
        loss: 1,
      });
      return `${at?.x.toFixed(2)},${at?.y.toFixed(2)}`;
    });
  /** Waits until nothing moves any more. */
  async function rest() {
    await page.until("a picture at rest", async () => {
      const before = await frames();
      await page.driver.executeAsyncScript(
        "const done = arguments[0]; let n = 12; const tick = () => (--n ? requestAnimationFrame(tick) : done()); tick();",
      );
      return (await frames()) === before;
    });
  }
  /** @param {string} link */
  async function open(link) {
    await page.open(link);
    await page.walked(3);
    await page.mountainStands();
    await page.pause();
    await rest();
  }

  it("draws nothing while nothing changes, and one view less than it takes without easing", async () => {
    await open("#lang=en");
    const before = await frames();
    await page.driver.executeAsyncScript(
      "const done = arguments[0]; let n = 30; const tick = () => (--n ? requestAnimationFrame(tick) : done()); tick();",
    );
    assert.equal(await frames(), before);
    // Reduced motion: the first frame of another view is its last.
    await page.run(() => {
      const { mountain } = window.downhill.experiment.surface;
      mountain.setReducedMotion(true);
    });
    await page.click("#view-top");
    await page.until("a frame", async () => (await frames()) > before);
    const at = await origin();
    await rest();
    assert.equal(await origin(), at);
  });

  it("reads the loss under the pointer, and the pixel of what it reads is that pixel", async () => {
    await open("#lang=en");
    const canvas = await page.find("#mountain-view canvas");
    await page.driver.actions().move({ origin: canvas, x: 20, y: 40 }).perform();
    assert.match(
      await page.until("a note", note),
      /^loss ≈ [\d.]+\ndirection 1 −?[\d.]+\ndirection 2 −?[\d.]+$/,
    );
    await page.driver.actions().move({ origin: Origin.VIEWPORT, x: 1, y: 1 }).perform();
    await page.until("no note", async () => (await note()) === "");
    for (const view of /** @type {const} */ (["hero", "top"])) {
      await page.run((name) => window.downhill.experiment.surface.mountain.setView(name), view);
      await rest();
      const [hits, off] = await page.run(() => {
        /** @type {{mountain: Mountain}} */
        const { mountain } = window.downhill.experiment.surface;
        const box = /** @type {HTMLElement} */ (
          document.getElementById("mountain-view")
        ).getBoundingClientRect();
        let count = 0;
        let worst = 0;
        for (let x = 10; x < box.width; x += 23) {
          for (let y = 10; y < box.height; y += 23) {
            const spot = mountain.pick(x, y);
            if (!spot) continue;
            const at = mountain.locate(spot);
            // On a cut the loss is above what is drawn.
            if (!at || at.held || spot.loss > mountain.legend().high) continue;
            count++;
            worst = Math.max(worst, Math.hypot(at.x - x, at.y - y));
          }
        }
        return [count, worst];
      });
      assert.ok(hits > 60, `${hits} pixels of the sheet in the ${view} view`);
      // The drawn sheet is a refined one; between samples it differs from the reading by less than one can see.
      assert.ok(off < 4, `${off} pixels at most in the ${view} view`);
    }
  });

  it("is read by keys alone, and its own keys still turn it", async () => {
    await open("#lang=en");
    await focus();
    await press("p");
    const first = await page.until("a note at the ball", note);
    const turned = await origin();
    await press(Key.ARROW_RIGHT);
    await page.until("another place", async () => (await note()) !== first && (await note()) !== "");
    assert.equal(await origin(), turned, "the probe's arrows turn nothing");
    const near = await note();
    await press(Key.chord(Key.SHIFT, Key.ARROW_LEFT));
    await page.until("a place further away", async () => (await note()) !== near);
    await press(Key.ESCAPE);
    await page.until("no note", async () => (await note()) === "");
    await press(Key.ARROW_RIGHT);
    await page.until("another side", async () => (await origin()) !== turned);
  });

  it("turns under a finger that goes sideways, and lets the page scroll under one that goes down", async () => {
    await page.openSized(390, 844, "#lang=en");
    await page.walked(3);
    await page.mountainStands();
    await page.pause();
    await rest();
    // Its types know the mouse alone.
    const finger = /** @type {any} */ (new Pointer("finger", "touch"));
    const swipe = async (/** @type {number} */ right, /** @type {number} */ down) => {
      const from = await page.run(() => {
        const box = /** @type {Element} */ (
          document.querySelector("#mountain-view canvas")
        ).getBoundingClientRect();
        return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
      });
      const places = Array.from({ length: 12 }, (_, k) => ({
        x: Math.round(from.x + (right * k) / 11),
        y: Math.round(from.y + (down * k) / 11),
      }));
      if (page.engine === "webkit") return byHand(places);
      const moves = places.map((place) => finger.move({ origin: Origin.VIEWPORT, ...place, duration: 20 }));
      const actions = /** @type {any} */ (page.driver.actions({ async: true }));
      await actions.insert(finger, moves[0], finger.press(), ...moves.slice(1), finger.release()).perform();
    };
    // WebKit's driver has a mouse and no fingers: there the page is handed what an engine would hand it, and told nothing of scrolling.
    const byHand = (/** @type {{x: number, y: number}[]} */ places) =>
      page.run((path) => {
        const canvas = /** @type {HTMLElement} */ (document.querySelector("#mountain-view canvas"));
        // No engine holds a finger that it does not know.
        canvas.setPointerCapture = canvas.releasePointerCapture = () => {};
        const say = (/** @type {string} */ type, /** @type {{x: number, y: number}} */ { x, y }) =>
          canvas.dispatchEvent(
            new PointerEvent(type, {
              ...{ clientX: x, clientY: y, pointerId: 7, pointerType: "touch" },
              ...{ isPrimary: true, button: 0, buttons: 1, bubbles: true, cancelable: true },
            }),
          );
        say("pointerdown", path[0]);
        for (const place of path) say("pointermove", place);
        say("pointerup", path[path.length - 1]);
      }, places);
    const scrolled = () => page.run(() => scrollY);
    const before = await origin();
    await swipe(0, -120);
    // Firefox' driver moves fingers over a page, but not the page under them.
    if (page.engine === "chromium") {
      await page.until("a scrolled page at rest", async () => {
        const at = await scrolled();
        await rest();
        return at > 40 && at === (await scrolled());
      });
    }
    assert.equal(await origin(), before);
    const top = await scrolled();
    await swipe(90, 0);
    await page.until("another side", async () => (await origin()) !== before);
    assert.equal(await scrolled(), top);
  });

  it("stands again after the graphics context was lost", async () => {
    await open("#lang=en");
    const before = await page.picture("#mountain-view");
    await page.driver.executeAsyncScript(
      /** @type {(done: () => void) => void} */
      (done) => {
        const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector("#mountain-view canvas"));
        const lose = canvas.getContext("webgl2")?.getExtension("WEBGL_lose_context");
        canvas.addEventListener("webglcontextlost", () => setTimeout(() => lose?.restoreContext()), {
          once: true,
        });
        canvas.addEventListener("webglcontextrestored", () => done(), { once: true });
        lose?.loseContext();
      },
    );
    await page.until("the same picture", async () => (await page.picture("#mountain-view")) === before);
    await focus();
    await press(Key.ARROW_LEFT);
    await page.until("another view", async () => (await page.picture("#mountain-view")) !== before);
  });

  it("puts the ball where one clicks or asks by keys, if two parameters are all there is", async () => {
    await open("#lang=en&problem=bowl");
    const place = () => page.run(() => Reflect.get(window, "lastPlace"));
    await page.run(() => {
      const { surface } = window.downhill.experiment;
      const show = surface.showReport.bind(surface);
      surface.showReport = (/** @type {any} */ report) => {
        Reflect.set(window, "lastPlace", [report.status.a, report.status.b, report.status.train_loss]);
        show(report);
      };
    });
    const canvas = await page.find("#mountain-view canvas");
    const { width, height } = await canvas.getRect();
    const at = { x: Math.round(width * 0.06), y: Math.round(height * 0.04) };
    // A driver clicks at whole pixels: what is drawn there is read when the press arrives, before the ball has moved.
    await page.run(() => {
      const { mountain } = window.downhill.experiment.surface;
      const view = /** @type {HTMLElement} */ (document.querySelector("#mountain-view canvas"));
      const read = (/** @type {PointerEvent} */ { clientX, clientY }) => {
        const { left, top } = view.getBoundingClientRect();
        Reflect.set(window, "picked", mountain.pick(clientX - left, clientY - top));
      };
      view.addEventListener("pointerdown", read, { capture: true, once: true });
    });
    await page.driver
      .actions()
      .move({ origin: canvas, ...at })
      .click()
      .perform();
    const [a, b, loss] = await page.until("the ball elsewhere", place);
    const picked = await page.run(() => Reflect.get(window, "picked"));
    assert.ok(Math.hypot(a - picked.a, b - picked.b) < 1e-3, `${[a, b]} at ${JSON.stringify(picked)}`);
    assert.ok(Math.abs(loss - picked.loss) < 0.02 * loss, `true loss ${loss}, drawn ${picked.loss}`);
    await focus();
    await press("p");
    await page.until("a note", note);
    await press(Key.ARROW_UP, Key.ARROW_UP, Key.ARROW_UP, Key.ENTER);
    await page.until(
      "the ball elsewhere",
      async () => String((await place()).slice(0, 2)) !== String([a, b]),
    );
  });

  it("shows up to four walkers and a second surface", async () => {
    await open("#lang=en");
    const alone = await page.picture("#mountain-view");
    const refused = await page.run(() => {
      const { mountain } = window.downhill.experiment.surface;
      const legend = mountain.legend();
      const shapes = /** @type {const} */ (["sphere", "diamond", "triangle", "square"]);
      const colours = ["#d9482b", "#1f77d0", "#b0308f", "#222222"];
      const walkers = shapes.map((shape, k) => ({
        name: shape,
        shape,
        colour: colours[k],
        place: { a: k / 8, b: -k / 8, loss: legend.low + (legend.high - legend.low) * 0.4, distance: 0 },
      }));
      mountain.setWalkers(walkers);
      try {
        mountain.setWalkers([...walkers, ...walkers]);
        return "";
      } catch (error) {
        return String(error);
      }
    });
    assert.match(String(refused), /at most 4, got 8/);
    const four = await page.until("four", async () => {
      const now = await page.picture("#mountain-view");
      return now !== alone && now;
    });
    await page.run(() => {
      const { mountain } = window.downhill.experiment.surface;
      const heights = Float32Array.from({ length: 81 }, (_, k) => 0.3 + 0.1 * Math.sin(k));
      mountain.setSecondSurface({ columns: 9, rows: 9, heights, a: [-1, 1], b: [-1, 1] }, "#c080ff");
    });
    await page.until("a veil", async () => (await page.picture("#mountain-view")) !== four);
    await rest();
    await page.screenshot("four-walkers");
  });

  it("draws twenty mountains with one context, two of them through one camera", async () => {
    await open("#lang=en");
    await page.run(() => {
      /** @type {{mountain: Mountain}} */
      const { mountain } = window.downhill.experiment.surface;
      const Kind = /** @type {typeof import("../../www/stage/mountain/mountain.js").Mountain} */ (
        mountain.constructor
      );
      const Painter = /** @type {typeof import("../../www/stage/mountain/painter.js").Painter} */ (
        mountain.painter.constructor
      );
      const painter = new Painter();
      const colours = {
        panel: "#ffffff",
        ink: "#1d2126",
        soft: "#5f656d",
        line: "#e4e1da",
        accent: "#d9482b",
      };
      const sheet = document.createElement("div");
      Object.assign(sheet.style, { position: "fixed", inset: "0", zIndex: "9", background: "white" });
      document.body.append(sheet);
      const mountains = Array.from({ length: 20 }, (_, k) => {
        const host = document.createElement("div");
        Object.assign(host.style, { display: "inline-block", width: "150px", height: "110px" });
        sheet.append(host);
        const one = new Kind(host, { painter, reducedMotion: true });
        const heights = Float32Array.from(
          { length: 81 },
          (_, at) => ((at % 9) - k / 3) ** 2 + Math.floor(at / 9),
        );
        one.setTheme(colours);
        one.setSurface({ columns: 9, rows: 9, heights, a: [-1, 1], b: [-1, 1] });
        one.setBall({ a: 0, b: 0, loss: 20, distance: 0 }, null);
        return one;
      });
      mountains[0].linkCamera(mountains[1]);
      Object.assign(window, { mountains });
    });
    const canvases = () =>
      page.run(() =>
        [...document.querySelectorAll("div[style] > canvas[role=application]")].map(
          (canvas) => /** @type {HTMLCanvasElement} */ (canvas).toDataURL().length,
        ),
      );
    await page.until("twenty pictures", async () => {
      const sizes = await canvases();
      return sizes.length === 20 && sizes.every((size) => size > 4000);
    });
    const yaws = () =>
      page.run(() => {
        /** @type {Mountain[]} */
        const [first, second, third] = Reflect.get(window, "mountains");
        return [first, second, third].map((one) => {
          const at = one.locate({ a: 1, b: 0, loss: 1e9 });
          return at && `${at.x.toFixed(2)},${at.y.toFixed(2)}`;
        });
      });
    await page.run(() =>
      /** @type {HTMLElement} */ (
        document.querySelectorAll("div[style] > canvas[role=application]")[1]
      ).focus(),
    );
    const before = await yaws();
    await press(Key.ARROW_LEFT, Key.ARROW_LEFT);
    const after = await page.until("both turned", async () => {
      const now = await yaws();
      return now[0] !== before[0] && now[0] === now[1] && now;
    });
    assert.equal(after[2], before[2], "the others stand still");
    await page.screenshot("twenty-mountains");
    await page.run(() => {
      for (const one of Reflect.get(window, "mountains")) one.dispose();
    });
  });
});
