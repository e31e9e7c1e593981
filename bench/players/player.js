// What a library has to do to take part.

/** @typedef {import("../workloads.js").Workload} Workload */
/** @typedef {import("../workloads.js").Numbers} Numbers */

/**
 * @typedef {object} Player
 * @property {string} name
 * @property {(workload: Workload, numbers: Numbers) => Game | string | Promise<Game | string>} prepare a text says why this
 *   library cannot play this workload
 */

/**
 * Values of some work; whoever works in another process says how many ms of CPU time that took there.
 * @typedef {ArrayLike<number> | Promise<{values: number[], ms: number}>} Result
 */

/**
 * One workload, ready to run. Parameters are flat, as Downhill has them.
 * @typedef {object} Game
 * @property {(axis: Float32Array, other: Float32Array) => Result} surface losses at params + a·d1 + b·d2, [b][a]
 * @property {(steps: number) => Result} train the parameters after that many steps from `numbers.params`
 * @property {boolean} [activatesOutput] this library cannot leave the outputs linear
 * @property {boolean} [wholeRows] only whole rows of the grid are fast
 * @property {() => Promise<void>} [select] to be called before, outside the measured time
 * @property {() => void} [dispose]
 */

export {};
