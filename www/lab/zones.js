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

/** So near to the limit, as a share of it, a walk that goes on is at the edge of stability (Cohen et al. 2021). */
const EDGE = 0.05;

/**
 * What a rate does, in more than its zone: within a few hundredths of the limit it walks on the edge.
 * @param {number} rate
 * @param {{smooth: number, diverge: number}} limits
 * @returns {Zone | "edge" | "flat"} flat: nothing bends up, so no rate is too large here
 */
export function verdictOf(rate, limits) {
  if (limits.diverge === Number.POSITIVE_INFINITY) return "flat";
  return Math.abs(rate / limits.diverge - 1) <= EDGE ? "edge" : zoneOf(rate, limits);
}

/**
 * Moves labels in a row as little as it takes that none stands on another or beyond the ends; what does not fit at all
 * overlaps at the right.
 * @param {{at: number, half: number}[]} labels wanted centres from left to right, and half their widths, in pixels
 * @param {number} width of the row @param {number} gap between two labels
 * @returns {number[]} centres
 */
export function spread(labels, width, gap) {
  const centres = labels.map(({ at }) => at);
  const { length } = labels;
  // From the right everyone makes room, then from the left everyone keeps it.
  for (let k = length - 1; k >= 0; k--) {
    const end =
      k === length - 1 ? width - labels[k].half : centres[k + 1] - labels[k + 1].half - gap - labels[k].half;
    centres[k] = Math.min(centres[k], end);
  }
  for (let k = 0; k < length; k++) {
    const start = k === 0 ? labels[k].half : centres[k - 1] + labels[k - 1].half + gap + labels[k].half;
    centres[k] = Math.max(centres[k], start);
  }
  return centres;
}
