// Process CPU time, interleaved, medians of paired ratios.

/**
 * Milliseconds of CPU time, of all threads of this process, that `work` takes.
 * @param {() => void} work
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
 * Runs every work in turn, `rounds` times, and returns the CPU times of each: times of the same round belong together.
 * @template {string} Name
 * @param {Record<Name, () => void>} works
 * @param {number} rounds
 * @returns {Record<Name, number[]>}
 */
export function interleave(works, rounds) {
  const names = /** @type {Name[]} */ (Object.keys(works));
  const times = /** @type {Record<Name, number[]>} */ (Object.fromEntries(names.map((name) => [name, []])));
  for (let round = 0; round < rounds; round++) {
    for (const name of names) times[name].push(cpuTime(works[name]));
  }
  return times;
}
