// What was done to a run by hand, as the page and the training worker keep it. The text is the core's
// (`crate/src/experiment/events.rs`), which checks it: `120:lr:0.3,200:drop:1.5:-0.25`.

/** @typedef {import("./protocol.js").RunEvent} RunEvent */

/** @param {string} text of a checked spec @returns {RunEvent[]} */
export function parseEvents(text) {
  return text
    .split(",")
    .filter(Boolean)
    .map((part) => {
      const [step, kind, ...numbers] = part.split(":");
      const [first, second] = numbers.map(Number);
      return kind === "lr"
        ? { step: Number(step), rate: first }
        : { step: Number(step), a: first, b: second };
    });
}

/**
 * The events of a run whose dial stood at `start` in the beginning, for a link in which it stands at `now`.
 * @param {RunEvent[]} events in the order of steps
 * @param {number} start
 * @param {number} now
 */
export function formatEvents(events, start, now) {
  const turns = events.filter((event) => "rate" in event);
  const first = turns.findLast(({ step }) => step === 0)?.rate ?? start;
  const told = events.filter((event) => !("rate" in event && event.step === 0));
  if (first !== now) told.unshift({ step: 0, rate: first });
  return told
    .map((event) =>
      "rate" in event ? `${event.step}:lr:${event.rate}` : `${event.step}:drop:${event.a}:${event.b}`,
    )
    .join(",");
}

/**
 * The events with a newer one. Of the same kind at the same step only the last one counts; what lay ahead of a run that had gone
 * back is another way.
 * @param {RunEvent[]} events
 * @param {RunEvent} event
 */
export function recorded(events, event) {
  const isSame = (/** @type {RunEvent} */ other) => "rate" in other === "rate" in event;
  const kept = events.filter(
    (other) => other.step < event.step || (other.step === event.step && !isSame(other)),
  );
  return [...kept, event];
}

/**
 * What the dial shows at a step.
 * @param {RunEvent[]} events
 * @param {number} start
 * @param {number} step
 */
export function rateAt(events, start, step) {
  const turn = events.findLast((event) => "rate" in event && event.step <= step);
  return turn && "rate" in turn ? turn.rate : start;
}

/**
 * The events of a run that begins anew at a step: the last rate and the last drop hold from the start.
 * @param {RunEvent[]} events
 * @param {number} step
 */
export function begunAnew(events, step) {
  const before = events.filter((event) => event.step <= step);
  const last = [before.findLast((event) => "rate" in event), before.findLast((event) => !("rate" in event))];
  return last.flatMap((event) => (event ? [{ ...event, step: 0 }] : []));
}
