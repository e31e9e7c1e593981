// What makes the built page one that can be kept: the list of the service worker, the manifest, the icons.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { CUTS } from "../../www/state/faces.js";
import { withBuild } from "../../xtask/offline.js";

const WORKER = readFileSync("www/offline/worker.js", "utf8");

/** The list inside a worker's source. @param {string} source @returns {{version: string, pages: Record<string, string>, files: string[]}} */
const listOf = (source) => JSON.parse(/JSON\.parse\('(.*)'\)/.exec(source)?.[1] ?? "");

/** @param {string} page @param {...string} files */
const build = (page, ...files) =>
  withBuild(WORKER, {
    "index.html": { type: "asset", source: page },
    ...Object.fromEntries(files.map((file) => [file, /** @type {const} */ ({ type: "chunk" })])),
  });
const PAGE = '<script type="module" src="./assets/index-1.js"></script>';

describe("the list of a build", () => {
  it("names each page with the script by which its build is told, and all hashed files", () => {
    const { pages, files } = listOf(build(PAGE, "assets/index-1.js", "assets/b.wasm", "other.txt"));
    assert.deepEqual(pages, { "": "assets/index-1.js" });
    assert.deepEqual(files, ["assets/b.wasm", "assets/index-1.js"]);
  });

  it("leaves out the cuts of the core for links, and chapters alone: a page that is kept has all of both", () => {
    const cuts = CUTS.flatMap((kind) => [
      `assets/${kind}_lead_bg-12345678.wasm`,
      `assets/${kind}_rest_bg-1.wasm`,
    ]);
    const alone = ["assets/13_residual-1.js", "assets/13_residual_zh-1.js", "assets/frame_en-1.js"];
    const kept = [
      "assets/downhill_lead_bg-1.wasm",
      "assets/first_rest_bg-1.wasm",
      "assets/lesson_zh-1.js",
      "assets/network_card-1.js",
    ];
    assert.deepEqual(listOf(build(PAGE, ...alone, ...cuts, ...kept)).files, kept);
  });

  it("has another version when anything is another, and the same when nothing is", () => {
    const version = listOf(build(PAGE, "assets/index-1.js")).version;
    assert.equal(listOf(build(PAGE, "assets/index-1.js")).version, version);
    const others = [build(`${PAGE} `, "assets/index-1.js"), build(PAGE, "assets/index-1.js", "assets/c.js")];
    const versions = new Set([version, ...others.map((source) => listOf(source).version)]);
    assert.equal(versions.size, 3);
  });

  it("refuses a page by which no build could be told, and names that would end its string", () => {
    assert.throws(() => build("<p>no script</p>"), /index\.html has no script/);
    assert.throws(() => build(PAGE, "assets/it's.js"), /quoted list/);
  });

  it("holds in dist/ every file that a kept page can ask for, and no other", () => {
    const { pages, files } = listOf(readFileSync("dist/service-worker.js", "utf8"));
    assert.ok("" in pages);
    // The icons are the browser's, which fetches them when it installs the page.
    const isForLinks = (/** @type {string} */ name) =>
      CUTS.some((kind) => name.startsWith(`${kind}_`)) || /^(\d\d|frame)_/.test(name);
    const assets = readdirSync("dist/assets").filter((name) => !name.startsWith("app-") && !isForLinks(name));
    assert.deepEqual(
      files,
      assets.map((name) => `assets/${name}`).sort((a, b) => (a < b ? -1 : 1)),
    );
  });
});

describe("the manifest", () => {
  const manifest = JSON.parse(readFileSync("dist/manifest.webmanifest", "utf8"));

  it("lies beside the page that names it, and works in any folder", () => {
    const page = readFileSync("dist/index.html", "utf8");
    assert.match(page, /<link rel="manifest" href="\.\/manifest\.webmanifest">/);
    assert.match(page, /manifest-src 'self'/);
    for (const key of ["id", "start_url", "scope"]) assert.equal(manifest[key], "./");
    const single = readFileSync("dist/downhill.html", "utf8");
    assert.doesNotMatch(single.slice(0, single.indexOf("<body")), /rel="manifest"|name="service-worker"/);
  });

  it("has the icons that browsers ask for, in the sizes it says", () => {
    const kinds = manifest.icons.map((/** @type {any} */ { sizes, purpose }) => `${sizes} ${purpose}`);
    assert.deepEqual(kinds, ["any any", "192x192 any", "512x512 any", "512x512 maskable"]);
    for (const { src, sizes, type } of manifest.icons) {
      const bytes = readFileSync(`dist/${src}`);
      if (type === "image/svg+xml") assert.match(bytes.toString(), /^<svg /);
      else assert.equal(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`, sizes);
    }
  });
});

describe("the words about keeping", async () => {
  const { keepEn } = await import("../../www/i18n/keep_en.js");
  const { keepZh } = await import("../../www/i18n/keep_zh.js");

  it("are there in both languages", () => {
    assert.deepEqual(Object.keys(keepZh), Object.keys(keepEn));
    for (const sentence of Object.values(keepZh)) assert.match(sentence, /[一-鿿]/);
  });
});
