// A Vite plugin that makes the built page one that can be kept: a service worker with the list of this build's files, a manifest and
// icons to install it with.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { CUTS } from "../www/state/faces.js";

/** What stands in the worker's source for the list. */
const NO_BUILD = `'{"version":"","pages":{},"files":[]}'`;

/** Cuts of the core for links, and chapters by themselves: a page that is kept has all of both, and needs none of them (`www/main.js`). */
const FOR_LINKS = new RegExp(`/(?:(?:${CUTS.join("|")})_(?:lead|rest)_bg|\\d\\d_\\w+?|frame_\\w+?)-`);

/** What a page is called when it is installed; the languages are those of the page. */
const APP = {
  name: "Downhill",
  short_name: "Downhill",
  description:
    "A real, tiny neural network walks down its real loss mountain. 看一个真实的小网络沿着损失曲面下山。",
  // Relative to the manifest, which lies beside the page: the page may stand in any folder.
  id: "./",
  start_url: "./",
  scope: "./",
  display: "standalone",
  background_color: "#fbfaf7",
  theme_color: "#fbfaf7",
  categories: ["education", "science"],
};

/** Pictures of www/offline/icons; the PNGs are drawn from the SVGs beside them. Sizes in pixels; a maskable picture may lose all outside the circle of 80 %. */
const ICONS = [
  { file: "icon.svg", sizes: "any", type: "image/svg+xml", purpose: "any" },
  { file: "icon-192.png", sizes: "192x192", type: "image/png", purpose: "any" },
  { file: "icon-512.png", sizes: "512x512", type: "image/png", purpose: "any" },
  { file: "maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
];

/**
 * @param {{ worker: string, icons: string, page: string }} options the worker's source, the folder of the icons, and the page that
 *   is kept and installed
 * @returns {import("vite").Plugin}
 */
export function offline({ worker, icons, page }) {
  return {
    name: "downhill:offline",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (_, { path }) =>
        path === `/${page}`
          ? [
              { tag: "link", attrs: { rel: "manifest", href: "./manifest.webmanifest" }, injectTo: "head" },
              {
                tag: "meta",
                attrs: { name: "service-worker", content: "./service-worker.js" },
                injectTo: "head",
              },
            ]
          : [],
    },
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        const pictures = ICONS.map(({ file, ...icon }) => {
          const source = readFileSync(`${icons}/${file}`);
          const id = this.emitFile({ type: "asset", name: `app-${file}`, source });
          return { src: `./${this.getFileName(id)}`, ...icon };
        });
        const manifest = `${JSON.stringify({ ...APP, icons: pictures }, null, 2)}\n`;
        this.emitFile({ type: "asset", fileName: "manifest.webmanifest", source: manifest });
        const source = withBuild(readFileSync(worker, "utf8"), bundle);
        this.emitFile({ type: "asset", fileName: "service-worker.js", source });
      },
    },
  };
}

/**
 * The worker's source with the list of what was built and is to be kept. The version is a digest of all of it, the worker's own code included.
 * @param {string} source
 * @param {Record<string, {type: "chunk"} | {type: "asset", source: string | Uint8Array}>} bundle by file name
 */
export function withBuild(source, bundle) {
  /** @type {Record<string, string>} */
  const pages = {};
  /** @type {string[]} */
  const files = [];
  const digest = createHash("sha256").update(source);
  for (const [name, part] of Object.entries(bundle).sort(([a], [b]) => (a < b ? -1 : 1))) {
    digest.update(name);
    if (part.type === "asset" && name.endsWith(".html")) {
      const text = String(part.source);
      const script = /<script\b[^>]*\bsrc="\.\/([^"]+)"/.exec(text)?.[1];
      if (!script) throw new Error(`${name} has no script by which its build could be told`);
      pages[name === "index.html" ? "" : name] = script;
      digest.update(text);
    } else if (name.startsWith("assets/") && !FOR_LINKS.test(name)) files.push(name);
  }
  const build = { version: digest.digest("hex").slice(0, 16), pages, files };
  const list = JSON.stringify(build);
  if (!source.includes(NO_BUILD)) throw new Error("the service worker has no place for its list");
  if (/['\\\u2028\u2029]/.test(list)) throw new Error(`a name that a quoted list cannot hold: ${list}`);
  return source.replace(NO_BUILD, () => `'${list}'`);
}
