// `cargo xtask bench [NAME…]`: prints the tables of README.md.
import { cpus, loadavg } from "node:os";
import { firstRows } from "./first_row.js";
import { growth } from "./growth.js";
import { probes } from "./limit/limit.js";
import { match } from "./match.js";
import { brainjs } from "./players/brainjs.js";
import { convnet } from "./players/convnetjs.js";
import { downhill } from "./players/downhill.js";
import { native } from "./players/native.js";
import { tfjs } from "./players/tfjs.js";
import * as report from "./report.js";
import { WORKLOADS } from "./workloads.js";

const PEERS = [
  tfjs("wasm"),
  tfjs("cpu"),
  convnet,
  brainjs,
  native("numpy"),
  native("jax"),
  native("jax step by step"),
  native("torch"),
];
/** What there is besides the workloads. */
const EXTRAS = ["first-row", "growth"];
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 21);

const names = process.argv.slice(2).filter((name) => name !== "alone");
const known = [...WORKLOADS.map(({ name }) => name), ...EXTRAS];
const unknown = names.find((name) => !known.includes(name));
if (unknown) {
  process.stderr.write(
    `no workload ${unknown}; there are ${known.join(", ")}, and "alone" leaves out other libraries\n`,
  );
  process.exit(1);
}
const isWanted = (/** @type {string} */ name) => names.length === 0 || names.includes(name);
const peers = process.argv.includes("alone") ? [] : PEERS;
const print = (/** @type {string} */ text) => void process.stdout.write(`${text}\n`);
const load = () => loadavg()[0].toFixed(1);

print(
  `${new Date().toISOString().slice(0, 16)}Z, ${cpus()[0].model} × ${cpus().length}, Node ${process.version}, load ${load()}`,
);
const rates = await probes();
const outcomes = [];
for (const workload of WORKLOADS.filter(({ name }) => isWanted(name))) {
  const outcome = await match(workload, [downhill, ...peers], rates, ROUNDS);
  outcomes.push(outcome);
  print(report.line(outcome));
}
if (outcomes.length > 0) print(report.tables(outcomes));
if (isWanted("first-row")) print(await firstRows());
if (isWanted("growth")) print(await growth());
print(`load at the end ${load()}`);
