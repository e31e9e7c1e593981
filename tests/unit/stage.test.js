import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { firstAtOrBelow, hasAccuracy, lowestPoint, nearestPoint } from "../../www/stage/curves/points.js";
import { describeCurve } from "../../www/stage/curves/sentence.js";
import { compareLayers } from "../../www/stage/flow/sentence.js";
import { heightAt } from "../../www/stage/sheet.js";

describe("the sheet under the ball", () => {
  const grid = {
    columns: 3,
    rows: 2,
    heights: [0, 1, 2, 10, 11, 12],
    a: /** @type {[number, number]} */ ([0, 2]),
    b: /** @type {[number, number]} */ ([0, 1]),
  };
  it("is exact on a bilinear surface, corners included", () => {
    for (const [a, b] of [
      [0, 0],
      [2, 1],
      [1.25, 0.5],
    ]) {
      assert.equal(heightAt(grid, a, b), a + 10 * b);
    }
  });
  it("is nowhere outside", () => {
    for (const [a, b] of [
      [-0.01, 0],
      [0, 1.01],
      [Number.NaN, 0],
    ]) {
      assert.equal(heightAt(grid, a, b), undefined);
    }
  });
});

describe("the curve's numbers", () => {
  const curve = [0, 1, 0.1, 1.1, 0.2, 10, 0.5, 0.3, 0.6, 0.4, 20, 0.2, 0.5, 0.3, 0.6];
  it("are those of the nearest step", () => {
    assert.equal(nearestPoint(curve, -5)?.step, 0);
    assert.equal(nearestPoint(curve, 14)?.step, 10);
    assert.deepEqual(nearestPoint(curve, 16), {
      step: 20,
      trainLoss: 0.2,
      trainAccuracy: 0.5,
      validationLoss: 0.3,
      validationAccuracy: 0.6,
    });
    assert.equal(nearestPoint([], 3), undefined);
  });
  it("have a lowest point, the earliest of equal ones", () => {
    assert.equal(lowestPoint(curve)?.step, 20);
    assert.equal(lowestPoint([0, 0.5, 0, 0, 0, 1, 0.5, 0, 0, 0, 2, 0.7, 0, 0, 0])?.step, 0);
    assert.equal(lowestPoint([0, Number.NaN, 0, 0, 0, 1, 3, 0, 0, 0])?.step, 1);
    assert.equal(lowestPoint([]), undefined);
    assert.equal(lowestPoint([0, Number.POSITIVE_INFINITY, 0, 0, 0]), undefined);
  });
  it("say when a target was reached, and how exactly that is known", () => {
    assert.deepEqual(firstAtOrBelow(curve, 0.5), { step: 10, after: 0 });
    assert.deepEqual(firstAtOrBelow(curve, 1), { step: 0, after: -1 });
    assert.equal(firstAtOrBelow(curve, 0.1), undefined);
  });
  it("tell whether answers can be right", () => {
    assert.equal(hasAccuracy(curve), true);
    assert.equal(hasAccuracy([0, 1, Number.NaN, 1, Number.NaN]), false);
    assert.equal(hasAccuracy([]), false);
  });
});

describe("what the loss chart says", () => {
  /** Points of step, training loss and validation loss. @param {[number, number, number][]} points */
  const of = (...points) => describeCurve(points.flatMap(([step, train, held]) => [step, train, 0, held, 0]));
  it("tells falling, rising and standing still", () => {
    assert.deepEqual(of([0, 1, 1], [9, 0.5, 0.6]), { key: "loss_fell", step: 9, first: 1, last: 0.5 });
    assert.equal(of([0, 1, 1], [9, 2, 2])?.key, "loss_rose");
    assert.equal(of([0, 1, 1], [9, 0.99, 1.01])?.key, "loss_flat");
  });
  it("speaks of overfitting only while training still falls", () => {
    const said = of([0, 1, 1], [5, 0.5, 0.6], [25, 0.2, 0.7]);
    assert.deepEqual(said, { key: "loss_overfits", step: 5, first: 0.6, last: 0.7 });
    assert.equal(of([0, 1, 1], [5, 0.5, 0.6], [25, 0.6, 0.7])?.key, "loss_fell");
  });
  it("does not take a dip of a noisy curve for its lowest point", () => {
    assert.equal(of([0, 1, 1], [5, 0.5, 0.6], [24, 0.2, 0.7])?.key, "loss_fell");
    assert.equal(of([0, 1, 1], [900, 0.5, 0.6], [999, 0.2, 0.7])?.key, "loss_fell");
    assert.equal(of([0, 1, 1], [900, 0.5, 0.6], [1000, 0.2, 0.7])?.key, "loss_overfits");
  });
  it("is silent at the start and about what is no number", () => {
    assert.equal(of([0, 1, 1]), undefined);
    assert.equal(of([0, 1, 1], [9, Number.NaN, 1]), undefined);
  });
  it("does without validation rows", () => {
    assert.equal(of([0, 1, Number.NaN], [9, 0.5, Number.NaN])?.key, "loss_fell");
  });
});

describe("what the chart of the layers says", () => {
  const of = (/** @type {number[]} */ ...log10Norms) => compareLayers(log10Norms);
  const forward = (/** @type {number[]} */ ...log10) => compareLayers(log10, "forward");
  it("compares the second layer with the last but one", () => {
    const said = of(-3, -8, -5, -2, -1);
    assert.deepEqual([said?.relation, said?.low, said?.high, said?.log10Ratio], ["part", 2, 4, -6]);
  });
  it("tells twice from alike", () => {
    assert.equal(of(0, -1, -1.2, 0)?.relation, "alike");
    assert.equal(of(0, 1, -1, 0)?.relation, "times");
  });
  it("names an exact zero, hardly anything, and what is no number", () => {
    const nothing = Number.NEGATIVE_INFINITY;
    assert.equal(of(0, nothing, -1, 0)?.relation, "zero");
    assert.equal(of(0, nothing, nothing, 0)?.relation, "one_zero");
    assert.equal(of(-9, -9, -8, -3)?.relation, "tiny");
    assert.equal(of(0, Number.NaN, -1, 0)?.relation, "lost");
  });
  it("compares what goes forward the other way round", () => {
    const nothing = Number.NEGATIVE_INFINITY;
    const said = forward(0, -1, -2, -4, 0);
    assert.deepEqual([said?.relation, said?.low, said?.high, said?.log10Ratio], ["part", 2, 4, -3]);
    assert.equal(forward(0, -1, 1, 0)?.relation, "times");
    assert.equal(forward(0, -1, nothing, 0)?.relation, "zero");
    assert.equal(forward(0, nothing, nothing, 0)?.relation, "one_zero");
  });
  it("takes both layers of a shallow network, and is silent about a single one", () => {
    assert.deepEqual([of(-1, -3)?.low, of(-1, -3)?.high], [1, 2]);
    assert.equal(of(-1), undefined);
  });
});
