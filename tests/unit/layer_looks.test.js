// Looks at all layers on the way to another step: as many as the way is worth, and no more than its time allows.
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import { LayerLooks } from "../../www/engine/layer_looks.js";

let now = 0;
const { performance } = globalThis;
beforeEach(() => {
  now = 0;
  Object.defineProperty(globalThis, "performance", { value: { now: () => now }, configurable: true });
});
afterEach(() => Object.defineProperty(globalThis, "performance", { value: performance, configurable: true }));

/**
 * Steps of the columns that are made on a way.
 * @param {number} to @param {number} stepMs @param {(look: number) => number} lookMs @param {boolean} [isUnseen]
 */
function walk(to, stepMs, lookMs, isUnseen = true) {
  let clock = 0;
  let looks = 0;
  const session = {
    clock: () => clock,
    runs: () => [],
    layer_gradients: () => {
      now += lookMs(looks);
      looks += 1;
      return new Float32Array();
    },
    layer_flow: () => new Float32Array(),
  };
  const layers = new LayerLooks(3);
  const given = /** @type {any} */ (session);
  layers.setOut(given, to, isUnseen);
  while (clock < to) {
    clock += 1;
    now += stepMs;
    layers.passBy(given);
  }
  return (layers.take() ?? []).map(({ step }) => step);
}

describe("looks on the way", () => {
  it("are one for each step of a short way, from its beginning where nobody has looked", () => {
    assert.deepEqual(
      walk(5, 0.1, () => 0.1),
      [0, 1, 2, 3, 4, 5],
    );
    assert.deepEqual(
      walk(5, 0.1, () => 0.1, false),
      [1, 2, 3, 4, 5],
    );
  });

  it("are so, too, where the first one waits for code that has not run yet, and where a clock counts whole milliseconds", () => {
    assert.equal(walk(40, 0.1, (look) => (look === 0 ? 80 : 0.1)).length, 41);
    assert.equal(walk(40, 0, (look) => look % 2).length, 41);
  });

  it("are spread over a long way", () => {
    const steps = walk(1600, 1, () => 0.1);
    assert.ok(steps.length > 150 && steps.length < 165, String(steps.length));
  });

  it("take no more than a quarter of the time where they cost much more than steps", () => {
    const steps = walk(4000, 1, () => 100);
    // 4000 ms of steps: a third of that for looks, each of which is paid before it is known to be too much.
    assert.ok(steps.length >= 8 && steps.length <= 16, String(steps.length));
  });
});
