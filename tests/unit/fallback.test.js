// The fallback's projection, its reading of pixels, and what it hands to the drawing.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fieldOf, marksOf, strideOf, thinned, veilLevels } from "../../www/stage/fallback/drawn.js";
import { ParallelCamera } from "../../www/stage/fallback/parallel.js";
import { Frame, HEIGHT } from "../../www/stage/mountain/geometry.js";

const SIDE = 17;
/** @type {[number, number]} */
const A = [-2, 2];
/** @type {[number, number]} */
const B = [-1.5, 2.5];
const range = { low: 0, high: 8 };
const heights = Float32Array.from({ length: SIDE * SIDE }, (_, at) => {
  const [a, b] = [A[0] + (4 * (at % SIDE)) / 16, B[0] + (4 * Math.floor(at / SIDE)) / 16];
  return a * a + 0.5 * b * b;
});
const grid = { columns: SIDE, rows: SIDE, heights, a: A, b: B };
const frame = new Frame(A, B);
const field = fieldOf(grid, frame, range, "linear");
const insets = { top: 0.05, right: 0.04, bottom: 0.05, left: 0.04 };

/** A camera that has framed the field. @param {import("../../www/stage/mountain/types.js").ViewName} view */
function camera(view) {
  const one = new ParallelCamera();
  one.view = view;
  one.resize(640, 480);
  one.frame(field, [], insets, [], true);
  return one;
}

describe("the fallback's camera", () => {
  it("shows the whole land in the window, from its best side, from above and turned", () => {
    for (const view of /** @type {const} */ (["hero", "top"])) {
      const one = camera(view);
      for (let k = 0; k < 8; k++) {
        for (const x of [-1, 1]) {
          for (const z of [-1, 1]) {
            const at = one.project([x * field.halfX, 0, z * field.halfZ]);
            assert.ok(at.x > 0 && at.x < 640 && at.y > 0 && at.y < 480, `${view}: ${at.x}, ${at.y}`);
          }
        }
        one.turn({ yaw: 0.7 });
        one.frame(field, [], insets, [], false);
      }
    }
  });

  it("projects as a rotation about the vertical, then about the horizontal, does", () => {
    const one = camera("hero");
    one.turn({ yaw: 0.3, polar: -0.2, zoom: 1.5 });
    const [origin, ...units] = /** @type {[number, number, number][]} */ ([
      [0, 0, 0],
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]).map(one.project);
    const ways = units.map(({ x, y }) => [x - origin.x, origin.y - y]);
    // Independent: rotate by -yaw about y, then tilt; x and y of what comes out, in one scale.
    const [sy, cy] = [Math.sin(one.yaw), Math.cos(one.yaw)];
    const [sp, cp] = [Math.sin(one.polar), Math.cos(one.polar)];
    const scale = ways[1][1] / sp;
    const wanted = [
      [cy, -cp * sy],
      [0, sp],
      [-sy, -cp * cy],
    ];
    for (const [k, [right, up]] of wanted.entries()) {
      assert.ok(Math.abs(ways[k][0] - scale * right) < 1e-9 * scale, `${k} to the right`);
      assert.ok(Math.abs(ways[k][1] - scale * up) < 1e-9 * scale, `${k} upwards`);
    }
    assert.ok(scale > 50);
  });

  it("gives the drawing numbers that put every corner where it projects it", () => {
    const one = camera("hero");
    const [x, y, xa, ya, xb, yb, xh, yh] = one.numbers(field);
    for (const [u, v, level] of [
      [0, 0, 0],
      [1, 0, 0.5],
      [0.25, 1, 1],
      [1, 1, 0],
    ]) {
      const at = one.project([(2 * u - 1) * field.halfX, level * HEIGHT, (1 - 2 * v) * field.halfZ]);
      assert.ok(
        Math.hypot(x + u * xa + v * xb + level * xh - at.x, y + u * ya + v * yb + level * yh - at.y) < 1e-6,
      );
    }
  });

  it("finds the place under a pixel again, in every view", () => {
    for (const [view, turn] of /** @type {const} */ ([
      ["hero", {}],
      ["top", {}],
      ["hero", { yaw: 2, polar: -0.3, zoom: 1.7 }],
    ])) {
      const one = camera(view);
      one.turn(turn);
      let hits = 0;
      for (let x = 10; x < 640; x += 37) {
        for (let y = 10; y < 480; y += 37) {
          const hit = one.hit(field, x, y);
          if (!hit) continue;
          hits++;
          const back = one.project(hit);
          assert.ok(
            Math.hypot(back.x - x, back.y - y) < 1e-3,
            `${x}, ${y} comes back at ${back.x}, ${back.y}`,
          );
        }
      }
      assert.ok(hits > 20, `${hits} pixels on the land`);
    }
  });

  it("keeps still what is under the hand that zooms, and goes no further than its bounds", () => {
    const one = camera("hero");
    const hit = one.hit(field, 300, 300);
    assert.ok(hit);
    one.turn({ zoom: 1.6, at: { x: 300, y: 300 } });
    const { x, y } = one.project(hit);
    assert.ok(Math.hypot(x - 300, y - 300) < 1e-6);
    for (let k = 0; k < 50; k++) one.turn({ zoom: 1.5, polar: 0.3 });
    assert.equal(one.zoom, 4);
    assert.ok(one.polar < Math.PI / 2, "never from below");
  });
});

describe("what the fallback draws", () => {
  it("is measured points only, however thin", () => {
    assert.deepEqual(
      [5, 9, 17, 33, 65, 129, 257].map((side) => strideOf(side, 33)),
      [1, 1, 1, 1, 2, 4, 8],
    );
    const drawn = thinned(field, 4);
    assert.equal(drawn.columns, 5);
    for (let row = 0; row < 5; row++) {
      for (let column = 0; column < 5; column++) {
        const loss = heights[4 * row * SIDE + 4 * column];
        assert.equal(drawn.levels[row * 5 + column], Math.fround(Math.min(3, loss / 8)));
      }
    }
  });

  it("caps what is no number and leaves no hole", () => {
    const holes = { ...grid, heights: Float32Array.of(Number.NaN, Infinity, 4, -1), columns: 2, rows: 2 };
    assert.deepEqual([...fieldOf(holes, frame, range, "linear").levels], [3, 3, 0.5, 0]);
  });

  it("lays a coarser second surface over the first at the same places", () => {
    const second = { columns: 2, rows: 2, heights: Float32Array.of(0, 8, 0, 8), a: A, b: B };
    const levels = veilLevels(second, grid, { columns: 5, rows: 3 }, range, "linear");
    assert.deepEqual([...levels.subarray(0, 5)], [0, 0.25, 0.5, 0.75, 1]);
    const beyond = veilLevels({ ...second, a: [0, 2] }, grid, { columns: 5, rows: 3 }, range, "linear");
    assert.ok(beyond[0] > 1 && beyond[4] === 1);
  });

  it("puts each ball at its true loss, its foot on the sheet, and pales what is far from the plane", () => {
    const trail = Float32Array.of(0, -1, 0, 6, 0, 1, 0, 0, 4, 10);
    const { marks, looks } = marksOf(
      [
        {
          name: "",
          place: { a: 1, b: 0.5, loss: 7, distance: 1 },
          next: { a: 0, b: 0.5, loss: 2, distance: 0 },
          trail,
        },
        { name: "other", shape: "triangle", place: null },
      ],
      { frame, range, scale: "linear", field, fadingDistance: 10, isHidden: () => false },
    );
    assert.deepEqual(looks, ["lead", "second"]);
    const points = Array.from({ length: marks.length / 4 }, (_, k) => [...marks.subarray(4 * k, 4 * k + 4)]);
    assert.equal(points.filter(([u]) => Number.isNaN(u)).length, 6);
    const close = (/** @type {number[]} */ found, /** @type {number[]} */ wanted) =>
      found.every((value, k) => Math.abs(value - wanted[k]) < 1e-6);
    assert.ok(close(points[0], [0.25, 0.375, 0.75, 1]), `${points[0]}`);
    assert.ok(close(points[1], [0.5, 0.375, 0.5, 0.3]), `${points[1]}`);
    assert.ok(close(points[2], [0.75, 0.5, 0.875, 1]), `${points[2]}`);
    // The sheet there: 1 + 0.125 of 8.
    assert.ok(close(points[4], [0.75, 0.5, 1.125 / 8, 1]), `${points[4]}`);
    assert.ok(close(points[6], [0.5, 0.5, 0.25, 1]), `${points[6]}`);
  });

  it("shows of a way beyond the picture only where it leaves", () => {
    const far = [1, 2, 3, 4].flatMap((step) => [step, 100 * (-1) ** step, 0, 50, 0]);
    const trail = Float32Array.of(0, -1, 0, 6, 0, ...far);
    const { marks } = marksOf([{ name: "", place: { a: 1e4, b: 0, loss: 1e9, distance: 0 }, trail }], {
      frame,
      range,
      scale: "linear",
      field,
      fadingDistance: 10,
      isHidden: () => false,
    });
    const path = marks.findIndex((value) => Number.isNaN(value)) / 4;
    assert.equal(path, 3, "the start, where it leaves, and the ball at the edge");
  });
});
