import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { lastPlace, placeOf, typedValue, valueAt } from "../../www/lab/scale.js";

/** @type {import("../../www/lab/scale.js").Range} */
const rate = { min: 1e-5, max: 100, step: 0.05, scale: "log" };
/** @type {import("../../www/lab/scale.js").Range} */
const layers = { min: 1, max: 100, step: 1, scale: "linear" };

describe("a slider's scale", () => {
  it("reaches both ends exactly", () => {
    for (const range of [rate, layers]) {
      assert.equal(valueAt(0, range), range.min);
      assert.equal(valueAt(lastPlace(range), range), range.max);
    }
  });

  it("finds every place again from its value", () => {
    for (const range of [rate, layers]) {
      for (let place = 0; place <= lastPlace(range); place += 1) {
        assert.equal(placeOf(valueAt(place, range), range), place, `place ${place}`);
      }
    }
  });

  it("changes the value at every place, and always upwards", () => {
    for (let place = 1; place <= lastPlace(rate); place += 1) {
      assert.ok(valueAt(place, rate) > valueAt(place - 1, rate), `place ${place}`);
    }
  });

  it("puts the whole decades on places", () => {
    for (const value of [0.001, 0.1, 1, 10]) assert.equal(valueAt(placeOf(value, rate), rate), value);
  });
});

describe("a typed value", () => {
  it("may be anything within the range, also between the slider's places", () => {
    assert.equal(typedValue("0.12345", rate), 0.12345);
    assert.equal(typedValue(" 3e-4 ", rate), 3e-4);
    assert.equal(typedValue("0,5", rate), 0.5);
  });

  it("is refused beyond the range, if it is no number, or a part of a layer", () => {
    for (const text of ["", "abc", "NaN", "Infinity", "1e9", "0", "-1"]) {
      assert.equal(typedValue(text, rate), undefined, text);
    }
    assert.equal(typedValue("2.5", layers), undefined);
    assert.equal(typedValue("101", layers), undefined);
  });
});
