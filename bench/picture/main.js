// How long after asking for another mountain its first picture is drawn, in Chromium:
//   cargo xtask bench picture
// Milliseconds: median, quartiles and least; each from a page whose mountain stands already. And how long one worker takes for the
// surfaces of W1, from asking to the last number on the page, messages and all levels on the way included.
import { inChromium, inPage, openPage, quantile } from "../chromium.js";
import { measureFirstPictures, measureOneWorker } from "./page.js";

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 9);
/** 2-16-16-1, squared error, 500 training rows (bench/README.md). */
const W1 = "data=circle&n=2000&train=0.25&layers=2&width=16&loss=mse";

const W1_SPEC = {
  dataset: "circle",
  samples: 2000,
  train_share: 0.25,
  hidden_layers: 2,
  width: 16,
  loss: "mse",
};

/** @type {[name: string, link: string, what: "plane" | "seed"][]} */
const CASES = [
  ["default, plane", "#lang=en", "plane"],
  ["default, seed", "#lang=en", "seed"],
  ["W1, random plane", `#${W1}&plane=random`, "plane"],
  ["W1, plane of the path", `#${W1}`, "plane"],
  ["W1, path, seed", `#${W1}`, "seed"],
  ["29 layers, path", "#data=circle&layers=29&width=16&init=uniform&lr=0.3&noise=0", "plane"],
  ["29 layers, seed", "#data=circle&layers=29&width=16&init=uniform&lr=0.3&noise=0", "seed"],
];

/** All of them drawn, and those that begin anew without drawing, too: what is left then is this project's own. */
const RUNS = [
  ...CASES.map((one) => /** @type {const} */ ([...one, true])),
  ...CASES.filter(([, , what]) => what === "seed").map((one) => /** @type {const} */ ([...one, false])),
];

await inChromium(async (driver, address) => {
  for (const [name, link, what, isDrawn] of RUNS) {
    await openPage(driver, address + link);
    /** @type {Record<string, number>[]} */
    const all = await inPage(driver, measureFirstPictures, what, ROUNDS, isDrawn);
    const parts = Object.keys(all[0]).map((key) => {
      const values = all.map((moments) => moments[key]);
      const [least, low, middle, high] = [0, 0.25, 0.5, 0.75].map((share) =>
        quantile(values, share).toFixed(1),
      );
      return `${key} ${middle} (${low}–${high}, least ${least})`;
    });
    process.stdout.write(`${name}${isDrawn ? "" : ", nothing drawn"}: ${parts.join("  ")}\n`);
  }
  await openPage(driver, `${address}#lang=en`);
  const times = await inPage(driver, measureOneWorker, JSON.stringify(W1_SPEC), ROUNDS);
  for (const [side, all] of Object.entries(/** @type {Record<string, number[]>} */ (times))) {
    const [least, low, middle, high] = [0, 0.25, 0.5, 0.75].map((share) => quantile(all, share).toFixed(0));
    process.stdout.write(
      `one worker, W1, ${side} × ${side}: ${middle} (${low}–${high}, least ${least}) ms\n`,
    );
  }
});
