// What is wrong with a file, as data: a key of the dialog's words and what it tells. The reader knows no language.

/** @typedef {{key: string, values: Record<string, string | number>}} Problem */

export class TableProblem extends Error {
  /** @param {string} key @param {Record<string, string | number>} [values] */
  constructor(key, values = {}) {
    super(key);
    this.key = key;
    this.values = values;
  }
}
