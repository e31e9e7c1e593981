// The custom element on pages that are not ours: attributes, events, methods, looks; hostile rules, a strict policy, another
// origin.
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { serve } from "../../xtask/server.js";
import { hosted, hostPage } from "./support/host_page.js";
import { inEveryEngine } from "./support/suite.js";

/** @typedef {import("../../www/embed/types.js").DownhillLab} Lab */

const SCRIPT = '<script type="module" src="./embed.js"></script>';

const HOSTILE = `
  * { all: unset !important; color: lime !important; font: 40px cursive !important; letter-spacing: 9px !important;
    visibility: hidden !important; --panel: red; --ink: yellow; --accent: lime; text-transform: uppercase !important; }
  *, *::before, *::after { display: none !important; }
  html, body, p { display: block !important; visibility: visible !important; }
  span, canvas, div, output, input, button { opacity: 0 !important; position: fixed !important; }`;

/** @type {Record<string, string>} */
const PAGES = {
  "element.html": hostPage(
    `${SCRIPT}<style>body { margin: 20px; } #lab { width: 700px; --downhill-accent: rgb(1, 2, 3); }
      #lab::part(dial) { border-top-width: 7px; }</style>`,
    `<downhill-lab id="lab" data-mine="1" learning-rate="0.3" hidden-layers="lots" view="mountain hill" lang="zh"><p>instead</p></downhill-lab>`,
  ),
  "hostile.html": hostPage(
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; style-src 'self'; img-src data:; require-trusted-types-for 'script'; trusted-types downhill">
     <link rel="stylesheet" href="./hostile.css">${SCRIPT}<script type="module" src="./embed.js?again"></script>`,
    `<p>Before</p><downhill-lab id="lab" dataset="moons" learning-rate="0.1"></downhill-lab><p>After</p>`,
  ),
  "hostile.css": HOSTILE,
};

inEveryEngine(
  "the element",
  (host) => {
    /** @type {Awaited<ReturnType<typeof serve>>} */
    let other;
    before(async () => {
      other = await serve("dist", {
        prefix: "/elsewhere/",
        headers: () => ({ "Access-Control-Allow-Origin": "*" }),
      });
      const { origin } = new URL(other.address);
      // Two versions on one page: the one that comes second harms nobody.
      PAGES["other.html"] = hostPage(
        `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' ${origin} 'wasm-unsafe-eval'; worker-src blob: ${origin}; connect-src ${origin}; img-src data:">
         <script type="module" src="${other.address}embed.js"></script>${SCRIPT}`,
        '<downhill-lab id="lab" controls="play" paused></downhill-lab>',
      );
    });
    after(async () => await other?.close());

    const { open, state, heard } = hosted(host);
    const tell = (/** @type {"play" | "pause" | "reset"} */ name) =>
      host.run((method) => /** @type {Lab} */ (document.getElementById("lab"))[method](), name);
    const standing = (/** @type {number} */ step) =>
      host.until(`step ${step}`, async () => {
        const { step: now, playing } = await state();
        return now === step && !playing;
      });

    it("reads attributes with the link's decoder, tells what it cannot use, and begins", async () => {
      await open("element.html");
      await host.until("a walk", async () => (await state()).step > 5);
      const [ready] = await heard("ready");
      assert.equal(ready.id, "lab");
      const { learningRate, problems, link, status } = await state();
      assert.ok(Math.abs(learningRate - 0.3) < 1e-6);
      assert.equal(status, "awake");
      assert.equal(link, "v=1&lr=0.3");
      assert.deepEqual(
        problems.map(({ field, kind, used }) => [field, kind, used]),
        [
          ["view", "not_a_choice", "mountain"],
          ["hidden_layers", "not_a_number", "4"],
        ],
      );
      assert.equal((await heard("problems")).length, 1);
      const said = await host.run(() => {
        const root = document.getElementById("lab")?.shadowRoot;
        return {
          notice: root?.querySelector(".notice")?.textContent ?? "",
          language: root?.querySelector(".lab")?.getAttribute("lang"),
          instead: document.querySelector("#lab p")?.getBoundingClientRect().height,
        };
      });
      assert.match(said.notice, /hill.*lots/s);
      assert.equal(said.language, "zh-Hans", "that of the page around it");
      assert.equal(said.instead, 0, "the fallback is not seen");
      assert.ok(
        await host.until("a picture", async () => (await host.colours(await host.picture("#lab"))) > 500),
      );
    });

    it("is played, paused, stepped and set back", async () => {
      await tell("pause");
      await host.until("a pause", async () => !(await state()).playing);
      const { step: before } = await state();
      await host.run(() => /** @type {Lab} */ (document.getElementById("lab")).step(3));
      await standing(before + 3);
      await tell("reset");
      await standing(0);
      await tell("play");
      await host.until("a walk", async () => (await state()).step > 3);
      assert.ok((await heard("step")).length > 3);
    });

    it("takes a new rate from its attribute into the run, and tells of the reader's hand", async () => {
      const { step: before } = await state();
      await host.run(() => document.getElementById("lab")?.setAttribute("learning-rate", "0.05"));
      await host.until("the rate", async () => Math.abs((await state()).learningRate - 0.05) < 1e-6);
      assert.ok((await state()).step >= before, "the run goes on");
      assert.deepEqual(await heard("change"), [], "only the reader's own changes are told");
      await host.run(() => {
        const dial = document.getElementById("lab")?.shadowRoot?.querySelector("#learning-rate");
        const input = /** @type {HTMLInputElement} */ (dial);
        input.value = String(Number(input.value) + 1);
        for (const name of ["input", "change"])
          input.dispatchEvent(new Event(name, { bubbles: true, composed: true }));
      });
      const changes = await host.until("the change", async () => {
        const all = await heard("change");
        return all.length > 0 && all;
      });
      const rate = changes.at(-1).detail.changed.learning_rate;
      assert.ok(rate > 0.05 && rate < 0.06, String(rate));
      assert.match(changes.at(-1).detail.link, new RegExp(`lr=${rate}`));
    });

    it("leaves the range of numbers and says so", async () => {
      // One that walks on into the other experiment could be at its end before Play, which would take it back.
      await tell("pause");
      await host.until("a pause", async () => !(await state()).playing);
      await host.run(() =>
        /** @type {Lab} */ (document.getElementById("lab")).set("v=1&problem=ravine&starta=1&lr=3"),
      );
      await tell("play");
      const [{ detail }] = await host.until("the end", async () => {
        const all = await heard("diverged");
        return all.length > 0 && all;
      });
      assert.ok(detail.step > 0);
      assert.equal((await state()).diverged, true);
      const problems = await host.run(() =>
        /** @type {Lab} */ (document.getElementById("lab")).set({ seed: "x", lr: 1 }),
      );
      assert.deepEqual(
        problems.map(({ field, kind }) => [field, kind]),
        [["seed", "not_a_number"]],
      );
    });

    it("is dressed by parts and properties, and reached by keys", async () => {
      const look = await host.run(() => {
        const root = /** @type {ShadowRoot} */ (document.getElementById("lab")?.shadowRoot);
        const of = (/** @type {string} */ query) =>
          getComputedStyle(/** @type {Element} */ (root.querySelector(query)));
        return {
          play: of(".play").backgroundColor,
          border: of(".dial").borderTopWidth,
          names: [...root.querySelectorAll("button, input")].map(
            (one) =>
              one.getAttribute("aria-label") ||
              /** @type {HTMLInputElement} */ (one).labels?.[0]?.textContent ||
              one.textContent,
          ),
          small: [...root.querySelectorAll("button, a")].filter((one) => {
            const { height } = one.getBoundingClientRect();
            return height > 0 && height < 24;
          }).length,
        };
      });
      assert.equal(look.play, "rgb(1, 2, 3)");
      assert.equal(look.border, "7px");
      assert.ok(look.names.every(Boolean), look.names.join());
      assert.equal(look.small, 0);
    });

    it("stands on a page with hostile rules and a strict policy (Trusted Types, too), though its script came twice", async () => {
      await open("hostile.html");
      await host.until("a walk", async () => (await state()).step > 5);
      const seen = await host.run(() => {
        const lab = /** @type {HTMLElement} */ (document.getElementById("lab"));
        const root = /** @type {ShadowRoot} */ (lab.shadowRoot);
        const loss = /** @type {Element} */ (root.querySelector(".loss"));
        const { color, fontSize, visibility, textTransform } = getComputedStyle(loss);
        const dial = /** @type {Element} */ (root.querySelector("#learning-rate"));
        return {
          ...{ color, fontSize, visibility, textTransform },
          size: [lab.offsetWidth > 600, lab.offsetHeight > 300, dial.getBoundingClientRect().width > 200],
          styles: document.querySelectorAll("style, head link:not([href*=hostile], [rel=icon])").length,
        };
      });
      assert.deepEqual(seen, {
        color: "rgb(29, 33, 38)",
        ...{
          fontSize: "26px",
          visibility: "visible",
          textTransform: "none",
          size: [true, true, true],
          styles: 0,
        },
      });
      assert.ok(await host.until("a picture", async () => (await host.colours(await host.picture())) > 500));
      await host.screenshot("embed-hostile");
    });

    it("comes from another origin, with workers of this page's own", async () => {
      await open("other.html");
      await host.until("its place", async () => (await state()).status === "awake");
      assert.equal((await state()).playing, false, "as asked");
      await host.run(() => /** @type {Lab} */ (document.getElementById("lab")).step(4));
      await standing(4);
      const href = await host.run(
        () => document.getElementById("lab")?.shadowRoot?.querySelector("a")?.getAttribute("href") ?? "",
      );
      assert.equal(href.split("#")[0], `${other.address}index.html`);
    });
  },
  { pages: PAGES },
);
