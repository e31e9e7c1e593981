// Chapter 1: a ball walks down, and one dial says how far a step goes.

import { measured } from "../../i18n/numbers.js";
import { BEGINNING } from "../../state/told.js";

/** @param {import("../format.js").Seen} seen */
const live = ({ report }) => ({
  step: report?.status.step ?? 0,
  loss: measured(report?.status.train_loss ?? Number.NaN),
});

/** @type {import("../format.js").Chapter} */
export const mountain = {
  id: "mountain",
  link: BEGINNING,
  views: ["mountain", "dial", "play"],
  numbers: { limit: { is: "0.2", from: { core: "limit_of_bowl" } } },
  steps: [
    { name: "ball", pace: 5, task: ({ report }) => (report?.status.step ?? 0) >= 10, live },
    {
      name: "dial",
      pace: 5,
      choices: [
        { name: "small", change: { learning_rate: 0.01 }, restart: true, run: "play" },
        { name: "middle", change: { learning_rate: 0.1 }, restart: true, run: "play" },
        { name: "large", change: { learning_rate: 0.19 }, restart: true, run: "play" },
        { name: "huge", change: { learning_rate: 0.22 }, restart: true, run: "play" },
      ],
      ask: {
        answers: ["faster", "zigzag", "away"],
        seen: ({ spec, report }) => {
          if (Number(spec.learning_rate) <= 0.2 || !report) return undefined;
          return report.status.train_loss > 20 || report.status.blow_up_step >= 0 ? "away" : undefined;
        },
      },
    },
    {
      name: "why",
      link: "data=moons&layers=2&lr=0.3",
      views: ["mountain", "dial", "play", "honesty"],
      pace: 20,
      task: ({ report }) => (report?.status.step ?? 0) >= 40,
      live,
    },
  ],
};
