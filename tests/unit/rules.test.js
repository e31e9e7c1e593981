import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { typedList } from "../../www/lab/scale.js";
import { alongWith, holds, repaired } from "../../www/state/rules.js";
import { Store } from "../../www/state/store.js";

const text = { en: "", zh: "" };
/** @param {string} value @param {any} [when] */
const choice = (value, when) => ({
  value,
  ...(when ? { when } : {}),
  level: /** @type {const} */ ("basic"),
  label: text,
  help: text,
});
/** @type {any[]} */
const fields = [
  { name: "dataset", default: "penguins", choices: [choice("penguins"), choice("circle")] },
  {
    name: "loss",
    default: "auto",
    choices: [choice("auto"), choice("mse", [{ field: "dataset", is: ["circle"] }])],
  },
  { name: "seed", default: 5 },
];

describe("conditions between settings", () => {
  it("hold if every named field has one of its values", () => {
    const when = [
      { field: "dataset", is: ["circle", "moons"] },
      { field: "loss", is: ["mse"] },
    ];
    assert.ok(holds(undefined, {}));
    assert.ok(holds(when, { dataset: "moons", loss: "mse" }));
    assert.ok(!holds(when, { dataset: "moons", loss: "auto" }));
    assert.ok(!holds(when, { loss: "mse" }));
  });

  it("put back what does not go together, and tell it as a change", () => {
    const store = new Store({ dataset: "circle", loss: "mse", seed: 1 }, (next) => repaired(fields, next));
    /** @type {string[][]} */
    const heard = [];
    store.listen((_, changed) => heard.push([...changed].sort()));
    store.change({ seed: 2 });
    store.change({ dataset: "penguins" });
    assert.deepEqual(store.spec, { dataset: "penguins", loss: "auto", seed: 2 });
    store.change({ loss: "mse" });
    assert.equal(store.spec.loss, "auto");
    assert.deepEqual(heard, [["seed"], ["dataset", "loss"]]);
  });
});

describe("a problem of two parameters", () => {
  /** @type {any} */
  const schema = {
    fields: [
      { name: "learning_rate", default: 0.1 },
      { name: "start_a", default: -1.2 },
      { name: "start_b", default: 1 },
    ],
    problems: [{ name: "ravine", start: [-8, 1], learning_rate: 0.035 }],
  };

  it("brings its start, and its rate for plain descent", () => {
    assert.deepEqual(alongWith(schema, { optimizer: "momentum" }, "problem", "ravine"), {
      start_a: -8,
      start_b: 1,
      learning_rate: 0.035,
    });
    assert.deepEqual(alongWith(schema, { optimizer: "adam" }, "problem", "ravine"), {
      start_a: -8,
      start_b: 1,
    });
  });

  it("leaves a network what is usual, and nothing to other settings", () => {
    const usual = { start_a: -1.2, start_b: 1, learning_rate: 0.1 };
    assert.deepEqual(alongWith(schema, { optimizer: "sgd" }, "problem", "network"), usual);
    assert.deepEqual(alongWith(schema, { optimizer: "sgd" }, "seed", 3), {});
  });
});

describe("a typed list", () => {
  const widths = /** @type {const} */ ({ min: 1, max: 64, step: 1, scale: "linear" });

  it("takes whatever stands between the numbers", () => {
    for (const typed of ["16-8-4", " 16, 8, 4 ", "16 8 4", "16、8；4", "16 - 8 - 4"]) {
      assert.equal(typedList(typed, widths, 3), "16-8-4", typed);
    }
    assert.equal(typedList(" ", widths, 3), "");
  });

  it("is refused with a number out of range, with a word, or with too many", () => {
    for (const typed of ["16-0", "65", "8-four", "2.5", "1-2-3-4"]) {
      assert.equal(typedList(typed, widths, 3), undefined, typed);
    }
  });
});
