// Process CPU time, interleaved, medians of paired ratios.

/**
 * Milliseconds of CPU time, of all threads of this process, that `work` takes.
 * @param {() => unknown} work
 */
export function cpuTime(work) {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/**
 * @param {number[]} values
 * @param {number} share 0 to 1
 */
export function quantile(values, share) {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.round(share * (sorted.length - 1))];
}

/** @param {number[]} values */
export function median(values) {
  return quantile(values, 0.5);
}

/**
 * Runs every measurement in turn, `rounds` times, and returns what each gave: numbers of the same round belong together.
 * @param {Record<string, () => number | Promise<number>>} measurements
 * @param {number} rounds
 * @returns {Promise<Record<string, number[]>>}
 */
export async function interleave(measurements, rounds) {
  /** @type {Record<string, number[]>} */
  const results = Object.fromEntries(Object.keys(measurements).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, measure] of Object.entries(measurements)) results[name].push(await measure());
  }
  return results;
}

/**
 * How many units of work, from `least` to `most`, take about `target` ms, after at least `warmUp` ms of it.
 * @param {(units: number) => number | Promise<number>} run runs that many units and returns its CPU time in ms
 * @param {number} least
 * @param {number} most
 * @param {{target: number, warmUp: number}} times
 */
export async function calibrate(run, least, most, { target, warmUp }) {
  // The first run may compile.
  let [units, spent] = [least, await run(least)];
  for (;;) {
    const time = await run(units);
    spent += time;
    const isEnough = time > target / 2 || units === most;
    if (isEnough && spent >= warmUp)
      return Math.min(most, Math.max(least, Math.round((units * target) / time)));
    if (!isEnough) units = Math.min(most, 2 * units);
  }
}
