import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { LinkWriter } from "../../www/state/link.js";
import { Store } from "../../www/state/store.js";

/** An address bar whose clock the test turns. */
function bar() {
  let time = 0;
  /** @type {{at: number, work: () => void}[]} */
  let later = [];
  /** @type {string[]} */
  const written = [];
  return {
    written,
    write: (/** @type {string} */ hash, /** @type {string} */ manner) => written.push(`${manner} ${hash}`),
    now: () => time,
    later: (/** @type {() => void} */ work, /** @type {number} */ ms) => {
      later.push({ at: time + ms, work });
    },
    /** @param {number} ms */
    pass(ms) {
      time += ms;
      const due = later.filter(({ at }) => at <= time);
      later = later.filter(({ at }) => at > time);
      for (const { work } of due) work();
    },
  };
}

describe("the link in the address", () => {
  it("is written fewer than 100 times in 10 seconds of dragging, and ends with the last value", () => {
    const address = bar();
    const writer = new LinkWriter(address);
    for (let move = 0; move < 625; move += 1) {
      writer.write(`#${move}`, "replace");
      address.pass(16);
    }
    address.pass(1000);
    assert.ok(address.written.length <= 45, `${address.written.length} writes`);
    assert.equal(address.written.at(-1), "replace #624");
  });

  it("makes an entry of a choice even if a drag follows while it waits", () => {
    const address = bar();
    const writer = new LinkWriter(address);
    writer.write("#1", "replace");
    writer.write("#2", "push");
    writer.write("#3", "replace");
    address.pass(1000);
    assert.deepEqual(address.written, ["replace #1", "push #3"]);
  });
});

describe("the store", () => {
  it("tells which fields changed, and nothing if none did", () => {
    const store = new Store({ seed: 5, learning_rate: 0.1 });
    /** @type {string[]} */
    const heard = [];
    const end = store.listen((spec, changed, manner) => heard.push(`${[...changed]} ${spec.seed} ${manner}`));
    store.change({ seed: 5 });
    store.change({ seed: 6, learning_rate: 0.1 }, "drag");
    end();
    store.change({ seed: 7 });
    assert.deepEqual(heard, ["seed 6 drag"]);
    assert.equal(store.spec.seed, 7);
    assert.throws(() => Object.assign(store.spec, { seed: 8 }), TypeError);
  });
});
