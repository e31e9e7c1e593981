// The core in one piece or in two: what a first picture runs (the lead), and the rest, which comes after it. On either side of a
// thread there is one instance, and it is put together here.
//
// What has not come yet is fetched by whoever calls it, at once, and the caller waits: see `xtask/src/split/`.

/**
 * What the core is made of, as one thread tells another: `rest`, or where it is to be found if it is not there yet. Neither where the
 * core is of one piece.
 * @typedef {{lead: WebAssembly.Module, rest?: WebAssembly.Module | undefined, address?: string | undefined}} Parts
 */

/** @type {() => void} */
let bring = () => {};

/** The core asks for its rest: it cannot go on without. */
export function bring_rest() {
  bring();
}

/**
 * Watches over this thread's instance: it can be completed, and completes itself when it must.
 * @param {Parts} parts
 * @param {object} exports of the instance, as its JavaScript gives them
 */
export function assemble({ rest, address }, exports) {
  const imports = { lead: /** @type {WebAssembly.ModuleImports} */ (exports) };
  let isComplete = rest === undefined && address === undefined;
  const join = (/** @type {WebAssembly.Module} */ half) => {
    if (!isComplete) new WebAssembly.Instance(half, imports);
    isComplete = true;
  };
  bring = () => {
    if (isComplete) return;
    try {
      join(rest ?? new WebAssembly.Module(fetchNow(address ?? "")));
    } catch (error) {
      // In the middle of a call: the instance is half changed, as after a trap, and must not be asked again.
      throw new WebAssembly.RuntimeError(`the rest of the core could not be fetched: ${error}`);
    }
  };
  return {
    /** Puts the rest in, unless it is there. */
    join,
    /** The same without holding up the thread: on a page older engines allow nothing else. @param {WebAssembly.Module} half */
    async joinSoon(half) {
      if (!isComplete) await WebAssembly.instantiate(half, imports);
      isComplete = true;
    },
    isComplete: () => isComplete,
  };
}

/**
 * A file, while everything waits: on the page that is a moment in which nothing moves, so the rest is fetched before it is needed.
 * @param {string} address @returns {Uint8Array<ArrayBuffer>}
 */
function fetchNow(address) {
  const request = new XMLHttpRequest();
  request.open("GET", address, false);
  // A page may have bytes at once only as text, each a character of its own; workers may have them so, too.
  request.overrideMimeType("text/plain; charset=x-user-defined");
  request.send();
  if (request.status !== 200) throw new Error(`${address}: ${request.status} ${request.statusText}`);
  return Uint8Array.from(request.responseText, (character) => character.charCodeAt(0));
}
