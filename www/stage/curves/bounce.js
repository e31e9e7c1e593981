// Whether a run bounces: no number is lost, yet the loss stays above where it began. Pure.
import { POINT } from "./points.js";

/** So many steps above the first loss are a bounce and no detour. */
export const BOUNCE_STEPS = 50;

/**
 * Whether each known loss of the last steps is above the first one. A long curve keeps only some steps: there the one before counts.
 * @param {Float32Array<any>} curve as the core gives it
 */
export function isBouncing(curve) {
  const last = curve.length - POINT;
  const since = (curve[last] ?? 0) - BOUNCE_STEPS;
  if (last <= 0 || since < 0) return false;
  const first = curve[1] ?? Number.NaN;
  for (let at = last; at >= 0; at -= POINT) {
    if (!((curve[at + 1] ?? Number.NaN) > first)) return false;
    if ((curve[at] ?? 0) <= since) return true;
  }
  return false;
}
