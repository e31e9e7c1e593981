// Chapter 3: three judges vote, and their votes have weights.
import { INPUTS, NUMBERS, THRESHOLD, WEIGHTS } from "./judges.js";

/** @type {import("../format.js").Chapter} */
export const vote = {
  id: "vote",
  link: "problem=judges&lr=1",
  views: ["widget"],
  numbers: NUMBERS,
  steps: [
    {
      name: "sum",
      widget: "vote",
      setting: { inputs: INPUTS, weights: WEIGHTS, threshold: THRESHOLD, activations: ["step"] },
      task: ({ widget }) => widget.answer === 1,
    },
    {
      name: "learn",
      widget: "vote",
      setting: { inputs: INPUTS, weights: WEIGHTS, threshold: THRESHOLD, activations: ["step"], most: 2 },
      ask: {
        answers: ["first", "second", "third"],
        // Whoever lights the lamp by one weight, all else as it was, has found one that is enough.
        seen: ({ widget }) => (widget.answer === 1 && widget.alone ? String(widget.alone) : undefined),
      },
    },
  ],
};
