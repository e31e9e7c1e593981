// Chapter 10: the learning rate.
import { first, isBroken, loss, runs, steps } from "./seen.js";

const PIT = "v=1&problem=pit&starta=5.5&startb=0.1&lr=0.02";
const HEAVY = "v=1&problem=pit&starta=5.5&startb=0.1&opt=momentum&lr=0.005";
const RACE = "v=1&data=sine&n=128&layers=2&width=16&branches=0:lr:0.01,0:lr:0.7";
const WAVE = "v=1&data=sine&n=128&layers=2&width=16&lr=0.001";
const at = (/** @type {number} */ rate) => WAVE.replace(/lr=.*/, `lr=${rate}`);

/** @type {import("../format.js").Chapter} */
export const learning_rate = {
  id: "learning_rate",
  link: PIT,
  views: ["mountain", "dial", "play"],
  numbers: {
    trapped: { is: "0.861", from: { run: PIT, steps: 300, take: "train_loss" } },
    crawls: { is: "0.114", from: { run: at(0.01), steps: 300, take: "train_loss" } },
    pit_curvature: { is: "57.006", from: { core: "curvature_of_pit" } },
    pit_limit: { is: "0.0351", from: { core: "limit_of_pit" } },
    valley_curvature: { is: "1", from: { core: "curvature_of_valley" } },
    valley_limit: { is: "2", from: { core: "limit_of_valley" } },
    weights: { is: "321", from: { core: "weights_of_wave" } },
    learns: { is: "0.016", from: { run: at(0.1), steps: 300, take: "train_loss" } },
  },
  steps: [
    {
      name: "pit",
      pace: 10,
      choices: [
        { name: "small", change: { learning_rate: 0.02 }, restart: true, run: "play" },
        { name: "middle", change: { learning_rate: 0.1 }, restart: true, run: "play" },
        { name: "large", change: { learning_rate: 2.1 }, restart: true, run: "play" },
      ],
      task: (seen) => Number(seen.spec.learning_rate) > 0.036 && loss(seen) < 0.01,
      live: (seen) => ({ step: steps(seen), loss: loss(seen).toPrecision(3) }),
    },
    {
      name: "between",
      pace: 20,
      choices: [{ name: "try", change: { learning_rate: 0.045 }, restart: true, run: "play" }],
      ask: {
        answers: ["rests", "leaves", "neither"],
        seen: (seen) => {
          if (Number(seen.spec.learning_rate) !== 0.045 || steps(seen) < 100) return undefined;
          return loss(seen) < 0.5 ? "leaves" : loss(seen) < 0.9 ? "rests" : "neither";
        },
      },
    },
    {
      name: "heavy",
      link: HEAVY,
      pace: 20,
      run: "pause",
      task: (seen) => steps(seen) >= 20 && loss(seen) < 0.5,
    },
    {
      name: "three",
      link: RACE,
      views: ["mountain", "curves", "runs", "play"],
      pace: 40,
      run: "pause",
      ask: {
        answers: ["small", "middle", "large"],
        seen: (seen) => first(runs(seen, 300, 3), ["middle", "small", "large"]),
      },
    },
    {
      name: "choose",
      link: WAVE,
      views: ["mountain", "curves", "dial", "play"],
      pace: 40,
      run: "pause",
      choices: [0.001, 0.01, 0.1, 0.5].map((rate) => ({
        name: `r${rate}`.replace(".", "_"),
        change: { learning_rate: rate },
        restart: true,
        run: "play",
      })),
      task: (seen) => steps(seen) >= 20 && steps(seen) <= 200 && loss(seen) < 0.03 && !isBroken(seen),
      live: (seen) => ({ step: steps(seen), loss: loss(seen).toPrecision(3) }),
    },
  ],
};
