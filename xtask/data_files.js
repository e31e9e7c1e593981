// A Vite plugin for the page as one file: tables that the core does not carry travel inside the script, as gzip in base64.
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

/** The page's import of `www/state/data_files.js` is answered by this module instead. */
const FILES = "\0downhill:data-files";

/**
 * @param {string} folder of the tables
 * @param {string[]} carried names of those that the core carries itself
 * @returns {import("vite").Plugin}
 */
export function dataFiles(folder, carried) {
  return {
    name: "downhill:data-files",
    enforce: "pre",
    resolveId(name) {
      return name.endsWith("/data_files.js") ? FILES : undefined;
    },
    load(id) {
      if (id !== FILES) return undefined;
      const names = readdirSync(folder)
        .filter((name) => name.endsWith(".csv"))
        .map((name) => name.slice(0, -".csv".length))
        .filter((name) => !carried.includes(name));
      const packed = names.map((name) => {
        const text = gzipSync(readFileSync(`${folder}/${name}.csv`), { level: 9 }).toString("base64");
        return `${name}: "${text}"`;
      });
      return `const PACKED = { ${packed.join(", ")} };
        async function unpack(text) {
          const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
          const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
          return new Uint8Array(await new Response(unpacked).arrayBuffer());
        }
        export const fetchTable = (dataset) => Object.hasOwn(PACKED, dataset) ? unpack(PACKED[dataset]) : undefined;`;
    },
  };
}
