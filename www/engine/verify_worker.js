// A worker for one question: makes a run again from its link, in an instance of its own, and checks it, or tells what another program
// needs to make it again.
import { initSync, Recipe, verify } from "../pkg/verify.js";

/**
 * @typedef {{entry: number, count: number, learning_rate: number, before: number, after: number, gradient: number,
 *   memory: number[]}} Update
 * @typedef {{step: number, digest: string, parameters: number, loss: number | null, precise_loss: number | null, entries: number,
 *   relative_error: number | null, worst: number, backpropagated: number | null, measured: number | null, update?: Update}} Verdict
 *   numbers that are not finite are null
 * @typedef {{module: WebAssembly.Module, link: string, file?: Uint8Array, wanted: "verdict" | "recipe"}} Question
 * @typedef {{facts: string, numbers: Float32Array}} RecipeParts facts as JSON: see `Recipe` in crate/src/experiment/recipe.rs
 */

self.onmessage = ({ data }) => {
  const { module, link, file, wanted } = /** @type {Question} */ (data);
  try {
    initSync({ module });
    if (wanted === "verdict") {
      self.postMessage({ verdict: JSON.parse(verify(link, file)) });
      return;
    }
    const recipe = new Recipe(link, file);
    self.postMessage({ recipe: { facts: recipe.facts(), numbers: recipe.numbers() } });
  } catch (error) {
    self.postMessage({ problem: error instanceof Error ? error.message : String(error) });
  }
};
