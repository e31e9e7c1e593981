// Gradients over time: what is kept, what is forgotten, and of which networks theory can speak.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { freshOf } from "../../www/lab/fresh.js";
import { RunRecords } from "../../www/lab/run_records.js";
import { blockedOf, footOf, History, LayerRecord, strength, valuesOf } from "../../www/stage/flow/history.js";

const steps = (/** @type {History} */ { columns }) => columns.map(({ step }) => step);

describe("gradients over time", () => {
  it("are found by their step", () => {
    const history = new History();
    assert.equal(history.at(3), undefined);
    for (const step of [0, 4, 9]) history.add(step, Float32Array.of(-step, 0));
    assert.deepEqual(
      [-1, 0, 3, 4, 8.5, 9, 99].map((step) => history.at(step)?.step),
      [0, 0, 0, 4, 4, 9, 9],
    );
    assert.equal(history.last, 9);
  });

  it("are forgotten where the run goes back, and with another network", () => {
    const history = new History();
    for (const step of [0, 4, 9]) history.add(step, Float32Array.of(-1, -2));
    history.add(4, Float32Array.of(-3, -4));
    assert.deepEqual(steps(history), [0, 4]);
    assert.deepEqual(history.at(4)?.values, Float32Array.of(-3, -4));
    history.add(6, Float32Array.of(-1, -2, -3));
    assert.deepEqual(steps(history), [6]);
  });

  it("stay few, evenly spread, with the newest among them", () => {
    const history = new History();
    for (let step = 0; step < 5000; step += 1) {
      history.add(step, Float32Array.of(-1));
      assert.ok(history.columns.length <= 512);
      assert.equal(history.last, step);
    }
    assert.ok(history.columns.length > 128);
    const gaps = steps(history).map((step, at, all) => step - (all[at - 1] ?? 0));
    assert.ok(Math.max(...gaps.slice(1)) <= 64, String(Math.max(...gaps)));
  });

  it("have a colour by their logarithm, down to where the lowest lies", () => {
    assert.deepEqual(
      [0, 1, -4.5, -9, -20, Number.NaN].map((log10) => strength(log10, -9)),
      [1, 1, 0.5, 0, 0, 0],
    );
    const columns = [{ step: 0, values: Float32Array.of(-12, Number.NEGATIVE_INFINITY, 0) }];
    assert.equal(footOf(columns), -12);
    assert.equal(footOf([]), -9);
  });
});

describe("a look at all layers", () => {
  // Two hidden layers of four and two units and an output, as the core gives them.
  const gradients = Float32Array.of(-4, -3, -2);
  const none = Number.NaN;
  const flow = Float32Array.of(-0.5, -6, 4, 1, 0.5, -0.75, -5, 2, 0, 0.25, 0.5, -1, 1, none, none);

  it("has three things apart, and units that let nothing through", () => {
    assert.equal(valuesOf("weights", gradients, flow), gradients);
    assert.deepEqual(valuesOf("signals", gradients, flow), Float32Array.of(-6, -5, -1));
    assert.deepEqual(valuesOf("outputs", gradients, flow), Float32Array.of(-0.5, -0.75, 0.5));
    assert.equal(valuesOf("signals", gradients, undefined).length, 0);
    assert.deepEqual(blockedOf(flow), [
      { units: 4, blocked: 1, share: 0.5 },
      { units: 2, blocked: 0, share: 0.25 },
    ]);
  });

  it("is kept where it was taken, and forgotten where the run goes back", () => {
    const record = new LayerRecord();
    record.add(0, gradients, flow);
    record.add(3, gradients, undefined);
    record.add(5, gradients, flow);
    assert.deepEqual(steps(record.weights), [0, 3, 5]);
    assert.deepEqual(
      [steps(record.signals), steps(record.outputs)],
      [
        [0, 5],
        [0, 5],
      ],
    );
    record.add(4, gradients, undefined);
    assert.deepEqual([steps(record.weights), steps(record.signals)], [[0, 3, 4], [0]]);
    record.add(0, gradients, undefined);
    assert.deepEqual([steps(record.weights), steps(record.signals)], [[0], [0]], "it was seen there");
  });

  it("belongs to its run: a branch that is another one begins anew", () => {
    const records = new RunRecords();
    records.setBranches("0:lr:0.01,0:lr:0.7");
    for (const index of [0, 1, 2]) records.of(index).add(1, gradients, flow);
    records.setBranches("0:lr:0.01,0:lr:0.5");
    assert.deepEqual(
      [0, 1, 2].map((index) => records.of(index).weights.last),
      [1, 1, 0],
    );
  });

  it("is taken from what was met on the way to a far step, too", () => {
    const records = new RunRecords();
    const seen = (/** @type {number} */ step) => ({ index: 0, step, gradients, flow });
    const details = { gradients, flow };
    records.add(/** @type {any} */ ({ clock: 30, details, others: [], columns: [seen(10), seen(20)] }));
    assert.deepEqual(steps(records.of(0).outputs), [10, 20, 30]);
  });
});

describe("theory", () => {
  const spec = {
    residual: "off",
    widths: "",
    problem: "network",
    activation: "tanh",
    init: "normal",
    gain: 1,
  };
  it("speaks of plain networks of equally wide layers alone", () => {
    const fresh = { activation: "tanh", init: "normal", gain: 1, variance: 2 };
    assert.deepEqual(freshOf({ ...spec, init_variance: 2 }), fresh);
    for (const change of [{ residual: "scaled" }, { widths: "8-4" }, { problem: "bowl" }])
      assert.equal(freshOf({ ...spec, ...change }), undefined);
  });
});
