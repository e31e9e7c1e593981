// What the core of formulas can do: the small one that a visitor's first picture needs. Whatever else is asked for waits for the whole
// core. Pure.

/** The problems that are formulas; a test holds them against the core itself. */
export const FORMULAS = new Set([
  "bowl",
  "ravine",
  "saddle",
  "saddle4",
  "monkey",
  "rosenbrock",
  "beale",
  "himmelblau",
  "styblinski",
  "rastrigin",
  "pit",
]);

/** What works for any run. */
const ALWAYS = new Set([
  "seen",
  "play",
  "pause",
  "step",
  "go_to",
  "set_learning_rate",
  "drop_ball",
  "reset",
  "summary",
  "where",
]);

/** @param {{type: string, spec?: string, second?: number, events?: readonly object[]}} command to a worker */
export function isForFormulas({ type, spec, second, events = [] }) {
  if (type === "lay_plane") return second === undefined;
  if (type !== "start" && type !== "sample") return ALWAYS.has(type);
  const { problem, branches } = JSON.parse(spec ?? "{}");
  return FORMULAS.has(problem) && branches === "" && events.length === 0;
}
