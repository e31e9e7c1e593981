// What runs in the page before the page: it keeps what would only have been seen in a console,
// and a hold on the workers.

/** Runs in the browser. */
function keepProblems() {
  /** @type {string[]} */
  const problems = [];
  /** @type {number[]} */
  const longTasks = [];
  /** @type {Worker[]} */
  const workers = [];
  Object.assign(window, { problems, longTasks, workers });
  window.Worker = class extends Worker {
    /** @param {string | URL} address @param {WorkerOptions} [options] */
    constructor(address, options) {
      super(address, options);
      workers.push(this);
    }
  };
  addEventListener(
    "error",
    (event) =>
      problems.push(`error: ${event.message ?? `cannot load ${Reflect.get(event.target ?? {}, "src")}`}`),
    true,
  );
  addEventListener("unhandledrejection", (event) => problems.push(`unhandled: ${event.reason}`));
  document.addEventListener("securitypolicyviolation", (event) =>
    problems.push(`refused: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`),
  );
  for (const level of /** @type {const} */ (["error", "warn"])) {
    // biome-ignore lint/suspicious/noConsole: it is what is watched
    const print = console[level];
    console[level] = (...words) => {
      problems.push(`${level}: ${words.join(" ")}`);
      print.apply(console, words);
    };
  }
  if (PerformanceObserver.supportedEntryTypes?.includes("longtask")) {
    new PerformanceObserver((list) => {
      longTasks.push(...list.getEntries().map((entry) => entry.duration));
    }).observe({ type: "longtask" });
  }
}

/**
 * Puts the hook before everything else of a page, also before its content security policy, which would refuse it.
 * @param {string} html
 */
export function watch(html) {
  return html.replace("<head>", `<head><script>(${keepProblems})()</script>`);
}

/**
 * Lets a page believe that the engine has no SIMD. Chromium and WebKit can be started without it; Firefox cannot, so there this
 * is all that is tested: which module the page takes.
 * @param {string} html
 */
export function withoutSimd(html) {
  return html.replace("<head>", "<head><script>WebAssembly.validate = () => false</script>");
}

/**
 * Takes the page's workers away, as a sandbox or a blocker does. Set after the hook above, which would bring them back.
 * @param {string} html
 */
export function withoutWorkers(html) {
  return html.replace("<head>", "<head><script>window.Worker = undefined</script>");
}

/**
 * Lets the page wait for the second half of the core for ever, as on a bad line: it comes only to whoever insists.
 * @param {string} html
 */
export function withoutRest(html) {
  const hold = () => {
    const { fetch } = window;
    window.fetch = (...wish) =>
      String(wish[0]).includes("_rest_bg") ? new Promise(() => {}) : fetch(...wish);
  };
  return html.replace("<head>", `<head><script>(${hold})()</script>`);
}

/**
 * Takes the page's service worker away: a test wants the files that the server has now, and no megabyte stored while it measures.
 * @param {string} html
 */
export function withoutServiceWorker(html) {
  return html.replace(/<meta name="service-worker"[^>]*>/, "");
}

/**
 * Lets the page find that the browser keeps nothing for it, as in a sandboxed frame or where a reader has forbidden it.
 * @param {string} html
 */
export function withoutStorage(html) {
  const refuse = `Object.defineProperty(window, "localStorage", { get() { throw new DOMException("denied", "SecurityError"); } })`;
  return html.replace("<head>", `<head><script>${refuse}</script>`);
}
