// What a frame of the mountain costs beside one of a bare lit WebGL2 mesh of the same size, in Chromium:
//   cargo xtask bench frame
// CPU time of all of the browser's processes, for machines whose GPU is computed: others that use the machine do not count. In
// turns, and the ratio is taken within a round; the median of the rounds, and wall time beside it.
import { inChromium, inPage, openPage, quantile } from "../chromium.js";
import { prepareFrames } from "./page.js";

const SIDES = (process.env.BENCH_SIDES ?? "129,257").split(",").map(Number);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 7);
const FRAMES = 12;
const WAYS = ["bare", "turned", "turning", "walking"];

await inChromium(async (driver, address, cpu) => {
  for (const side of SIDES) {
    await openPage(driver, `${address}#lang=en`);
    await inPage(driver, prepareFrames, side);
    const draw = (/** @type {string} */ way, /** @type {number} */ frames) =>
      inPage(
        driver,
        (/** @type {string} */ name, /** @type {number} */ count) =>
          Reflect.get(window, "frames")[name](count),
        way,
        frames,
      );
    // The picture learns how fast this machine turns it.
    await draw("turning", 60);
    /** @type {Record<string, {cpu: number, wall: number, ratio: number}[]>} */
    const rounds = Object.fromEntries(WAYS.map((way) => [way, []]));
    for (let round = 0; round < ROUNDS; round += 1) {
      let bare = Number.NaN;
      for (const way of WAYS) {
        const before = cpu();
        const times = await draw(way, FRAMES);
        const spent = (cpu() - before) / FRAMES;
        if (way === "bare") bare = spent;
        rounds[way].push({ cpu: spent, wall: quantile(times, 0.5), ratio: spent / bare });
      }
    }
    for (const way of WAYS) {
      const of = (/** @type {"cpu" | "wall" | "ratio"} */ what) => rounds[way].map((round) => round[what]);
      const middle = (/** @type {"cpu" | "wall" | "ratio"} */ what) => quantile(of(what), 0.5).toFixed(2);
      const quartiles = [0.25, 0.75].map((share) => quantile(of("ratio"), share).toFixed(2)).join("–");
      process.stdout.write(
        `${side} × ${side}   ${way.padEnd(8)} ${middle("ratio")} (${quartiles}) of a bare mesh   ${middle("cpu")} ms of CPU   ${middle("wall")} ms\n`,
      );
    }
  }
});
