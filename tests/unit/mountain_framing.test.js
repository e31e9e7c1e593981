import assert from "node:assert/strict";
import { test } from "node:test";
import {
  chooseYaw,
  FIELD_OF_VIEW,
  fit,
  fitClear,
  MAP_FIELD_OF_VIEW,
  outline,
  titlesOf,
  viewDirection,
} from "../../www/stage/mountain/framing.js";

/** @param {(x: number, z: number) => number} f */
function fieldOf(f) {
  const side = 65;
  const levels = new Float32Array(side * side);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++)
      levels[row * side + column] = f(column / 32 - 1, 1 - row / 32);
  }
  return { levels, columns: side, rows: side, halfX: 1, halfZ: 1 };
}

/**
 * Window coordinates (-1…1) of a point, by a pinhole camera written apart from the code under test.
 * @param {ArrayLike<number>} points @param {number} i @param {ReturnType<typeof fit>} framing @param {number} aspect
 */
function project(points, i, framing, aspect) {
  const eye = viewDirection(framing.yaw, framing.polar).map((v) => v * framing.distance);
  const forward = eye.map((v) => -v / framing.distance);
  const right = [Math.cos(framing.yaw), 0, -Math.sin(framing.yaw)];
  const up = [
    right[1] * forward[2] - right[2] * forward[1],
    right[2] * forward[0] - right[0] * forward[2],
    right[0] * forward[1] - right[1] * forward[0],
  ];
  const ray = [0, 1, 2].map((k) => points[i + k] - eye[k]);
  const along = (/** @type {number[]} */ v) => v[0] * ray[0] + v[1] * ray[1] + v[2] * ray[2];
  const tangent = Math.tan((framing.fov * Math.PI) / 360);
  const depth = along(forward);
  return [
    along(right) / (depth * tangent * aspect) + framing.shiftX,
    along(up) / (depth * tangent) + framing.shiftY,
  ];
}

test("every corner of the sheet is inside the free window, and it is filled, for every shape of window", () => {
  const points = outline(
    fieldOf((x, z) => (x * x + z * z) / 2),
    -0.1,
    [0, 0.38, 0],
  );
  const insets = { top: 0.15, right: 0.02, bottom: 0.05, left: 0.1 };
  for (const aspect of [720 / 640, 370 / 280, 0.5, 3]) {
    for (const [polar, fov] of [
      [0.92, FIELD_OF_VIEW],
      [1e-4, MAP_FIELD_OF_VIEW],
    ]) {
      const framing = fit(points, { yaw: 0.7, polar, fov }, aspect, insets);
      let [left, right, bottom, top] = [9, -9, 9, -9];
      for (let i = 0; i < points.length; i += 3) {
        const [x, y] = project(points, i, framing, aspect);
        [left, right] = [Math.min(left, x), Math.max(right, x)];
        [bottom, top] = [Math.min(bottom, y), Math.max(top, y)];
      }
      assert.ok(left >= -1 + 0.2 - 1e-3 && right <= 1 - 0.04 + 1e-3, `x ${left} ${right}`);
      assert.ok(bottom >= -1 + 0.1 - 1e-3 && top <= 1 - 0.3 + 1e-3, `y ${bottom} ${top}`);
      const slack = Math.min(1.76 - (right - left), 1.6 - (top - bottom));
      assert.ok(Math.abs(slack) < 0.01, `fills one direction: ${slack}`);
    }
  }
});

test("the chosen side lets the ball be seen and looks up the land", () => {
  const ramp = fieldOf((x) => 0.5 - 0.45 * x);
  const toward = viewDirection(chooseYaw(ramp, 0.92, [0, 0.5, 0]), 0.92);
  assert.ok(toward[0] > 0.4, `the low side is at +x, the camera at ${toward}`);

  const wall = fieldOf((x) => (x > 0.1 && x < 0.3 ? 1 : 0.1));
  const side = viewDirection(chooseYaw(wall, 0.92, [0, 0.1, 0]), 0.92);
  assert.ok(side[0] < 0.35, `the wall at +x would hide the ball from ${side}`);
});

/** A hollow seen from its usual side, with a little air around it. */
function hollow() {
  const field = fieldOf((x, z) => (x * x + z * z) / 2);
  return {
    points: outline(field, -0.1, [0, 0.4, 0]),
    view: { yaw: 0.6, polar: 0.92, fov: FIELD_OF_VIEW },
    insets: { top: 0.05, right: 0.05, bottom: 0.05, left: 0.05 },
  };
}

test("what the page lays over the window is kept clear of, by a little less size", () => {
  const { points, view, insets } = hollow();
  const free = fit(points, view, 1.2, insets);
  const met = (
    /** @type {ReturnType<typeof fit>} */ framing,
    /** @type {import("../../www/stage/mountain/framing.js").Box} */ box,
  ) => {
    for (let i = 0; i < points.length; i += 3) {
      const [x, y] = project(points, i, framing, 1.2);
      if (x > box.left && x < box.right && y > box.bottom && y < box.top) return true;
    }
    return false;
  };
  // Over the highest point.
  let [px, py] = [0, -1];
  for (let i = 0; i < points.length; i += 3) {
    const [x, y] = project(points, i, free, 1.2);
    if (y > py) [px, py] = [x, y];
  }
  const corner = { left: px - 0.1, right: px + 0.1, bottom: py - 0.08, top: 1 };
  assert.ok(met(free, corner), "in the way at first");
  const clear = fitClear(points, view, 1.2, insets, [corner]);
  assert.ok(!met(clear, corner));
  assert.ok(clear.distance > free.distance && clear.distance < free.distance * 1.2);
  // What is in nobody's way costs nothing; what cannot be cleared costs no more than a little.
  assert.deepEqual(
    fitClear(points, view, 1.2, insets, [{ left: 0.97, right: 1, bottom: 0.97, top: 1 }]),
    free,
  );
  const everywhere = fitClear(points, view, 1.2, insets, [{ left: -1, right: 1, bottom: -1, top: 1 }]);
  assert.ok(everywhere.distance < free.distance * 1.25);
});

test("what stands in a corner is left aside, where the window is wide, at no cost", () => {
  const { points, view, insets } = hollow();
  const titles = titlesOf({ ...fieldOf(() => 0), halfX: 1, halfZ: 1 }, -0.1, [0, 0.4, 0], view.yaw);
  const aspect = 2;
  const corner = { left: 0.25, right: 1, bottom: -1, top: -0.4 };
  const met = (/** @type {ArrayLike<number>} */ some, /** @type {ReturnType<typeof fit>} */ framing) => {
    for (let i = 0; i < some.length; i += 3) {
      const [x, y] = project(some, i, framing, aspect);
      if (x > corner.left && x < corner.right && y > corner.bottom && y < corner.top) return true;
    }
    return false;
  };
  const free = fit(points, view, aspect, insets);
  assert.ok(met(points, free) && met(titles, free), "in the way at first");
  const clear = fitClear(points, view, aspect, insets, [corner], titles);
  assert.ok(!met(points, clear) && !met(titles, clear));
  assert.ok(clear.distance < free.distance * 1.001, `${clear.distance} for ${free.distance}`);
  assert.ok(clear.shiftX < free.shiftX - 0.05, "moved to the left");
});
