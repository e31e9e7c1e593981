// A worker whose file may lie on another origin than the page, as where a page takes the element from elsewhere. Browsers start no
// worker by such an address; a module of the page's own origin may import it, if its server allows that (CORS).

/**
 * Stands for `Worker`: called with `new`, it gives one.
 * @param {URL} address @param {WorkerOptions & {type: "module"}} options
 * @returns {Worker}
 */
function start(address, options) {
  if (address.origin === location.origin) return new Worker(address, options);
  const lines = new Blob([`import ${JSON.stringify(address.href)};`], { type: "text/javascript" });
  const here = URL.createObjectURL(lines);
  const worker = new Worker(here, options);
  // Engines differ in when they read it; by its first message it is read.
  worker.addEventListener("message", () => URL.revokeObjectURL(here), { once: true });
  return worker;
}

export const AnyWorker =
  /** @type {new (address: URL, options: WorkerOptions & {type: "module"}) => Worker} */ (
    /** @type {unknown} */ (start)
  );
