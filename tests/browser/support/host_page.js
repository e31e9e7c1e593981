// A page of somebody else's with elements on it.

/** Keeps what elements say and what they take. Runs in the page. */
function listen() {
  /** @type {{name: string, id: string, detail: any}[]} */
  const heard = [];
  /** @type {Set<Worker>} */
  const ended = new Set();
  const contexts = { made: 0, lost: 0 };
  Object.assign(window, { heard, ended, contexts });
  for (const name of ["ready", "step", "diverged", "change", "problems", "failed"]) {
    document.addEventListener(name, (event) => {
      const { id } = /** @type {Element} */ (event.target);
      heard.push({ name, id, detail: JSON.parse(JSON.stringify(/** @type {CustomEvent} */ (event).detail)) });
    });
  }
  const { terminate } = Worker.prototype;
  Worker.prototype.terminate = function () {
    ended.add(this);
    terminate.call(this);
  };
  const { getContext } = HTMLCanvasElement.prototype;
  /** @this {HTMLCanvasElement} @param {[any, any]} wish */
  function counted(...wish) {
    const context = getContext.apply(this, wish);
    if (wish[0] === "webgl2" && context) {
      contexts.made += 1;
      this.addEventListener("webglcontextlost", () => {
        contexts.lost += 1;
      });
    }
    return context;
  }
  HTMLCanvasElement.prototype.getContext = /** @type {any} */ (counted);
}

const WATCH = `<script>(${listen})()</script>`;
/** @param {string} head @param {string} body */
export const hostPage = (head, body) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,"><title>A page</title>${WATCH}${head}</head><body>${body}</body></html>`;

/**
 * Such pages, opened, and what their elements say.
 * @param {import("./page.js").Page} host
 */
export function hosted(host) {
  return {
    /** @param {string} name of the page's file */
    async open(name) {
      await host.driver.get("about:blank");
      await host.driver.get(host.address + name);
    },
    /** @param {string} [id] of the element @returns {Promise<import("../../../www/embed/types.js").State>} */
    state: (id = "lab") =>
      host.run(
        (name) =>
          /** @type {import("../../../www/embed/types.js").DownhillLab} */ (document.getElementById(name))
            .state,
        id,
      ),
    /** @param {string} name of the event @returns {Promise<any[]>} */
    heard: (name) =>
      host.run(
        (wanted) => Reflect.get(window, "heard").filter((/** @type {any} */ one) => one.name === wanted),
        name,
      ),
  };
}
