// Chapter 7: which way is down?
import { measured } from "../../i18n/numbers.js";
import { computed, given, INPUTS, NUMBERS, TARGET, UNIT, WEIGHTS } from "./judges.js";

/** @type {import("../format.js").Quoted} */
const LIMIT = { is: "5.556", from: { neuron: { ...UNIT, wrongness: "squared" }, take: "squared_limit" } };

/** @type {import("../format.js").Chapter} */
export const down = {
  id: "down",
  link: "problem=judges&starta=0.5&startb=0.4&lr=0.3",
  views: ["widget"],
  numbers: {
    ...NUMBERS,
    nudge: given("0.1"),
    rise: { is: "0.04", from: { core: "rise_by_third_weight" } },
    g1: computed("−0.1", "gradient.0", { wrongness: "absolute" }),
    g3: computed("−0.4", "gradient.2", { wrongness: "absolute" }),
    s1: computed("−0.076", "gradient.0", { wrongness: "squared" }),
    s3: computed("−0.304", "gradient.2", { wrongness: "squared" }),
    error: computed("0.38", "absolute"),
    half_limit: { is: "2.778", from: { core: "half_of_squared_limit" } },
    limit: LIMIT,
    curvature: { is: "0.36", from: { core: "curvature_of_judges" } },
    low: { is: "0.58", from: { core: "low_of_rocking" } },
    high: { is: "0.76", from: { core: "high_of_rocking" } },
  },
  steps: [
    {
      name: "nudge",
      widget: "vote",
      setting: { inputs: INPUTS, weights: WEIGHTS, threshold: 0, activations: ["identity"] },
      ask: {
        answers: ["first", "third", "same"],
        // Seen by whoever has moved both of them alone: the sum that rises faster has the shorter way.
        seen: ({ widget }) => {
          const [first, third] = [Number(widget.rise_first), Number(widget.rise_third)];
          if (!Number.isFinite(first) || !Number.isFinite(third) || Number(widget.sum) < 0.4)
            return undefined;
          if (Math.abs(first - third) < 1e-9) return "same";
          return first > third ? "first" : "third";
        },
      },
    },
    {
      name: "mountain",
      views: ["mountain", "dial", "play"],
      run: "pause",
      pace: 5,
      task: ({ report }) => report !== undefined && report.status.train_loss < 0.001,
      live: ({ report }) => ({
        step: report?.status.step ?? 0,
        loss: measured(report?.status.train_loss ?? Number.NaN),
      }),
    },
    {
      name: "land",
      widget: "steps",
      setting: {
        inputs: INPUTS,
        weights: WEIGHTS,
        target: TARGET,
        wrongness: "squared",
        rate: 1,
        rates: [1, 2.778, 5.5, 5.6],
      },
      ask: {
        answers: ["arrives", "rocks", "leaves"],
        seen: ({ widget }) =>
          widget.wrongness === "squared" && Number(widget.rate) > Number(LIMIT.is) && Number(widget.made) >= 5
            ? "leaves"
            : undefined,
      },
      task: ({ widget }) =>
        widget.wrongness === "squared" &&
        widget.made === 1 &&
        Math.abs(Number(widget.answer) - TARGET) < 0.005,
    },
    {
      name: "rock",
      widget: "steps",
      setting: {
        inputs: INPUTS,
        weights: WEIGHTS,
        target: TARGET,
        wrongness: "absolute",
        rate: 1,
        rates: [1, 0.5, 0.1],
      },
      task: ({ widget }) => widget.wrongness === "absolute" && widget.rocks === "yes",
    },
  ],
};
