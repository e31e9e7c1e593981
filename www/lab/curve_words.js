// What the curves say: values under the pointer, and how the loss went.
import { accuracy, measured } from "../i18n/numbers.js";
import { sayMarks } from "./curve_marks.js";
import { runSign } from "./runs.js";

/** @param {import("../i18n/index.js").Words} words @returns {import("../stage/curves/curves.js").CurveWords} */
export function curveWords(words) {
  return {
    step: () => words.say("chart_step"),
    title: (first, last) =>
      words.say("loss_twin", {
        start: first.step,
        first: measured(first.trainLoss),
        step: last.step,
        last: measured(last.trainLoss),
        validation: measured(last.validationLoss),
      }),
    keys: () => words.say("curve_keys"),
    marks: (marks) => sayMarks(words, marks),
    seen: ({ key, step, first, last }) =>
      words.say(key, { step, first: measured(first), last: measured(last) }),
    value: (point, measure, test) =>
      words.say(test === undefined ? "loss_value" : "loss_value_test", {
        step: point.step,
        train: measure === "loss" ? measured(point.trainLoss) : accuracy(point.trainAccuracy),
        validation: measure === "loss" ? measured(point.validationLoss) : accuracy(point.validationAccuracy),
        test: measure === "loss" ? measured(test ?? Number.NaN) : accuracy(test ?? Number.NaN),
      }),
    values: (points, measure) =>
      words.say("race_values", {
        step: points.find((point) => point)?.step ?? 0,
        values: points
          .map(
            (point, index) =>
              point &&
              `${runSign(index)} ${measure === "loss" ? measured(point.trainLoss) : accuracy(point.trainAccuracy)}`,
          )
          .filter(Boolean)
          .join("  "),
      }),
  };
}
