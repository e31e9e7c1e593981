// The one place that creates workers, so that a build into a single file has one place to change. Its `Worker` is the browser's, but
// for files of another origin.
import { AnyWorker as Worker } from "./any_worker.js";

/** @param {"training" | "sampling"} name what it does: see `worker.js` @returns {Worker} */
function spawn(name) {
  return new Worker(new URL("./worker.js", import.meta.url), { type: "module", name });
}

/** @returns {Worker} */
export function spawnTraining() {
  return spawn("training");
}

/** @returns {Worker} */
export function spawnVerifying() {
  return new Worker(new URL("./verify_worker.js", import.meta.url), { type: "module", name: "verifying" });
}

/** @returns {Worker} */
export function spawnSampling() {
  return spawn("sampling");
}

/** @returns {Worker} */
export function spawnReading() {
  return new Worker(new URL("./table_worker.js", import.meta.url), { type: "module", name: "reading" });
}
