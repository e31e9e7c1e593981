// The looks of the element: every property and part that docs/embedding.md lists really acts, colours of any notation reach what draws.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { it } from "node:test";
import { hosted, hostPage } from "./support/host_page.js";
import { inEveryEngine } from "./support/suite.js";

/** @typedef {import("../../www/embed/types.js").DownhillLab} Lab */

const GUIDE = readFileSync("docs/embedding.md", "utf8");
const LOOKS = /### Looks(.*?)\n### /s.exec(GUIDE)?.[1] ?? "";
const listed = (/** @type {RegExp} */ pattern) => [...LOOKS.matchAll(pattern)].map(([, name = ""]) => name);
const PROPERTIES = listed(/`(--downhill-[a-z]+)`/g);
const PARTS = [
  ...new Set(
    [...(/::part\(…\)`:(.*?)\./s.exec(LOOKS)?.[1] ?? "").matchAll(/`(\w+)`/g)].map(([, name = ""]) => name),
  ),
];

/**
 * What a property does: a value for it, a place inside, and what is to be read there.
 * @type {Record<string, [value: string, query: string, property: keyof CSSStyleDeclaration & string, computed: string]>}
 */
const ACTS = {
  "--downhill-accent": ["hsl(240 100% 50%)", ".play", "backgroundColor", "rgb(0, 0, 255)"],
  "--downhill-panel": ["honeydew", ".lab", "backgroundColor", "rgb(240, 255, 240)"],
  "--downhill-ink": ["rgb(90 0 90)", ".lab", "color", "rgb(90, 0, 90)"],
  "--downhill-soft": ["teal", ".embed-open", "color", "rgb(0, 128, 128)"],
  "--downhill-line": ["#0f0", ".lab", "borderTopColor", "rgb(0, 255, 0)"],
  "--downhill-font": ["monospace", ".embed-readout", "fontFamily", "monospace"],
  "--downhill-radius": ["3px", ".lab", "borderTopLeftRadius", "3px"],
  "--downhill-height": ["333px", ".mount", "height", "333px"],
};
/** The mark that a part gets: each has a width of its own. @param {string} part */
const width = (part) => `${PARTS.indexOf(part) + 3}px`;

/** @type {Record<string, string>} */
const PAGES = {
  "looks.html": hostPage(
    `<script type="module" src="./embed.js"></script><style>
      #dressed { ${Object.entries(ACTS)
        .map(([name, [value]]) => `${name}: ${value};`)
        .join(" ")} }
      ${PARTS.map((part) => `downhill-lab::part(${part}) { outline: ${width(part)} solid transparent; }`).join("\n")}
      .far { margin-top: 4000px; }</style>`,
    `<downhill-lab id="dressed" src="#branches=0:lr:0.3" view="mountain curves flow fit network" theme="light" paused></downhill-lab>
     <downhill-lab id="plain" class="far"></downhill-lab>`,
  ),
};

inEveryEngine(
  "the looks of the element",
  (host) => {
    /** The computed value of something inside an element. */
    const { state } = hosted(host);
    const computed = (
      /** @type {string} */ id,
      /** @type {string} */ query,
      /** @type {string} */ property,
    ) =>
      host.run(
        (name, what, of) => {
          const inside = document.getElementById(name)?.shadowRoot?.querySelector(what);
          return inside ? Reflect.get(getComputedStyle(inside), of) : `there is no ${what}`;
        },
        id,
        query,
        property,
      );

    it("follow every property that is documented", async () => {
      assert.deepEqual(PROPERTIES.toSorted(), Object.keys(ACTS).toSorted());
      await host.driver.get(`${host.address}looks.html`);
      await host.until("its first numbers", async () => (await state("dressed")).digest !== "");
      for (const [name, [, query, property, expected]] of Object.entries(ACTS))
        assert.equal(await computed("dressed", query, property), expected, name);
    });

    it("follow every part that is documented", async () => {
      assert.ok(PARTS.length > 12, PARTS.join());
      // What stands there before the first picture is not there any more in the first one.
      for (const part of PARTS) {
        const id = part === "poster" ? "plain" : "dressed";
        assert.equal(await computed(id, `[part~="${part}"]`, "outlineWidth"), width(part), part);
      }
      // Nothing else is offered than what is documented.
      const offered = await host.run(() =>
        [...document.querySelectorAll("downhill-lab")].flatMap((lab) =>
          [...(lab.shadowRoot?.querySelectorAll("[part]") ?? [])].flatMap((inside) => [...inside.part]),
        ),
      );
      assert.deepEqual([...new Set(offered)].toSorted(), PARTS.toSorted());
    });

    it("reach the mountain and the charts, whatever notation a colour has", async () => {
      /** Pixels of the accent (blue), and of the one that the theme has by itself, in what an element draws. */
      const drawn = (/** @type {string} */ query) =>
        host.run((what) => {
          const count = { accent: 0, own: 0 };
          const canvases = document.getElementById("dressed")?.shadowRoot?.querySelectorAll(what) ?? [];
          for (const canvas of /** @type {Iterable<HTMLCanvasElement>} */ (canvases)) {
            const copy = document.createElement("canvas");
            [copy.width, copy.height] = [canvas.width, canvas.height];
            const pen = copy.getContext("2d");
            if (!pen || copy.width === 0) continue;
            pen.drawImage(canvas, 0, 0);
            const { data } = pen.getImageData(0, 0, copy.width, copy.height);
            for (let at = 0; at < data.length; at += 4) {
              const [r = 0, g = 0, b = 0, a = 0] = data.subarray(at, at + 4);
              if (a > 200 && r < 40 && g < 40 && b > 200) count.accent += 1;
              const distance = Math.abs(r - 217) + Math.abs(g - 72) + Math.abs(b - 43); // #d9482b
              if (a > 200 && distance < 12) count.own += 1;
            }
          }
          return count;
        }, query);
      await host.run(() => /** @type {Lab} */ (document.getElementById("dressed")).step(40));
      await host.until("its steps", async () => (await state("dressed")).step === 40);
      for (const query of [".mount-view canvas", ".chart-view canvas"])
        await host.until(`its colours in ${query}`, async () => {
          const { accent, own } = await drawn(query);
          return accent > 20 && own === 0;
        });
      await host.run(() => document.getElementById("dressed")?.scrollIntoView({ block: "end" }));
      await host.screenshot("embed-dressed");
    });
  },
  { pages: PAGES },
);
