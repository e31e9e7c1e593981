// A worker whose file may lie on another origin than the page, as where a page takes the element from elsewhere. Browsers start no
// worker by such an address; a module of the page's own origin may import it, if its server allows that (CORS).

/** The name that a page allows which demands Trusted Types. */
const POLICY = "downhill";

/** @typedef {{createScriptURL: (address: string) => string}} Policy */
/** @type {Policy | undefined} */
let policy;

/**
 * The address as a page with `require-trusted-types-for 'script'` wants it. Only addresses of this file's callers come here, which are
 * written down at build time, so they are vouched for as they are.
 * @param {string} address
 */
function vouched(address) {
  try {
    policy ??= /** @type {{trustedTypes?: {createPolicy: (name: string, rules: Policy) => Policy}}} */ (
      globalThis
    ).trustedTypes?.createPolicy(POLICY, { createScriptURL: (text) => text });
  } catch {
    // The page does not allow the name: then the browser decides about the bare address.
  }
  return policy?.createScriptURL(address) ?? address;
}

/**
 * Stands for `Worker`: called with `new`, it gives one.
 * @param {URL} address @param {WorkerOptions & {type: "module"}} options
 * @returns {Worker}
 */
function start(address, options) {
  if (address.origin === location.origin) return new Worker(vouched(address.href), options);
  const lines = new Blob([`import ${JSON.stringify(address.href)};`], { type: "text/javascript" });
  const here = URL.createObjectURL(lines);
  const worker = new Worker(vouched(here), options);
  // Engines differ in when they read it; by its first message it is read.
  worker.addEventListener("message", () => URL.revokeObjectURL(here), { once: true });
  return worker;
}

export const AnyWorker =
  /** @type {new (address: URL, options: WorkerOptions & {type: "module"}) => Worker} */ (
    /** @type {unknown} */ (start)
  );
