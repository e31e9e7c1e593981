// Chapter 15: homework, mock exam, final exam.
import { hasTried, steps } from "./seen.js";

const CIRCLE = "v=1&data=circle&n=2000&noise=0&train=0.03&flip=0.15";
const net = (/** @type {number} */ width) => `${CIRCLE}&layers=2&width=${width}&opt=adam&lr=0.01`;

/** @type {import("../format.js").Chapter} */
export const exams = {
  id: "exams",
  link: net(1),
  views: ["curves", "fit", "mountain", "play"],
  numbers: {
    one: { is: "64%", from: { run: net(1), steps: 300, take: "validation_accuracy" } },
    four: { is: "93%", from: { run: net(4), steps: 300, take: "validation_accuracy" } },
    many: { is: "81%", from: { run: net(32), steps: 300, take: "validation_accuracy" } },
  },
  steps: [
    {
      name: "choose",
      pace: 80,
      run: "pause",
      choices: [1, 4, 32].map((width) => ({
        name: `w${width}`,
        change: { width },
        run: /** @type {const} */ ("play"),
      })),
      task: (seen) =>
        hasTried(seen, "w1", "w4", "w32") && steps(seen) >= 300 && Number(seen.spec.width) === 4,
      live: ({ report }) => ({
        step: report?.clock ?? 0,
        train: Math.round(100 * (report?.status.train_accuracy ?? Number.NaN)),
        mock: Math.round(100 * (report?.status.validation_accuracy ?? Number.NaN)),
      }),
    },
  ],
};
