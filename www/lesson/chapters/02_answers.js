// Chapter 2: the same points, with labels and without.
import { percent } from "../../i18n/numbers.js";

/** Two heaps and a half: places in the unit square, `x, y` in turn. */
const POINTS = [
  0.16, 0.71, 0.22, 0.8, 0.12, 0.83, 0.27, 0.69, 0.19, 0.63, 0.3, 0.78, 0.24, 0.88, 0.1, 0.74, 0.68, 0.86,
  0.75, 0.77, 0.82, 0.84, 0.72, 0.93, 0.88, 0.75, 0.79, 0.68, 0.9, 0.9, 0.66, 0.73, 0.4, 0.2, 0.48, 0.13,
  0.55, 0.24, 0.44, 0.3, 0.6, 0.15, 0.51, 0.34, 0.37, 0.1, 0.63, 0.28,
];

/** @type {import("../format.js").Chapter} */
export const answers = {
  id: "answers",
  link: "data=moons&n=200&noise=0.1&layers=1&width=8&opt=adam&lr=0.05",
  views: ["fit", "curves", "play"],
  steps: [
    {
      name: "cards",
      views: ["widget"],
      widget: "cards",
      setting: { cards: ["time", "dog", "fly", "rain", "book", "chair"], sentence: ["time", "fly"] },
      task: ({ widget }) => widget.read === "yes",
    },
    {
      name: "labels",
      pace: 20,
      task: ({ report }) => (report?.status.train_accuracy ?? 0) >= 0.95,
      live: ({ report }) => ({
        step: report?.status.step ?? 0,
        right: percent(report?.status.train_accuracy ?? 0),
      }),
    },
    {
      name: "listens",
      views: ["widget"],
      widget: "sounds",
      setting: {
        // The words of Saffran, Aslin and Newport (1996): tupiro, golabu, bidaku, padoti.
        syllables: ["tu", "pi", "ro", "go", "la", "bu", "bi", "da", "ku", "pa", "do", "ti"],
        seed: 4,
      },
      task: ({ widget }) => widget.right === 4 && widget.wrong === 0,
    },
    {
      name: "groups",
      views: ["widget"],
      widget: "groups",
      setting: { points: POINTS, clusters: 3, seed: 3 },
      task: ({ widget }) => widget.next === "rest" && Number(widget.half) > 0,
    },
    {
      name: "own",
      views: ["widget"],
      widget: "groups",
      setting: { points: POINTS, clusters: 3, seed: 5 },
      task: ({ widget }) => Number(widget.added) >= 3 && widget.next === "rest",
    },
  ],
};
