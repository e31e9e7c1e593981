// Chapter 4: behind a switch nobody can be blamed; a dial tells who matters.
import { computed, given, INPUTS, NUMBERS, THRESHOLD, WEIGHTS } from "./judges.js";

/** A unit whose sum is 0. */
const AT_ZERO = { inputs: [1], weights: [0] };

/** @type {import("../format.js").Chapter} */
export const dial = {
  id: "dial",
  link: "problem=judges&lr=1",
  views: ["widget"],
  numbers: {
    ...NUMBERS,
    nudge: given("0.1"),
    half: computed("0.5", "answer", { ...AT_ZERO, activation: "sigmoid" }),
    quarter: computed("0.25", "slope", { ...AT_ZERO, activation: "sigmoid" }),
    flat: computed("0", "slope", { activation: "step" }),
    far: given("4"),
    faint: computed("0.018", "slope", { inputs: [1], weights: [4], activation: "sigmoid" }),
  },
  steps: [
    {
      name: "switch",
      widget: "vote",
      setting: { inputs: INPUTS, weights: WEIGHTS, threshold: THRESHOLD, activations: ["step"] },
      ask: {
        answers: ["little", "nothing", "much"],
        seen: ({ widget }) => {
          if (widget.touched !== "yes") return undefined;
          return widget.moved === "yes" ? "much" : "nothing";
        },
      },
    },
    {
      name: "slope",
      widget: "dial",
      setting: { activations: ["step", "sigmoid", "relu"], sum: -3 },
      task: ({ widget }) => widget.kind === "sigmoid" && Number(widget.slope) > 0.24,
    },
    {
      name: "blame",
      widget: "vote",
      setting: { inputs: INPUTS, weights: WEIGHTS, threshold: THRESHOLD, activations: ["sigmoid", "step"] },
      task: ({ widget }) => widget.activation === "sigmoid" && widget.moved === "yes",
    },
  ],
};
