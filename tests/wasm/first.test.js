// The small core of the first picture, called through the whole core's JavaScript: what it can do has the same bits, what it cannot is
// refused, and the page knows which is which.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isForFormulas } from "../../www/engine/formulas.js";
import {
  decode_link,
  encode_link,
  firstCore,
  SCHEMA,
  Session,
  SurfaceSampler,
  specOf,
} from "./support/core.js";

const first = await firstCore();
/** @type {string[]} */
const problems = SCHEMA.fields
  .find((/** @type {{name: string}} */ { name }) => name === "problem")
  .choices.map((/** @type {{value: string}} */ { value }) => value);

describe("the small core", () => {
  it("walks down every formula that the page gives it as the whole core does, and refuses all else", () => {
    assert.ok(problems.length >= 14);
    for (const problem of problems) {
      for (const rule of ["sgd", "momentum", "adam"]) {
        const spec = specOf(`problem=${problem}&opt=${rule}&lr=0.01`);
        if (!isForFormulas({ type: "start", spec })) {
          assert.throws(() => new first.Session(spec), /^Error: problem: /, problem);
          assert.throws(() => new first.SurfaceSampler(spec), /^Error: problem: /, problem);
          continue;
        }
        const [small, whole] = [new first.Session(spec), new Session(spec)];
        for (const session of [small, whole]) {
          session.advance(40);
          session.set_learning_rate(0.02);
          session.advance(20);
          session.drop_ball(0.5, -0.25);
          session.advance(20);
          session.rewind_to(70);
        }
        assert.equal(small.digest(), whole.digest(), `${problem} ${rule}`);
        assert.deepEqual(small.curve(), whole.curve());
        const [plane, same] = [small.lay_plane("path", 100), whole.lay_plane("path", 100)];
        assert.deepEqual(
          [plane.origin, plane.d1, plane.d2, plane.a_min],
          [same.origin, same.d1, same.d2, same.a_min],
        );
        assert.deepEqual(small.trail(), whole.trail());
        const heights = [first.SurfaceSampler, SurfaceSampler].map((Sampler) => {
          const sampler = new Sampler(spec);
          sampler.set_plane(plane.origin, plane.d1, plane.d2);
          return [...sampler.row(Float32Array.of(-1, 0, 0.3, 2), 0.7), sampler.work_per_height()];
        });
        assert.deepEqual(heights[0], heights[1]);
        assert.equal(small.dataset_summary(), whole.dataset_summary());
      }
    }
    assert.throws(() => new first.Session(specOf("problem=bowl&branches=0:lr:0.01")), /^Error: branches: /);
  });

  it("reads and writes every link as the whole core does", () => {
    const links = [
      ...SCHEMA.presets.map((/** @type {{link: string}} */ { link }) => link),
      "data=nonsense&lr=-1&x=2",
    ];
    for (const link of ["", "branches=0:opt:adam:lr:0.01,30@1:lr:0.05", "step=9&events=3:lr:0.2", ...links]) {
      assert.equal(first.decode_link(link), decode_link(link));
      const { spec } = JSON.parse(decode_link(link));
      assert.equal(first.encode_link(JSON.stringify(spec)), encode_link(JSON.stringify(spec)));
    }
  });
});
