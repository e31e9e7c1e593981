// A static server for one folder, on the loopback address only. `cargo xtask serve` and the browser tests use it.
import { spawn } from "node:child_process";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** The port a person can remember; another is taken when it is not free. */
const USUAL_PORT = 8642;

/** @type {Record<string, string>} */
const TYPES = {
  ".csv": "text/csv; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".md": "text/plain; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/**
 * Serves `folder` below `prefix`.
 * @param {string} folder
 * @param {{ port?: number, prefix?: string, html?: (text: string) => string, pages?: Record<string, string>,
 *   headers?: (path: string) => Record<string, string>, hold?: (path: string) => Promise<void> | undefined }} [options] `html` changes
 *   pages on their way out; `pages` are there by name besides the files; `headers` go with an answer; an answer waits for its `hold`.
 * @returns {Promise<{ address: string, asked: string[], missing: string[], close: () => Promise<void> }>} `asked` lists the paths of all
 *   requests, `missing` those in vain.
 */
export async function serve(folder, { port = 0, prefix = "/", html, pages = {}, headers, hold } = {}) {
  const top = resolve(folder);
  /** @type {string[]} */
  const missing = [];
  /** @type {string[]} */
  const asked = [];
  const server = createServer(async (request, response) => {
    asked.push(request.url ?? "");
    const path = decodePath(request.url ?? "/");
    const name = path?.startsWith(prefix) ? path.slice(prefix.length) : "";
    await hold?.(name);
    for (const [header, value] of Object.entries(headers?.(name) ?? {})) response.setHeader(header, value);
    const page = Object.hasOwn(pages, name) ? pages[name] : undefined;
    if (page !== undefined) {
      const isHtml = extname(name) === ".html";
      response.setHeader("Content-Type", TYPES[extname(name)] ?? "text/plain");
      response.end(html && isHtml ? html(page) : page);
      return;
    }
    const file = path?.startsWith(prefix) ? await findFile(top, path.slice(prefix.length)) : undefined;
    if (!file || !["GET", "HEAD"].includes(request.method ?? "")) {
      missing.push(request.url ?? "");
      response.writeHead(404, { "Content-Type": "text/plain" }).end("not found\n");
      return;
    }
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    response.setHeader("Content-Type", type);
    // A page that was just built must not be the one of yesterday.
    response.setHeader("Cache-Control", "no-cache");
    if (request.method === "HEAD") response.end();
    else if (html && extname(file) === ".html") response.end(html(await readFile(file, "utf8")));
    else createReadStream(file).pipe(response);
  });
  const taken = await listen(server, port).catch(() => listen(server, 0));
  return {
    address: `http://127.0.0.1:${taken}${prefix}`,
    asked,
    missing,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/**
 * @param {import("node:http").Server} server
 * @param {number} port 0 lets the system choose
 * @returns {Promise<number>} the port taken
 */
function listen(server, port) {
  return new Promise((done, fail) => {
    server.once("error", fail);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", fail);
      const address = server.address();
      done(typeof address === "object" && address ? address.port : port);
    });
  });
}

/** The path of an address, without its query; undefined when it is not valid. @param {string} url */
function decodePath(url) {
  try {
    return decodeURIComponent(url.split(/[?#]/, 1)[0] ?? "");
  } catch {
    return undefined;
  }
}

/**
 * The file that a path means, or undefined; never one outside `top`.
 * @param {string} top
 * @param {string} path
 */
async function findFile(top, path) {
  const file = normalize(join(top, path.endsWith("/") || path === "" ? `${path}index.html` : path));
  if (!file.startsWith(top + sep) || file.includes("\0")) return undefined;
  const found = await stat(file).catch(() => undefined);
  return found?.isFile() ? file : undefined;
}

/** Opens an address in the person's browser, where there is a desktop. @param {string} address */
function open(address) {
  const { platform, env } = process;
  const hasDesktop = platform !== "linux" || env.DISPLAY || env.WAYLAND_DISPLAY;
  if (!hasDesktop || env.CI) return;
  const [program, ...rest] =
    platform === "darwin" ? ["open"] : platform === "win32" ? ["cmd", "/c", "start", ""] : ["xdg-open"];
  // Without an opener the printed address is enough.
  spawn(program ?? "", [...rest, address], { stdio: "ignore", detached: true })
    .on("error", () => {})
    .unref();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { address } = await serve(process.argv[2] ?? "dist", { port: USUAL_PORT });
  process.stdout.write(`\nDownhill is at ${address}  (Ctrl+C stops it)\n`);
  open(address);
}
