import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { OWN, Tables } from "../../www/state/tables.js";

const BYTES = Uint8Array.of(1, 2, 3);
const FINGERPRINT = "0123456789abcdef";
const made = (/** @type {string} */ dataset, table = "") => ({ dataset, table });

describe("tables at hand", () => {
  it("are fetched once, and again only after a failure", async () => {
    let asked = 0;
    const tables = new Tables((dataset) => {
      if (dataset !== "digits") return undefined;
      asked += 1;
      return asked === 1 ? Promise.reject(new Error("no line")) : Promise.resolve(BYTES);
    });
    await assert.rejects(Promise.resolve(tables.of(made("digits"))), /no line/);
    assert.equal(await tables.of(made("digits")), BYTES);
    assert.equal(tables.of(made("digits")), BYTES, "at once, without a promise");
    assert.equal(asked, 2);
    assert.equal(tables.of(made("circle")), undefined, "a made set needs none");
  });

  it("hold the visitor's own from when it was brought, each by its fingerprint", () => {
    const tables = new Tables(() => undefined);
    const brought = made(OWN, `0${FINGERPRINT}ci0-1t2`);
    assert.deepEqual(
      [tables.has(made("penguins")), tables.has(made(OWN)), tables.has(brought)],
      [true, false, false],
    );
    tables.bring(BYTES, FINGERPRINT);
    assert.deepEqual([tables.has(brought), tables.of(brought), tables.has(made(OWN))], [true, BYTES, false]);
    for (const digit of "1234") tables.bring(Uint8Array.of(9), digit.repeat(16));
    assert.equal(tables.has(brought), false, "the oldest is given up");
    assert.equal(tables.has(made(OWN, `0${"4".repeat(16)}v`)), true);
  });

  it("need no file where the link holds the table", () => {
    const tables = new Tables(() => undefined);
    assert.equal(tables.has(made(OWN, "1AAAA")), true);
    assert.equal(tables.of(made(OWN, "1AAAA")), undefined);
  });
});
