// The service worker: keeps one build of the page on the device and answers from it, network or not.
//
// It is a script without imports, because not every engine lets a service worker have them. It never takes over by itself: a newer
// build waits until no page of the older one is open, or until a reader asks for it.

/**
 * The `pages` of a build by their paths below the worker's folder, each with a word that only this build's text has; its other
 * `files`, whose names change with their content.
 * @typedef {{version: string, pages: Record<string, string>, files: string[]}} Build
 */

/** Written by the bundler's plugin (`xtask/offline.js`). @type {Build} */
const BUILD = JSON.parse('{"version":"","pages":{},"files":[]}');

/** Files fetched at a time while storing: the page itself may want something, too. */
const LANES = 4;

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const folder = new URL("./", location.href);
/** Two copies of the page on one host keep apart. */
const family = `downhill ${folder.pathname} `;
const cacheName = family + BUILD.version;
/** Engines with SIMD never ask for the core without it, and the others never for the halves of the one with it. */
const isSimd = new URLSearchParams(location.search).get("lanes") === "simd";
const files = BUILD.files.filter(
  (file) => !(isSimd ? /_scalar_bg-/ : /downhill_(?:lead|rest)_bg-/).test(file),
);

/** A page, if it is this build's: a host in the middle of a change may still have the other one. @param {string} path */
async function fetchPage(path) {
  const response = await fetch(new Request(new URL(path, folder), { cache: "reload" }));
  const text = await response.text();
  if (!response.ok || !text.includes(BUILD.pages[path] ?? "")) {
    throw new Error(`${path || "index.html"} is not of build ${BUILD.version}`);
  }
  // Made anew, because an answer that was redirected may not be given to a navigation.
  return new Response(text, { headers: { "Content-Type": "text/html; charset=utf-8" } });
}

/** Stores all of the build, or nothing. */
async function storeBuild() {
  const cache = await caches.open(cacheName);
  try {
    for (const path of Object.keys(BUILD.pages)) {
      await cache.put(new URL(path, folder).href, await fetchPage(path));
    }
    const waiting = [...files];
    const lane = async () => {
      for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
        await cache.add(new URL(file, folder).href);
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
  } catch (error) {
    await caches.delete(cacheName);
    throw error;
  }
}

/** Forgets old builds. The one before this stays: a page of it that is still open may want its parts. */
async function forgetOldBuilds() {
  const names = (await caches.keys()).filter((name) => name.startsWith(family) && name !== cacheName);
  await Promise.all(names.slice(0, -1).map((name) => caches.delete(name)));
}

/**
 * What is stored, else what the network has: browsers may clear a store when a device is full.
 * @param {Request} request
 * @param {string} path below the worker's folder
 */
async function answer(request, path) {
  const address = new URL(path, folder).href;
  const how = { ignoreVary: true };
  const own = await caches.match(address, { ...how, cacheName });
  if (own) return own;
  // A part of an older build, for a page that still runs it.
  const older = path in BUILD.pages ? undefined : await caches.match(address, how);
  return older ?? fetch(request);
}

worker.addEventListener("install", (event) => event.waitUntil(storeBuild()));

worker.addEventListener("activate", (event) =>
  event.waitUntil(forgetOldBuilds().then(() => worker.clients.claim())),
);

worker.addEventListener("message", ({ data }) => {
  if (data === "take over") void worker.skipWaiting();
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || !address.href.startsWith(folder.href)) return;
  const name = address.pathname.slice(folder.pathname.length);
  const path = name === "index.html" ? "" : name;
  if (path in BUILD.pages || path.startsWith("assets/")) event.respondWith(answer(request, path));
});
