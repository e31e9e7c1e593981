// Chapter 12: deeper and deeper, and stuck.
import { hasTried, isBroken, loss, steps } from "./seen.js";

const plain = (/** @type {number} */ hidden) =>
  `v=1&data=circle&noise=0&layers=${hidden}&width=16&init=uniform&lr=0.3`;
const THIRTY = plain(29);
const BACKWARDS = "v=1&data=circle&noise=0&layers=49&width=16&init=normal&var=9&lr=0.01";
const LARGE = "v=1&data=moons&layers=19&width=16&act=relu&init=normal&var=4&loss=mse";
const POSITIVE = "v=1&data=moons&layers=9&width=16&act=relu&init=unit";
const HALVES = "v=1&data=circle&noise=0&layers=29&width=32&act=relu&lr=0.03";

/** @type {import("../format.js").Chapter} */
export const stuck = {
  id: "stuck",
  link: plain(2),
  views: ["flow", "curves", "play"],
  numbers: {
    first: { is: "10⁻⁸·³", from: { core: "second_layer_of_thirty" } },
    last: { is: "10⁻²·⁶", from: { core: "last_hidden_layer_of_thirty" } },
    factor: { is: "0.6", from: { core: "factor_of_a_layer" } },
    fall: { is: "10⁻⁵·⁷", from: { core: "fall_over_thirty" } },
    coin: { is: "0.6931", from: { run: THIRTY, steps: 300, take: "train_loss" } },
    positive: { is: "20\u202f935\u202f273", from: { run: POSITIVE, steps: 0, take: "train_loss" } },
    wild: { is: "5418", from: { run: LARGE, steps: 0, take: "train_loss" } },
    front: { is: "10⁴·⁷", from: { core: "second_layer_backwards" } },
  },
  steps: [
    {
      name: "factors",
      run: "pause",
      choices: [
        { name: "three", change: { hidden_layers: 2 } },
        { name: "ten", change: { hidden_layers: 9 } },
        { name: "thirty", change: { hidden_layers: 29 } },
      ],
      task: (seen) => hasTried(seen, "ten", "thirty") && Number(seen.spec.hidden_layers) === 29,
    },
    {
      name: "waits",
      link: THIRTY,
      views: ["flow", "curves", "mountain", "play"],
      pace: 60,
      run: "pause",
      ask: {
        answers: ["slowly", "nothing", "breaks"],
        seen: (seen) => {
          if (isBroken(seen)) return "breaks";
          if (steps(seen) < 300) return undefined;
          return Math.abs(loss(seen) - Math.LN2) < 0.01 ? "nothing" : "slowly";
        },
      },
    },
    {
      name: "leaps",
      link: LARGE,
      run: "pause",
      pace: 60,
      choices: [
        { name: "free", change: { clip: 0 }, run: "play" },
        { name: "clipped", change: { clip: 1 }, run: "play" },
      ],
      task: (seen) =>
        hasTried(seen, "clipped") && Number(seen.spec.clip) === 1 && steps(seen) >= 200 && loss(seen) < 0.3,
    },
    { name: "both", link: BACKWARDS, run: "pause", task: (seen) => steps(seen) >= 1 },
    {
      name: "positive",
      link: POSITIVE,
      run: "pause",
      pace: 60,
      choices: [
        { name: "unit", change: { init: "unit" }, run: "play" },
        { name: "he", change: { init: "he" }, run: "play" },
      ],
      task: (seen) => seen.spec.init === "he" && loss(seen) < 0.1,
    },
    {
      name: "start",
      link: HALVES,
      views: ["flow", "curves", "mountain", "play"],
      run: "pause",
      pace: 40,
      choices: [
        { name: "xavier", change: { init: "xavier" }, run: "play" },
        { name: "he", change: { init: "he" }, run: "play" },
      ],
      ask: {
        answers: ["xavier", "he", "neither"],
        seen: (seen) => {
          if (!hasTried(seen, "xavier", "he") || seen.spec.init !== "he" || steps(seen) < 100)
            return undefined;
          return loss(seen) < 0.3 ? "he" : "neither";
        },
      },
    },
  ],
};
