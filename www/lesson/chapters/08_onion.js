// Chapter 8: the chain rule.
import { measured } from "../../i18n/numbers.js";

/** @param {import("../format.js").Seen} seen */
const live = ({ report }) => ({
  step: report?.status.step ?? 0,
  loss: measured(report?.status.train_loss ?? Number.NaN),
});

/** @type {import("../format.js").Chapter} */
export const onion = {
  id: "onion",
  link: "data=moons&n=200&layers=3&width=1&lr=0.5",
  views: ["network", "chain", "play"],
  steps: [
    { name: "peel", run: "pause", task: ({ report }) => (report?.status.step ?? 0) >= 1, live },
    {
      name: "weight",
      views: ["network", "chain", "mountain"],
      run: "pause",
      task: ({ spec }) => spec.plane === "weights",
    },
    {
      name: "long",
      link: "data=moons&n=200&layers=8&width=2&lr=0.5",
      views: ["flow", "play"],
      run: "pause",
      task: ({ report }) => (report?.status.step ?? 0) >= 1,
    },
  ],
};
