import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { relief, SurfaceSampler, sessionOf, specOf } from "./support/core.js";

/**
 * @param {import("node:test").TestContext} test
 * @param {string} [link]
 */
function samplerOf(test, link = "") {
  const sampler = new SurfaceSampler(specOf(link));
  test.after(() => sampler.free());
  return sampler;
}

/** @param {Float64Array} p @param {Float64Array} q */
const dot = (p, q) => p.reduce((sum, value, at) => sum + value * q[at], 0);
/** Length and direction. @param {Float64Array} vector @returns {[number, Float64Array]} */
function unit(vector) {
  const length = Math.sqrt(dot(vector, vector));
  return [length, vector.map((value) => value / length)];
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

  it("tells how much it leaves out: the figures are those of a least-squares fit made here", (test) => {
    const session = sessionOf(test, "data=moons&n=60&layers=3&width=6&lr=0.05");
    /** The present weights are the origin of a plane at random. */
    const weights = () => {
      const plane = session.lay_plane("random", 0);
      const origin = Float64Array.from(plane.origin);
      plane.free();
      return origin;
    };
    const start = weights();
    session.advance(40);
    const here = weights();
    session.advance(1);
    const after = weights();
    session.rewind_to(40);
    for (const kind of ["path", "path_mean", "random", "hessian", "weights"]) {
      const plane = session.lay_plane(kind, 100);
      const [origin, d1, d2] = [plane.origin, plane.d1, plane.d2].map((vector) => Float64Array.from(vector));
      plane.free();
      // Gram-Schmidt: d1 = r11 q1, d2 = r12 q1 + r22 q2.
      const [r11, q1] = unit(d1);
      const r12 = dot(q1, d2);
      const [r22, q2] = unit(d2.map((value, at) => value - r12 * q1[at]));
      const inside = (/** @type {Float64Array} */ vector) => {
        const [along1, along2] = [dot(q1, vector), dot(q2, vector)];
        return { along1, along2, share: (along1 ** 2 + along2 ** 2) / dot(vector, vector) };
      };
      const seen = session.status();
      const away = here.map((value, at) => value - origin[at]);
      const { along1, along2 } = inside(away);
      const b = along2 / r22;
      const left = away.map((value, at) => value - along1 * q1[at] - along2 * q2[at]);
      // Plain gradient descent: the next step is the gradient.
      const gradient = here.map((value, at) => (value - after[at]) / 0.05);
      const expected = {
        a: (along1 - b * r12) / r11,
        b,
        distance: Math.sqrt(dot(left, left)),
        path_share: inside(here.map((value, at) => value - start[at])).share,
        gradient_share: inside(gradient).share,
        gradient_norm: Math.sqrt(dot(gradient, gradient)),
      };
      for (const [name, value] of Object.entries(expected)) {
        const told = Number(Reflect.get(seen, name));
        // Weights are single precision; a difference of two of them, over the rate, loses two digits more.
        const tolerance = name.startsWith("gradient") ? 2e-3 : 2e-5;
        assert.ok(Math.abs(told - value) < tolerance, `${kind} ${name}: told ${told}, expected ${value}`);
      }
      assert.ok(
        kind !== "random" || seen.gradient_share < 0.5,
        "most of a gradient is outside a random plane",
      );
    }
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

describe("planes of every kind", () => {
  it("go through the present weights and lead the sampler to the present loss", (test) => {
    const session = sessionOf(test);
    const sampler = samplerOf(test);
    session.advance(40);
    session.choose_weights(7, 20);
    const loss = session.status().train_loss;
    for (const kind of ["random", "path", "path_mean", "ends", "hessian", "weights"]) {
      const plane = session.lay_plane(kind, 50);
      assert.equal(plane.kind, kind);
      sampler.set_plane(plane.origin, plane.d1, plane.d2);
      const { a, b, distance } = session.status();
      assert.ok(plane.a_min < a && a < plane.a_max && plane.b_min < b && b < plane.b_max, kind);
      if (distance < 1e-6) {
        const [height] = sampler.row(Float32Array.of(a), b);
        assert.ok(Math.abs(height - loss) < 1e-4 * loss, `${kind}: ${height} ${loss}`);
      } else assert.match(kind, /^path/);
      plane.free();
    }
    assert.throws(() => session.choose_weights(0, 1e6), /^Error: weight_b: must be below the number/);
    session.choose_weights(3, 3);
    assert.throws(() => session.lay_plane("weights", 0), /^Error: weight_b: must be another one/);
  });

  it("hold what they explain against a random walk", (test) => {
    const session = sessionOf(test);
    session.advance(300);
    const [last, mean] = ["path", "path_mean"].map((kind) => session.lay_plane(kind, 0));
    assert.ok(Math.abs(last.random_walk_1 - 0.81) < 0.005 && Math.abs(last.random_walk_2 - 0.09) < 0.005);
    assert.ok(Math.abs(mean.random_walk_1 - 0.608) < 0.005 && Math.abs(mean.random_walk_2 - 0.152) < 0.005);
    assert.ok(last.explained_1 > 0.5 && mean.explained_1 > 0.5);
    for (const plane of [last, mean]) plane.free();
    const random = session.lay_plane("random", 0);
    assert.ok(Number.isNaN(random.random_walk_1));
    random.free();
  });
});

it("a relief is counted on its grid", () => {
  const bowl = Float32Array.from(
    { length: 49 },
    (_, at) => ((at % 7) - 3) ** 2 + (Math.floor(at / 7) - 3) ** 2,
  );
  assert.deepEqual([...relief(bowl, 7)], [1, 0]);
  assert.deepEqual(
    [
      ...relief(
        bowl.map((height) => -height),
        7,
      ),
    ],
    [0, 1],
  );
  assert.throws(() => relief(bowl, 5), /^Error: heights: must be at least 3 rows/);
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
