// What a fit shows, as a sentence. Pure: verdicts in, a key of the word tables and its values out.

/**
 * @typedef {import("./reader.js").FitVerdict} FitVerdict
 * @typedef {import("../../engine/protocol.js").Part} Part
 */

/** Training and validation rows answered right, as shares, may differ by so much before learning by heart is spoken of. */
const GAP = 0.12;
/** And only where so much of the training rows is known: before, nothing has been learned, by heart or otherwise. */
const KNOWN = 0.8;
/** A typical error above this share of that of one constant answer is hardly better than it. */
const USELESS = 0.95;

/**
 * @param {Partial<Record<Part, FitVerdict>>} verdicts
 * @returns {{key: "fit_all_right" | "fit_mistakes" | "fit_by_heart" | "fit_one_answer" | "fit_no_answer", part: Part,
 *     right: number, rows: number, wanted: number, answered: number, count: number, train: number}
 *   | {key: "fit_error" | "fit_error_one" | "fit_error_useless" | "fit_error_lost", part: Part, error: number, spread: number} | undefined}
 *   about the rows that were not learned from, if there are any
 */
export function describeFit(verdicts) {
  /** @type {Part} */
  const part = verdicts.test ? "test" : verdicts.validation ? "validation" : "train";
  const verdict = verdicts[part];
  if (!verdict) return undefined;
  if (verdict.kind === "values") {
    const { error, spread } = verdict;
    if (!Number.isFinite(error)) return { key: "fit_error_lost", part, error, spread };
    // One row, or rows that all want the same, have no spread to compare with.
    if (!(spread > 0)) return { key: "fit_error_one", part, error, spread };
    return { key: error > USELESS * spread ? "fit_error_useless" : "fit_error", part, error, spread };
  }
  const { right, rows, table } = verdict;
  const [wanted, answered, count] = verdict.worst ?? [0, 0, 0];
  const given = table.map((_, answer) => table.some((line) => line[answer] > 0));
  const only = given.indexOf(true);
  const learned =
    verdicts.train?.kind === "classes" ? verdicts.train.right / verdicts.train.rows : Number.NaN;
  const says = (
    /** @type {"fit_all_right" | "fit_mistakes" | "fit_by_heart" | "fit_one_answer" | "fit_no_answer"} */ key,
  ) => ({
    key,
    part,
    right,
    rows,
    wanted,
    answered: key === "fit_one_answer" ? only : answered,
    count,
    train: learned,
  });
  if (only < 0) return says("fit_no_answer");
  if (right === rows) return says("fit_all_right");
  if (given.indexOf(true, only + 1) < 0) return says("fit_one_answer");
  if (part !== "train" && learned >= KNOWN && learned - right / rows > GAP) return says("fit_by_heart");
  return says("fit_mistakes");
}
