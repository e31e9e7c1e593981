// The wasm export `evaluate`, as programs call it from the package, against the answers of PyTorch. The same comparison as
// `crate/tests/goldens.rs` makes natively.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { evaluate, initSync } from "../../target/pkg/downhill.js";

initSync({ module: readFileSync(new URL("../../target/pkg/downhill_bg.wasm", import.meta.url)) });

/** Relative errors of vector norms that a core in single precision is held to (docs/reference-cases.md). */
const [LOSS, GRADIENT, PATH, EIGENVALUE, DIRECTION] = [1e-4, 5e-4, 2e-2, 1e-2, 1e-3];

/** @param {string[]} path to an answer */
function tolerance([first, second]) {
  if (first === "grad" || first === "grid" || (first === "pca" && second === "grid")) return GRADIENT;
  if (first === "optimizers") return PATH;
  if (first === "hessian") return EIGENVALUE;
  return first === "directions" || first === "pca" ? DIRECTION : LOSS;
}

/** Numbers in a list of lists. @param {any} value @returns {number[]} */
const flat = (value) => (Array.isArray(value) ? value.flat(Number.POSITIVE_INFINITY) : [value]);
const norm = (/** @type {number[]} */ values) => Math.hypot(...values);

/**
 * Calls `check` for every number or list of numbers.
 * @param {any} got
 * @param {any} expected
 * @param {string[]} path
 * @param {(got: number[], expected: number[], path: string[]) => void} check
 */
function compare(got, expected, path, check) {
  const isObject = typeof expected === "object" && expected !== null;
  const isList =
    Array.isArray(expected) && expected.every((item) => typeof item !== "object" || Array.isArray(item));
  if (isObject && !isList) {
    for (const key of Object.keys(expected)) {
      assert.ok(key in got, `${path.join(".")}.${key} is missing`);
      compare(got[key], expected[key], [...path, key], check);
    }
  } else if (isList || typeof expected === "number") {
    check(flat(got), flat(expected), path);
  } else {
    assert.deepEqual(got, expected, path.join("."));
  }
}

describe("evaluate", () => {
  it("agrees with PyTorch in every answer", () => {
    const { cases } = JSON.parse(readFileSync("tests/golden/cases.json", "utf8"));
    assert.ok(cases.length > 70);
    let count = 0;
    for (const { case: one, answers } of cases) {
      compare(JSON.parse(evaluate(JSON.stringify(one))), answers, [], (got, expected, path) => {
        const place = `${one.name}: ${path.join(".")}`;
        assert.equal(got.length, expected.length, place);
        const isLogarithm = path.at(-1) === "log10_grad_norm";
        const difference = norm(got.map((value, index) => value - (expected[index] ?? Number.NaN)));
        // A logarithm's difference is a relative error already.
        const error = difference === 0 || isLogarithm ? difference : difference / norm(expected);
        assert.ok(error <= tolerance(path), `${place}: ${error}`);
        count += 1;
      });
    }
    assert.ok(count > 1000, `${count} answers were compared`);
  });

  it("names the field of a case that it cannot read", () => {
    assert.throws(() => evaluate("{"), /^Error: /);
    assert.throws(() => evaluate('{"model": {"widths": [0]}}'), /^Error: /);
    const { cases } = JSON.parse(readFileSync("tests/golden/cases.json", "utf8"));
    const [{ case: one }] = cases;
    const wrong = { ...one, model: { ...one.model, activation: "softmax" } };
    assert.throws(() => evaluate(JSON.stringify(wrong)), /^Error: .*activation.*tanh/s);
  });
});
