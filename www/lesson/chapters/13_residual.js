// Chapter 13: a way around.
import { first, hasTried, runs, steps } from "./seen.js";

const TWIN = "v=1&data=circle&noise=0&layers=29&width=16&init=uniform&lr=0.3&branches=0:skip:scaled";
const ALONE = "v=1&data=circle&noise=0&layers=29&width=16&skip=scaled&init=uniform&lr=0.3";
const DEEP = "v=1&data=circle&noise=0&layers=49&width=16&lr=0.3&branches=0:skip:scaled";
const GROUNDS =
  "v=1&data=circle&noise=0&layers=29&width=16&opt=adam&lr=0.003&branches=0:skip:scaled&plane=random&peaks=pair";
const SUMS =
  "v=1&data=circle&noise=0&layers=49&width=16&act=relu&skip=scaled&init=he&branches=0:skip:off,0:skip:sum";
const SHALLOW = "v=1&data=circle&noise=0&layers=3&width=16&lr=0.3&branches=0:skip:scaled";
const sum = "v=1&data=circle&noise=0&layers=49&width=16&act=relu&skip=sum&init=he";

/** @type {import("../format.js").Chapter} */
export const residual = {
  id: "residual",
  link: TWIN,
  views: ["curves", "mountain", "runs", "play"],
  numbers: {
    coin: { is: "0.693", from: { run: TWIN, steps: 300, take: "train_loss" } },
    learned: { is: "0.003", from: { run: ALONE, steps: 300, take: "train_loss" } },
    exploded: { is: "11\u202f947", from: { run: sum, steps: 0, take: "train_loss" } },
  },
  steps: [
    {
      name: "twin",
      pace: 30,
      run: "pause",
      ask: {
        answers: ["plain", "residual", "both", "neither"],
        seen: (seen) => {
          const ends = runs(seen, 200, 2);
          if (!ends) return undefined;
          const [plain, residual] = ends.map((end) => !end.isBroken && end.loss < 0.3);
          return plain ? (residual ? "both" : "plain") : residual ? "residual" : "neither";
        },
      },
    },
    {
      name: "plus_one",
      link: ALONE,
      views: ["flow", "curves", "play"],
      pace: 30,
      run: "pause",
      choices: [
        { name: "off", change: { residual: "off" }, run: "pause" },
        { name: "scaled", change: { residual: "scaled" }, run: "pause" },
      ],
      task: (seen) => hasTried(seen, "off", "scaled"),
    },
    {
      name: "depths",
      link: DEEP,
      pace: 40,
      run: "pause",
      choices: [4, 9, 29, 49].map((hidden) => ({
        name: `h${hidden}`,
        change: { hidden_layers: hidden },
        run: /** @type {const} */ ("play"),
      })),
      task: (seen) => {
        const ends = runs(seen, 200, 2);
        return (
          ends !== undefined &&
          Number(seen.spec.hidden_layers) === 49 &&
          ends[1].loss < 0.1 &&
          ends[0].loss > 0.3
        );
      },
    },
    {
      name: "grounds",
      link: GROUNDS,
      views: ["mountain", "tools", "play"],
      pace: 30,
      task: (seen) => steps(seen) >= 60,
    },
    {
      name: "honest",
      link: SUMS,
      pace: 30,
      run: "pause",
      ask: {
        answers: ["off", "sum", "scaled"],
        seen: (seen) => {
          const ends = runs(seen, 200, 3);
          const best = first(ends, ["scaled", "off", "sum"]);
          return best;
        },
      },
    },
    {
      name: "shallow",
      link: SHALLOW,
      pace: 40,
      task: (seen) => {
        const ends = runs(seen, 200, 2);
        return ends?.every((end) => end.loss < 0.1) ?? false;
      },
    },
    {
      name: "history",
      views: ["widget"],
      widget: "depths",
      setting: {
        // Krizhevsky 2012; Simonyan and Zisserman 2014; He et al. 2015, on ImageNet and on CIFAR-10; and those of this page.
        nets: [
          { name: "alexnet", year: "2012", low: 8, high: 8 },
          { name: "vgg", year: "2014", low: 16, high: 19 },
          { name: "resnet", year: "2015", low: 18, high: 152 },
          { name: "cifar", year: "2015", low: 20, high: 1202 },
          { name: "ours", year: "", low: 4, high: 50 },
        ],
      },
      task: ({ widget }) => widget.scale === "plain",
    },
  ],
};
