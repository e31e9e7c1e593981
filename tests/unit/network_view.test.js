// Where the units of a network stand, how strongly numbers are drawn, and the flat vector's places.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  arrange,
  columnsThatFit,
  entryOf,
  layersShown,
  placeOf,
  unitsShown,
  weightAt,
} from "../../www/stage/network/arrangement.js";
import { readChain, unitsOnTheWay } from "../../www/stage/network/chain.js";
import { ofDerivative, ofValue } from "../../www/stage/network/strength.js";
import { layerAt } from "../../www/stage/network/strip.js";

describe("the picture of a network", () => {
  it("finds every parameter of the flat vector again", () => {
    const widths = [2, 3, 4, 1];
    const { end } = placeOf(widths, 3);
    assert.equal(end, 9 + 16 + 5);
    for (let entry = 0; entry < end; entry += 1) {
      const weight = weightAt(widths, entry);
      assert.ok(weight);
      assert.equal(entryOf(widths, weight), entry);
    }
    assert.deepEqual(weightAt(widths, 0), { layer: 1, from: 0, to: 0 });
    assert.deepEqual(weightAt(widths, 3), { layer: 1, from: 1, to: 1 });
    assert.deepEqual(weightAt(widths, 6), { layer: 1, from: -1, to: 0 });
    assert.equal(weightAt(widths, end), undefined);
  });

  it("shows as many layers as fit, up to the last one", () => {
    assert.equal(columnsThatFit(300, 2), 3);
    assert.ok(columnsThatFit(300, 100) < 10);
    assert.deepEqual(layersShown(0, 3, 2), [0, 2]);
    assert.deepEqual(layersShown(98, 5, 100), [96, 100]);
    assert.equal(layerAt(99, 100, 101), 99);
    assert.equal(layerAt(-5, 100, 101), 0);
  });

  it("leaves units out in the middle, never the needed ones", () => {
    assert.deepEqual(unitsShown(4, 9, new Set()), [0, 1, 2, 3]);
    const shown = unitsShown(64, 9, new Set([30, 31]));
    assert.equal(shown.length, 8);
    for (const unit of [0, 30, 31, 63]) assert.ok(shown.includes(unit), String(unit));
  });

  it("puts all units inside the box, apart from each other, and says how many are hidden", () => {
    const box = { left: 40, right: 300, top: 20, bottom: 180 };
    const columns = arrange([64, 16, 3], [0, 2], box, new Map());
    assert.deepEqual(
      columns.map(({ x }) => x),
      [40, 170, 300],
    );
    for (const { spots, hidden, layer } of columns) {
      assert.equal(spots.length + hidden, [64, 16, 3][layer]);
      spots.forEach((spot, at) => {
        assert.ok(spot.y - spot.radius >= box.top && spot.y + spot.radius <= box.bottom);
        const before = spots[at - 1];
        if (before) assert.ok(spot.y - before.y > spot.radius + before.radius);
      });
    }
  });

  it("draws by fixed scales: half at a weight of 1, nothing at an exact zero, decades for derivatives", () => {
    assert.equal(ofValue(1), 0.5);
    assert.equal(ofValue(-3), 0.75);
    assert.equal(ofDerivative(0), 0);
    assert.ok(Math.abs(ofDerivative(-1e-4) - 0.5) < 1e-12);
    assert.equal(ofDerivative(1e-12), 0);
    assert.equal(ofDerivative(1e3), 1);
  });

  it("reads the core's chain and the units on its way", () => {
    const none = Number.NaN;
    const factors = [
      0,
      2,
      0,
      0.5,
      0.5,
      0.5,
      1,
      2,
      0,
      2,
      1,
      none,
      2,
      1,
      3,
      0.25,
      0.25,
      0.25,
      5,
      0,
      1,
      4,
      1,
      none,
    ];
    const chain = readChain(Float64Array.from([1, 1, 1e-10, 1, ...factors]));
    assert.ok(chain);
    assert.deepEqual(
      chain.factors.map(({ kind }) => kind),
      ["loss", "weight", "slope", "input"],
    );
    assert.deepEqual(unitsOnTheWay(chain), [
      { layer: 0, unit: 1 },
      { layer: 1, unit: 3 },
      { layer: 2, unit: 0 },
    ]);
    assert.equal(readChain(new Float64Array()), undefined);
  });
});
