// What the network of a run answers, as plain numbers out of the training worker's core; the module of the fits makes sense of them.

/**
 * @param {import("../pkg/downhill.js").Session} session
 * @param {import("./protocol.js").RawWish} wish
 * @returns {import("./protocol.js").RawAnswer}
 */
export function readRaw(session, { rows, inputs }) {
  const start = performance.now();
  return {
    task: session.task_numbers(),
    rows: rows.map((part) => session.rows_of(part)),
    outputs: inputs.map((numbers) => session.outputs(numbers)),
    ms: performance.now() - start,
  };
}

/** What may be transferred of an answer. @param {import("./protocol.js").RawAnswer} answer @returns {Transferable[]} */
export function buffersOf({ task, rows, outputs }) {
  return [task, ...rows, ...outputs].map(({ buffer }) => buffer);
}
