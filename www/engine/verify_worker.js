// A worker for one question: makes a run again from its link, in an instance of its own, and checks it.
import { initSync, verify } from "../pkg/verify.js";

/**
 * @typedef {{entry: number, count: number, learning_rate: number, before: number, after: number, gradient: number,
 *   memory: number[]}} Update
 * @typedef {{step: number, digest: string, parameters: number, loss: number | null, precise_loss: number | null, entries: number,
 *   relative_error: number | null, worst: number, backpropagated: number | null, measured: number | null, update?: Update}} Verdict
 *   numbers that are not finite are null
 */

self.onmessage = ({ data }) => {
  const { module, link, file } =
    /** @type {{module: WebAssembly.Module, link: string, file?: Uint8Array}} */ (data);
  try {
    initSync({ module });
    self.postMessage({ verdict: JSON.parse(verify(link, file)) });
  } catch (error) {
    self.postMessage({ problem: error instanceof Error ? error.message : String(error) });
  }
};
