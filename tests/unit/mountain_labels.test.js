import assert from "node:assert/strict";
import { test } from "node:test";
import { axesFacing, axisTicks } from "../../www/stage/mountain/axes.js";
import { chooseContours } from "../../www/stage/mountain/contours.js";
import { Frame, HEIGHT } from "../../www/stage/mountain/geometry.js";
import { chooseLabels, labelSpots } from "../../www/stage/mountain/labels.js";
import { upright } from "../../www/stage/mountain/overlay.js";
import { levelOf } from "../../www/stage/mountain/range.js";

const RANGE = { low: 0, high: 2 };

/** The bowl x² + z², drawn over two units, as the mountain draws it. */
function bowl() {
  const side = 129;
  const levels = new Float32Array(side * side);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const [x, z] = [column / 64 - 1, 1 - row / 64];
      levels[row * side + column] = levelOf(x * x + z * z, RANGE, "linear");
    }
  }
  return { levels, columns: side, rows: side, halfX: 1, halfZ: 1 };
}

const contours = chooseContours(RANGE, "linear");
const spots = labelSpots(bowl(), contours, (loss) => levelOf(loss, RANGE, "linear"));

test("every number stands on its line, at the line's height, along the line", () => {
  assert.ok(new Set(spots.map(({ loss }) => loss)).size >= 8, "most lines have a place");
  for (const { loss, point, along } of spots) {
    const [x, y, z] = point;
    // A chord of a cell 1/22 wide is at most 1/8·(1/22)²·curvature off; steeper lines are the rounder ones.
    assert.ok(Math.abs(Math.hypot(x, z) - Math.sqrt(loss)) < 2e-3 / Math.sqrt(loss), `${loss} at ${x}, ${z}`);
    assert.equal(y, levelOf(loss, RANGE, "linear") * HEIGHT);
    const towardsCentre = (along[0] * x + along[1] * z) / Math.hypot(x, z);
    assert.ok(Math.abs(towardsCentre) < 0.1 / Math.sqrt(loss), `square to the slope: ${towardsCentre}`);
  }
});

/** Seen from straight above on a window of 600 × 600. @param {import("../../www/stage/mountain/types.js").Vec3} p */
const fromAbove = ([x, , z]) => ({ x: 300 + 280 * x, y: 300 + 280 * z });
const view = {
  project: fromAbove,
  isSeen: () => true,
  isFree: () => true,
  most: 12,
  marks: [],
  levelStep: 1 / contours.levels.length,
};

test("chosen numbers keep apart, keep clear of marks and boxes, and are no more than asked for", () => {
  const all = chooseLabels(spots, bowl(), view).map((spot) => fromAbove(spot.point));
  assert.ok(all.length >= 5 && all.length <= 12, `${all.length} numbers`);
  for (const [i, p] of all.entries())
    for (const q of all.slice(i + 1))
      assert.ok(Math.hypot(p.x - q.x, p.y - q.y) >= 62, `${p.x},${p.y} and ${q.x},${q.y}`);

  const mark = all[0];
  const isFree = (/** @type {number} */ x) => x > 250;
  const others = chooseLabels(spots, bowl(), { ...view, marks: [mark], isFree }).map(({ point }) =>
    fromAbove(point),
  );
  assert.ok(others.length > 0);
  for (const p of others) {
    assert.ok(p.x > 250);
    assert.ok(Math.hypot(p.x - mark.x, p.y - mark.y) >= 20);
  }
  assert.equal(chooseLabels(spots, bowl(), { ...view, most: 2 }).length, 2);
  assert.deepEqual(chooseLabels(spots, bowl(), { ...view, isSeen: () => false }), []);
});

test("ticks are round, inside, and at most as many as there is room for", () => {
  for (const [low, high] of [
    [-1, 1],
    [-0.31, 3.7],
    [2.5e-5, 7.1e-5],
    [-4000, 12],
  ]) {
    for (const most of [2, 4, 7]) {
      const ticks = axisTicks(low, high, most);
      assert.ok(ticks.length <= most && ticks.length >= 1, `${ticks} of ${most}`);
      for (const tick of ticks) {
        assert.ok(tick >= low && tick <= high);
        assert.ok(!Object.is(tick, -0));
        assert.ok(String(tick).replace(/e.*|[-.0]/g, "").length <= 3, `${tick} is round`);
      }
    }
  }
  assert.deepEqual(axisTicks(-0.35, 0.35, 7), [-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3]);
});

test("the axes run along the edges that face the viewer; on a map below and at the left", () => {
  const frame = new Frame([-2, 2], [0, 4]);
  const [a, b] = axesFacing(frame, 0, 0, 5);
  assert.deepEqual(
    [a.from, a.to],
    [
      [-1, 0, 1],
      [1, 0, 1],
    ],
  );
  assert.deepEqual(
    [b.from, b.to],
    [
      [-1, 0, 1],
      [-1, 0, -1],
    ],
  );
  for (const { value, point } of a.ticks) assert.equal(frame.planeAt(point[0], 0)[0], value);
  for (const { value, point } of b.ticks) assert.equal(frame.planeAt(0, point[2])[1], value);
  // From every side: the outward direction points to the camera.
  for (const yaw of [0.7, 2.3, 3.9, 5.5]) {
    for (const { out } of axesFacing(frame, yaw, 0, 5))
      assert.ok(out[0] * Math.sin(yaw) + out[1] * Math.cos(yaw) > 0);
  }
});

test("letters are never upside down, and climb like on a chart", () => {
  for (let angle = -7; angle < 7; angle += 0.1) {
    const turned = upright(angle);
    assert.ok(Math.abs(turned) <= Math.PI / 2 + 1e-2);
    assert.ok(Math.abs(Math.sin(turned - angle)) < 1e-9, "still along the line");
  }
  assert.equal(upright(Math.PI / 2), -Math.PI / 2);
});
