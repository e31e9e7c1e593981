// The gallery: every ready-made experiment has its place, a thumbnail from the core's own numbers, and a proof of what it promises.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { describe, it } from "node:test";
import { coarse, fine, readCoarse, readFine } from "../../www/gallery/code.js";
import { PICTURES } from "../../www/gallery/pictures.js";
import { GROUPS, VIEWS } from "../../www/gallery/plan.js";
import { galleryEn } from "../../www/i18n/gallery_en.js";
import { galleryZh } from "../../www/i18n/gallery_zh.js";
import { SCHEMA } from "./support/core.js";
import { pictureOf } from "./support/pictures.js";

/** @type {{name: string, link: string}[]} */
const PRESETS = SCHEMA.presets;
/** Native tests that hold over seeds what presets promise, by their names or by their links. */
const PROOFS = [
  "presets",
  "preset_surfaces",
  "races",
  "lesson_claims/training",
  "lesson_claims/depth",
  "lesson_claims/fitting",
]
  .map((name) => readFileSync(`crate/tests/${name}.rs`, "utf8"))
  .join("");
/** Settings that show something and change no run. */
const OF_THE_VIEW = /&(ground|plane|peaks)=\w+/g;

describe("the gallery", () => {
  it("has one card for each ready-made experiment", () => {
    const shown = GROUPS.flatMap(({ presets }) => Object.keys(presets));
    assert.equal(new Set(shown).size, shown.length);
    assert.deepEqual([...shown].sort(), PRESETS.map(({ name }) => name).sort());
    for (const { name } of GROUPS)
      for (const words of [galleryEn, galleryZh]) assert.ok(Reflect.get(words, `gallery_${name}`), name);
  });

  it("shows nothing that is not proven", () => {
    for (const { name, link } of PRESETS) {
      const bare = link.replaceAll(OF_THE_VIEW, "");
      assert.ok(
        [name, link, bare].some((one) => PROOFS.includes(`"${one}"`)),
        `no native test holds what ${name} promises`,
      );
    }
  });

  it("has thumbnails that are what the core computes now", () => {
    const drawn = Object.fromEntries(
      PRESETS.map(({ name, link }) => {
        const view = VIEWS[name];
        assert.ok(view, name);
        return [name, pictureOf(link, view)];
      }),
    );
    if (process.env.BLESS === "1") {
      const lines = Object.entries(drawn).map(([name, text]) => `  ${name}:\n    "${text}",`);
      const head =
        "// Written by `BLESS=1 node --test tests/wasm/gallery.test.js` from the core's numbers; `code.js` says how to read them.\n\n";
      const text = `${head}/** @type {Record<string, string>} */\nexport const PICTURES = {\n${lines.join("\n")}\n};\n`;
      writeFileSync("www/gallery/pictures.js", text);
      return;
    }
    assert.deepEqual(PICTURES, drawn);
  });

  it("keeps numbers in letters as exactly as it says", () => {
    const shares = [0, 0.013, 0.5, 0.77, 1];
    for (const [at, share] of readFine(fine(shares)).entries())
      assert.ok(Math.abs(share - Number(shares[at])) <= 0.5 / 4095);
    for (const [at, share] of readCoarse(coarse(shares)).entries())
      assert.ok(Math.abs(share - Number(shares[at])) <= 0.5 / 63);
    assert.equal(coarse([-1, 2, Number.NaN]), "A--");
  });
});
