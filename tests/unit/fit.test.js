// Pure parts of the fit: what is drawn as what, where rows stand, and what is said.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fieldAt, kindOf, nearestRow, pictureRows, placeOf, windowOf } from "../../www/stage/fit/layout.js";
import { describeFit } from "../../www/stage/fit/sentence.js";

/** @param {Partial<import("../../www/stage/fit/reader.js").FitFrame>} values @returns {import("../../www/stage/fit/reader.js").FitFrame} */
const frame = (values) => ({
  inputs: 2,
  classes: 2,
  x: [-2, 2],
  y: [-1, 3],
  wanted: [0, 1],
  units: [],
  ...values,
});

describe("a fit is drawn as", () => {
  it("what its inputs and answers allow", () => {
    assert.equal(kindOf(frame({}), "circle"), "map");
    assert.equal(kindOf(frame({ classes: 0 }), "plane"), "map");
    assert.equal(kindOf(frame({ inputs: 1, classes: 0 }), "sine"), "line");
    assert.equal(kindOf(frame({ inputs: 3, classes: 0 }), "penguin_mass"), "scatter");
    assert.equal(kindOf(frame({ inputs: 13, classes: 3 }), "wine"), "table");
    assert.equal(kindOf(frame({ inputs: 64, classes: 10 }), "digits"), "digits");
    // A table of one's own with as many columns is no picture.
    assert.equal(kindOf(frame({ inputs: 64, classes: 10 }), "own"), "table");
    assert.equal(kindOf(frame({ inputs: 1, classes: 2 }), "own"), "table");
  });

  it("rows of all parts, in windows of their own", () => {
    const rows = pictureRows(frame({}), [
      { part: "train", rows: [1, 2, 0, 3, 4, 1], answers: [0, 0.9, 0, 0.6] },
      { part: "test", rows: [5, 6, 1], answers: [1, 0.75] },
    ]);
    assert.deepEqual([...rows], [1, 2, 0, 0, 0, 3, 4, 1, 0, 0, 5, 6, 1, 1, 2]);
    const many = frame({ inputs: 3, classes: 0, wanted: [10, 20] });
    assert.deepEqual(windowOf(frame({}), "map"), [-2, 2, -1, 3]);
    assert.deepEqual(windowOf(many, "line"), [-2, 2, 10, 20]);
    assert.deepEqual(windowOf(many, "scatter"), [10, 20, 10, 20]);
    const numbers = pictureRows(many, [
      { part: "validation", rows: [0, 0, 0, 15], answers: [12, Number.NaN] },
    ]);
    assert.deepEqual(placeOf(numbers, 0, windowOf(many, "scatter"), "scatter"), [0.5, 0.2]);
    assert.deepEqual(placeOf(numbers, 0, windowOf(many, "line"), "line"), [0.5, 0.5]);
  });

  it("what is read off near a row, and off the field elsewhere", () => {
    const window = [0, 1, 0, 1];
    const rows = [0.5, 0.5, 1, 0, 0, 0.52, 0.5, 0, 0, 1];
    const at = (/** @type {number} */ u, /** @type {number} */ v) => ({ u, v, width: 100, height: 100 });
    assert.equal(nearestRow(rows, window, "map", at(0.5, 0.51), 8), 0);
    assert.equal(nearestRow(rows, window, "map", at(0.53, 0.5), 8), 1);
    assert.equal(nearestRow(rows, window, "map", at(0.5, 0.6), 8), undefined);
    const answer = { columns: 3, field: [0, 1, 2, 3, 4, 5, 6, 7, 8].flatMap((value) => [value, value / 10]) };
    assert.deepEqual(fieldAt(answer, "map", 1, 0.5), { answer: 5, probability: 0.5 });
    assert.deepEqual(fieldAt(answer, "line", 0.4, 0.9), { answer: 1, probability: 0.1 });
  });
});

describe("a fit is told as", () => {
  /** @param {number[][]} table @returns {import("../../www/stage/fit/reader.js").FitVerdict} */
  const classes = (table) => {
    const right = table.reduce((sum, line, index) => sum + line[index], 0);
    const rows = table.flat().reduce((sum, count) => sum + count, 0);
    return { kind: "classes", rows, right, table, worst: rows > right ? [0, 1, table[0][1]] : undefined };
  };
  const good = classes([
    [50, 0],
    [0, 50],
  ]);

  it("the rows that were not learned from", () => {
    assert.equal(describeFit({}), undefined);
    assert.equal(describeFit({ train: good })?.part, "train");
    assert.equal(describeFit({ train: good, validation: good })?.part, "validation");
    assert.equal(describeFit({ train: good, validation: good, test: good })?.part, "test");
  });

  it("mistakes, learning by heart, one answer for all, or none", () => {
    const mixed = classes([
      [20, 4],
      [0, 16],
    ]);
    const key = (/** @type {any} */ validation, train = good) => describeFit({ train, validation })?.key;
    assert.equal(key(good), "fit_all_right");
    assert.equal(key(mixed), "fit_mistakes");
    const told = describeFit({ train: good, validation: mixed });
    assert.ok(told && "count" in told);
    assert.deepEqual([told.wanted, told.answered, told.count, told.right], [0, 1, 4, 36]);
    const poor = classes([
      [12, 8],
      [8, 12],
    ]);
    assert.equal(key(poor), "fit_by_heart");
    assert.equal(key(poor, poor), "fit_mistakes");
    const begun = classes([
      [15, 5],
      [5, 15],
    ]);
    assert.equal(key(poor, begun), "fit_mistakes", "three quarters known is nothing learned by heart");
    const one = describeFit({
      validation: classes([
        [0, 20],
        [0, 20],
      ]),
    });
    assert.deepEqual([one?.key, one && "answered" in one && one.answered], ["fit_one_answer", 1]);
    const none = classes([
      [0, 0],
      [0, 0],
    ]);
    assert.equal(key({ ...none, rows: 40 }), "fit_no_answer");
  });

  it("errors beside those of the mean", () => {
    const key = (/** @type {number} */ error, /** @type {number} */ spread) =>
      describeFit({ validation: { kind: "values", rows: 9, error, spread } })?.key;
    assert.equal(key(3, 8), "fit_error");
    assert.equal(key(7.9, 8), "fit_error_useless");
    assert.equal(key(0.1, 0), "fit_error_one");
    assert.equal(key(Number.NaN, 8), "fit_error_lost");
  });
});
