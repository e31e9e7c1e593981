// What a learning rate does in the steepest direction under the ball, by the limits that the core has measured.

/** From small rates to large ones. */
export const ZONES = /** @type {const} */ (["crawl", "smooth", "zigzag", "diverge"]);

/** @typedef {typeof ZONES[number]} Zone */

/** Below this share of the smooth limit a step takes away less than a tenth of what is left: it crawls. */
const CRAWL = 0.1;

/**
 * @param {number} rate
 * @param {{smooth: number, diverge: number}} limits
 * @returns {Zone}
 */
export function zoneOf(rate, { smooth, diverge }) {
  if (rate > diverge) return "diverge";
  if (rate > smooth) return "zigzag";
  return rate < CRAWL * smooth ? "crawl" : "smooth";
}

/**
 * Where each zone begins and ends on a track from 0 to 1.
 * @param {{smooth: number, diverge: number}} limits
 * @param {(rate: number) => number} share the place of a rate on the track
 * @returns {Record<Zone, {from: number, to: number}>}
 */
export function zones({ smooth, diverge }, share) {
  const at = (/** @type {number} */ rate) => (rate === Number.POSITIVE_INFINITY ? 1 : share(rate));
  const [first, second, third] = [at(CRAWL * smooth), at(smooth), at(diverge)];
  return {
    crawl: { from: 0, to: first },
    smooth: { from: first, to: second },
    zigzag: { from: second, to: third },
    diverge: { from: third, to: 1 },
  };
}
