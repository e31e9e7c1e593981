// How the cost of a step and of a surface grows with the size of the problem.
import { calibrate, cpuTime, interleave, median } from "./measure.js";
import { downhill } from "./players/downhill.js";
import { micro, table } from "./report.js";
import { numbersOf } from "./workloads.js";

const ROUNDS = 15;
const TIMES = { target: 20, warmUp: 200 };

/** @typedef {{size: string, amount: number, workload: import("./workloads.js").Workload}} Case */

/**
 * @param {number} depth hidden layers
 * @param {number} width
 * @param {number} rows
 * @param {number} grid
 * @returns {import("./workloads.js").Workload}
 */
function problem(depth, width, rows, grid) {
  const widths = [2, ...new Array(depth).fill(width), 1];
  const batch = grid > 0 ? 0 : rows;
  return { name: "", title: "", widths, activation: "tanh", loss: "mse", rows, grid, batch, steps: 0 };
}

/** What grows, and by how much the work should grow with it: products of the layers, and rows, and points. */
const SERIES = {
  "step, depth": [10, 20, 40, 80].map((depth) => sized(`${depth} layers`, problem(depth, 16, 64, 0))),
  "step, width²": [16, 32, 64, 128].map((width) => sized(`width ${width}`, problem(4, width, 64, 0))),
  "step, samples": [64, 256, 1024, 4096].map((rows) => sized(`${rows} samples`, problem(2, 16, rows, 0))),
  "surface, grid points": [17, 33, 65, 129].map((grid) => sized(`${grid}×${grid}`, problem(2, 16, 64, grid))),
};

/**
 * @param {string} size
 * @param {import("./workloads.js").Workload} workload
 * @returns {Case}
 */
function sized(size, workload) {
  const { widths, rows, grid } = workload;
  const products = widths.slice(1).reduce((sum, width, layer) => sum + width * widths[layer], 0);
  return { size, amount: products * rows * (grid ** 2 || 1), workload };
}

/** The table. */
export async function growth() {
  const rows = [];
  for (const [name, cases] of Object.entries(SERIES)) {
    /** @type {Record<string, () => Promise<number>>} */
    const measurements = {};
    for (const { size, workload } of cases) {
      const numbers = numbersOf(workload);
      const game = await downhill.prepare(workload, numbers);
      if (typeof game === "string") throw new Error(game);
      const run = (/** @type {number} */ units) =>
        cpuTime(() => {
          if (workload.grid === 0) game.train(units);
          else for (let unit = 0; unit < units; unit++) game.surface(numbers.axis, numbers.axis);
        });
      const units = await calibrate(run, 1, 1e6, TIMES);
      measurements[size] = async () => run(units) / units;
    }
    const results = await interleave(measurements, ROUNDS);
    const first = results[cases[0].size];
    rows.push(
      ...cases.map(({ size, amount }) => {
        const grown = amount / cases[0].amount;
        const ratio = median(results[size].map((time, round) => time / first[round]));
        return [
          name,
          size,
          micro(1000 * median(results[size])),
          grown.toFixed(2),
          ratio.toFixed(2),
          (ratio / grown).toFixed(2),
        ];
      }),
    );
  }
  const head = ["growing", "size", "CPU time", "work ×", "time ×", "time / work"];
  return `Growth of the cost, against the smallest of each series:\n\n${table(head, rows)}\n`;
}
