// Chapter 6: how wrong is an answer?
import { computed, INPUTS, NUMBERS, TARGET, WEIGHTS } from "./judges.js";

/** @type {import("../format.js").Chapter} */
export const wrong = {
  id: "wrong",
  link: "problem=judges&lr=1",
  views: ["widget"],
  numbers: {
    ...NUMBERS,
    absolute: computed("0.38", "absolute"),
    squared: computed("0.144", "squared"),
    entropy: computed("1.008", "cross_entropy"),
    floor: computed("0.673", "cross_entropy", { inputs: [1], weights: [TARGET] }),
    right: computed("0.6", "sum", { weights: [0.5, 0.1, 1.35] }),
    w3right: { is: "1.35", from: { core: "third_weight_of_right_judges" } },
  },
  steps: [
    {
      name: "miss",
      widget: "wrong",
      setting: {
        over: "answer",
        answer: 0.22,
        target: TARGET,
        range: [0, 1],
        top: 2,
        ticks: [0, 0.2, 0.4, 0.6, 0.8, 1],
      },
      task: ({ widget }) => Number(widget.absolute) < 0.005,
    },
    {
      name: "weights",
      widget: "wrong",
      setting: {
        over: "weight",
        inputs: INPUTS,
        weights: WEIGHTS,
        index: 2,
        target: TARGET,
        range: [-1, 4],
        top: 1.2,
        ticks: [-1, 0, 1, 2, 3, 4],
        kinds: ["absolute", "squared"],
      },
      task: ({ widget }) => Number(widget.absolute) < 0.0021,
    },
    {
      name: "valley",
      link: "problem=judges&starta=0.5&startb=0.4&lr=1",
      views: ["mountain", "play"],
      run: "pause",
      pace: 5,
      task: ({ report }) => report !== undefined && report.status.train_loss < 0.0001,
    },
  ],
};
