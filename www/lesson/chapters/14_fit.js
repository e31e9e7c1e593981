// Chapter 14: too simple, too clever.
import { at, hasTried, steps } from "./seen.js";

const CIRCLE = "v=1&data=circle&n=2000&noise=0&train=0.03&flip=0.15";
const SIMPLE = `${CIRCLE}&layers=1&width=1&opt=adam&lr=0.02`;
const SIX = `${CIRCLE}&layers=1&width=6&opt=adam&lr=0.02`;
const CLEVER = `${CIRCLE}&layers=2&width=32&opt=adam&lr=0.01`;
const HELD = `${CIRCLE}&layers=2&width=32&opt=adam&l2=0.01&lr=0.01`;
const CHAIRS = "v=1&data=chairs&n=1000&layers=1&width=4&lr=0.3";
const BOTH_GROUNDS = `${CLEVER}&ground=both`;

/** @type {import("../format.js").Chapter} */
export const fit = {
  id: "fit",
  link: SIMPLE,
  views: ["fit", "curves", "mountain", "play"],
  numbers: {
    simple_train: { is: "67%", from: { run: SIMPLE, steps: 300, take: "train_accuracy" } },
    simple_new: { is: "63%", from: { run: SIMPLE, steps: 300, take: "validation_accuracy" } },
    six_train: { is: "85%", from: { run: SIX, steps: 300, take: "train_accuracy" } },
    six_new: { is: "88%", from: { run: SIX, steps: 300, take: "validation_accuracy" } },
    clever_train: { is: "100%", from: { run: CLEVER, steps: 300, take: "train_accuracy" } },
    clever_new: { is: "81%", from: { run: CLEVER, steps: 300, take: "validation_accuracy" } },
    low: { is: "0.25", from: { run: CLEVER, steps: 50, take: "validation_loss" } },
    high: { is: "1.52", from: { run: CLEVER, steps: 1000, take: "validation_loss" } },
    chair_new: { is: "96%", from: { run: CHAIRS, steps: 300, take: "validation_accuracy" } },
    chair_final: { is: "64%", from: { core: "chairs_elsewhere" } },
    held_new: { is: "93%", from: { run: HELD, steps: 300, take: "validation_accuracy" } },
  },
  steps: [
    {
      name: "simple",
      pace: 60,
      choices: [
        { name: "one", change: { width: 1 }, run: "play" },
        { name: "six", change: { width: 6 }, run: "play" },
      ],
      task: (seen) =>
        Number(seen.spec.width) === 6 &&
        steps(seen) >= 60 &&
        (seen.report?.status.validation_accuracy ?? 0) > 0.8,
    },
    {
      name: "clever",
      link: CLEVER,
      pace: 50,
      run: "pause",
      ask: {
        answers: ["falls", "flat", "climbs"],
        seen: (seen) => {
          const [low, high] = [50, 500].map((step) => at(seen, step)?.validationLoss);
          if (low === undefined || high === undefined) return undefined;
          return high > 1.25 * low ? "climbs" : high > 0.8 * low ? "flat" : "falls";
        },
      },
    },
    {
      name: "veil",
      link: BOTH_GROUNDS,
      views: ["mountain", "curves", "play"],
      pace: 50,
      task: (seen) => steps(seen) >= 200,
    },
    {
      name: "rein",
      link: CLEVER,
      pace: 60,
      run: "pause",
      choices: [
        { name: "none", change: { l2: 0, train_share: 0.03 }, run: "play" },
        { name: "l2", change: { l2: 0.01, train_share: 0.03 }, run: "play" },
        { name: "more", change: { l2: 0, train_share: 0.5 }, run: "play" },
      ],
      task: (seen) => hasTried(seen, "l2", "more") && steps(seen) >= 100,
      live: ({ report }) => ({
        train: Math.round(100 * (report?.status.train_accuracy ?? Number.NaN)),
        fresh: Math.round(100 * (report?.status.validation_accuracy ?? Number.NaN)),
      }),
    },
    {
      name: "chair",
      link: CHAIRS,
      views: ["fit", "mountain", "exam", "play"],
      pace: 60,
      run: "pause",
      exam: 200,
      ask: {
        answers: ["same", "worse"],
        seen: (seen) => {
          if (!seen.test || !seen.report) return undefined;
          return seen.test.accuracy < seen.report.status.validation_accuracy - 0.1 ? "worse" : "same";
        },
      },
    },
  ],
};
