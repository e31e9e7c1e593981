// One row on its way through the network and back, taken from the core for the page: only what is looked at.

/**
 * @param {import("../pkg/downhill.js").Session} session
 * @param {import("./protocol.js").InsideRequest} request
 * @returns {{value: import("./protocol.js").Inside, transfer: Transferable[]}}
 */
export function lookInside(session, request) {
  const reading = session.read_row(request.part, request.row);
  try {
    const widths = reading.widths();
    const depth = widths.length - 1;
    // A network of now may have fewer layers than the page has seen.
    const last = Math.min(request.last, depth);
    const first = Math.min(request.first, last);
    const value = {
      step: session.clock(),
      widths,
      skips: reading.skips(),
      values: reading.values(),
      deltas: reading.deltas(),
      first,
      last,
      params: reading.params(first, last),
      grads: reading.grads(first, last),
      loss: reading.loss(),
      answers: reading.answers(),
      targets: reading.targets(),
      entry: request.entry,
      chain: request.entry < 0 ? new Float64Array() : reading.chain(request.entry),
    };
    const transfer = [value.values, value.deltas, value.params, value.grads].map(({ buffer }) => buffer);
    return { value, transfer };
  } finally {
    reading.free();
  }
}
