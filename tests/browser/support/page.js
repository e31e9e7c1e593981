// A page in an engine, in the words of the tests. Every wait is for a condition, never for a time.
import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { By } from "selenium-webdriver";

/** How long anything may take on a slow machine with a software GPU, in milliseconds. */
const PATIENCE = 60_000;

/** An element that still moves after so many frames is meant to. */
const STILL_FRAMES = 40;

/** Where screenshots go; ignored by git. */
const OUTPUT = "tests/output";

export class Page {
  /** @type {import("selenium-webdriver").WebDriver} */
  driver = /** @type {never} */ (undefined);
  /** Address of the built page, without link. */
  address = "";

  /** @param {import("./engines.js").EngineName} engine */
  constructor(engine) {
    this.engine = engine;
  }

  /**
   * @param {import("selenium-webdriver").WebDriver} driver
   * @param {string} address
   */
  connect(driver, address) {
    this.driver = driver;
    this.address = address;
  }

  /**
   * Loads the page anew with an experiment's link ("#data=circle…").
   * @param {string} [link]
   */
  async open(link = "#v=1") {
    // Another link on the same page would only be a change of its hash.
    await this.driver.get("about:blank");
    await this.driver.get(this.address + link);
    await this.#begun();
  }

  /**
   * Loads the page in a frame of exactly this size: window managers and engines have smallest widths of their own.
   * @param {number} width in CSS pixels
   * @param {number} height
   * @param {string} [link]
   */
  async openSized(width, height, link = "#v=1") {
    await this.driver
      .manage()
      .window()
      .setRect({ width: Math.max(width, 600) + 60, height: height + 150 });
    await this.driver.get(`${this.address}licences.txt`);
    const host = (/** @type {number} */ w, /** @type {number} */ h, /** @type {string} */ source) => {
      const frame = document.createElement("iframe");
      Object.assign(frame, { width: w, height: h, src: source });
      frame.style.border = "0";
      document.body.style.margin = "0";
      document.body.replaceChildren(frame);
    };
    await this.run(host, width, height, this.address + link);
    await this.driver.switchTo().frame(0);
    await this.#begun();
  }

  /** Waits until the page has put its handle for tests into the window: all parts are joined then. */
  async #begun() {
    await this.until("the page", () => this.run(() => "downhill" in window));
  }

  /**
   * Runs a function in the page.
   * @template T
   * @template {unknown[]} A
   * @param {(...values: A) => T} work
   * @param {A} values
   * @returns {Promise<Awaited<T>>}
   */
  async run(work, ...values) {
    return await this.driver.executeScript(work, ...values);
  }

  /** @param {string} selector */
  async find(selector) {
    return await this.driver.findElement(By.css(selector));
  }

  /** The words of an element as they are read: a space that keeps a line together is a space. @param {string} selector */
  async text(selector) {
    const text = await this.run(
      (query) => document.querySelector(query)?.textContent?.trim() ?? "",
      selector,
    );
    return text.replaceAll("\u00a0", " ");
  }

  /** Presses an element where it stands: a driver aims first and presses then, and would miss one that is pushed on. @param {string} selector */
  async click(selector) {
    const element = await this.find(selector);
    await this.driver.executeAsyncScript(
      /** @type {(element: Element, most: number, done: () => void) => void} */
      (of, most, done) => {
        let [still, frames, before] = [0, 0, ""];
        of.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
        const look = () => {
          const { x, y, width, height } = of.getBoundingClientRect();
          const now = [x, y, width, height].join();
          still = now === before ? still + 1 : 0;
          before = now;
          frames += 1;
          if (still >= 2 || frames >= most) done();
          else requestAnimationFrame(look);
        };
        look();
      },
      element,
      STILL_FRAMES,
    );
    await element.click();
  }

  /**
   * Waits until `check` gives something true, and gives that.
   * @template T
   * @param {string} what for the message when it does not come
   * @param {() => Promise<T>} check
   * @param {number} [patience] in milliseconds
   * @returns {Promise<Exclude<T, false | undefined | null | "" | 0>>}
   */
  async until(what, check, patience = PATIENCE) {
    /** @type {unknown} */
    let last;
    const reached = await this.driver
      .wait(async () => {
        last = await check().catch((error) => {
          last = error;
          return undefined;
        });
        return last || undefined;
      }, patience)
      .catch(() => undefined);
    if (!reached) {
      await this.screenshot(`failed-${what.replaceAll(/\W+/g, "-")}`).catch(() => {});
      const problems = await this.problems().catch(() => []);
      assert.fail(`waited in vain: ${what}; last seen: ${last}; console: ${problems.join(" | ") || "empty"}`);
    }
    return /** @type {Exclude<T, false | undefined | null | "" | 0>} */ (reached);
  }

  /** What the console would have shown since the page was loaded. @returns {Promise<string[]>} */
  async problems() {
    return await this.run(() => Reflect.get(window, "problems") ?? []);
  }

  /** The same, emptied: the next test starts with a clean one. @returns {Promise<string[]>} */
  async takeProblems() {
    return await this.run(() => Reflect.get(window, "problems")?.splice(0) ?? []);
  }

  /** A picture of the window, or of one element, as base64 of a PNG. @param {string} [selector] */
  async picture(selector) {
    return selector ? await (await this.find(selector)).takeScreenshot() : await this.driver.takeScreenshot();
  }

  /** Keeps a picture for people. @param {string} name */
  async screenshot(name) {
    await mkdir(OUTPUT, { recursive: true });
    await writeFile(`${OUTPUT}/${this.engine}-${name}.png`, await this.picture(), "base64");
  }

  /**
   * How many different colours a picture has: a blank canvas has one.
   * @param {string} picture base64 of a PNG
   * @param {{x: number, y: number, width: number, height: number}} [part] of it, in pixels
   * @returns {Promise<number>}
   */
  async colours(picture, part) {
    return await this.driver.executeAsyncScript(
      /** @type {(png: string, of: typeof part | null, done: (count: number) => void) => void} */
      (png, of, done) => {
        const image = new Image();
        image.onload = () => {
          const canvas = document.createElement("canvas");
          canvas.width = of?.width ?? image.width;
          canvas.height = of?.height ?? image.height;
          const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
          context.drawImage(image, -(of?.x ?? 0), -(of?.y ?? 0));
          const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
          done(new Set(new Uint32Array(data.buffer)).size);
        };
        image.onerror = () => done(-1);
        image.src = `data:image/png;base64,${png}`;
      },
      picture,
      part ?? null,
    );
  }

  /** Steps that the page shows. @returns {Promise<number>} */
  async steps() {
    return await this.run(() =>
      Number(document.getElementById("step-count")?.textContent?.replace(/\D/g, "") || Number.NaN),
    );
  }

  /** The training loss that the page shows. @returns {Promise<number>} */
  async loss() {
    return Number(await this.text("#loss"));
  }

  /** Waits until the run has made so many steps. @param {number} steps */
  async walked(steps) {
    await this.until(`${steps} steps`, async () => (await this.steps()) >= steps);
  }

  /** Takes the runs to a step. @param {number} step */
  async goTo(step) {
    await this.run((wished) => window.downhill.experiment.goTo(wished), step);
  }

  /** Waits until the runs stand at a step, and gives their fingerprint. @param {number} step @returns {Promise<string>} */
  async stands(step) {
    return await this.until(`a rest at step ${step}`, () =>
      this.run((wished) => {
        const { report } = window.downhill.experiment.surface.walkers;
        if (!report?.details || report.is_playing || report.clock !== wished) return "";
        return /** @type {string} */ (report.details.digest_of_all);
      }, step),
    );
  }

  /** Stops the run, so that pictures and checks find a page at rest. */
  async pause() {
    await this.run(() => window.downhill.experiment.pause());
    await this.until("a pause", () => this.run(() => document.querySelector(".icon-play") !== null));
  }

  /** @returns {Promise<number>} the learning rate that the controls stand at */
  async rate() {
    return await this.run(() => Number(window.downhill.store.spec.learning_rate));
  }

  /** Waits until the mountain is drawn and measured at its finest. */
  async mountainStands() {
    await this.until("the mountain", async () =>
      /true losses|真实/.test(await this.text("#mountain-progress")),
    );
  }

  /** Text of the notice of a kind, or nothing. @param {string} kind */
  async notice(kind) {
    return await this.text(`.notice[data-kind="${kind}"]`);
  }

  /**
   * Chooses one of a row of radio buttons; the button itself is hidden behind its label.
   * @param {string} value
   */
  async choose(value) {
    await this.click(`label:has(> input[type="radio"][value="${value}"])`);
  }

  /**
   * Writes into a field as a hand does.
   * @param {string} selector @param {string} text @param {"input" | "change"} [event]
   */
  async fill(selector, text, event = "change") {
    await this.run(
      (query, value, type) => {
        const field = /** @type {HTMLInputElement} */ (document.querySelector(query));
        field.value = value;
        field.dispatchEvent(new Event(type, { bubbles: true }));
      },
      selector,
      text,
      event,
    );
  }

  /** Takes an option of a native select. @param {string} selector @param {string} value */
  async pick(selector, value) {
    await this.click(`${selector} option[value="${value}"]`);
  }
}
