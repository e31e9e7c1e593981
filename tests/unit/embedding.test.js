// That docs/embedding.md and README.md tell the truth of the built files: those that they name exist, and weigh what is said.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { embedWeights } from "../../xtask/weight_embed.js";

const GUIDE = readFileSync("docs/embedding.md", "utf8");
const README = readFileSync("README.md", "utf8");
/** How far a written number of kB may be from the truth: the share, and kB. */
const SLACK = { share: 0.03, kB: 0.5 };

const all = (/** @type {string} */ text, /** @type {RegExp} */ pattern) =>
  [...text.matchAll(pattern)].map(([, found = ""]) => found);

describe("docs/embedding.md", () => {
  it("names files that are built", () => {
    const files = new Set([
      ...all(GUIDE, /`([\w./-]+\.(?:d\.ts|js|json|html|css))`/g),
      ...all(GUIDE, /https:\/\/your\.site\/downhill\/([\w./-]+)/g),
      ...all(GUIDE, /`([\w-]+\/)`/g).filter((folder) => folder !== "dist/"),
    ]);
    for (const known of ["embed.js", "embed.html", "embed/schema.json", "embed/element.d.ts", "embed/"])
      assert.ok(files.has(known), known);
    for (const file of files) assert.ok(existsSync(`dist/${file}`), `dist/${file}`);
    for (const file of all(GUIDE, /\]\(([\w./-]+\.md)/g)) assert.ok(existsSync(`docs/${file}`), file);
  });

  it("has a list of settings with their words in both languages", () => {
    const { fields } = JSON.parse(readFileSync("dist/embed/schema.json", "utf8"));
    const names = fields.map((/** @type {{name: string}} */ { name }) => name);
    const said = /\*\*Every setting of the Lab is an attribute\*\*(.*?)…/s.exec(GUIDE)?.[1] ?? "";
    const attributes = all(said, /`([a-z-]+)`/g).filter(
      (word) => !["linear", "log", "auto", "light", "dark"].includes(word),
    );
    assert.ok(attributes.length > 8);
    for (const name of attributes) assert.ok(names.includes(name.replaceAll("-", "_")), name);
    for (const { name, label, help } of fields)
      for (const words of [label, help]) assert.ok(words.en && words.zh, name);
  });

  it("tells every event, and all of the state", () => {
    const types = readFileSync("dist/embed/element.d.ts", "utf8");
    const block = (/** @type {string} */ name) =>
      all(new RegExp(`interface ${name} {(.*?)\\n}`, "s").exec(types)?.[1] ?? "", /^ {2}(\w+):/gm);
    const events = /### Events(.*?)###/s.exec(GUIDE)?.[1] ?? "";
    assert.deepEqual(all(events, /^\| `(\w+)`/gm), block("Events"));
    const state = /lab\.state; \/\/ {(.*?)}/.exec(GUIDE)?.[1] ?? "";
    assert.deepEqual(all(state, /(\w+)/g), block("State"));
  });

  it("says what it weighs", () => {
    const weights = embedWeights();
    const row = GUIDE.split("\n").find((line) => line.startsWith("| weight |")) ?? "";
    for (const [pattern, kB] of /** @type {[RegExp, number][]} */ ([
      [/(\d+) kB for the first/, weights.element],
      [/the core is (\d+) kB/, weights.core],
      [/three\.js (\d+) kB/, weights.mountain],
      [/(\d+) kB until one comes near/, weights.shell],
    ])) {
      const written = Number(pattern.exec(row)?.[1]);
      const isNear = Math.abs(written - kB) <= SLACK.share * kB + SLACK.kB;
      assert.ok(isNear, `${pattern.source}: ${kB.toFixed(1)}, not ${written}`);
    }
    const written = Number(/(\d\.\d+) MB for each/.exec(row)?.[1]);
    const isNear = Math.abs(written - weights.frameMB) <= SLACK.share * weights.frameMB;
    assert.ok(isNear, `frame: ${weights.frameMB.toFixed(3)} MB, not ${written}`);
  });
});

describe("CITATION.cff", () => {
  it("has the version of the package", () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8"));
    assert.match(
      readFileSync("CITATION.cff", "utf8"),
      new RegExp(`^version: ${version.replaceAll(".", "\\.")}$`, "m"),
    );
  });
});

describe("README.md", () => {
  it("names files that are built, and pages that exist", () => {
    for (const file of all(README, /`dist\/([\w./-]+)`/g))
      assert.ok(existsSync(`dist/${file}`), `dist/${file}`);
    for (const file of all(README, /\]\(([\w./-]+?)(?:#[\w-]+)?\)/g).filter(
      (one) => !one.startsWith("../.."),
    ))
      assert.ok(existsSync(file), file);
    const headings = all(README, /^## (.*)$/gm).map((text) => text.toLowerCase().replaceAll(" ", "-"));
    for (const anchor of all(README, /\]\(#([\w-]+)\)/g)) assert.ok(headings.includes(anchor), anchor);
  });
});
