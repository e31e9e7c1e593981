// What is said of a run that has gone wrong, and of an exam.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { examEn } from "../../www/i18n/exam_en.js";
import { examZh } from "../../www/i18n/exam_zh.js";
import { troubleEn } from "../../www/i18n/trouble_en.js";
import { troubleZh } from "../../www/i18n/trouble_zh.js";
import { verdictOf } from "../../www/lab/blow_up.js";
import { createExam } from "../../www/lab/exam.js";
import { BOUNCE_STEPS, isBouncing } from "../../www/stage/curves/bounce.js";
import { lowestValidation } from "../../www/stage/curves/points.js";
import { Store } from "../../www/state/store.js";

const holes = (/** @type {string} */ sentence) => [...sentence.matchAll(/\{\w+\}/g)].map(String).sort();

/** A curve with these training losses at every `stride`-th step; validation is twice as much. @param {number[]} losses */
function curve(losses, stride = 1) {
  return new Float32Array(losses.flatMap((loss, at) => [at * stride, loss, 0, 2 * loss, 0]));
}

describe("words that come later", () => {
  for (const [name, en, zh] of /** @type {[string, Record<string, string>, Record<string, string>][]} */ ([
    ["of trouble", troubleEn, troubleZh],
    ["of the exam", examEn, examZh],
  ])) {
    it(`${name} have the same keys and values in both languages`, () => {
      assert.deepEqual(Object.keys(zh), Object.keys(en));
      for (const [key, sentence] of Object.entries(en)) {
        assert.deepEqual(new Set(holes(zh[key] ?? "")), new Set(holes(sentence)), key);
      }
    });
  }
});

describe("the reason of a blow-up", () => {
  it("is what trying again has shown, and nothing else", () => {
    const verdicts = [{}, { slower: true }, { slower: false }].map(verdictOf);
    assert.deepEqual(verdicts, ["cause_untried", "cause_rate", "cause_not_rate"]);
    const of = (/** @type {boolean} */ slower, /** @type {boolean} */ scaled) =>
      verdictOf({ slower, scaled });
    assert.deepEqual(
      [of(true, true), of(true, false), of(false, true), of(false, false)],
      ["cause_either", "cause_rate", "cause_sum", "cause_neither"],
    );
  });
});

describe("a run that bounces", () => {
  const high = Array.from({ length: BOUNCE_STEPS + 1 }, () => 2);
  it("has been above its first loss for fifty steps", () => {
    assert.equal(isBouncing(curve([1, ...high])), true);
    assert.equal(isBouncing(curve([1, ...high.slice(2)])), false);
    assert.equal(isBouncing(curve([1, ...high.slice(0, 20), 0.9, ...high.slice(0, 49)])), false);
    assert.equal(isBouncing(curve([1, 0.5, ...high, 2])), true);
    assert.equal(isBouncing(curve([1, ...high, Number.NaN])), false);
    assert.equal(isBouncing(curve([])), false);
  });
  it("is known by few points, too", () => {
    assert.equal(isBouncing(curve([1, 2, 2, 2], 40)), true);
    assert.equal(isBouncing(curve([1, 2, 0.5, 2], 40)), false);
  });
});

describe("the exam", () => {
  it("finds the step at which the mock exam was best", () => {
    assert.equal(lowestValidation(curve([3, 2, 1, 1, 4]))?.step, 2);
    assert.equal(lowestValidation(new Float32Array([0, 1, 0, Number.NaN, 0])), undefined);
  });

  const field = (/** @type {string} */ name, /** @type {string} */ group, live = false) =>
    /** @type {import("../../www/state/core.js").Field} */ ({ name, group, live });
  const FIELDS = [
    field("dataset", "data"),
    field("label_noise", "data"),
    field("width", "network"),
    field("seed", "training"),
    field("exam", "view", true),
  ];
  function sat() {
    const store = new Store({ dataset: "circle", label_noise: 0, width: 4, seed: 1, exam: "sealed" });
    /** @type {import("../../www/lab/exam.js").ExamState[]} */
    const seen = [];
    const exam = createExam(
      store,
      FIELDS,
      async () => ({ step: 9, loss: 0.5, accuracy: 0.75 }),
      (now) => seen.push(now),
    );
    exam.opened({ step: 9, loss: 0.5, accuracy: 0.75 });
    store.change({ exam: "opened" }, "link");
    return { store, exam, seen };
  }

  it("stays opened, whatever is turned, and its figures are those of then", () => {
    const { store, exam, seen } = sat();
    assert.deepEqual(seen.at(-1), {
      isOpen: true,
      figures: { step: 9, loss: 0.5, accuracy: 0.75 },
      isStale: false,
    });
    store.change({ width: 8 });
    assert.deepEqual([exam.now.isOpen, exam.now.isStale, exam.now.figures?.step], [true, true, 9]);
    store.change({ label_noise: 0.2 });
    assert.equal(store.spec.exam, "opened");
  });

  it("is another one with other rows", () => {
    for (const change of [{ seed: 2 }, { dataset: "moons" }]) {
      const { store, exam } = sat();
      store.change(change);
      assert.deepEqual([store.spec.exam, exam.now.isOpen, exam.now.figures], ["sealed", false, undefined]);
    }
    const { store, exam } = sat();
    store.change({ seed: 3, exam: "opened" }, "link");
    assert.deepEqual([exam.now.isOpen, exam.now.figures], [true, undefined]);
  });
});
