// The package in Node, where a file is read and not fetched; in all else as in a browser.
import { readFile } from "node:fs/promises";
import load from "./downhill.js";

export * from "./downhill.js";

/**
 * Makes the core ready.
 * @type {typeof load}
 */
export default async function init(from) {
  return load(from ?? { module_or_path: await readFile(new URL("./downhill_bg.wasm", import.meta.url)) });
}
