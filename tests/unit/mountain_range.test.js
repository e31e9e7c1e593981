import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseRange, LEVEL_CEILING, LOG_FLOOR, levelOf, niceStep } from "../../www/stage/mountain/range.js";

/** A bowl from 0.1 up whose corners tower over everything. @param {number} corner */
function bowl(corner) {
  const heights = [];
  for (let row = -5; row <= 5; row++) {
    for (let column = -5; column <= 5; column++)
      heights.push(0.1 + ((row * row + column * column) / 50) ** 4 * corner);
  }
  return heights;
}

test("a tame surface is shown whole", () => {
  const heights = Array.from({ length: 100 }, (_, i) => 0.2 + i / 100);
  const range = chooseRange(heights, [0.3, 0.5], "linear");
  assert.equal(range.low, 0.2);
  assert.ok(range.high >= 1.19, `high ${range.high}`);
  assert.equal(range.capped, false);
});

test("towering corners are capped at a round loss above the path, and said to be", () => {
  const range = chooseRange(bowl(1000), [2, 1, 0.5], "linear");
  assert.equal(range.capped, true);
  assert.ok(range.high >= 2 && range.high < 500, `high ${range.high}`);
  const step = niceStep((range.high - range.low) / 10);
  assert.ok(Math.abs(range.high / step - Math.round(range.high / step)) < 1e-9, `${range.high} is not round`);
});

test("a diverging path raises the cap, but cannot flatten the land", () => {
  const heights = Array.from({ length: 100 }, (_, i) => i / 100);
  const range = chooseRange(heights, [0.5, 3, 1e30], "linear");
  assert.ok(range.high > 1 && range.high < 10, `high ${range.high}`);
});

test("a path below every sample lowers the range, in steps that hold still while it creeps on", () => {
  const { low } = chooseRange([1, 2, 3], [0.25], "linear");
  assert.ok(low >= 0 && low <= 0.25, `low ${low}`);
  assert.equal(chooseRange([1, 2, 3], [0.245], "linear").low, low);
  const log = chooseRange([1, 2, 3], [0.011], "log").low;
  assert.ok(log <= 0.011 && log > 0.004, `low ${log}`);
  assert.equal(chooseRange([1, 2, 3], [0.0109], "log").low, log);
});

test("cells without a finite loss count as capped and move nothing else", () => {
  const clean = chooseRange([1, 2, 3, 4], [], "linear");
  const holed = chooseRange([1, Number.NaN, 2, 3, Number.POSITIVE_INFINITY, 4], [Number.NaN], "linear");
  assert.deepEqual({ ...holed, capped: false }, clean);
  assert.equal(holed.capped, true);
});

test("nothing finite, and a flat surface, still give a span", () => {
  assert.deepEqual(chooseRange([Number.NaN], [], "linear"), {
    low: 0,
    high: 1,
    capped: true,
    floored: false,
  });
  for (const scale of /** @type {const} */ (["linear", "log"])) {
    for (const loss of [0.69, 0, 1e9]) {
      const { low, high } = chooseRange([loss, loss, loss, loss], [loss], scale);
      assert.ok(high > low && Number.isFinite(high - low), `${scale} ${loss}: ${low} ${high}`);
      const level = levelOf(loss, { low, high }, scale);
      assert.ok(level >= 0 && level <= 1, `${scale} ${loss} at level ${level}`);
    }
  }
});

test("on log height a loss of zero takes no decades for itself, and is said to be below", () => {
  const heights = [0, 3e-4, 0.02, 0.5, 7];
  const range = chooseRange(heights, [0.6, 0], "log");
  assert.equal(range.floored, true);
  assert.ok(range.low <= 3e-4 && range.low > 2e-5, `low ${range.low}`);
  assert.equal(levelOf(0, range, "log"), 0);
  assert.equal(chooseRange(heights, [], "linear").floored, false);
  assert.equal(chooseRange(heights.slice(1), [], "log").floored, false);
});

test("levels: ends, log middle, floor, ceiling, NaN", () => {
  const range = { low: 0.01, high: 1 };
  assert.equal(levelOf(0.01, range, "linear"), 0);
  assert.equal(levelOf(1, range, "log"), 1);
  assert.ok(Math.abs(levelOf(0.1, range, "log") - 0.5) < 1e-12);
  assert.equal(levelOf(0, { low: LOG_FLOOR, high: 1 }, "log"), 0);
  assert.equal(levelOf(-5, range, "linear"), 0);
  assert.equal(levelOf(Number.POSITIVE_INFINITY, range, "linear"), LEVEL_CEILING);
  assert.equal(levelOf(Number.NaN, range, "log"), LEVEL_CEILING);
  assert.equal(levelOf(-50, range, "linear", -0.1), -0.1);
});
