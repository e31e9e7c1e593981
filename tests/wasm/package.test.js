// dist/pkg/ as somebody else has it: packed by npm, installed from the tarball into a folder of its own, and its README's examples run
// as they stand there.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, describe, it } from "node:test";
import { readme } from "../unit/support/readme.js";

const TOOLS = resolve("node_modules");

/** @param {string} folder @param {string} program @param {string[]} words @returns {string} what it printed */
function run(folder, program, ...words) {
  return execFileSync(program, words, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

describe("the npm package", () => {
  const folder = mkdtempSync(join(tmpdir(), "downhill-package-"));
  const installed = join(folder, "node_modules/downhill");
  /** @type {string[]} */
  let packed = [];
  after(() => rmSync(folder, { recursive: true }));
  before(() => {
    const npm = process.platform === "win32" ? "npm.cmd" : "npm";
    const [{ filename, files }] = JSON.parse(
      run(resolve("dist/pkg"), npm, "pack", "--json", "--ignore-scripts", "--pack-destination", folder),
    );
    packed = files.map((/** @type {{path: string}} */ { path }) => path).sort();
    writeFileSync(join(folder, "package.json"), '{"private": true, "type": "module"}');
    run(
      folder,
      npm,
      "install",
      "--offline",
      "--no-audit",
      "--no-fund",
      "--ignore-scripts",
      join(folder, filename),
    );
    for (const [name, text] of readme(readFileSync(join(installed, "README.md"), "utf8"), "js")) {
      writeFileSync(join(folder, name), text);
    }
  });

  it("holds what it needs and nothing else", () => {
    assert.deepEqual(packed, [
      "LICENSE-APACHE",
      "LICENSE-MIT",
      "README.md",
      "THIRD-PARTY.txt",
      "downhill.d.ts",
      "downhill.js",
      "downhill_bg.wasm",
      "downhill_bg.wasm.d.ts",
      "node.js",
      "package.json",
    ]);
    const manifest = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
    assert.equal(Object.keys(manifest.exports["."])[0], "types");
    for (const target of ["types", "main", "browser"]) {
      assert.ok(readdirSync(installed).includes(manifest[target].replace("./", "")), target);
    }
    const { license } = JSON.parse(readFileSync("package.json", "utf8"));
    assert.equal(manifest.license, license);
    assert.match(readFileSync(join(installed, "THIRD-PARTY.txt"), "utf8"), /^serde \d/m);
  });

  it("trains a network in Node, as its README says", () => {
    const [first, second, third] = run(folder, "node", "train.js").trim().split("\n");
    assert.match(first ?? "", /^loss before 0\.\d+$/);
    assert.match(second ?? "", /^loss after 500 steps 0\.00\d$/);
    assert.equal(third, "answers false true true false");
  });

  it("runs an experiment and samples its ground", () => {
    assert.deepEqual(run(folder, "node", "experiment.js").trim().split("\n"), [
      "problems 0",
      "the same again, to the bit: true",
      "the middle is the run's own loss: true",
      "a line through it has 5 heights",
    ]);
  });

  it("evaluates a reference case", () => {
    // By hand: residuals 1 and 3, so the loss is (1 + 9) / 2; its gradient is (2/2)(1·1 + 3·3) and (2/2)(1 + 3).
    assert.equal(run(folder, "node", "evaluate.js").trim(), "loss 5 gradient 10 4");
  });

  it("is typed", () => {
    const types = join(folder, "typed");
    mkdirSync(types);
    writeFileSync(
      join(types, "use.ts"),
      'import init, { Network, evaluate } from "downhill";\nawait init();\nexport const count: number = new Network("{}").param_count;\n// @ts-expect-error It takes text.\nevaluate(7);\n',
    );
    writeFileSync(
      join(types, "tsconfig.json"),
      JSON.stringify({
        compilerOptions: {
          strict: true,
          noEmit: true,
          types: [],
          target: "esnext",
          module: "nodenext",
          lib: ["esnext", "dom"],
        },
      }),
    );
    run(types, "node", join(TOOLS, "typescript/bin/tsc"), "--project", types);
  });

  it("is built into a page by Vite, with its wasm beside it", () => {
    writeFileSync(join(folder, "index.html"), '<script type="module" src="./train.js"></script>');
    run(folder, "node", join(TOOLS, "vite/bin/vite.js"), "build", "--logLevel", "warn", "--base", "./");
    const files = readdirSync(join(folder, "dist/assets"));
    const wasm = files.find((file) => file.endsWith(".wasm"));
    assert.ok(wasm, files.join(" "));
    const script = files.find((file) => file.endsWith(".js")) ?? "";
    assert.ok(readFileSync(join(folder, "dist/assets", script), "utf8").includes(wasm));
  });
});
