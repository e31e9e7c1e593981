// Chapter 11: the other knobs.
import { first, hasTried, loss, runs, steps } from "./seen.js";

const FOUR_ROWS = "v=1&batch=4&ground=batch";
const ALL_ROWS = "v=1";
const RACE = "v=1&data=spiral&width=16&branches=0:opt:momentum,0:opt:rmsprop:lr:0.01,0:opt:adam:lr:0.01";
const BENDS = "v=1&data=circle&noise=0&act=identity&lr=0.3";
const EDGE = "v=1&data=sine&n=64&layers=2&width=16&lr=0.2";

/** @type {import("../format.js").Chapter} */
export const knobs = {
  id: "knobs",
  link: FOUR_ROWS,
  views: ["mountain", "curves", "play"],
  numbers: {
    few: { is: "94%", from: { run: FOUR_ROWS, steps: 100, take: "train_accuracy" } },
    whole: { is: "97%", from: { run: ALL_ROWS, steps: 100, take: "train_accuracy" } },
    rows: { is: "172", from: { core: "rows_of_penguins" } },
    epoch: { is: "43", from: { core: "epoch_of_penguins" } },
    looked_at: { is: "17\u202f200", from: { core: "rows_in_hundred_steps" } },
    straight: { is: "0.69", from: { run: BENDS, steps: 300, take: "train_loss" } },
  },
  steps: [
    {
      name: "rows",
      pace: 10,
      choices: [
        { name: "one", change: { batch_size: 1 }, run: "play" },
        { name: "four", change: { batch_size: 4 }, run: "play" },
        { name: "many", change: { batch_size: 64 }, run: "play" },
      ],
      task: (seen) => hasTried(seen, "many") && steps(seen) >= 20,
      // Not every report knows of the next handful: the sentence waits for one that does.
      live: ({ report }) =>
        report?.batch && {
          batch: report.batch.loss.toFixed(2),
          all: report.status.train_loss.toFixed(2),
        },
    },
    {
      name: "enough",
      pace: 25,
      run: "pause",
      ask: {
        answers: ["chance", "half", "nearly"],
        seen: (seen) => {
          if (steps(seen) < 100 || !seen.report) return undefined;
          const accuracy = seen.report.status.train_accuracy;
          return accuracy > 0.9 ? "nearly" : accuracy > 0.6 ? "half" : "chance";
        },
      },
    },
    {
      name: "rules",
      link: RACE,
      views: ["mountain", "curves", "runs", "play"],
      pace: 80,
      run: "pause",
      ask: {
        answers: ["plain", "momentum", "rmsprop", "adam"],
        seen: (seen) => first(runs(seen, 600, 4), ["plain", "momentum", "rmsprop", "adam"], -1),
      },
    },
    {
      name: "bends",
      link: BENDS,
      views: ["fit", "curves", "mountain", "play"],
      pace: 60,
      choices: ["identity", "sigmoid", "tanh", "relu"].map((name) => ({
        name,
        change: { activation: name },
        run: /** @type {const} */ ("play"),
      })),
      task: (seen) => loss(seen) < 0.05,
    },
    {
      name: "alchemy",
      link: EDGE,
      views: ["mountain", "curves", "dial", "play"],
      pace: 80,
      run: "pause",
      task: (seen) => steps(seen) >= 500,
    },
  ],
};
