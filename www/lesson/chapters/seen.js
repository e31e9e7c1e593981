// What tasks and questions read off a run. Pure.
import { nearestPoint } from "../../stage/curves/points.js";

/** @typedef {import("../format.js").Seen} Seen */

/** Steps made. @param {Seen} seen */
export const steps = ({ report }) => report?.clock ?? 0;

/** The training loss; not a number before the first report. @param {Seen} seen */
export const loss = ({ report }) => report?.status.train_loss ?? Number.NaN;

/** Whether the run has left the range of numbers. @param {Seen} seen */
export const isBroken = ({ report }) => (report?.status.blow_up_step ?? -1) >= 0;

/** Whether all these buttons have been pressed. @param {Seen} seen @param {string[]} names */
export const hasTried = ({ chosen }, ...names) => names.every((name) => chosen.includes(name));

/**
 * What the curve says of a step; undefined while it has not come so far.
 * @param {Seen} seen @param {number} step
 */
export function at({ report }, step) {
  const curve = report?.details?.curve;
  if (!curve || (report?.clock ?? 0) < step) return undefined;
  const point = nearestPoint(curve, step);
  // Long curves are thinned: the nearest point may lie a few steps off.
  return point && Math.abs(point.step - step) <= 0.05 * step ? point : undefined;
}

/**
 * The lead and the runs beside it in the order of the link, once all have made so many steps or have broken.
 * @param {Seen} seen @param {number} clock @param {number} count runs that there are
 */
export function runs({ report }, clock, count) {
  if (!report || report.clock < clock || report.others.length < count - 1) return undefined;
  const all = [report.status, ...report.others.map(({ status }) => status)];
  return all.map(({ train_loss, blow_up_step }) => ({ loss: train_loss, isBroken: blow_up_step >= 0 }));
}

/**
 * Of the names in the order of the runs, that of the one with the lowest loss; `by: -1` with the highest. Broken ones do not count.
 * @param {{loss: number, isBroken: boolean}[] | undefined} ends @param {string[]} names @param {1 | -1} [by]
 */
export function first(ends, names, by = 1) {
  if (!ends) return undefined;
  const sound = ends.map((end, index) => ({ ...end, name: names[index] })).filter((end) => !end.isBroken);
  return sound.sort((a, b) => by * (a.loss - b.loss))[0]?.name;
}
