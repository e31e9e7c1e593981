// What was seen of all runs on their way, for pictures over time and for files: their layers, and what the opened test says of the lead.
import { History, LayerRecord } from "../stage/flow/history.js";
import { parseBranches } from "../state/branches.js";

export class RunRecords {
  /** By the number of the run; 0 is the lead. @type {Map<number, LayerRecord>} */
  #records = new Map();
  /** What each branch was when it was seen. @type {string[]} */
  #branches = [];

  /** Loss and accuracy of the lead on the test rows, since they were opened. */
  tested = new History();

  /** @param {number} index */
  of(index) {
    let record = this.#records.get(index);
    if (!record) {
      record = new LayerRecord();
      this.#records.set(index, record);
    }
    return record;
  }

  /** Another run begins. */
  clear() {
    this.#records.clear();
    this.tested.clear();
  }

  /** Other branches: what a number stands for may be another run. @param {string} branches as the spec has them */
  setBranches(branches) {
    const now = parseBranches(branches).map(({ name: _, ...branch }) => JSON.stringify(branch));
    const changed = this.#branches.findIndex((branch, at) => branch !== now[at]);
    for (const index of this.#records.keys()) {
      if (changed >= 0 && index > changed) this.#records.delete(index);
    }
    this.#branches = now;
  }

  /** @param {import("../engine/protocol.js").Report} report */
  add({ clock, details, others, columns = [] }) {
    for (const { index, step, gradients, flow } of columns) this.of(index).add(step, gradients, flow);
    this.tested.forget(clock + 1);
    const test = details?.test;
    if (test) this.tested.add(test.step, Float32Array.of(test.loss, test.accuracy));
    if (details) this.of(0).add(clock, details.gradients, details.flow);
    for (const { index, details: seen } of others) {
      if (seen) this.of(index).add(clock, seen.gradients, seen.flow);
    }
  }
}
