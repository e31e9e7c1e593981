// The PyTorch script of what stands on the page: a worker makes the runs again, so that they and the script share nothing but the link.
import { spawnVerifying } from "../../engine/spawn.js";
import { compileVerify } from "../../state/modules.js";
import { pytorchScript } from "./pytorch.js";

/**
 * @param {{link: string, file: Uint8Array | undefined, names: readonly string[], name: string, head: readonly string[],
 *   signal: AbortSignal}} wanted the names of the runs, that of the file, and what stands at its top
 * @returns {Promise<string>}
 */
export async function experimentScript({ link, file, names, name, head, signal }) {
  const module = await compileVerify();
  signal.throwIfAborted();
  const worker = spawnVerifying();
  /** @type {Promise<import("../../engine/verify_worker.js").RecipeParts>} */
  const answer = new Promise((done, fail) => {
    worker.onmessage = ({ data }) => (data.recipe ? done(data.recipe) : fail(new Error(data.problem)));
    worker.onerror = (event) => fail(new Error(event.message));
    signal.addEventListener("abort", () => fail(signal.reason), { once: true });
    /** @type {import("../../engine/verify_worker.js").Question} */
    const question = { module, link, ...(file ? { file } : {}), wanted: "recipe" };
    worker.postMessage(question);
  });
  try {
    const { facts, numbers } = await answer;
    return pytorchScript(JSON.parse(facts), numbers, { names, file: name, head });
  } finally {
    worker.terminate();
  }
}
