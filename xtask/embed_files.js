// Vite plugins for the files that stand beside the custom element: its types, the list of settings, and an example of a page that uses it.
import { readFileSync } from "node:fs";

/**
 * The types of the element, beside its module.
 * @param {string} source
 * @returns {import("vite").Plugin}
 */
export function elementTypes(source) {
  return {
    name: "downhill:element-types",
    generateBundle() {
      this.emitFile({ type: "asset", fileName: "embed/element.d.ts", source: readFileSync(source, "utf8") });
    },
  };
}

/**
 * All that can be set, with its words in both languages, under a name that stays: for people and programs, the element itself fetches
 * the words of one language.
 * @param {string} source
 * @returns {import("vite").Plugin}
 */
export function elementSchema(source) {
  return {
    name: "downhill:element-schema",
    generateBundle() {
      this.emitFile({ type: "asset", fileName: "embed/schema.json", source: readFileSync(source, "utf8") });
    },
  };
}

/**
 * Leaves out what nothing refers to: the list of all compiled modules names some that only the whole page needs.
 * @returns {import("vite").Plugin}
 */
export function withoutUnused() {
  return {
    name: "downhill:without-unused",
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        const parts = Object.values(bundle);
        const texts = parts.map((part) => (part.type === "chunk" ? part.code : part.source)).map(String);
        for (const [name, part] of Object.entries(bundle)) {
          const isHashed = /-[\w-]{8}\.(?:wasm|csv|json|js)$/.test(name);
          const file = name.slice(name.lastIndexOf("/") + 1);
          const isNamed = texts.some((text, at) => parts[at] !== part && text.includes(file));
          if (part.type === "asset" && isHashed && !isNamed) delete bundle[name];
        }
      },
    },
  };
}

/**
 * A page as a stranger would write it: nothing in it is bundled.
 * @param {string} page @param {string} style
 * @returns {import("vite").Plugin}
 */
export function examples(page, style) {
  return {
    name: "downhill:examples",
    generateBundle() {
      const files = { "embed-examples.html": page, "embed-examples.css": style };
      for (const [fileName, source] of Object.entries(files))
        this.emitFile({ type: "asset", fileName, source: readFileSync(source, "utf8") });
    },
  };
}
