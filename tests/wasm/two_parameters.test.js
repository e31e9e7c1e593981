import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { SCHEMA, SurfaceSampler, sessionOf, specOf } from "./support/core.js";

/** @type {{problems: {name: string, parameters: string[], a: number[], b: number[], start: number[], learning_rate: number}[]}} */
const { problems } = SCHEMA;

/** @param {(typeof problems)[number]} problem */
const linkOf = ({ name, start, learning_rate: rate }) =>
  `problem=${name}&starta=${start[0]}&startb=${start[1]}&lr=${rate}`;

/**
 * @param {import("node:test").TestContext} test
 * @param {string} link
 */
function samplerOf(test, link) {
  const sampler = new SurfaceSampler(specOf(link));
  test.after(() => sampler.free());
  return sampler;
}

describe("a problem of two parameters", () => {
  it("starts where its view says, goes down, and its picture is the whole truth", (test) => {
    assert.ok(problems.length >= 14);
    for (const problem of problems) {
      const session = sessionOf(test, linkOf(problem));
      const plane = session.lay_plane("path", 100);
      assert.equal(plane.kind, "exact", problem.name);
      assert.deepEqual([plane.a_min, plane.a_max, plane.b_min, plane.b_max], [...problem.a, ...problem.b]);
      const sampler = samplerOf(test, linkOf(problem));
      sampler.set_plane(plane.origin, plane.d1, plane.d2);
      plane.free();
      const start = session.status();
      assert.deepEqual([start.a, start.b].map(Math.fround), problem.start.map(Math.fround));
      session.advance(15);
      const { a, b, distance, train_loss: loss, path_share: share } = session.status();
      assert.ok(loss < start.train_loss, problem.name);
      assert.ok(distance === 0 && Math.abs(share - 1) < 1e-12, `${problem.name}: ${distance} ${share}`);
      const [below] = sampler.row(Float32Array.of(a), b);
      assert.equal(below, Math.fround(loss), problem.name);
      const [step, at, bt, height, far] = session.trail().slice(0, 5);
      assert.deepEqual([step, at, bt, far], [0, ...problem.start.map(Math.fround), 0]);
      assert.equal(height, Math.fround(start.train_loss));
    }
  });

  it("lets the ball be dropped anywhere, as an event of the run", (test) => {
    const session = sessionOf(test, "problem=pit&starta=5.5&startb=0.2&lr=0.02");
    session.lay_plane("exact", 0).free();
    session.advance(25);
    session.drop_ball(-2, 1.5);
    const { step, a, b } = session.status();
    assert.deepEqual([step, a, b], [25, -2, 1.5]);
    assert.equal(session.trail().length, 5);
    session.advance(10);
    const digest = session.digest();
    session.rewind_to(0);
    session.advance(35);
    assert.equal(session.digest(), digest);
    assert.throws(() => session.drop_ball(Number.NaN, 0), /^Error: a: must be a finite number/);
    assert.throws(() => sessionOf(test).drop_ball(0, 0), /^Error: problem: must have two parameters/);
  });

  it("has no layers, and says what it has in its summary", (test) => {
    const pit = JSON.parse(sessionOf(test, "problem=pit").dataset_summary());
    assert.deepEqual([pit.name, pit.parameters, pit.layers, pit.rows.train], ["pit", 2, 0, 0]);
    assert.equal(sessionOf(test, "problem=pit").layer_gradients().length, 0);
    const line = JSON.parse(sessionOf(test, "problem=line&n=64").dataset_summary());
    assert.deepEqual([line.name, line.parameters, line.layers], ["line", 2, 1]);
    assert.deepEqual(line.rows, { train: 32, validation: 16, test: 16 });
    assert.equal(sessionOf(test, "problem=line").layer_gradients().length, 1);
  });
});

describe("the rows under a mountain", () => {
  it("can be those of validation or of one batch, and leave the run alone", (test) => {
    for (const link of ["batch=16", "problem=line&batch=16&n=128"]) {
      const session = sessionOf(test, link);
      const still = sessionOf(test, link);
      const sampler = samplerOf(test, link);
      for (const step of [0, 3, 7, 1]) {
        session.rewind_to(0);
        session.advance(step);
        const plane = session.lay_plane("random", 0);
        sampler.set_plane(plane.origin, plane.d1, plane.d2);
        plane.free();
        const { a, b, train_loss, validation_loss } = session.status();
        const height = () => sampler.row(Float32Array.of(a), b)[0];
        const close = (/** @type {number} */ loss) =>
          assert.ok(Math.abs(height() - loss) < 1e-5 * loss, `${link} step ${step}: ${height()} ${loss}`);
        sampler.use_rows("validation");
        close(validation_loss);
        sampler.use_batch(step);
        close(session.next_batch_loss());
        sampler.use_rows("train");
        close(train_loss);
      }
      session.rewind_to(0);
      session.advance(9);
      still.advance(9);
      assert.equal(session.digest(), still.digest());
    }
  });

  it("are named where there are none", (test) => {
    assert.throws(() => samplerOf(test, "").use_rows("test"), /^Error: rows: must be train or validation$/);
    assert.throws(
      () => samplerOf(test, "problem=pit").use_rows("validation"),
      /^Error: rows: must be train: /,
    );
    assert.throws(() => samplerOf(test, "").use_batch(0), /^Error: batch_size: /);
    assert.throws(() => samplerOf(test, "batch=8").use_batch(-1), /^Error: step: /);
    assert.ok(Number.isNaN(sessionOf(test).next_batch_loss()));
  });
});

describe("the curvature under a run", () => {
  it("marks the dial where the surface is known", (test) => {
    const session = sessionOf(test, "problem=bowl&opt=momentum&mom=0.5");
    const { lambda_max, lambda_min, lambda_max_error, diverge_limit, limit_kind } = session.curvature(0);
    assert.deepEqual([lambda_max, lambda_min, limit_kind], [10, 1, "hessian"]);
    assert.ok(lambda_max_error < 1e-12 && Math.abs(diverge_limit - 0.3) < 1e-12);
  });

  it("is followed in small bites while a network trains, and leaves the run alone", (test) => {
    const [session, still] = [sessionOf(test), sessionOf(test)];
    for (let bite = 0; bite < 30; bite += 1) {
      session.advance(2);
      const reading = session.curvature(1e7);
      assert.ok(reading.products >= 2 && reading.step === 2 * bite + 2);
      reading.free();
    }
    const followed = session.curvature(1e7);
    const whole = sessionOf(test);
    whole.advance(60);
    const { lambda_max, lambda_max_error } = whole.curvature(1e12);
    assert.ok(Math.abs(followed.lambda_max / lambda_max - 1) < 0.02, `${followed.lambda_max} ${lambda_max}`);
    assert.ok(lambda_max_error <= 1e-3 * lambda_max);
    assert.ok(Math.abs(followed.diverge_limit * followed.lambda_max - 2) < 1e-9);
    still.advance(60);
    assert.equal(session.digest(), still.digest());
  });

  it("of Adam is that of its step sizes, once it has some", (test) => {
    const session = sessionOf(test, "opt=adam&lr=0.01");
    const before = session.curvature(1e8);
    assert.ok(before.limit_kind === "none" && Number.isNaN(before.diverge_limit));
    session.advance(20);
    const { limit_kind, preconditioned_max, diverge_limit } = session.curvature(1e8);
    assert.equal(limit_kind, "preconditioned");
    assert.ok(Math.abs(diverge_limit * preconditioned_max - 38) < 1e-9);
    assert.throws(() => session.curvature(-1), /^Error: budget: must be a number of operations from 0/);
  });
});
