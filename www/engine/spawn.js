// The one place that creates workers, so that a build into a single file has one place to change.

/** @returns {Worker} */
export function spawnTraining() {
  return new Worker(new URL("./training_worker.js", import.meta.url), { type: "module", name: "training" });
}

/** @returns {Worker} */
export function spawnVerifying() {
  return new Worker(new URL("./verify_worker.js", import.meta.url), { type: "module", name: "verifying" });
}

/** @returns {Worker} */
export function spawnSampling() {
  return new Worker(new URL("./sampling_worker.js", import.meta.url), { type: "module", name: "sampling" });
}
