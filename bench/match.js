// One workload against the limit and against the other players.
import * as float64 from "./float64.js";
import { necessary } from "./limit/limit.js";
import { calibrate, cpuTime, interleave, quantile } from "./measure.js";
import { numbersOf } from "./workloads.js";

/** @typedef {import("./players/player.js").Player} Player */
/** @typedef {import("./players/player.js").Game} Game */
/** @typedef {import("./workloads.js").Workload} Workload */
/** @typedef {import("./workloads.js").Numbers} Numbers */

/** Largest distance from double precision, relative to the length of all values (for training: of the way walked). */
const TOLERANCE = 1e-3;
/** Long enough for engines that compile while they run. */
const TIMES = { target: 60, warmUp: 400 };

/**
 * Middle and quartiles of a measured quantity.
 * @typedef {{low: number, middle: number, high: number}} Spread
 */

/**
 * @typedef {object} Outcome
 * @property {Workload} workload
 * @property {Spread} share of the limit, 0 to 1
 * @property {Spread} cost CPU time of a unit (a point, a step) in µs
 * @property {Record<string, Spread | string>} peers how many times as much a unit costs there, or why there is no number
 * @property {Record<string, number>} distances from double precision
 * @property {{multiplyAdds: Spread, tanhs: Spread}} rates of the engine in operations a second
 */

/**
 * @param {Workload} workload
 * @param {Player[]} players the first one is measured against the limit and all others
 * @param {Record<"multiplyAdds" | "tanhs", () => number>} probes
 * @param {number} rounds
 * @returns {Promise<Outcome>}
 */
export async function match(workload, players, probes, rounds) {
  const numbers = numbersOf(workload);
  /** @type {Record<string, () => number | Promise<number>>} */
  const measurements = { multiplyAdds: probes.multiplyAdds };
  /** @type {Outcome["peers"]} */
  const peers = {};
  /** @type {Record<string, number>} */
  const distances = {};
  /** @type {Game[]} */
  const games = [];
  try {
    for (const { name, prepare } of players) {
      const game = await prepare(workload, numbers);
      if (typeof game === "string") {
        peers[name] = game;
        continue;
      }
      games.push(game);
      await game.select?.();
      distances[name] = await distance(workload, numbers, game);
      if (!(distances[name] < TOLERANCE)) {
        throw new Error(`${workload.name}: ${name} is ${distances[name]} away from double precision`);
      }
      const run = (/** @type {number} */ units) => spent(game, workload, numbers, units);
      const most = workload.grid > 0 ? workload.grid ** 2 : 1e6;
      const least = game.wholeRows ? workload.grid || 1 : 1;
      const units = await calibrate(run, least, most, TIMES);
      measurements[name] = async () => {
        await game.select?.();
        return (await run(units)) / units;
      };
      // Right behind the first player: the rates are those around its own time.
      measurements.tanhs ??= probes.tanhs;
    }
    await interleave(measurements, 2);
    const results = await interleave(measurements, rounds);
    const { multiplyAdds, activations } = necessary(workload);
    const own = results[players[0].name];
    for (const { name } of players.slice(1)) {
      if (results[name]) peers[name] = spread(results[name].map((cost, round) => cost / own[round]));
    }
    const share = own.map(
      (cost, round) =>
        (multiplyAdds / results.multiplyAdds[round] + activations / results.tanhs[round]) / cost,
    );
    return {
      workload,
      share: spread(share),
      cost: spread(own.map((cost) => 1000 * cost)),
      peers,
      distances,
      rates: {
        multiplyAdds: spread(results.multiplyAdds.map((rate) => 1000 * rate)),
        tanhs: spread(results.tanhs.map((rate) => 1000 * rate)),
      },
    };
  } finally {
    for (const game of games) game.dispose?.();
  }
}

/**
 * @param {number[]} values
 * @returns {Spread}
 */
export function spread(values) {
  return { low: quantile(values, 0.25), middle: quantile(values, 0.5), high: quantile(values, 0.75) };
}

/**
 * CPU time in ms of `units` points or steps.
 * @param {Game} game
 * @param {Workload} workload
 * @param {Numbers} numbers
 * @param {number} units
 */
async function spent(game, workload, numbers, units) {
  /** @type {import("./players/player.js").Result} */
  let result = [];
  const rows = Math.max(1, Math.floor(units / (workload.grid || 1)));
  const axis = evenly(numbers.axis, Math.min(units, workload.grid));
  const other = evenly(numbers.axis, rows);
  const time = cpuTime(() => {
    result = workload.grid > 0 ? game.surface(axis, other) : game.train(units);
  });
  const done = workload.grid > 0 ? axis.length * other.length : units;
  const answer = await result;
  const elsewhere = /** @type {{ms?: number}} */ (answer).ms;
  return ((elsewhere ?? time) * units) / done;
}

/**
 * `count` of `values`, from all parts.
 * @param {Float32Array} values
 * @param {number} count
 */
function evenly(values, count) {
  return Float32Array.from(
    { length: count },
    (_, at) => values[Math.floor(((at + 0.5) * values.length) / count)],
  );
}

/**
 * @param {Workload} workload
 * @param {Numbers} numbers
 * @param {Game} game
 */
async function distance(workload, numbers, game) {
  const known = { ...workload, activatesOutput: game.activatesOutput };
  const valuesOf = async (/** @type {import("./players/player.js").Result} */ result) => {
    const answer = await result;
    return Array.from("ms" in answer ? answer.values : answer);
  };
  if (workload.grid > 0) {
    const [axis, other] = [Float32Array.of(-1, 0.25), Float32Array.of(-0.5, 1)];
    return relative(await valuesOf(game.surface(axis, other)), float64.surface(known, numbers, axis, other));
  }
  const way = (/** @type {ArrayLike<number>} */ params) =>
    Array.from(params, (param, at) => param - numbers.params[at]);
  const steps = 8;
  return relative(way(await valuesOf(game.train(steps))), way(float64.train(known, numbers, steps)));
}

/**
 * @param {number[]} values
 * @param {number[]} expected
 */
function relative(values, expected) {
  if (values.length !== expected.length) throw new Error(`${values.length} values, not ${expected.length}`);
  return Math.hypot(...values.map((value, at) => value - expected[at])) / Math.hypot(...expected);
}
