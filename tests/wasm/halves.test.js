// What stands in the memory of a core in two halves: with both, to the byte what stands there in one piece; with the first one alone,
// nothing else, but not all of it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { CUTS } from "../../www/state/faces.js";

/** Where the data begins; below it is the stack. */
const DATA = 1024 * 1024;

/** @param {string} path of a module in the project */
const moduleOf = (path) =>
  new WebAssembly.Module(readFileSync(new URL(`../../${path}_bg.wasm`, import.meta.url)));

/** An instance to which nothing happens: what it asks for does nothing. @param {WebAssembly.Module} module */
function begin(module) {
  /** @type {Record<string, Record<string, () => void>>} */
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    imports[from] = { ...imports[from], [name]: () => {} };
  }
  return new WebAssembly.Instance(module, imports).exports;
}

/** @param {WebAssembly.Exports} exports */
function dataOf({ memory }) {
  assert.ok(memory instanceof WebAssembly.Memory);
  return new Uint8Array(memory.buffer, DATA);
}

describe("the data of the halves", () => {
  for (const [whole, halves] of [
    ...["downhill", ...CUTS].map((cut) => ["downhill", `www/pkg/${cut}`]),
    ["first", "www/pkg/first"],
    ["downhill", "target/bare"],
  ]) {
    it(`is that of the whole (${halves})`, () => {
      const wanted = dataOf(begin(moduleOf(`www/pkg/${whole}`)));
      const lead = begin(moduleOf(`${halves}_lead`));
      const alone = dataOf(lead);
      assert.equal(alone.length, wanted.length);
      let missing = 0;
      for (const [at, byte] of alone.entries()) {
        if (byte === wanted[at]) continue;
        assert.equal(byte, 0, `at ${DATA + at}`);
        missing += 1;
      }
      assert.ok(missing > 5000, `${missing} bytes come with the rest`);
      new WebAssembly.Instance(moduleOf(`${halves}_rest`), {
        lead: /** @type {WebAssembly.ModuleImports} */ (lead),
      });
      assert.equal(Buffer.compare(dataOf(lead), wanted), 0);
    });
  }
});
