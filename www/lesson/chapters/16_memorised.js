// Chapter 16: understood, or memorised?
import { at, steps } from "./seen.js";

const CHANCE = "v=1&data=random_labels&n=1000&train=0.06&layers=2&width=32&opt=adam&lr=0.01";
const RULE = "v=1&data=circle&n=1000&noise=0&train=0.06&layers=2&width=32&opt=adam&lr=0.01";
const DEALT = RULE.replace("&layers", "&labels=shuffled&layers");

/** @type {import("../format.js").Chapter} */
export const memorised = {
  id: "memorised",
  link: CHANCE,
  views: ["fit", "curves", "mountain", "play"],
  numbers: {
    train: { is: "100%", from: { run: CHANCE, steps: 1000, take: "train_accuracy" } },
    fresh: { is: "51%", from: { run: CHANCE, steps: 1000, take: "validation_accuracy" } },
    rule: { is: "100%", from: { run: RULE, steps: 300, take: "validation_accuracy" } },
    soon: { is: "0.034", from: { run: RULE, steps: 50, take: "train_loss" } },
    late: { is: "0.603", from: { run: DEALT, steps: 50, take: "train_loss" } },
  },
  steps: [
    {
      name: "chance",
      pace: 80,
      run: "pause",
      ask: {
        answers: ["neither", "homework", "both"],
        seen: (seen) => {
          if (steps(seen) < 600 || !seen.report) return undefined;
          const { train_accuracy, validation_accuracy } = seen.report.status;
          if (train_accuracy < 0.95) return "neither";
          return validation_accuracy > 0.8 ? "both" : "homework";
        },
      },
    },
    {
      name: "same",
      link: RULE,
      pace: 30,
      run: "pause",
      choices: [
        { name: "kept", change: { label_order: "kept" }, run: "play" },
        { name: "dealt", change: { label_order: "shuffled" }, run: "play" },
      ],
      ask: {
        answers: ["kept", "dealt", "equal"],
        seen: (seen) => {
          if (seen.spec.label_order !== "shuffled") return undefined;
          const later = at(seen, 50)?.trainLoss;
          // The run with its own labels is at 0.03 there: `numbers.soon`.
          return later === undefined ? undefined : later > 0.2 ? "kept" : "equal";
        },
      },
    },
    { name: "question", link: DEALT, pace: 30 },
  ],
};
