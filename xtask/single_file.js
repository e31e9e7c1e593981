// Vite plugins that fold the page into one HTML file.
//
// On file:// a page may fetch nothing and load no module from beside it. So the compiled modules travel as gzip in base64 inside the script, the
// workers as text that becomes a blob, and the content security policy names the hashes of exactly this script and this style.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

/** The page's import of the compiled modules (`www/state/modules.js`) is answered by this module instead. */
const MODULES = "\0downhill:modules";
/** Here all chapters are at hand: what fetches one by itself (`www/lesson/alone.js`) fetches all. */
const ALONE = "\0downhill:alone";
const STORY = fileURLToPath(new URL("../www/lesson/words.js", import.meta.url));

/**
 * Workers become blobs; the core's glue loses the address of a wasm file that is not there.
 * @returns {import("vite").Plugin}
 */
export function withoutAddresses() {
  return {
    name: "downhill:without-addresses",
    enforce: "pre",
    transform(code, id) {
      if (!id.includes("/www/")) return undefined;
      let imports = "";
      const changed = code
        .replaceAll(
          /new Worker\(\s*new URL\("(\.[^"]+)", import\.meta\.url\)\s*(,\s*\{[^}]*\}\s*)?,?\s*\)/g,
          (_, path, options = ",") => {
            const name = `Worker_${createHash("sha256").update(path).digest("hex").slice(0, 8)}`;
            const line = `import ${name} from "${path}?worker&inline";\n`;
            if (!imports.includes(line)) imports += line; // one worker may be started in two places
            return `new ${name}(${options.slice(1)})`;
          },
        )
        .replaceAll(/new URL\(['"]\w+_bg\.wasm['"], import\.meta\.url\)/g, "undefined");
      return changed === code ? undefined : { code: imports + changed, map: null };
    },
  };
}

/**
 * Style sheets that a view brings for a page of its own are left out: an element dresses itself.
 * @returns {import("vite").Plugin}
 */
export function withoutSideStyles() {
  return {
    name: "downhill:without-side-styles",
    enforce: "pre",
    transform(code, id) {
      if (!/\/www\/.*\.js$/.test(id)) return undefined;
      const changed = code.replaceAll(/^import "[^"]+\.css";$/gm, "");
      return changed === code ? undefined : { code: changed, map: null };
    },
  };
}

/**
 * Writes the built page as one file.
 * @param {{ modules: {simd: string, scalar: string, charts: string, fits: string, instruments?: string, exports?: string, verify?: string}, schema: string, licences: string, file: string }} options the
 *   compiled modules that it needs, the schema, the licences of what is inside, and the name of the file
 * @returns {import("vite").Plugin}
 */
export function singleFile({ modules, schema, licences, file }) {
  return {
    name: "downhill:single-file",
    enforce: "pre",
    resolveId(name) {
      if (name === "./alone.js") return ALONE;
      return name.endsWith("/modules.js") ? MODULES : undefined;
    },
    load(id) {
      if (id === ALONE) return `export { fetchLesson as fetchAlone } from ${JSON.stringify(STORY)};`;
      if (id !== MODULES) return undefined;
      const packed = Object.entries(modules).map(([name, wasm]) => {
        const text = gzipSync(readFileSync(wasm), { level: 9 }).toString("base64");
        return `${name}: "${text}"`;
      });
      return `const PACKED = { ${packed.join(", ")} };
        async function compile(text) {
          if (text === undefined) throw new Error("this file was built without it");
          const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
          const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
          return WebAssembly.compile(await new Response(unpacked).arrayBuffer());
        }
        export const compileCore = async (lanes) => ({ lead: await compile(PACKED[lanes]) });
        export const LIGHTERS = {};
        export const compileCharts = () => compile(PACKED.charts);
        export const compileInstruments = () => compile(PACKED.instruments);
        export const compileFits = () => compile(PACKED.fits);
        export const compileVerify = () => compile(PACKED.verify);
        export const compileExports = () => compile(PACKED.exports);
        export const fetchSchema = async () => (${readFileSync(schema, "utf8").trim()});
        export const fetchNames = async () => ({});
        export const fetchHelp = async () => ({});`;
    },
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        let page = "";
        let script = "";
        let style = "";
        /** @type {[address: string, data: string][]} */
        const pictures = [];
        for (const [name, part] of Object.entries(bundle)) {
          if (part.type === "chunk") script += part.code;
          else if (name.endsWith(".css")) style += part.source;
          else if (name.endsWith(".html")) page = String(part.source);
          else if (name.endsWith(".svg"))
            pictures.push([`./${name}`, dataAddress("image/svg+xml", part.source)]);
          else if (!name.endsWith(".wasm")) this.error(`${name} cannot be folded into one file yet`);
          delete bundle[name];
        }
        for (const [address, data] of pictures) page = page.replaceAll(address, data);
        if (!script.includes("DecompressionStream")) {
          this.error("the core is not inside: the page must get it from www/state/modules.js");
        }
        // Inside a script element this would end it.
        script = script.replaceAll("</script", "<\\/script");
        this.emitFile({
          type: "asset",
          fileName: file,
          source: fold(page, script, style, readFileSync(licences, "utf8")),
        });
      },
    },
  };
}

/**
 * The page with its script and style inside, and a policy that allows these two and nothing else.
 * @param {string} page
 * @param {string} script
 * @param {string} style
 * @param {string} licences plain text, kept as data that nobody runs
 */
export function fold(page, script, style, licences) {
  const policy = [
    "default-src 'none'",
    `script-src ${hash(script)} 'wasm-unsafe-eval'`,
    "worker-src blob:",
    `style-src ${hash(style)}`,
    "img-src data: blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const folded = page
    .replaceAll(/\s*<script\b[^>]*\bsrc="[^"]*"[^>]*><\/script>/g, "")
    .replaceAll(/\s*<link\b[^>]*\brel="(?:stylesheet|modulepreload)"[^>]*>/g, "")
    .replace(/(http-equiv="Content-Security-Policy"\s+content=")[^"]*"/, (_, start) => `${start}${policy}"`)
    .replace("</head>", () => `<style>${style}</style>\n</head>`)
    .replace(
      "</body>",
      () =>
        `<script type="module">${script}</script>\n<script type="text/plain" id="licences">\n${licences}</script>\n</body>`,
    );
  if (!folded.includes(policy)) throw new Error("index.html has no content security policy to replace");
  return folded;
}

/**
 * A file's content as an address of its own.
 * @param {string} type
 * @param {string | Uint8Array} content
 */
function dataAddress(type, content) {
  return `data:${type};base64,${Buffer.from(content).toString("base64")}`;
}

/** The hash of a script or style, as a policy names it. @param {string} text */
function hash(text) {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}
