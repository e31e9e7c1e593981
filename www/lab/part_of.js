// In which part of the page a setting stands: by that it is locked or hidden. Pure.

/**
 * What stands in the open besides the controls of a first lesson: the seed beside its button, the way from a network to two
 * numbers and back, and what gets a ball out of a pit, wherever it means something.
 */
const IN_THE_OPEN = new Set(["seed", "problem", "momentum", "gradient_noise"]);
/** What is no setting of the experiment, and what is told of a run and not chosen. */
const NOBODYS = new Set(["step", "events", "exam", "predict", "language", "theme"]);

/** @param {import("../state/core.js").Field} field whether it stands in its group's card, not behind "More settings" */
export function isInTheOpen({ level, name }) {
  return level === "basic" || IN_THE_OPEN.has(name);
}

/** @param {import("../state/core.js").Field} field @returns {import("../state/room.js").Part | undefined} */
export function partOf(field) {
  const { name, group } = field;
  if (NOBODYS.has(name)) return undefined;
  if (name === "learning_rate") return "rate";
  if (name === "branches" || name === "lead_name") return "race";
  if (name === "table") return "data";
  if (group === "view") return "slice";
  return isInTheOpen(field) ? group : "more";
}
