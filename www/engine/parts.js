// The core in one piece or in two: what the first picture needs (the lead), and the rest, which comes after it. On either side of
// a thread there is one instance, and it is put together here.
//
// A function that has not come yet is asked for at once, wherever that is, and the caller waits: see `xtask/src/split.rs`.

/**
 * What the core is made of, as one thread tells another: `rest`, or where it is to be found if it is not there yet. Neither where the
 * core is of one piece.
 * @typedef {{lead: WebAssembly.Module, rest?: WebAssembly.Module | undefined, address?: string | undefined}} Parts
 */

/** @type {() => void} */
let bring = () => {};

/** The core asks for its rest. */
export function bring_rest() {
  bring();
}

/**
 * Makes this thread's instance complete, now or when the rest is wanted.
 * @param {Parts} parts
 * @param {object} exports of the instance, as its JavaScript gives them
 * @returns {{join: (rest: WebAssembly.Module) => void, isWhole: () => boolean}} `join` puts the rest in, unless it is there
 */
export function assemble({ rest, address }, exports) {
  const lead = /** @type {WebAssembly.ModuleImports} */ (exports);
  let isWhole = rest === undefined && address === undefined;
  const join = (/** @type {WebAssembly.Module} */ half) => {
    if (isWhole) return;
    new WebAssembly.Instance(half, { lead });
    isWhole = true;
  };
  bring = () => join(rest ?? new WebAssembly.Module(fetchNow(address ?? "")));
  if (rest) join(rest);
  return { join, isWhole: () => isWhole };
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
  try {
    request.send();
  } catch (error) {
    throw halved(`${address}: ${error}`);
  }
  if (request.status !== 200) throw halved(`${address}: ${request.status} ${request.statusText}`);
  return Uint8Array.from(request.responseText, (character) => character.charCodeAt(0));
}

/** In the middle of a call: the instance is half changed, as after a trap, and must not be asked again. @param {string} message */
function halved(message) {
  return new WebAssembly.RuntimeError(message);
}
