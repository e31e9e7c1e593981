// What an experiment in somebody else's page weighs over the wire: the element (brotli, level 11) and the frame (gzip, level 9, as hosts of
// one large page send it). `node xtask/weight_embed.js` prints it; a test holds what docs/embedding.md says.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { closure, filesOf, weigh } from "./weight.js";

const FOLDER = "dist/embed";
/** The script of the tag and what it imports: what every page with it fetches, seen or not. */
const SHELL = ["element"];
/** What computes: both halves of the core. */
const CORE = ["downhill_lead_bg", "downhill_rest_bg"];
/** What stands around it, in one language, before there is a mountain. */
const FIRST = ["body", "schema_en", "names_en", "en", "around_en", "worker", ...CORE];
const MOUNTAIN = ["mountain", "painter"];

/** Files in `dist/embed/` whose names begin so, with all that they import at once. @param {string[]} starts */
function reached(starts) {
  // The module for other scripts is the same shell under a name that stays; a page with the tag does not fetch it.
  const files = filesOf(starts, FOLDER).filter((file) => file !== "element.js");
  return closure(files, FOLDER);
}

/** Files that an element in English asks for before its first numbers, and with its mountain; names in `dist/embed/`. */
export function filesOfElement() {
  const shell = reached(SHELL);
  const first = new Set([...shell, ...reached(FIRST)]);
  const mountain = new Set([...first, ...reached(MOUNTAIN)]);
  return { shell, first, mountain };
}

/** kB of files in `dist/embed/`. @param {Iterable<string>} files */
const sum = (files) => [...files].reduce((total, file) => total + weigh(`embed/${file}`), 0) / 1000;

/** kB of the element's shell, of all before its first numbers, of its core and of its mountain, and of all that; MB of the frame. */
export function embedWeights() {
  const { shell, first, mountain } = filesOfElement();
  const script = weigh("embed.js") / 1000;
  return {
    shell: script + sum(shell),
    first: script + sum(first),
    core: sum(filesOf(CORE, FOLDER)),
    mountain: sum(mountain) - sum(first),
    element: script + sum(mountain),
    frameMB: gzipSync(readFileSync("dist/embed.html"), { level: 9 }).length / 1e6,
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, weight] of Object.entries(embedWeights()))
    process.stdout.write(`${name} ${weight.toFixed(2)}\n`);
}
