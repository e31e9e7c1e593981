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
    final: { is: "93%", from: { core: "final_exam_of_four" } },
    lucky: { is: "72%", from: { core: "luckiest_of_twenty" } },
    coin: { is: "51%", from: { core: "mean_of_twenty" } },
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
    {
      name: "final",
      link: net(4),
      views: ["mountain", "exam", "curves", "fit", "play"],
      pace: 80,
      run: "pause",
      exam: 300,
      ask: {
        answers: ["worse", "same", "better"],
        seen: (seen) => {
          if (!seen.test || !seen.report) return undefined;
          const more = seen.test.accuracy - seen.report.status.validation_accuracy;
          return more > 0.1 ? "better" : more < -0.1 ? "worse" : "same";
        },
      },
    },
  ],
};
