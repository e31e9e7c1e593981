import assert from "node:assert/strict";
import { test } from "node:test";
import { needle } from "../../www/stage/mountain/compass.js";
import { alongPath, viewDirection } from "../../www/stage/mountain/framing.js";
import { Frame, HEIGHT } from "../../www/stage/mountain/geometry.js";
import { planeStep } from "../../www/stage/mountain/probe.js";
import { readAt } from "../../www/stage/mountain/read.js";

/** How a step in the plane appears: to the right and upwards, for a camera at this yaw. @param {[number, number]} step @param {number} yaw */
function appears([a, b], yaw) {
  const [x, z] = [a, -b];
  return [x * Math.cos(yaw) - z * Math.sin(yaw), -(x * Math.sin(yaw) + z * Math.cos(yaw))];
}

test("an arrow key moves the probe the way it points, from every side", () => {
  /** @type {[number, number][]} */
  const arrows = [
    [1, 0],
    [-1, 0],
    [0, 1],
    [0, -1],
  ];
  for (let yaw = -7; yaw < 7; yaw += 0.13) {
    for (const arrow of arrows) {
      const [right, up] = appears(planeStep(arrow, yaw), yaw);
      // At most an eighth of a turn off.
      assert.ok(right * arrow[0] + up * arrow[1] > Math.SQRT1_2 - 1e-9, `${arrow} at ${yaw}`);
    }
  }
});

test("the needle points where the direction of the plane appears", () => {
  const frame = new Frame([0, 4], [0, 2]);
  for (let yaw = 0; yaw < 6.3; yaw += 0.37) {
    const tip = needle([2, -1], frame, { yaw, polar: 0 });
    assert.ok(tip);
    // Both sides are shown in their own proportion: four by two is drawn two by one and a third.
    const [right, up] = appears([frame.x(2) - frame.x(0), frame.z(0) - frame.z(-1)], yaw);
    const length = Math.hypot(right, up);
    assert.ok(Math.abs(tip.x - right / length) < 1e-12 && Math.abs(tip.y + up / length) < 1e-12);
  }
  assert.equal(needle([0, 0], frame, { yaw: 0, polar: 0 }), null);
  assert.equal(needle([Number.NaN, 0], frame, { yaw: 0, polar: 0 }), null);
});

test("along the path one stands behind the ball, higher where the land is in the way", () => {
  const side = 33;
  const flat = { levels: new Float32Array(side * side), columns: side, rows: side, halfX: 1, halfZ: 1 };
  const path = [-0.6, 0, 0.6, -0.2, 0, 0.2, 0, 0, 0];
  const along = alongPath(flat, path);
  assert.ok(along);
  const [x, , z] = viewDirection(along.yaw, along.polar);
  assert.ok(x < 0 && z > 0 && Math.abs(x + z) < 1e-6, "behind: where the path comes from");
  assert.deepEqual(along.target, [0, 0, 0]);

  const ridge = { ...flat, levels: flat.levels.slice() };
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const [px, pz] = [column / 16 - 1, 1 - row / 16];
      if (pz - px > 0.35 && pz - px < 0.7) ridge.levels[row * side + column] = 0.4 / HEIGHT;
    }
  }
  const over = alongPath(ridge, path);
  assert.ok(over && over.polar < along.polar, "looks over the ridge");
  assert.equal(alongPath(flat, [0, 0, 0]), null);
  assert.equal(alongPath(flat, [0, 0, 0, 0, 0, 0]), null);
});

test("a reading says whether the loss was measured right there", () => {
  /** @type {import("../../www/stage/mountain/types.js").SurfaceGrid} */
  const grid = {
    columns: 3,
    rows: 2,
    heights: new Float32Array([0, 1, 2, 3, Number.POSITIVE_INFINITY, 5]),
    a: [-1, 1],
    b: [0, 1],
  };
  assert.deepEqual(readAt(grid, 0, 0), { a: 0, b: 0, loss: 1, isSample: true });
  assert.deepEqual(readAt(grid, 0.5, 0), { a: 0.5, b: 0, loss: 1.5, isSample: false });
  assert.equal(readAt(grid, 0, 0.5).loss, Number.POSITIVE_INFINITY);
});
