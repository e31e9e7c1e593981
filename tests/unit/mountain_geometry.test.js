import assert from "node:assert/strict";
import { test } from "node:test";
import {
  bends,
  Frame,
  groundPositions,
  HEIGHT,
  hitSheet,
  levelsAndSlopes,
  refinement,
  sheetHeight,
  splitAtCap,
  triangles,
  widestStride,
} from "../../www/stage/mountain/geometry.js";
import { standAt } from "../../www/stage/mountain/place.js";
import { openSky } from "../../www/stage/mountain/sky.js";
import { bilinear, refine } from "../../www/stage/mountain/smooth.js";

/**
 * A field of f over x, z in [-1, 1].
 * @param {number} side @param {(x: number, z: number) => number} f level
 */
function fieldOf(side, f) {
  const levels = new Float32Array(side * side);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      levels[row * side + column] = f((2 * column) / (side - 1) - 1, 1 - (2 * row) / (side - 1));
    }
  }
  return { levels, columns: side, rows: side, halfX: 1, halfZ: 1 };
}

test("plane to world and back; the rectangle keeps its proportion within reason", () => {
  const frame = new Frame([-3, 5], [10, 14]);
  assert.equal(frame.halfX, 1);
  assert.ok(Math.abs(frame.halfZ - 1 / 1.5) < 1e-12, "2 : 1 is shown as 1.5 : 1");
  const [a, b] = frame.planeAt(frame.x(1.25), frame.z(13.5));
  assert.ok(Math.abs(a - 1.25) < 1e-12 && Math.abs(b - 13.5) < 1e-12);
  assert.equal(frame.z(10), frame.halfZ, "small b is near the viewer");
  assert.equal(new Frame([0, 4], [0, 3]).halfZ, 0.75);
});

test("nested grids share two sizes of mesh", () => {
  for (const n of [5, 9, 17]) assert.equal((n - 1) * refinement({ columns: n, rows: n }) + 1, 65);
  for (const n of [33, 65, 129]) assert.equal((n - 1) * refinement({ columns: n, rows: n }) + 1, 129);
  assert.equal(refinement({ columns: 257, rows: 257 }), 1);
});

test("triangles are as wide as the land is smooth", () => {
  const [columns, rows] = [33, 17];
  const vertices = (/** @type {(u: number, v: number) => number} */ level) => {
    const levels = Float32Array.from({ length: columns * rows }, (_, at) =>
      level((at % columns) / (columns - 1), Math.floor(at / columns) / (rows - 1)),
    );
    const out = new Float32Array(3 * columns * rows);
    levelsAndSlopes({ levels, columns, rows, halfX: 1, halfZ: 0.5 }, out);
    return out;
  };
  const plane = vertices((u, v) => 0.2 + 0.3 * u + 0.4 * v);
  const kink = vertices((u) => Math.abs(u - 0.47));
  const ripples = vertices((u) => 0.5 + 0.01 * Math.cos(32 * Math.PI * u));
  const widest = (/** @type {Float32Array[]} */ lands, pixels = 400) =>
    widestStride(bends(columns, rows, lands), pixels);
  assert.equal(widest([plane]), 4);
  assert.equal(widest([kink]), 1);
  assert.equal(widest([plane, ripples]), 1, "both ends of a morph count");
  assert.equal(widest([vertices((u, v) => 5 + 9 * Math.sin(40 * u * v))]), 1);
  assert.equal(widest([vertices((u, v) => 20 + Math.sin(40 * u * v))]), 4, "cut off");
  assert.equal(widestStride(bends(35, 17, [new Float32Array(3 * 35 * 17)]), 400), 2, "whole cells only");
  // A parabola bends by an eighth of its second derivative times the square of a side: the nearer, the finer.
  const bowl = vertices((u) => 0.1 * u * u);
  const off = (/** @type {number} */ stride) => ((0.2 * HEIGHT) / 8) * (stride / (columns - 1)) ** 2;
  for (const bend of bends(columns, rows, [bowl])) assert.ok(Math.abs(bend.off - off(bend.stride)) < 1e-6);
  assert.equal(widest([bowl], 0.24 / off(4)), 4);
  assert.equal(widest([bowl], 0.26 / off(4)), 2);
  assert.equal(widest([bowl], 0.26 / off(2)), 1);
});

test("triangles cover the rectangle once and face up, coarse or fine", () => {
  const [columns, rows] = [9, 5];
  const positions = new Float32Array(columns * rows * 3);
  groundPositions({ columns, rows, halfX: 1, halfZ: 0.5 }, positions);
  for (const stride of [1, 2]) {
    let area = 0;
    const corners = triangles(columns, rows, stride);
    for (let i = 0; i < corners.length; i += 3) {
      const [p, q, r] = [0, 1, 2].map((k) => [
        positions[3 * corners[i + k]],
        positions[3 * corners[i + k] + 2],
      ]);
      const twice = -((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]));
      assert.ok(twice > 0, "seen from above, counter-clockwise");
      area += twice / 2;
    }
    assert.ok(Math.abs(area - 2) < 1e-6, `area ${area}`);
  }
});

test("slopes match the derivative of a quadratic exactly inside", () => {
  const field = fieldOf(33, (x, z) => 0.3 + 0.2 * x * x - 0.1 * x * z);
  const out = new Float32Array(33 * 33 * 3);
  levelsAndSlopes(field, out);
  for (const [column, row] of [
    [5, 9],
    [16, 16],
    [30, 2],
  ]) {
    const [x, z] = [(2 * column) / 32 - 1, 1 - (2 * row) / 32];
    const at = 3 * (row * 33 + column);
    assert.ok(Math.abs(out[at + 1] - HEIGHT * (0.4 * x - 0.1 * z)) < 1e-5);
    assert.ok(Math.abs(out[at + 2] - HEIGHT * -0.1 * x) < 1e-5);
  }
});

test("refining keeps every sample and stays between its neighbours", () => {
  const [columns, rows, factor] = [7, 6, 5];
  const values = Array.from({ length: 42 }, (_, i) => Math.sin(i * i * 12.9898) + (i === 20 ? 40 : 0));
  const width = (columns - 1) * factor + 1;
  const out = new Float32Array(width * ((rows - 1) * factor + 1));
  refine(values, columns, rows, factor, out);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      assert.equal(out[row * factor * width + column * factor], Math.fround(values[row * columns + column]));
    }
  }
  for (let row = 0; row < (rows - 1) * factor; row++) {
    for (let column = 0; column < width - 1; column++) {
      const at = Math.floor(row / factor) * columns + Math.floor(column / factor);
      const around = [values[at], values[at + 1], values[at + columns], values[at + columns + 1]];
      const value = out[row * width + column];
      assert.ok(
        value >= Math.min(...around) - 1e-5 && value <= Math.max(...around) + 1e-5,
        `${row},${column}`,
      );
    }
  }
});

test("bilinear reading is exact on samples, even beside an infinite one", () => {
  const values = [1, Number.POSITIVE_INFINITY, 3, 5];
  assert.equal(bilinear(values, 2, 2, 0, 0), 1);
  assert.equal(bilinear(values, 2, 2, 0, 0.5), 2);
  assert.equal(bilinear(values, 2, 2, 0.5, 0), Number.POSITIVE_INFINITY);
  assert.equal(bilinear(values, 2, 2, 9, 9), 5);
});

test("a ray finds the sheet where it is, from above and from the side, and misses beside it", () => {
  const field = fieldOf(129, (x, z) => 0.2 + 0.25 * (x * x + z * z));
  for (const [x, z] of [
    [0.3, -0.4],
    [-0.8, 0.7],
    [0, 0],
  ]) {
    const point = [x, sheetHeight(field, x, z), z];
    const origin = /** @type {[number, number, number]} */ ([point[0] + 3, point[1] + 5, point[2] + 2]);
    const length = Math.hypot(3, 5, 2);
    const hit = hitSheet(field, origin, [-3 / length, -5 / length, -2 / length]);
    assert.ok(hit);
    assert.ok(
      Math.hypot(hit[0] - point[0], hit[1] - point[1], hit[2] - point[2]) < 2e-3,
      `${hit} for ${point}`,
    );
  }
  assert.equal(hitSheet(field, [5, 5, 5], [0, -1, 0]), null);
  assert.equal(hitSheet(field, [0, 5, 0], [0, 1, 0]), null);
});

test("triangles are shared out at the cap, and a morph keeps both sides it passes", () => {
  const all = triangles(3, 2, 1);
  const levels = (/** @type {number[]} */ values) => values.flatMap((level) => [level, 0, 0]);
  const low = levels([0, 0, 0, 0, 0, 0]);
  const high = levels([2, 2, 2, 2, 2, 2]);
  const [below, above] = [new Uint32Array(all.length), new Uint32Array(all.length)];
  assert.deepEqual(splitAtCap(all, low, low, below, above), [all.length, 0]);
  assert.deepEqual(splitAtCap(all, high, high, below, above), [0, all.length]);
  assert.deepEqual(splitAtCap(all, low, high, below, above), [all.length, all.length]);
});

test("open sky: all of it on a plain and on a peak, less in a pit", () => {
  const sky = (/** @type {ReturnType<typeof fieldOf>} */ field) => {
    const out = new Float32Array(field.levels.length * 2);
    openSky(field, out);
    return out[((field.levels.length - 1) / 2) * 2 + 1];
  };
  assert.equal(sky(fieldOf(65, () => 0.5)), 1);
  assert.ok(sky(fieldOf(65, (x, z) => 1 - 0.4 * (x * x + z * z))) > 0.99);
  assert.ok(sky(fieldOf(65, (x, z) => Math.min(1, 6 * (x * x + z * z)))) < 0.7);
});

test("a ball stands at its true loss, not on the sheet; what leaves the picture waits at its edge", () => {
  const frame = new Frame([-1, 1], [-1, 1]);
  const range = { low: 0, high: 2 };
  const { point, held } = standAt({ a: 0.5, b: -0.25, loss: 0.5 }, frame, range, "linear");
  assert.deepEqual(point, [0.5, 0.25 * HEIGHT, 0.25]);
  assert.equal(held, false);
  for (const lost of [
    { a: 1e30, b: 0, loss: 1 },
    { a: 0, b: Number.NaN, loss: 1 },
    { a: 0, b: 0, loss: Number.NaN },
    { a: 0, b: 0, loss: Number.POSITIVE_INFINITY },
  ]) {
    const away = standAt(lost, frame, range, "linear");
    assert.equal(away.held, true);
    for (const value of away.point)
      assert.ok(Math.abs(value) < 1.2, `${JSON.stringify(lost)} at ${away.point}`);
  }
});
