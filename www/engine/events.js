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
      const at = { step: Number(step) };
      if (kind === "lr") return { ...at, rate: first };
      if (kind === "w") return { ...at, weight: first, value: second };
      return kind === "test" ? { ...at, test: true } : { ...at, a: first, b: second };
    });
}

/** One event as it stands in a link. @param {RunEvent} event */
export function formatEvent(event) {
  if ("rate" in event) return `${event.step}:lr:${event.rate}`;
  if ("weight" in event) return `${event.step}:w:${event.weight}:${event.value}`;
  return "test" in event ? `${event.step}:test` : `${event.step}:drop:${event.a}:${event.b}`;
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
  return told.map(formatEvent).join(",");
}

/**
 * The events with a newer one. Of the same kind at the same step only the last one counts; what lay ahead of a run that had gone
 * back is another way.
 * @param {RunEvent[]} events
 * @param {RunEvent} event
 */
export function recorded(events, event) {
  if ("test" in event) return withTest(events, event);
  const isSame = (/** @type {RunEvent} */ other) => {
    if ("weight" in event) return "weight" in other && other.weight === event.weight;
    // A ball that is put down takes the place of all weights.
    return "rate" in event ? "rate" in other : "a" in other || "weight" in other;
  };
  const kept = events.filter(
    (other) => other.step < event.step || (other.step === event.step && !isSame(other)),
  );
  return [...kept, event];
}

/**
 * A look at the test rows moves nothing, so nothing is forgotten; the first one counts.
 * @param {RunEvent[]} events @param {import("./protocol.js").TestEvent} event
 */
function withTest(events, event) {
  if (events.some((other) => "test" in other && other.step <= event.step)) return events;
  const [before, after] = [true, false].map((isBefore) =>
    events.filter((other) => other.step <= event.step === isBefore),
  );
  return [...before, event, ...after.filter((other) => !("test" in other))];
}

/**
 * The last value that was given to a weight by hand, at or before a step.
 * @param {RunEvent[]} events @param {number} weight @param {number} step
 */
export function weightSet(events, weight, step) {
  const event = events.findLast(
    (other) => "weight" in other && other.weight === weight && other.step <= step,
  );
  return event && "weight" in event ? event : undefined;
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
 * The events of a run that begins anew at a step: the last rate and the last drop hold from the start, the seed's weights again.
 * @param {RunEvent[]} events
 * @param {number} step
 */
export function begunAnew(events, step) {
  const before = events.filter((event) => event.step <= step);
  const last = [before.findLast((event) => "rate" in event), before.findLast((event) => "a" in event)];
  return last.flatMap((event) => (event ? [{ ...event, step: 0 }] : []));
}
