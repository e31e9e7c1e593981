import assert from "node:assert/strict";
import { test } from "node:test";
import { Quality } from "../../www/stage/mountain/quality.js";
import { Trail } from "../../www/stage/mountain/trail.js";
import { Walk } from "../../www/stage/mountain/walk.js";

/** Trail of the points (step, step², loss 1/(step+1)). @param {number} steps */
function trailOf(steps) {
  return new Float32Array(
    Array.from({ length: steps + 1 }, (_, step) => [step, step, step * step, 1 / (step + 1), 0]).flat(),
  );
}

/** @param {number} step */
const at = (step) => ({ a: step, b: step * step, loss: 1 / (step + 1), distance: 0 });

test("the first report is shown at once, later ones are walked along the recorded points", () => {
  const walk = new Walk();
  walk.report(trailOf(2), at(2), 0, false);
  assert.equal(walk.shown().a, 2);
  walk.report(trailOf(6), at(6), 50, false);
  assert.equal(walk.shown().a, 2);
  let moved = true;
  let passed = 0;
  const seen = new Set();
  while (moved && passed < 1000) {
    moved = walk.advance(5);
    passed += 5;
    const { a, b } = walk.shown();
    const step = Math.floor(a);
    const chord = step * step + (a - step) * (2 * step + 1);
    assert.ok(Math.abs(b - chord) < 1e-4, `off the path at ${a}`);
    seen.add(step);
  }
  assert.deepEqual([...seen], [2, 3, 4, 5, 6]);
  assert.ok(passed >= 40 && passed <= 120, `arrives about when the next report is due: ${passed} ms`);
  assert.equal(walk.shown().behind, 7);
});

test("a ball ahead of the trail is walked to; a rewind and a jump are shown at once", () => {
  const walk = new Walk();
  walk.report(trailOf(3), at(3), 0, false);
  walk.report(trailOf(3), at(4), 50, false);
  assert.equal(walk.points, 5);
  walk.advance(1e4);
  assert.deepEqual([walk.shown().a, walk.shown().b], [4, 16]);
  walk.report(trailOf(1), at(1), 100, false);
  assert.equal(walk.shown().a, 1);
  walk.report(trailOf(9), at(9), 150, true);
  assert.equal(walk.shown().a, 9);
  assert.equal(walk.advance(16), false);
});

test("between two trails the ball walks its own reports, and never walks back when the trail catches up", () => {
  const walk = new Walk();
  walk.report(trailOf(2), at(2), 0, false);
  let before = 2;
  for (let k = 3; k <= 12; k++) {
    // A trail with every fourth report only.
    walk.report(trailOf(k % 4 === 0 ? k : Math.max(2, k - (k % 4))), at(k), 50 * k, false);
    for (let t = 0; t < 50; t += 10) {
      walk.advance(10);
      const { a } = walk.shown();
      assert.ok(a >= before - 1e-6, `back from ${before} to ${a} at report ${k}`);
      before = a;
    }
  }
  assert.ok(before > 10.5, `keeps up: ${before}`);
});

test("a ball without a trail moves straight from where it was", () => {
  const walk = new Walk();
  const none = new Float32Array(0);
  walk.report(none, at(0), 0, false);
  assert.equal(walk.shown().a, 0);
  walk.report(none, at(2), 50, false);
  walk.advance(20);
  const { a, b } = walk.shown();
  assert.ok(a > 0 && a < 2 && Math.abs(b - 2 * a) < 1e-6, `${a} ${b}`);
  walk.advance(1e4);
  assert.equal(walk.shown().a, 2);
});

test("no report, no place; non-finite losses survive", () => {
  const walk = new Walk();
  walk.report(new Float32Array(0), null, 0, false);
  assert.equal(walk.points, 0);
  walk.report(trailOf(1), { a: 5, b: 5, loss: Number.NaN, distance: 1 }, 10, true);
  assert.ok(Number.isNaN(walk.shown().loss));
});

test("slow frames cost pixels, fast frames bring them back after a while, a hidden tab decides nothing", () => {
  const quality = new Quality();
  assert.equal(quality.share, 1);
  for (let i = 0; i < 30; i++) quality.frame(80);
  assert.ok(quality.share < 0.6);
  assert.equal(quality.coarse, true);
  const low = quality.share;
  for (let i = 0; i < 30; i++) quality.frame(60_000);
  for (let i = 0; i < 30; i++) quality.frame(10);
  assert.equal(quality.share, low, "not at once: it would swing to and fro");
  for (let i = 0; i < 2000; i++) quality.frame(10);
  assert.equal(quality.share, 1);
});

test("between two places beyond the picture the trail draws nothing, and a run that comes back is drawn again", () => {
  const trail = new Trail();
  // Within, beyond on one side, on the other, on the first again, within: the way out and the way in remain.
  const places = [0.2, 1.1, -1.1, 1.1, 0.4];
  const path = new Float32Array(places.length * 5);
  const stand = (/** @type {number} */ at) => {
    const x = places[at / 5];
    return {
      point: /** @type {[number, number, number]} */ ([x, 0, 0]),
      held: false,
      beyond: Math.abs(x) > 1,
    };
  };
  trail.update(path, places.length, { ball: null, distance: 0 }, stand, 1);
  const { starts, finishes, count } = trail.lines;
  const pieces = Array.from({ length: count }, (_, k) =>
    [starts[3 * k], finishes[3 * k]].map((x) => Number(x.toFixed(3))),
  );
  assert.deepEqual(
    pieces.filter(([from, to]) => from !== to),
    [
      [0.2, 1.1],
      [1.1, 0.4],
    ],
  );
  assert.deepEqual(
    pieces.filter(([from, to]) => from === to).map(([at]) => at),
    [0.2, 0.4],
    "no dots beyond",
  );
});
