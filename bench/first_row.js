// What the first row of a surface costs in a process that has just started, while the engine still compiles.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { median } from "./measure.js";
import { micro, table } from "./report.js";
import { numbersOf, WORKLOADS } from "./workloads.js";

const PROCESSES = 9;
/** Rows until the speed is steady. */
const WARM = 60;

/** The table of all surfaces. */
export async function firstRows() {
  const rows = WORKLOADS.filter(({ grid }) => grid > 0).map(({ name, grid }) => {
    const runs = Array.from({ length: PROCESSES }, () => {
      const text = execFileSync(process.execPath, [fileURLToPath(import.meta.url), name], {
        encoding: "utf8",
      });
      return /** @type {{first: number, second: number, steady: number}} */ (JSON.parse(text));
    });
    const ratio = (/** @type {"first" | "second"} */ row) => median(runs.map((run) => run[row] / run.steady));
    const steady = median(runs.map((run) => run.steady));
    return [
      name,
      micro((1000 * steady) / grid),
      `${ratio("first").toFixed(2)}×`,
      `${ratio("second").toFixed(2)}×`,
    ];
  });
  const head = ["", "steady, a point", "first row", "second row"];
  return `First rows of a new process against steady speed, elapsed time, median of ${PROCESSES} processes:\n\n${table(head, rows)}\n`;
}

/** @param {string} name */
async function inThisProcess(name) {
  const workload = WORKLOADS.find((one) => one.name === name);
  if (!workload) throw new Error(name);
  const { downhill } = await import("./players/downhill.js");
  const numbers = numbersOf(workload);
  const game = await downhill.prepare(workload, numbers);
  if (typeof game === "string") throw new Error(game);
  const times = Array.from({ length: WARM + 20 }, (_, at) => {
    const other = numbers.axis.subarray(at % workload.grid, (at % workload.grid) + 1);
    const start = performance.now();
    game.surface(numbers.axis, other);
    return performance.now() - start;
  });
  process.stdout.write(
    JSON.stringify({ first: times[0], second: times[1], steady: median(times.slice(WARM)) }),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await inThisProcess(process.argv[2]);
