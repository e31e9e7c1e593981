// `cargo xtask bench [NAME…]`
import { kernels, necessary, probes } from "./limit/limit.js";
import { interleave, median, quantile } from "./measure.js";
import { downhill } from "./players/downhill.js";
import { numbersOf, WORKLOADS } from "./workloads.js";

const ROUNDS = 25;
const names = process.argv.slice(2);
const unknown = names.find((name) => WORKLOADS.every((workload) => workload.name !== name));
if (unknown)
  throw new Error(`no workload ${unknown}; there are ${WORKLOADS.map(({ name }) => name).join(", ")}`);

const probe = probes(await kernels());
for (const workload of WORKLOADS.filter(({ name }) => names.length === 0 || names.includes(name))) {
  const numbers = numbersOf(workload);
  const game = downhill.prepare(workload, numbers);
  const need = necessary(workload);
  const units = workload.grid ? 1 : workload.steps;
  const start = numbers.params.slice();
  const work = workload.grid
    ? () => void game.surface(numbers.axis, numbers.axis)
    : () => {
        start.set(numbers.params);
        game.train(start);
      };
  const works = { multiplyAdd: probe.multiplyAdd, work, tanh: probe.tanh };
  interleave(works, 3);
  const times = interleave(works, ROUNDS);
  const shares = times.work.map((time, round) => {
    const peak = probe.multiplyAdds / times.multiplyAdd[round];
    const tanhRate = probe.tanhs / times.tanh[round];
    return (units * (need.multiplyAdds / peak + need.activations / tanhRate)) / time;
  });
  const peak = (2e-6 * probe.multiplyAdds) / median(times.multiplyAdd);
  const tanhRate = (1e-6 * probe.tanhs) / median(times.tanh);
  const percent = (/** @type {number} */ share) => (100 * quantile(shares, share)).toFixed(1);
  process.stdout.write(
    `${workload.name.padEnd(4)}${percent(0.5).padStart(6)} % of the limit (${percent(0.25)} to ${percent(0.75)}), ` +
      `${((1000 * median(times.work)) / units).toFixed(2)} µs a unit, ${peak.toFixed(1)} GFLOP/s, ${tanhRate.toFixed(2)} G tanh/s  ${workload.title}\n`,
  );
}
