// What is marked in the curves, and in which words.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { curveMarks, sayMarks } from "../../www/lab/curve_marks.js";

/** Points of step and validation loss; accuracy is one less the loss. @param {[step: number, validation: number][]} points */
const curve = (points) =>
  Float32Array.from(points.flatMap(([step, loss]) => [step, loss / 2, 0.5, loss, 1 - loss]));
const QUIET = { clock: 4, events: [], branches: [], blowUps: [-1] };
const FALLEN = curve([
  [0, 0.9],
  [1, 0.5],
  [2, 0.25],
  [3, 0.5],
  [4, 0.75],
]);

describe("marks of a curve", () => {
  it("show the lowest validation loss once it lies behind, with what was met there", () => {
    assert.deepEqual(curveMarks({ ...QUIET, curve: FALLEN }), [
      { step: 2, kind: "best", value: { loss: 0.25, accuracy: 0.75 } },
    ]);
    const falling = FALLEN.slice(0, 15);
    assert.deepEqual(curveMarks({ ...QUIET, curve: falling }), [], "the present step is the lowest");
    const unknown = FALLEN.map((value, at) => (at % 5 > 2 ? Number.NaN : value));
    assert.deepEqual(curveMarks({ ...QUIET, curve: unknown }), [], "no validation rows");
    assert.deepEqual(curveMarks({ ...QUIET, curve: new Float32Array() }), []);
  });

  it("show what was done by hand and who leaves, from the first step to now", () => {
    const marks = curveMarks({
      ...QUIET,
      curve: FALLEN.slice(0, 15),
      events: [
        { step: 0, rate: 0.1 },
        { step: 2, rate: 0.3 },
        { step: 3, a: 1, b: 2 },
        { step: 3, weight: 7, value: 0.5 },
        { step: 3, test: true },
        { step: 9, rate: 0.5 },
      ],
      branches: [{ step: 0 }, { step: 4 }, { step: 4 }],
    });
    assert.deepEqual(marks, [
      { step: 2, kind: "rate" },
      { step: 3, kind: "drop" },
      { step: 3, kind: "weight" },
      { step: 4, kind: "branch" },
    ]);
  });

  it("show where runs left the numbers, and the test once it is open", () => {
    const marks = curveMarks({
      ...QUIET,
      curve: FALLEN.slice(0, 15),
      blowUps: [-1, 3, 3],
      test: { step: 1, loss: 0.6, accuracy: 0.8 },
    });
    assert.deepEqual(marks, [
      { step: 2, kind: "diverged" },
      { step: 1, kind: "test", value: { loss: 0.6, accuracy: 0.8 } },
    ]);
    // The run has gone back to before the test was opened.
    const test = { step: 7, loss: 0.6, accuracy: 0.8 };
    assert.deepEqual(curveMarks({ ...QUIET, curve: FALLEN.slice(0, 15), test }), []);
  });

  it("are told a kind at a time", () => {
    const words = /** @type {any} */ ({
      say: (/** @type {string} */ key, /** @type {any} */ values) =>
        key === "mark_comma" ? ", " : `${key} ${values.steps}`,
    });
    const marks = /** @type {const} */ ([
      { step: 2, kind: "rate" },
      { step: 5, kind: "rate" },
      { step: 3, kind: "best" },
    ]);
    assert.deepEqual(sayMarks(words, marks), ["mark_rate 2, 5", "mark_best 3"]);
  });
});
