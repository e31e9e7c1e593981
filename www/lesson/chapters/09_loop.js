// Chapter 9: forward, wrongness, backward, step, and again.
import { at, hasTried, steps } from "./seen.js";

const SLOW = "v=1&data=circle&noise=0&layers=2&lr=0.5";
const FAST = "v=1";
const SHAKES = "v=1&data=moons&noise=0.2&layers=2&lr=0.3&batch=2";

/** @type {import("../format.js").Chapter} */
export const loop = {
  id: "loop",
  link: SLOW,
  views: ["network", "curves", "play"],
  steps: [
    { name: "slowly", pace: 1, run: "pause", task: (seen) => steps(seen) >= 5 },
    {
      name: "fast",
      link: FAST,
      views: ["mountain", "curves", "play"],
      pace: 40,
      ask: {
        answers: ["same", "less", "more"],
        seen: (seen) => {
          const [zero, one, two] = [0, 100, 200].map((step) => at(seen, step)?.trainLoss);
          if (zero === undefined || one === undefined || two === undefined) return undefined;
          const share = (one - two) / (zero - one);
          return share > 1.25 ? "more" : share > 0.75 ? "same" : "less";
        },
      },
      live: (seen) => ({ step: steps(seen) }),
    },
    {
      name: "rest",
      link: SHAKES,
      views: ["mountain", "curves", "dial", "play"],
      pace: 120,
      choices: [
        { name: "large", change: { learning_rate: 0.3 }, run: "play" },
        { name: "small", change: { learning_rate: 0.01 }, run: "play" },
      ],
      task: (seen) => steps(seen) >= 300 && hasTried(seen, "small"),
    },
  ],
};
