// What the network of a session answers: the core's plain numbers, read by the module of the fits, are those the run counts with.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readRaw } from "../../www/engine/raw_answers.js";
import { createReader } from "../../www/stage/fit/reader.js";
import { scalarCore, sessionOf, specOf } from "./support/core.js";
import * as fits from "./support/fits.js";

/** @type {import("../../www/stage/fit/reader.js").FitWish} */
const WISH = { parts: ["train", "validation"], most: 1000, work: 1e6 };

/** @param {import("node:test").TestContext} test @param {ReturnType<typeof sessionOf>} session */
function readerOf(test, session) {
  const summary = JSON.parse(session.dataset_summary());
  /** @type {string[]} */
  const asked = [];
  const reader = createReader({
    fits,
    summary,
    async ask(wish) {
      asked.push(...wish.rows);
      return readRaw(session, wish);
    },
  });
  test.after(() => reader.dispose());
  return { read: reader.read, rows: reader.rows, asked };
}

describe("the fit of a session", () => {
  it("answers right as often as the status says, and its rows are those that it counts", async (test) => {
    const session = sessionOf(test, "#data=circle&lr=0.5");
    session.advance(30);
    const reader = readerOf(test, session);
    const { frame, parts, columns, field } = await reader.read(WISH);
    const status = session.status();
    for (const [index, accuracy] of [status.train_accuracy, status.validation_accuracy].entries()) {
      const { verdict } = parts[index];
      assert.ok(verdict.kind === "classes");
      assert.equal(verdict.right / verdict.rows, accuracy);
      assert.equal(
        verdict.table.flat().reduce((sum, count) => sum + count, 0),
        verdict.rows,
      );
    }
    status.free();
    assert.deepEqual([frame.inputs, frame.classes, frame.units.length], [2, 2, 2]);
    assert.equal(field.length, 2 * columns * columns);
    const [train] = parts;
    assert.equal(train.rows.length, (3 * train.answers.length) / 2);
    const right = [...train.answers].filter(
      (answer, at) => at % 2 === 0 && answer === train.rows[(at / 2) * 3 + 2],
    );
    assert.ok(train.verdict.kind === "classes" && right.length === train.verdict.right);
    await reader.read({ ...WISH, parts: ["train", "validation", "test"] });
    await reader.read(WISH);
    assert.deepEqual(
      reader.asked,
      ["train", "validation", "test"],
      "rows are asked for once, test rows when they are opened",
    );
  });

  it("is finer, the more operations are allowed, and a line where there is one input", async (test) => {
    const circle = readerOf(test, sessionOf(test, "#data=circle"));
    const columns = [];
    for (const work of [1, 1e5, 1e7, 1e12]) columns.push((await circle.read({ ...WISH, work })).columns);
    assert.deepEqual([columns[0], columns[3]], [15, 97]);
    assert.ok(columns[0] <= columns[1] && columns[1] < columns[2], `${columns}`);
    const sine = await readerOf(test, sessionOf(test, "#data=sine")).read(WISH);
    assert.equal(sine.field.length, 2 * sine.columns);
    assert.ok(sine.parts[1].verdict.kind === "values" && sine.parts[1].verdict.error > 0);
    const mass = readerOf(test, sessionOf(test, "#data=penguin_mass&features=all"));
    assert.equal((await mass.read(WISH)).columns, 0);
    const { frame, rows } = await mass.rows("train", 9);
    assert.equal(rows.length, 9 * (frame.inputs + 1));
    // Grams, not deviations.
    assert.ok(rows.filter((_, at) => at % (frame.inputs + 1) === frame.inputs).every((mass) => mass > 2000));
  });

  it("has the same bits without SIMD, and changes nothing about the run", async (test) => {
    const core = await scalarCore();
    const link = "#data=moons&lr=0.3&width=12";
    const scalar = new core.Session(specOf(link));
    test.after(() => scalar.free());
    const session = sessionOf(test, link);
    for (const run of [scalar, session]) run.advance(20);
    const before = session.digest();
    const inputs = Float32Array.from({ length: 66 }, (_, at) => Math.sin(at));
    assert.deepEqual(scalar.outputs(inputs), session.outputs(inputs));
    assert.deepEqual(scalar.rows_of("train"), session.rows_of("train"));
    assert.equal(session.digest(), before);
  });

  it("has nothing for a formula, and names what it does not accept", (test) => {
    const formula = sessionOf(test, "#problem=rosenbrock");
    assert.equal(formula.task_numbers().length + formula.rows_of("train").length, 0);
    assert.throws(() => new fits.Answers(formula.task_numbers()), /^Error: task: must be counts, and means/);
    const session = sessionOf(test, "#data=circle");
    const answers = new fits.Answers(session.task_numbers());
    test.after(() => answers.free());
    assert.throws(() => answers.points(1), /^Error: columns: must be 2 to 257, got 1$/);
    assert.throws(
      () => answers.set_rows(0, 3, new Float32Array(2)),
      /^Error: rows: must be 3 rows of 2 finite/,
    );
  });
});
