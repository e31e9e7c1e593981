// Learning without answers: points that gather around centres, half-step by half-step.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Clusters } from "./support/instruments.js";

/** Three corners of a triangle with four points around each, in turn. */
const POINTS = Float32Array.from(
  [
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
  ].flatMap(([x, y]) => [x, y, 20 + x, y, x, 20 + y]),
);

/**
 * @param {import("node:test").TestContext} test
 * @param {string} [start]
 * @param {number} [seed]
 */
function clustersOf(test, start = "plus_plus", seed = 1) {
  const clusters = new Clusters(POINTS, 2, 3, start, seed);
  test.after(() => clusters.free());
  return clusters;
}

describe("clusters", () => {
  it("come to rest by half-steps that never raise the inertia", (test) => {
    const clusters = clustersOf(test);
    assert.deepEqual([...clusters.labels()], Array(12).fill(-1));
    assert.equal(clusters.next, "assign");
    let before = Number.POSITIVE_INFINITY;
    let made = clusters.half_step();
    for (let step = 0; made !== "rest"; step += 1) {
      assert.equal(made, step % 2 === 0 ? "assign" : "move");
      assert.ok(clusters.inertia <= before, `${clusters.inertia} after ${before}`);
      before = clusters.inertia;
      made = clusters.half_step();
    }
    assert.equal(clusters.next, "rest");
    // Each corner is a square of side 1: four points at a squared distance of 1/2 from its middle.
    assert.equal(clusters.inertia, 6);
    const labels = clusters.labels();
    assert.ok(labels.every((label, point) => label === labels[point % 3]));
    const centres = clusters.centres();
    assert.deepEqual(
      [...centres].sort((a, b) => a - b),
      [0.5, 0.5, 0.5, 0.5, 20.5, 20.5],
    );
  });

  it("start where the seed says", (test) => {
    for (const start of ["plus_plus", "random_points"]) {
      const [first, same, other] = [1, 1, 2].map((seed) => clustersOf(test, start, seed).centres());
      assert.deepEqual(first, same);
      assert.notDeepEqual(first, other);
    }
  });

  it("take points that come later or move", (test) => {
    const clusters = clustersOf(test);
    assert.ok(clusters.settle(100) > 1);
    assert.equal(clusters.settle(100), 0);
    const point = clusters.add_point(Float32Array.of(21, 20));
    assert.deepEqual([point, clusters.labels()[point], clusters.next], [12, -1, "assign"]);
    clusters.move_point(0, Float32Array.of(19, 19));
    clusters.move_centre(0, Float32Array.of(20, 20));
    clusters.settle(100);
    assert.deepEqual([clusters.labels()[0], clusters.labels()[12]], [0, 0]);
    assert.deepEqual([...clusters.points().slice(0, 2)], [19, 19]);
    clusters.remove_point(0);
    assert.deepEqual([clusters.labels().length, clusters.points().length, clusters.next], [12, 24, "assign"]);
    assert.notDeepEqual([...clusters.points().slice(0, 2)], [19, 19]);
  });

  it("name what they do not accept", (test) => {
    const clusters = clustersOf(test);
    /** @type {[RegExp, () => unknown][]} */
    const cases = [
      [/^Error: start: must be plus_plus or random_points$/, () => new Clusters(POINTS, 2, 3, "near", 1)],
      [
        /^Error: points: must be 1 to 100000 rows of 5 numbers/,
        () => new Clusters(POINTS, 5, 3, "plus_plus", 1),
      ],
      [/^Error: features: must be 1 to 256, got 0$/, () => new Clusters(POINTS, 0, 3, "plus_plus", 1)],
      [/^Error: clusters: must be 1 to 12, got 13$/, () => new Clusters(POINTS, 2, 13, "plus_plus", 1)],
      [/^Error: points\[0\]: /, () => new Clusters(Float32Array.of(Number.NaN), 1, 1, "plus_plus", 1)],
      [/^Error: point: must have 2 numbers, got 1$/, () => clusters.add_point(Float32Array.of(1))],
      [/^Error: index: must be 0 to 11, got 12$/, () => clusters.move_point(12, Float32Array.of(1, 1))],
      [/^Error: index: must be 0 to 2, got 3$/, () => clusters.move_centre(3, Float32Array.of(1, 1))],
    ];
    for (const [message, call] of cases) assert.throws(call, message);
    assert.equal(clusters.settle(100) > 0, true);
  });
});
