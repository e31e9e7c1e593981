// Points of a run edited by hand: the rows as a table, the point that is meant, and how finely a place is written.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { csvOf, digitsFor, editedOf, nearestOf, rounded, tableFrom } from "../../www/lab/own/edited.js";

describe("edited points", () => {
  const run = {
    features: 2,
    rows: [Float32Array.of(-1, 0, 0, 1, 0.5, 1), Float32Array.of(0, 2, 0)],
    units: /** @type {[number, number][]} */ ([
      [40, 5],
      [17, 2],
    ]),
    names: ["bill, length", "depth"],
    target: "species",
    classes: ["Adelie", "Gentoo"],
  };

  it("are rows in measured units, written as a file", () => {
    const table = editedOf(run);
    assert.deepEqual(table.inputs, [
      [35, 17],
      [45, 18],
      [40, 21],
    ]);
    assert.equal(csvOf(table), '"bill, length",depth,species\n35,17,Adelie\n45,18,Gentoo\n40,21,Adelie\n');
    const values = editedOf({ ...run, features: 1, classes: [], rows: [Float32Array.of(0, 0.25, 1, 1 / 3)] });
    assert.deepEqual(values.answers, [0.25, 0.3333]);
  });

  it("are found by where they are drawn, in the scales of the picture", () => {
    const table = editedOf(run);
    assert.equal(nearestOf(table, [44.9, 18.2], [5, 2]), 1);
    assert.equal(nearestOf(table, [36, 17.9], [5, 2]), 0);
    assert.equal(nearestOf(editedOf({ ...run, rows: [] }), [0, 0], [1, 1]), -1);
  });

  it("are written as finely as a hand can put them, and no finer", () => {
    for (const range of [1e-6, 0.02, 1, 2, 37, 1e5]) {
      const digits = digitsFor(range);
      assert.ok(digits === 8 || range * 10 ** digits >= 500, `${range}: ${digits}`);
      assert.ok(digits === 0 || range * 10 ** (digits - 1) < 5001);
    }
    assert.ok(Object.is(rounded(-0.0001, 2), 0));
  });

  it("come from a table to the digit", () => {
    const table = { features: 1, inputs: [0.123456789, 2], answers: [1, 0], names: ["x", "kind", "a", "b"] };
    assert.deepEqual(tableFrom(table), {
      names: ["x", "kind"],
      inputs: [[0.123456789], [2]],
      answers: ["b", "a"],
    });
  });
});
