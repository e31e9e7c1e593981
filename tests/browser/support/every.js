// All browser tests, or the files named, in one process: each engine is started once and not once a file.
import { readdir } from "node:fs/promises";
import { declareGathered, gather } from "./suite.js";

const FOLDER = new URL("../", import.meta.url);

const wished = process.argv.slice(2);
const files = wished.length > 0 ? wished : await readdir(FOLDER);

gather();
for (const file of files.filter((name) => name.endsWith(".test.js")).sort()) {
  await import(new URL(file.slice(file.lastIndexOf("/") + 1), FOLDER).href);
}
declareGathered();
