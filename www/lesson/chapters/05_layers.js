// Chapter 5: many votes in layers.
import { measured, percent } from "../../i18n/numbers.js";

const RING = "data=circle&noise=0&n=200&layers=1&width=1&opt=adam&lr=0.05&seed=2";
const SPIRAL = "data=spiral&noise=0&n=200&layers=1&width=8&opt=adam&lr=0.02";

/** @type {import("../format.js").Chapter} */
export const layers = {
  id: "layers",
  link: "data=moons&n=200&layers=2&width=4&lr=0.5",
  views: ["network", "play"],
  steps: [
    {
      name: "box",
      pace: 20,
      choices: [
        { name: "turn", change: {}, run: "play" },
        { name: "lock", change: {}, run: "pause" },
      ],
      task: ({ report, chosen }) => (report?.status.train_accuracy ?? 0) >= 0.9 && chosen.at(-1) === "lock",
      live: ({ report }) => ({
        step: report?.status.step ?? 0,
        right: percent(report?.status.train_accuracy ?? 0),
      }),
    },
    {
      name: "forward",
      link: "data=moons&n=200&layers=2&width=3&lr=0.5",
      run: "pause",
      task: ({ report }) => (report?.status.step ?? 0) >= 3,
      live: ({ report }) => ({
        step: report?.status.step ?? 0,
        loss: measured(report?.status.train_loss ?? Number.NaN),
      }),
    },
    {
      name: "width",
      link: RING,
      views: ["fit", "network", "play"],
      pace: 60,
      choices: [
        { name: "one", change: { width: 1 }, restart: true },
        { name: "two", change: { width: 2 }, restart: true },
        { name: "three", change: { width: 3 }, restart: true },
        { name: "eight", change: { width: 8 }, restart: true },
      ],
      ask: {
        answers: ["one", "two", "three"],
        seen: ({ spec, report }) => {
          const isEnough = report && report.status.train_accuracy >= 0.95 && Number(spec.width) <= 3;
          return isEnough ? (["one", "two", "three"][Number(spec.width) - 1] ?? undefined) : undefined;
        },
      },
      live: ({ spec, report }) => ({
        width: Number(spec.width),
        step: report?.status.step ?? 0,
        right: percent(report?.status.train_accuracy ?? 0),
      }),
    },
    {
      name: "depth",
      link: SPIRAL,
      views: ["fit", "network", "play"],
      pace: 60,
      run: "pause",
      choices: [1, 2, 3].map((hidden) => ({
        name: `l${hidden}`,
        change: { hidden_layers: hidden, width: 8 },
        restart: true,
        run: /** @type {const} */ ("play"),
      })),
      ask: {
        answers: ["one", "two", "three"],
        seen: ({ spec, report, chosen }) => {
          // Fewer are enough only if they were tried and the spiral came apart.
          const isApart = report && report.status.train_accuracy >= 0.97 && chosen.length > 0;
          return isApart ? ["one", "two", "three"][Number(spec.hidden_layers) - 1] : undefined;
        },
      },
      live: ({ spec, report }) => ({
        layers: Number(spec.hidden_layers),
        step: report?.status.step ?? 0,
        right: percent(report?.status.train_accuracy ?? 0),
      }),
    },
  ],
};
