// What the loss chart shows, as a sentence. Pure: the flat curve in, a key of the word tables and its values out.
import { POINT } from "./points.js";

/** A change by less than this share of the loss is called none. */
const FLAT = 0.02;
/** Validation must have risen by this share above its lowest point before overfitting is spoken of. */
const RISEN = 0.05;
/** And its lowest point must lie so many steps back, or this share of all: a noisy curve dips and rises all the time. */
const BACK = 20;
const BACK_SHARE = 0.1;

/**
 * @param {ArrayLike<number>} curve as `Session.curve` gives it
 * @returns {{key: "loss_fell" | "loss_rose" | "loss_flat" | "loss_overfits", step: number, first: number, last: number}
 *   | undefined} for `loss_overfits` step and first are those of the lowest validation loss and last is the present one;
 *   nothing before the first step or when a loss is no number
 */
export function describeCurve(curve) {
  const end = curve.length - POINT;
  if (end < POINT) return undefined;
  const [step, first, last, validation] = [curve[end], curve[1], curve[end + 1], curve[end + 3]];
  if (!Number.isFinite(first) || !Number.isFinite(last)) return undefined;

  let best = 0;
  for (let at = POINT; at <= end; at += POINT) if (curve[at + 3] < curve[best + 3]) best = at;
  const lowest = curve[best + 3];
  // Both losses rising is a rate too high, not overfitting.
  const isBehind = step - curve[best] >= Math.max(BACK, BACK_SHARE * step);
  if (isBehind && validation > lowest * (1 + RISEN) && last < curve[best + 1]) {
    return { key: "loss_overfits", step: curve[best], first: lowest, last: validation };
  }
  if (last < first * (1 - FLAT)) return { key: "loss_fell", step, first, last };
  return { key: last > first * (1 + FLAT) ? "loss_rose" : "loss_flat", step, first, last };
}
