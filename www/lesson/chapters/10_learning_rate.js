// Chapter 10: the learning rate.

const PIT = "problem=pit&starta=5.5&startb=0.1&lr=0.02";

/** @type {import("../format.js").Chapter} */
export const learning_rate = {
  id: "learning_rate",
  link: PIT,
  views: ["mountain", "dial", "play"],
  steps: [
    {
      name: "pit",
      choices: [
        { name: "small", change: { learning_rate: 0.02 }, restart: true, run: "play" },
        { name: "middle", change: { learning_rate: 0.1 }, restart: true, run: "play" },
        { name: "large", change: { learning_rate: 2.5 }, restart: true, run: "play" },
      ],
      task: ({ report, spec }) =>
        Number(spec.learning_rate) > 0.036 && (report?.status.train_loss ?? 1) < 0.01,
    },
  ],
};
