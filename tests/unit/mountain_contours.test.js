import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseContours, contourNumber, legendTicks } from "../../www/stage/mountain/contours.js";
import { legendData } from "../../www/stage/mountain/legend.js";
import { scaled } from "../../www/stage/mountain/range.js";

/** @type {[import("../../www/stage/mountain/types.js").LossRange, "linear" | "log"][]} */
const CASES = [
  [{ low: 0.03, high: 1.4 }, "linear"],
  [{ low: 0, high: 7300 }, "linear"],
  [{ low: 0.69, high: 0.7 }, "linear"],
  [{ low: 1e-12, high: 5 }, "log"],
  [{ low: 0.004, high: 3 }, "log"],
  [{ low: 0.3, high: 0.9 }, "log"],
];

for (const [range, scale] of CASES) {
  test(`${scale} ${range.low} to ${range.high}: every line is inside, round, and whole for the shader`, () => {
    const contours = chooseContours(range, scale);
    assert.ok(contours.levels.length >= 3 && contours.levels.length <= 20, `${contours.levels.length} lines`);
    contours.levels.forEach((loss, index) => {
      assert.ok(loss >= range.low * (1 - 1e-9) - 1e-12 && loss <= range.high * (1 + 1e-9), `${loss}`);
      assert.equal(Number(loss.toPrecision(3)), Number(loss.toPrecision(9)), `${loss} is not round`);
      const number = contourNumber(scaled(loss, scale), contours);
      assert.ok(Math.abs(number - (contours.first + index)) < 1e-6, `${loss} has number ${number}`);
    });
    const ticks = legendTicks(contours, 7);
    assert.ok(ticks.length >= 1 && ticks.length <= 7, `${ticks.length} ticks`);
    for (const tick of ticks) assert.ok(contours.levels.includes(tick), `tick ${tick} has no line`);
  });
}

test("the contour number rises continuously through a decade", () => {
  const contours = { rule: /** @type {const} */ ("decade"), step: 1 };
  let before = contourNumber(-2.5, contours);
  for (let v = -2.499; v < 2; v += 0.001) {
    const number = contourNumber(v, contours);
    assert.ok(number > before && number - before < 0.012, `jump at ${v}`);
    before = number;
  }
});

test("the legend says cap and floor, and places its ticks by level", () => {
  const legend = legendData({ low: 0, high: 2 }, "linear", true);
  assert.equal(legend.capped, true);
  assert.equal(legend.floored, false);
  for (const { loss, level } of legend.ticks) assert.ok(Math.abs(level - loss / 2) < 1e-12);
  const floored = legendData({ low: 1e-4, high: 1, floored: true }, "log", false);
  assert.equal(floored.floored, true);
  assert.ok(Math.abs(floored.ticks[0].loss - 1e-4) < 1e-12, "a tick at the floor says so");
});
