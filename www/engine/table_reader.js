// Files as the page reads them: one question at a time to a worker that is started when it is first needed and ended when nobody waits
// for it any more. A newer question ends the older one.
import { spawnReading } from "./spawn.js";
import { TableProblem } from "./table/problem.js";

/**
 * @typedef {import("./table/survey.js").Survey} Survey
 * @typedef {import("./table_worker.js").Linked} Gathered
 * @typedef {import("./table/gather.js").Choice} Choice
 * @typedef {import("./table/text.js").Manner} Manner
 */

/** Said to whoever waited for an answer that nobody wants any more; `isReplaced` if another question took its place. */
export class Cancelled extends Error {
  /** @param {boolean} isReplaced */
  constructor(isReplaced) {
    super("cancelled");
    this.isReplaced = isReplaced;
  }
}

export class TableReader {
  /** @type {Worker | undefined} */
  #worker;
  #asked = 0;
  /** @type {WebAssembly.Module | undefined} */
  #module;
  /** @type {((error: Error) => void) | undefined} */
  #giveUp;

  /**
   * @param {() => Promise<WebAssembly.Module>} compile the module that knows tables in links
   * @param {(share: number) => void} progress of the file, 0 to 1
   */
  constructor(compile, progress) {
    this.compile = compile;
    this.progress = progress;
  }

  /** What a file holds. @param {Blob} file @param {Manner} manner @returns {Promise<Survey>} */
  survey(file, manner) {
    return this.#ask(file, { file, manner });
  }

  /**
   * The wished rows of a file.
   * @param {Blob} file @param {Survey} found @param {Choice} choice @param {Manner} manner
   * @returns {Promise<Gathered>}
   */
  async gather(file, found, choice, manner) {
    this.#module ??= await this.compile();
    return this.#ask(file, { file, found, choice, manner, module: this.#module });
  }

  /** Nobody waits any more. */
  cancel() {
    this.#end(false);
  }

  /** @param {boolean} isReplaced */
  #end(isReplaced) {
    const giveUp = this.#giveUp;
    this.#giveUp = undefined;
    if (!giveUp) return;
    // In the middle of a file it looks into no mail.
    this.#worker?.terminate();
    this.#worker = undefined;
    giveUp(new Cancelled(isReplaced));
  }

  /** @param {Blob} file @param {Record<string, unknown>} wish @returns {Promise<any>} */
  #ask(file, wish) {
    this.#end(true);
    this.#asked += 1;
    const id = this.#asked;
    this.#worker ??= spawnReading();
    const worker = this.#worker;
    return new Promise((done, fail) => {
      this.#giveUp = fail;
      const end = () => {
        this.#giveUp = undefined;
      };
      worker.onmessage = ({ data }) => {
        const answer = /** @type {import("./table_worker.js").Answer} */ (data);
        if (answer.id !== id) return;
        if ("read" in answer) {
          this.progress(file.size > 0 ? answer.read / file.size : 1);
          return;
        }
        end();
        if ("problem" in answer) fail(new TableProblem(answer.problem.key, answer.problem.values));
        else done(answer.value);
      };
      worker.onerror = (event) => {
        end();
        this.#worker = undefined;
        fail(new TableProblem("own_unreadable", { message: event.message }));
      };
      worker.postMessage({ id, ...wish });
    });
  }
}
