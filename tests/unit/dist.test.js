// The built page as files: what it weighs, and that it depends on no place and nobody.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { brotliCompressSync } from "node:zlib";

const ASSETS = readdirSync("dist/assets");
const PAGE = readFileSync("dist/index.html", "utf8");

/** Weight over the wire in kB of the files whose names match. @param {RegExp} pattern */
function weight(pattern) {
  const names = ASSETS.filter((name) => pattern.test(name));
  assert.ok(names.length > 0, `no file ${pattern}`);
  return (
    names.reduce((sum, name) => sum + brotliCompressSync(readFileSync(`dist/assets/${name}`)).length, 0) /
    1000
  );
}

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

  it("has its words outside the core, once", () => {
    const schema = readFileSync("www/pkg/schema.json", "utf8");
    for (const name of [
      "downhill_bg.wasm",
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

  it("stays light: what is needed for the first numbers, and the mountain after them", () => {
    assert.ok(weight(/^downhill_bg-.*\.wasm$/) < 175, `core: ${weight(/^downhill_bg-.*\.wasm$/)} kB`);
    // Lanes written out one by one take a little more; only old engines fetch it.
    const scalar = weight(/^downhill_scalar_bg-.*\.wasm$/);
    assert.ok(scalar < 180, `core without SIMD: ${scalar} kB`);
    assert.ok(weight(/^schema-.*\.json$/) < 16, `schema with its words: ${weight(/^schema-.*\.json$/)} kB`);
    assert.ok(weight(/^charts.*\.(wasm|js)$/) < 80, `charts: ${weight(/^charts.*\.(wasm|js)$/)} kB`);
    assert.ok(
      weight(/^instruments.*\.(wasm|js)$/) < 32,
      `instruments: ${weight(/^instruments.*\.(wasm|js)$/)} kB`,
    );
    const fits = weight(/^fits.*\.(wasm|js)$/);
    assert.ok(fits < 80, `pictures of a fit: ${fits} kB`);
    // Fetched when somebody saves a drawing.
    assert.ok(
      weight(/^exports.*\.(wasm|js)$/) < 88,
      `drawings as files: ${weight(/^exports.*\.(wasm|js)$/)} kB`,
    );
    assert.ok(weight(/^mountain-.*\.js$/) < 140, `mountain with three.js: ${weight(/^mountain-.*\.js$/)} kB`);
    // A visitor fetches one of the two languages.
    for (const words of [/^en-.*\.js$/, /^zh-.*\.js$/])
      assert.ok(weight(words) < 8, `${words}: ${weight(words)} kB`);
    assert.ok(weight(/^index-.*\.(js|css)$/) < 36, `page: ${weight(/^index-.*\.(js|css)$/)} kB`);
  });
});
