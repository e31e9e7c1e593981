import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { OWN, Tables } from "../../www/state/tables.js";

const BYTES = Uint8Array.of(1, 2, 3);

describe("tables at hand", () => {
  it("are fetched once, and again only after a failure", async () => {
    let asked = 0;
    const tables = new Tables((dataset) => {
      if (dataset !== "digits") return undefined;
      asked += 1;
      return asked === 1 ? Promise.reject(new Error("no line")) : Promise.resolve(BYTES);
    });
    await assert.rejects(Promise.resolve(tables.of("digits")), /no line/);
    assert.equal(await tables.of("digits"), BYTES);
    assert.equal(tables.of("digits"), BYTES, "at once, without a promise");
    assert.equal(asked, 2);
    assert.equal(tables.of("circle"), undefined, "a made set needs none");
  });

  it("hold the visitor's own from when it was brought, the newest counts", () => {
    const tables = new Tables(() => undefined);
    assert.deepEqual([tables.has("penguins"), tables.has(OWN), tables.of(OWN)], [true, false, undefined]);
    tables.bring(Uint8Array.of(9));
    tables.bring(BYTES);
    assert.deepEqual([tables.has(OWN), tables.of(OWN)], [true, BYTES]);
  });
});
