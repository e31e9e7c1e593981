// The built page as files: that it depends on no place and nobody.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { resolve } from "node:path";
import { describe, it } from "node:test";
import { CUTS } from "../../www/state/faces.js";
import { embedWeights } from "../../xtask/weight_embed.js";

const PAGE = readFileSync("dist/index.html", "utf8");

describe("the built page", () => {
  it("refers to its files by relative paths only", () => {
    const addresses = [...PAGE.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address);
    assert.ok(addresses.length > 1);
    for (const address of addresses) assert.match(address ?? "", /^(\.\/|#)/);
  });

  it("allows no other origin, no inline code and no eval", () => {
    for (const page of [PAGE, readFileSync("dist/downhill.html", "utf8")]) {
      const policy = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(page)?.[1] ?? "";
      assert.match(policy, /^default-src 'none';/);
      assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|https?:|\*/);
    }
  });

  it("carries the licence of everything inside", () => {
    const licences = readFileSync("dist/licences.txt", "utf8");
    for (const name of ["three", "plotters", "wasm-bindgen", "serde", "libm"]) {
      assert.match(licences, new RegExp(`^${name} \\d`, "m"));
    }
    assert.match(licences, /three\.js authors/);
  });

  it("brings an element that is complete by itself, and a frame in one file", () => {
    const names = readdirSync("dist/embed");
    const scripts = [
      "dist/embed.js",
      ...names.filter((name) => name.endsWith(".js")).map((name) => `dist/embed/${name}`),
    ];
    for (const script of scripts) {
      const text = readFileSync(script, "utf8");
      // What the compiled module calls its glue is no file.
      for (const [, name = ""] of text.matchAll(/["'`](?:\.\/|embed\/)*([\w-]+\.(?:js|wasm|csv|json))["'`]/g))
        assert.ok(names.includes(name) || name.endsWith("_bg.js"), `${script} names ${name}`);
      // A page that is not ours gets nothing into its head.
      assert.doesNotMatch(text, /__vite__mapDeps/, script);
    }
    assert.equal(names.filter((name) => name.endsWith(".css")).join(), "", "looks are inside the scripts");
    for (const needed of ["element.js", "element.d.ts", "schema.json"])
      assert.ok(names.includes(needed), needed);
    assert.equal(
      names
        .filter(
          (name) => /exports|verify|instruments/.test(name) || CUTS.some((kind) => name.startsWith(kind)),
        )
        .join(),
      "",
      "nothing in vain",
    );
    const frame = readFileSync("dist/embed.html", "utf8");
    assert.match(
      frame,
      /http-equiv="Content-Security-Policy"\s+content="default-src 'none'; script-src 'sha256-/,
    );
    assert.doesNotMatch(
      frame.replace(/<script type="text\/plain"[\s\S]*$/, ""),
      /<(?:script|link)[^>]*(?:src|href)="(?!data:)/,
    );
    assert.match(frame, /three\.js authors/, "licences travel along");
  });

  it("keeps the element light", () => {
    const { shell, first, mountain } = embedWeights();
    // What every page with the script fetches, seen or not.
    assert.ok(shell < 6, `shell: ${shell} kB`);
    assert.ok(first < 245, `first numbers: ${first} kB`);
    assert.ok(mountain < 100, `mountain: ${mountain} kB`);
  });

  it("names no folder of the machine that built it", () => {
    const files = readdirSync("dist", { recursive: true }).map(String);
    const texts = files.filter((name) => /\.(?:wasm|js|html|css|json|txt|map)$/.test(name));
    assert.ok(texts.some((name) => name.endsWith(".wasm")));
    for (const name of texts) {
      const text = readFileSync(`dist/${name}`, "latin1");
      for (const folder of [homedir(), resolve("."), "registry/src"]) {
        assert.ok(folder === "/" || !text.includes(`${folder}/`), `${name} names ${folder}`);
      }
    }
  });

  it("has its words outside the core, once", () => {
    const schema = readFileSync("www/pkg/schema.json", "utf8");
    for (const name of [
      "first_lead_bg.wasm",
      "first_rest_bg.wasm",
      "downhill_lead_bg.wasm",
      "downhill_rest_bg.wasm",
      ...CUTS.flatMap((kind) => [`${kind}_lead_bg.wasm`, `${kind}_rest_bg.wasm`]),
      "downhill_scalar_bg.wasm",
      "charts_bg.wasm",
      "instruments_bg.wasm",
      "fits_bg.wasm",
    ]) {
      const module = readFileSync(`www/pkg/${name}`);
      for (const word of ["学习率", "企鹅", "tell three species apart"]) {
        assert.ok(schema.includes(word), word);
        assert.ok(!module.includes(word), `${name}: ${word}`);
      }
    }
  });
});
