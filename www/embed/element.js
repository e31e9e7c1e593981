// The custom element: one line of HTML shows an experiment. This file is small and comes at once; what computes and draws is fetched when
// the element is about to be seen. Importing the class registers nothing, `define` does.
import { h } from "../lab/dom.js";
import { dress } from "./look.js";

/**
 * @typedef {import("./types.js").State} State
 * @typedef {import("./types.js").Events} Events
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {import("./body.js").Body} Body
 */

/** It is fetched and drawn this far before it is seen. */
const NEAR = "240px 0px";
/** It walks when this share of it is seen, or when it fills this share of the window. */
const SEEN = 0.15;
/** This file lies one folder below the whole page. */
const HERE = import.meta.url;
const WHOLE_PAGE = "../index.html";
/** What it is called before its words are here. */
const NAME = "Downhill";

/** Where there is no document, in a build of a page for instance, the class may be imported and not used. */
const Base = globalThis.HTMLElement ?? /** @type {typeof HTMLElement} */ (class {});

export class DownhillLab extends Base {
  #root = this.attachShadow({ mode: "open" });
  /** @type {Body | undefined} */
  #body;
  /** @type {Promise<Body | undefined> | undefined} */
  #arrival;
  /** @type {State["status"]} */
  #status = "waiting";
  #isNear = false;
  #isSeen = false;
  /** @type {{frame: HTMLElement, lab: HTMLElement, poster: HTMLElement} | undefined} */
  #parts;
  /** @type {{disconnect: () => void}[]} */
  #watches = [];

  connectedCallback() {
    this.#parts ??= this.#build();
    if (this.#watches.length > 0) return;
    const attributes = new MutationObserver(() => this.#onAttributes());
    attributes.observe(this, { attributes: true });
    const near = new IntersectionObserver((entries) => this.#onNear(entries.at(-1)), { rootMargin: NEAR });
    const seen = new IntersectionObserver((entries) => this.#onSeen(entries.at(-1)), {
      threshold: [0, SEEN / 2, SEEN, 0.5],
    });
    // The frame inside: a page's rules may make the element itself a line of text.
    for (const watch of [near, seen]) watch.observe(this.#parts.frame);
    this.#watches = [attributes, near, seen];
    if (this.getAttribute("loading") === "eager") void this.#bodyOnce();
  }

  disconnectedCallback() {
    // One that is only moved is connected again by then.
    queueMicrotask(() => {
      if (this.isConnected) return;
      for (const watch of this.#watches.splice(0)) watch.disconnect();
      this.#isNear = false;
      this.#isSeen = false;
      this.#body?.leave();
    });
  }

  /** Where the experiment stands. @returns {State} */
  get state() {
    const nothing = Number.NaN;
    return (
      this.#body?.state ?? {
        ...{ status: this.#status, playing: false, step: 0, loss: nothing, accuracy: nothing },
        ...{ validationLoss: nothing, validationAccuracy: nothing, learningRate: nothing },
        ...{ diverged: false, digest: "", link: "", problems: [] },
      }
    );
  }

  play() {
    this.#with((body) => body.play());
  }

  pause() {
    this.#with((body) => body.pause());
  }

  /** Pauses and makes so many steps. @param {number} [count] */
  step(count = 1) {
    const steps = Math.floor(Number(count));
    if (steps >= 1) this.#with((body) => body.step(steps));
  }

  /** Back to step 0, with the same seed. */
  reset() {
    this.#with((body) => body.reset());
  }

  /**
   * Another experiment by its link, or some settings of this one by their names. What cannot be used is named and changes nothing.
   * @param {string | Record<string, number | string | boolean>} wish
   * @returns {Promise<Problem[]>}
   */
  async set(wish) {
    const body = await this.#bodyOnce();
    return body?.set(wish) ?? [];
  }

  /** The height at which nothing is scrolled and the picture has its usual shape, in CSS pixels. */
  get naturalHeight() {
    if (!this.#parts) return 0;
    const { lab } = this.#parts;
    const views = lab.querySelector(".embed-views");
    if (!(views instanceof HTMLElement)) return lab.scrollHeight;
    // Rows of pictures: each as high as the one that needs most.
    /** @type {Map<number, number>} */
    const rows = new Map();
    for (const child of views.children) {
      const least = Number.parseFloat(getComputedStyle(child).minHeight);
      if (!(child instanceof HTMLElement) || !(least > 0) || child.hidden) continue;
      rows.set(child.offsetTop, Math.max(rows.get(child.offsetTop) ?? 0, least));
    }
    const all = [...rows.values()].reduce((sum, row) => sum + row, 0);
    return Math.ceil(lab.scrollHeight - views.offsetHeight + all + 2);
  }

  #build() {
    const root = this.#root;
    dress(root);
    // What a range input tells on the way is not an event of this element.
    for (const name of ["input", "change"]) {
      root.addEventListener(name, (event) => event.stopPropagation());
    }
    const poster = h(
      "div",
      { class: "embed-poster", part: "poster" },
      h("slot", { name: "poster" }, ridge()),
    );
    const lab = h("div", { class: "lab", role: "group", "aria-label": NAME }, poster);
    const frame = h("div", { class: "theme", part: "frame" }, h("div", { class: "own" }, lab));
    const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
    const theme = this.getAttribute("theme");
    frame.dataset.theme = theme === "light" || theme === "dark" ? theme : isDark ? "dark" : "light";
    root.append(frame);
    return { frame, lab, poster };
  }

  /** @param {IntersectionObserverEntry | undefined} entry */
  #onNear(entry) {
    this.#isNear = entry?.isIntersecting ?? false;
    if (this.#isNear && !this.#body) void this.#bodyOnce();
    this.#body?.setNear(this.#isNear);
  }

  /** @param {IntersectionObserverEntry | undefined} entry */
  #onSeen(entry) {
    if (!entry) return;
    const { intersectionRatio: share, intersectionRect: part, rootBounds: all } = entry;
    const isTall = all !== null && part.height > SEEN * 2 * all.height;
    this.#isSeen = entry.isIntersecting && (share >= SEEN || isTall);
    this.#body?.setSeen(this.#isSeen);
  }

  #onAttributes() {
    // Without a body they are read when it comes.
    this.#body?.speak(this.#language());
    this.#body?.wish(this.#attributes());
  }

  #attributes() {
    return new Map([...this.attributes].map(({ name, value }) => [name, value]));
  }

  /** That of the element, or of the text around it. */
  #language() {
    return this.closest("[lang]")?.getAttribute("lang") ?? "";
  }

  /** The page that has every setting: beside these files, or where `home` says. */
  #wholePage() {
    const wished = this.getAttribute("home");
    try {
      const { protocol, href } = new URL(wished ?? WHOLE_PAGE, wished === null ? HERE : document.baseURI);
      if (/^(https?|file):$/.test(protocol)) return href.replace(/#.*$/, "");
    } catch {
      // not an address
    }
    return new URL(WHOLE_PAGE, HERE).href;
  }

  /** @param {(body: Body) => void} act */
  #with(act) {
    if (this.#body) act(this.#body);
    else void this.#bodyOnce().then((body) => body && act(body));
  }

  #bodyOnce() {
    this.#arrival ??= this.#fetchBody();
    return this.#arrival;
  }

  /** @returns {Promise<Body | undefined>} nothing where it cannot be */
  async #fetchBody() {
    this.#status = "loading";
    try {
      const { createBody } = await import("./body.js");
      if (!this.#parts) return undefined;
      const body = await createBody({
        ...{ attributes: () => this.#attributes(), root: this.#root, ...this.#parts },
        language: this.#language(),
        wholePage: this.#wholePage(),
        say: (name, detail) => this.#say(name, detail),
        failed: (message) => this.#say("failed", { message }),
      });
      this.#body = body;
      if (this.isConnected) {
        body.setNear(this.#isNear);
        body.setSeen(this.#isSeen);
      }
      return body;
    } catch (error) {
      this.#arrival = undefined;
      this.#status = "failed";
      this.#showFallback(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }

  /** @param {string} message */
  #showFallback(message) {
    const slots = h("slot", { name: "fallback" }, h("slot", {}, [NAME, message].join(": ")));
    this.#parts?.poster.replaceChildren(h("div", { class: "embed-sorry" }, slots));
    this.#say("failed", { message });
  }

  /**
   * @template {keyof Events} Name
   * @param {Name} name @param {Events[Name]} detail
   */
  #say(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

/** A mountain before the mountain. */
function ridge() {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 120 56");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", "M4 46C18 44 22 12 34 12s14 26 30 32s18-6 26-16s16-12 26-14");
  const ball = document.createElementNS("http://www.w3.org/2000/svg", "circle");
  for (const [name, value] of Object.entries({ cx: 42, cy: 14, r: 4 }))
    ball.setAttribute(name, String(value));
  svg.append(path, ball);
  return svg;
}

/**
 * Registers the element. A name that is taken stays as it is: two versions on a page, or the same script twice, harm nobody.
 * @param {string} [name]
 * @returns {CustomElementConstructor} the class that has the name
 */
export function define(name = "downhill-lab") {
  const taken = customElements.get(name);
  if (taken) return taken;
  // A class can have one name only; another name gets a class of its own.
  const own = name === "downhill-lab" ? DownhillLab : class extends DownhillLab {};
  customElements.define(name, own);
  return own;
}
