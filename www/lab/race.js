// Who is ahead when several runs walk. Pure: where the runs stand in, a key of the word tables and what it needs out.

/** Losses that differ by less than this share of the larger one are called level. */
const LEVEL = 0.02;

/**
 * Where one run stands: `hasStopped` says that its numbers left the range, `hasBegun` that its first step has come.
 * @typedef {{loss: number, hasStopped: boolean, hasBegun: boolean}} Standing
 */

/**
 * @param {readonly Standing[]} runs
 * @returns {{key: "race_leads" | "race_level" | "race_one_left" | "race_none_left" | "race_alike", first: number, second: number} | undefined}
 *   `first` and `second` are indices; nothing for fewer than two runs that have begun
 */
export function describeRace(runs) {
  const begun = runs.map((run, index) => ({ ...run, index })).filter(({ hasBegun }) => hasBegun);
  if (begun.length < 2) return undefined;
  const walking = begun
    .filter(({ loss, hasStopped }) => !hasStopped && Number.isFinite(loss))
    .sort((one, other) => one.loss - other.loss);
  const [first, second] = walking;
  if (!first) return { key: "race_none_left", first: 0, second: 0 };
  if (!second) return { key: "race_one_left", first: first.index, second: first.index };
  const says = (/** @type {"race_leads" | "race_level" | "race_alike"} */ key) => ({
    key,
    first: first.index,
    second: second.index,
  });
  const last = walking[walking.length - 1];
  if (isLevel(first.loss, last.loss) && walking.length === begun.length) return says("race_alike");
  return says(isLevel(first.loss, second.loss) ? "race_level" : "race_leads");
}

/** @param {number} low @param {number} high */
function isLevel(low, high) {
  return high - low <= LEVEL * Math.max(Math.abs(low), Math.abs(high));
}
