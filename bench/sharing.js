// One worker against two on the same surface, W1 at 257 × 257, through the code that the page's workers run:
// `cargo xtask wasm && node bench/sharing.js`. Prints the medians of the paired ratios of wall and of processor time; the first
// says something on an idle machine only.
import { readFileSync } from "node:fs";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { survey } from "../www/engine/survey.js";
import { decode_link, initSync, Session, SurfaceSampler } from "../www/pkg/downhill.js";

/** A network and data of the size of W1 (bench/README.md). */
const LINK = "#data=circle&layers=2&width=16&n=1000&noise=0.1";
const PAIRS = 9;

if (isMainThread) await compare();
else serveShare();

/** Sets a share of the work up, then does it whenever the main thread says so. */
function serveShare() {
  const { module, spec, plane, part } = workerData;
  initSync({ module });
  const sampler = new SurfaceSampler(spec);
  sampler.set_plane(plane.origin, plane.d1, plane.d2);
  parentPort?.on("message", () => {
    let sum = 0;
    for (const level of survey(sampler, { ...plane, part })) sum += level?.losses.length ?? 0;
    parentPort?.postMessage(sum);
  });
}

async function compare() {
  const module = new WebAssembly.Module(
    readFileSync(new URL("../www/pkg/downhill_bg.wasm", import.meta.url)),
  );
  initSync({ module });
  const spec = JSON.stringify(JSON.parse(decode_link(LINK)).spec);
  const laid = new Session(spec).lay_plane("random", 0);
  const plane = {
    origin: laid.origin,
    d1: laid.d1,
    d2: laid.d2,
    a: [laid.a_min, laid.a_max],
    b: [laid.b_min, laid.b_max],
  };
  const teams = [1, 2].map((of) =>
    Array.from(
      { length: of },
      (_, index) =>
        new Worker(new URL(import.meta.url), { workerData: { module, spec, plane, part: { index, of } } }),
    ),
  );
  /** @param {Worker[]} team */
  async function measure(team) {
    const [start, before] = [performance.now(), process.cpuUsage()];
    const points = await Promise.all(
      team.map((worker) => {
        const done = new Promise((/** @type {(points: number) => void} */ tell) =>
          worker.once("message", tell),
        );
        worker.postMessage("go");
        return done;
      }),
    );
    const { user, system } = process.cpuUsage(before);
    const sum = points.reduce((total, count) => total + count, 0);
    if (sum !== 257 * 257) throw new Error(`${sum} points`);
    return { wall: performance.now() - start, processor: (user + system) / 1000 };
  }
  const [alone = [], together = []] = teams;
  for (const team of teams) await measure(team);
  /** @type {{wall: number, processor: number, one: number}[]} */
  const ratios = [];
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const [one, two] = [await measure(alone), await measure(together)];
    ratios.push({ wall: one.wall / two.wall, processor: two.processor / one.processor, one: one.processor });
  }
  for (const team of teams) for (const worker of team) await worker.terminate();
  const median = (/** @type {"wall" | "processor" | "one"} */ name) =>
    ratios.map((ratio) => ratio[name]).sort((left, right) => left - right)[PAIRS >> 1] ?? Number.NaN;
  process.stdout.write(
    `257 × 257 of W1: ${median("one").toFixed(0)} ms of processor time with one worker\n` +
      `two workers: ${median("wall").toFixed(2)} times as fast, ${median("processor").toFixed(3)} times the processor time\n`,
  );
}
