// The last step of every rule, worked out again from the numbers that the core gives.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { workOut } from "../../www/lab/verify/formula.js";
import { initSync, verify } from "../../www/pkg/verify.js";
import { decode_link } from "./support/core.js";

initSync({ module: readFileSync(new URL("../../www/pkg/verify_bg.wasm", import.meta.url)) });

describe("a check", () => {
  for (const rule of [
    "opt=sgd&lr=0.1",
    "opt=sgd&lr=0.1&l2=0.01",
    "opt=momentum&lr=0.05",
    "opt=nesterov&lr=0.05",
    "opt=adagrad&lr=0.05",
    "opt=rmsprop&lr=0.01",
    "opt=adam&lr=0.01",
    "opt=adamw&lr=0.01",
  ])
    it(`works out the step of ${rule}`, () => {
      const link = `data=moons&layers=2&batch=32&${rule}&step=17`;
      const { spec, problems } = JSON.parse(decode_link(link));
      assert.deepEqual(problems, []);
      const { update, step, relative_error: error } = JSON.parse(verify(link));
      assert.equal(step, 17);
      assert.ok(error < 1e-3, `gradient ${error}`);
      const { after } = workOut(spec, update);
      assert.notEqual(update.after, update.before);
      const apart = Math.abs(after - update.after);
      assert.ok(apart <= 1e-6 * Math.max(1, Math.abs(update.after)), `${after} against ${update.after}`);
    });

  it("names what a link cannot have", () => {
    assert.throws(() => verify("data=iris&train=0.001"), /^Error: [a-z_]+: /);
  });
});
