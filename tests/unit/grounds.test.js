// Which surfaces are asked for when, with a page's engine that only writes down what it is asked.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Grounds } from "../../www/lab/grounds.js";

/** @param {import("node:test").TestContext} test */
function watched(test) {
  test.mock.timers.enable({ apis: ["setTimeout"] });
  let now = 1000;
  test.mock.method(performance, "now", () => now);
  /** @type {{id: number, rows: string[], steps: (number | undefined)[], finest: number | undefined}[]} */
  const asked = [];
  const grounds = new Grounds({
    sample(sites, finest) {
      const [rows, steps] = [sites.map((site) => site.rows), sites.map((site) => site.step)];
      asked.push({ id: asked.length + 1, rows, steps, finest });
      return asked.length;
    },
  });
  const plane = /** @type {import("../../www/engine/protocol.js").Plane} */ ({});
  /** Brings the surfaces of the newest request. @param {number[]} sides coarse to fine */
  const bring = (...sides) => {
    const { id, rows } = /** @type {{id: number, rows: string[]}} */ (asked.at(-1));
    for (const [level, side] of sides.entries()) {
      for (const sheet of rows.keys()) {
        const heights = new Float32Array(side * side).fill(id);
        const is_last = level + 1 === sides.length;
        const grid = { id, sheet, columns: side, rows: side, heights, is_last };
        grounds.take({ ...grid, a: [0, 1], b: [0, 1] });
      }
    }
  };
  const pass = (/** @type {number} */ ms) => {
    now += ms;
    test.mock.timers.tick(ms);
  };
  return { grounds, asked, plane, bring, pass };
}

describe("the grounds", () => {
  it("lay the validation surface over the training surface, and take it away without measuring again", (test) => {
    const { grounds, asked, plane, bring } = watched(test);
    grounds.setRows({ batch: 0, validation: 30 });
    grounds.choose("both");
    assert.equal(asked.length, 0);
    grounds.measure([{ plane }]);
    assert.deepEqual(asked.at(-1)?.rows, ["train", "validation"]);
    bring(5, 9);
    assert.deepEqual([grounds.sheet()?.columns, grounds.veil()?.columns], [9, 9]);
    assert.equal(grounds.heights().length, 2 * 81);
    grounds.choose("train");
    assert.deepEqual([grounds.sheet()?.columns, grounds.veil(), asked.length], [9, undefined, 1]);
    assert.equal(grounds.heights(), grounds.sheet()?.heights);
  });

  it("ask for what is lacking alone", (test) => {
    const { grounds, asked, plane, bring } = watched(test);
    grounds.setRows({ batch: 0, validation: 30 });
    grounds.measure([{ plane }]);
    bring(5, 9);
    grounds.choose("both");
    assert.deepEqual(asked.at(-1)?.rows, ["validation"]);
    const [id] = asked.map((request) => request.id);
    const old = { id, sheet: 0, columns: 3, rows: 3, heights: new Float32Array(9), is_last: true };
    assert.equal(grounds.take({ ...old, a: [0, 1], b: [0, 1] }), false);
    bring(5);
    assert.deepEqual([grounds.sheet()?.columns, grounds.veil()?.columns], [9, 5]);
  });

  it("are all training rows where there are no others", (test) => {
    const { grounds, asked, plane } = watched(test);
    for (const wish of /** @type {const} */ (["both", "batch"])) {
      grounds.choose(wish);
      grounds.measure([{ plane }]);
      assert.deepEqual([grounds.ground, asked.at(-1)?.rows], ["train", ["train"]]);
    }
  });

  it("go with the mini-batch at a calm pace, and become fine when the run rests", (test) => {
    const { grounds, asked, plane, bring, pass } = watched(test);
    grounds.setRows({ batch: 8, validation: 30 });
    grounds.choose("batch");
    grounds.measure([{ plane }]);
    grounds.follow({ step: 0, isPlaying: true });
    bring(65);
    assert.deepEqual([grounds.veil(), grounds.batchStep], [undefined, undefined]);
    pass(1000);
    assert.deepEqual(asked.at(-1), { id: 2, rows: ["batch"], steps: [0], finest: 33 });
    // Steps pass while it is measured: only the newest one counts then.
    for (const step of [1, 2, 3]) grounds.follow({ step, isPlaying: true });
    assert.equal(asked.length, 2);
    bring(33);
    assert.deepEqual([grounds.sheet()?.columns, grounds.veil()?.columns, grounds.batchStep], [33, 65, 0]);
    assert.equal(asked.length, 2, "not before the last one could be seen");
    pass(1000);
    assert.deepEqual(asked.at(-1)?.steps, [3]);
    bring(33);
    // The same ground, but finer.
    grounds.follow({ step: 3, isPlaying: false });
    pass(1000);
    assert.deepEqual([asked.at(-1)?.steps, asked.at(-1)?.finest], [[3], 129]);
    bring(65, 129);
    pass(1000);
    assert.deepEqual([asked.length, grounds.batchStep, grounds.sheet()?.columns], [4, 3, 129]);
    // Its losses choose no colours: they would dance.
    assert.equal(grounds.heights(), grounds.veil()?.heights);
  });

  it("forget a run with its planes", (test) => {
    const { grounds, asked, plane, bring } = watched(test);
    grounds.setRows({ batch: 8, validation: 30 });
    grounds.measure([{ plane }]);
    bring(5);
    grounds.begin();
    grounds.choose("both");
    grounds.setRows({ batch: 0, validation: 20 });
    assert.equal(asked.length, 1, "nothing is measured over the plane of another run");
    assert.equal(grounds.sheet()?.columns, 5, "what is drawn stays until there is something new");
  });
});
