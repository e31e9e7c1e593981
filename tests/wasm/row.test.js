// A row followed through the network, as the page gets it.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sessionOf } from "./support/core.js";

/** @param {Float32Array} numbers @param {number} from @param {number} to */
const sumOfSquares = (numbers, from, to) =>
  numbers.slice(from, to).reduce((sum, number) => sum + number * number, 0);

describe("a row's reading", () => {
  it("has every unit, the parameters asked for, and an answer that fits its loss", (test) => {
    const session = sessionOf(test, "data=circle&layers=2&width=5&act=tanh&noise=0");
    session.advance(5);
    const reading = session.read_row("train", 3);
    const widths = [...reading.widths()];
    assert.deepEqual(widths, [2, 5, 5, 1]);
    assert.equal(reading.values().length, 13);
    assert.equal(reading.params(1, 3).length, 15 + 30 + 6);
    assert.equal(reading.params(2, 2).length, 30);
    assert.deepEqual(reading.params(2, 2), reading.params(1, 3).slice(15, 45));
    const [answer] = reading.answers();
    const [wanted] = reading.targets();
    const logit = reading.values()[12];
    assert.ok(Math.abs((answer ?? 0) - 1 / (1 + Math.exp(-(logit ?? 0)))) < 1e-12);
    const loss = -Math.log(wanted === 1 ? (answer ?? 0) : 1 - (answer ?? 0));
    assert.ok(Math.abs(reading.loss() - loss) < 1e-6, `${reading.loss()} ${loss}`);
    // Cross-entropy of a sigmoid begins with answer − wanted.
    assert.ok(Math.abs((reading.deltas()[12] ?? 0) - ((answer ?? 0) - (wanted ?? 0))) < 1e-6);
    reading.free();
  });

  it("says the chain rule: factors multiply to the product, differences agree with backpropagation", (test) => {
    const session = sessionOf(test, "data=circle&layers=2&width=5&act=tanh&noise=0");
    const reading = session.read_row("validation", 0);
    for (const entry of [0, 7, 20, 50]) {
      const [derivative = 0, difference = 0, resolution = 0, paths, ...factors] = reading.chain(entry);
      assert.ok(Math.abs(difference - derivative) < 1e-5 * Math.abs(derivative) + 10 * resolution);
      assert.equal(paths, entry < 15 ? 5 : 1);
      let product = 1;
      for (let at = 0; at < factors.length; at += 6) {
        product *= factors[at + 3] ?? 0;
        assert.equal(factors[at + 4], product);
      }
      if (paths === 1) assert.ok(Math.abs(product - derivative) < 1e-6 * Math.abs(derivative));
    }
    reading.free();
  });

  it("shows how a deep plain network fades on the way back, and where skips go", (test) => {
    const plain = sessionOf(test, "data=circle&layers=28&width=16&act=tanh&init=uniform&noise=0");
    const reading = plain.read_row("train", 0);
    const grads = reading.grads(1, 29);
    const last = grads.length - 17;
    assert.ok(sumOfSquares(grads, 48, 48 + 272) < 1e-12 * sumOfSquares(grads, last - 272, last));
    assert.equal(reading.skips().length, 0);
    reading.free();
    const skipping = sessionOf(test, "data=circle&layers=4&width=4&skip=scaled&noise=0").read_row("train", 0);
    assert.deepEqual([...skipping.skips()], [1, 2, 2, 3, 3, 4]);
    skipping.free();
  });

  it("names what cannot be read", (test) => {
    const session = sessionOf(test, "data=circle");
    assert.throws(() => session.read_row("test", 0), /part/);
    assert.throws(() => session.read_row("train", 1e6), /row/);
    assert.throws(() => session.read_row("train", -1), /row/);
    const reading = session.read_row("train", 0);
    assert.throws(() => reading.chain(1e6), /entry/);
    assert.throws(() => reading.params(0, 1), /first/);
    assert.throws(() => reading.grads(2, 1), /last/);
    reading.free();
    assert.throws(() => sessionOf(test, "problem=bowl").read_row("train", 0), /problem/);
  });
});
