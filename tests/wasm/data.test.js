// The door for tables: what the page's core carries, what must be brought, and what it says to a table it cannot read.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { SCHEMA, Session, SurfaceSampler, specOf } from "./support/core.js";

/** @param {string} name */
const table = (name) => readFileSync(new URL(`../../crate/data/${name}.csv`, import.meta.url));

/** @param {string} text */
const bytes = (text) => new TextEncoder().encode(text);

/**
 * @param {import("node:test").TestContext} test
 * @param {string} link
 * @param {Uint8Array} [file]
 */
function sessionWith(test, link, file) {
  const session = new Session(specOf(link), file);
  test.after(() => session.free());
  return session;
}

describe("data", () => {
  it("is made or carried inside but for four sets", (test) => {
    const { choices } = SCHEMA.fields.find((/** @type {{name: string}} */ { name }) => name === "dataset");
    const wanting = [];
    for (const { value } of choices) {
      try {
        const session = sessionWith(test, `data=${value}`);
        session.advance(3);
        assert.ok(Number.isFinite(session.status().train_loss), value);
      } catch (error) {
        assert.match(String(error), new RegExp(`^Error: file: must be given for the data set ${value}: `));
        wanting.push(value);
      }
    }
    assert.deepEqual(wanting, ["iris", "wine", "digits", "own"]);
  });

  it("learns from a table that is handed in, and so does the sampler", (test) => {
    const link = "data=digits&width=16&opt=adam&lr=0.01";
    const session = sessionWith(test, link, table("digits"));
    const { rows, feature_names, class_names, task } = JSON.parse(session.dataset_summary());
    assert.deepEqual([rows.train + rows.validation + rows.test, feature_names.length], [1797, 64]);
    assert.deepEqual([class_names, task], [[..."0123456789"], "multiclass"]);
    session.advance(30);
    const { train_accuracy, train_loss } = session.status();
    assert.ok(train_accuracy > 0.5, `a tenth would be chance: ${train_accuracy}`);

    const plane = session.lay_plane("random", 0);
    const sampler = new SurfaceSampler(specOf(link), table("digits"));
    sampler.set_plane(plane.origin, plane.d1, plane.d2);
    assert.deepEqual([...sampler.row(Float32Array.of(0), 0)], [Math.fround(train_loss)]);
    plane.free();
    sampler.free();
  });

  it("has no accuracy where answers are numbers", (test) => {
    const session = sessionWith(test, "data=sine");
    session.advance(200);
    const { train_accuracy, validation_accuracy, train_loss } = session.status();
    assert.deepEqual([train_accuracy, validation_accuracy, session.test_accuracy()], [NaN, NaN, NaN]);
    assert.ok(session.test_loss() > 0 && train_loss < 0.1, `${train_loss}`);
    const { task, class_names, target_name } = JSON.parse(session.dataset_summary());
    assert.deepEqual([task, class_names, target_name], ["regression", [], "y"]);
  });

  it("of one's own may be classes or numbers", (test) => {
    const rows = Array.from({ length: 40 }, (_, row) => `${row},${row % 7},${row < 20 ? "low" : "high"}`);
    const own = sessionWith(test, "data=own&features=all", bytes(["a,b,size", ...rows, "1,,low"].join("\n")));
    const summary = JSON.parse(own.dataset_summary());
    assert.deepEqual([summary.task, summary.dropped_rows, summary.target_name], ["binary", 1, "size"]);
    own.advance(300);
    assert.ok(own.status().train_accuracy > 0.95);
    const values = bytes(["a;y", ...rows.map((_, row) => `${row};${row / 2 + 0.25}`)].join("\r\n"));
    const task = JSON.parse(sessionWith(test, "data=own", values).dataset_summary()).task;
    assert.equal(task, "regression");
  });

  it("that cannot be read is named by line and column", () => {
    const spec = specOf("data=own");
    /** @type {[RegExp, Uint8Array | undefined][]} */
    const cases = [
      [/^Error: file: must be given for the data set own: a table/, undefined],
      [/^Error: line 1: must name the columns$/, bytes("")],
      [/^Error: file: must be UTF-8 text; the byte at 2 is not$/, Uint8Array.of(97, 44, 255)],
      [/^Error: line 3: must have 2 cells as the header has, got 3$/, bytes("x,y\n1,a\n2,b,c\n")],
      [/^Error: line 3, column x: must be a number .*, got red$/, bytes("x,y\n1,a\nred,b\n")],
      [/^Error: column y: must name at least two classes, got only a$/, bytes("x,y\n1,a\n2,a\n3,a\n")],
      [/^Error: split: needs rows for training, validation and test, got 2 rows$/, bytes("x,y\n1,a\n2,b\n")],
      [/^Error: file: must have at most 8388608 bytes/, new Uint8Array(9 << 20)],
    ];
    for (const [message, file] of cases) assert.throws(() => new Session(spec, file), message);
    const circle = specOf("data=circle");
    assert.throws(
      () => new Session(circle, bytes("x,y\n1,2")),
      /^Error: file: belongs to the data sets iris, /,
    );
    assert.throws(() => new SurfaceSampler(spec), /^Error: file: must be given/);
  });
});
