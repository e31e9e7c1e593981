import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { SurfaceSampler, sessionOf, specOf } from "./support/core.js";

/**
 * @param {import("node:test").TestContext} test
 * @param {string} [link]
 */
function samplerOf(test, link = "") {
  const sampler = new SurfaceSampler(specOf(link));
  test.after(() => sampler.free());
  return sampler;
}

describe("a plane", () => {
  it("at random goes through the present weights", (test) => {
    const session = sessionOf(test);
    session.advance(20);
    const plane = session.lay_plane("random", 0);
    assert.equal(plane.kind, "random");
    assert.ok(Number.isNaN(plane.explained_1) && Number.isNaN(plane.explained_2));
    const { a, b, distance } = session.status();
    for (const number of [a, b, distance]) assert.ok(Math.abs(number) < 1e-6, `${a} ${b} ${distance}`);
    assert.equal(plane.origin.length, JSON.parse(session.dataset_summary()).parameters);
    assert.equal(plane.d1.length, plane.origin.length);
    plane.free();
  });

  it("along the path exists before the first step, by a rehearsal that leaves no trace", (test) => {
    const session = sessionOf(test);
    const before = session.digest();
    const plane = session.lay_plane("path", 200);
    assert.equal(plane.kind, "path");
    assert.equal(session.digest(), before);
    assert.equal(session.status().step, 0);
    assert.ok(plane.explained_1 > plane.explained_2 && plane.explained_1 + plane.explained_2 <= 1 + 1e-9);

    // The run that follows stays inside the rectangle that was laid for it.
    session.advance(200);
    const { a, b, path_share, gradient_share } = session.status();
    assert.ok(plane.a_min < a && a < plane.a_max && plane.b_min < b && b < plane.b_max);
    assert.ok(path_share > 0.9 && path_share <= 1, `${path_share}`);
    assert.ok(gradient_share >= 0 && gradient_share <= 1);
    plane.free();
  });
});

describe("a surface", () => {
  it("has at the ball's place the loss of the run", (test) => {
    const session = sessionOf(test);
    session.advance(30);
    const { origin, d1, d2 } = session.lay_plane("random", 0);
    const sampler = samplerOf(test);
    sampler.set_plane(origin, d1, d2);
    const losses = sampler.row(Float32Array.of(-1, 0, 1), 0);
    assert.equal(losses.length, 3);
    assert.equal(losses[1], Math.fround(session.status().train_loss));
    assert.ok(losses[0] !== losses[1] && losses[2] !== losses[1]);
  });

  it("is where the trail says when the path lies in the plane", (test) => {
    // Between step 0 and step 2 of a run there are three places: a plane holds them all.
    const session = sessionOf(test);
    session.advance(2);
    const { origin, d1, d2, kind } = session.lay_plane("path", 0);
    assert.equal(kind, "path");
    const sampler = samplerOf(test);
    sampler.set_plane(origin, d1, d2);
    const trail = session.trail();
    assert.equal(trail.length, 15);
    for (let at = 0; at < trail.length; at += 5) {
      const [, a, b, loss, distance] = trail.slice(at, at + 5);
      const [height] = sampler.row(Float32Array.of(a), b);
      assert.ok(Math.abs(height - loss) < 1e-5 * loss, `${height} ${loss}`);
      assert.ok(distance < 1e-5);
    }
  });

  it("refuses what does not fit and names it", (test) => {
    const sampler = samplerOf(test);
    assert.throws(() => sampler.row(Float32Array.of(0), 0), /^Error: plane: /);
    const line = Float32Array.of(1, 0, 0);
    assert.throws(() => sampler.set_plane(line, line, Float32Array.of(0, 1, 0)), /^Error: plane: /);
    assert.throws(() => sampler.set_plane(line, line, line), /^Error: d2: /);
    assert.throws(() => sampler.set_plane(line, Float32Array.of(1), line), /^Error: d1: /);
    assert.throws(() => sampler.row(new Float32Array(5000), 0), /^Error: a_values: /);
    assert.throws(() => new SurfaceSampler('{"width":0}'), /^Error: width: /);
  });
});
