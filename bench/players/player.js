// What a library has to do to take part.

/**
 * @typedef {object} Player
 * @property {string} name
 * @property {(workload: import("../workloads.js").Workload, numbers: import("../workloads.js").Numbers) => Game} prepare
 */

/**
 * One workload, ready to run. Parameters are flat, as Downhill has them.
 * @typedef {object} Game
 * @property {(params: Float32Array) => number} loss over all rows
 * @property {(params: Float32Array) => Float32Array} gradient of that loss
 * @property {(axis: Float32Array, other: Float32Array) => Float32Array} surface losses at params + a·d1 + b·d2, [b][a]
 * @property {(params: Float32Array, steps?: number) => void} train steps in place, batches in the order of the numbers
 */

export {};
