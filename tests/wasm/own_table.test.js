// A visitor's own table across the boundary: from a file into a link, and a run from that link alone.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { initSync, OwnTable } from "../../www/pkg/fits.js";
import { decode_link, encode_link, Session } from "./support/core.js";

initSync({ module: await readFile("www/pkg/fits_bg.wasm") });
const CSV =
  "width,height,kind\n1.5,2,red\n2,3,blue\n0.5,1,red\n1,4,blue\n2.5,2,red\n3,1,blue\n1,1,red\n2,2,blue\n";
const bytes = new TextEncoder().encode(CSV);

describe("a visitor's own table", () => {
  it("goes into a link and comes out of it", () => {
    const table = OwnTable.from_file(bytes, "class");
    assert.deepEqual(JSON.parse(table.names()).names, ["width", "height", "kind", "blue", "red"]);
    const again = OwnTable.from_text(table.text());
    assert.equal(again.csv(), CSV);
    assert.equal(again.fingerprint(), table.fingerprint());
    assert.deepEqual([...again.answers()], [1, 0, 1, 0, 1, 0, 1, 0]);
    assert.deepEqual([...again.inputs().slice(0, 4)], [1.5, 2, 2, 3]);
    assert.throws(() => OwnTable.from_text("1?"), /^Error: table: must be/);
    assert.throws(() => OwnTable.from_file(bytes, "word"), /^Error: answer: must be class or value/);
  });

  it("gives the same run from the link alone and from the file", () => {
    const table = OwnTable.from_file(bytes, "class");
    const digestOf = (/** @type {string} */ text, /** @type {Uint8Array | undefined} */ file) => {
      const { spec, problems } = JSON.parse(
        decode_link(encode_link(JSON.stringify({ dataset: "own", features: "all", table: text }))),
      );
      assert.deepEqual(problems, []);
      const session = new Session(JSON.stringify(spec), file);
      session.advance(20);
      const digest = session.digest();
      session.free();
      return digest;
    };
    const inside = digestOf(table.text(), undefined);
    assert.equal(digestOf(`0${table.fingerprint()}ci0-1t2`, bytes), inside);
    assert.throws(() => digestOf(`0${table.fingerprint()}c`, undefined), /^Error: file: must be given/);
  });
});
