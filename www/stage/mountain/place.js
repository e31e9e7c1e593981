/**
 * Where a model stands in the world: at its true loss, whatever the sheet shows below it. Pure.
 *
 * @import { Frame } from "./geometry.js"
 * @import { HeightScale, LossRange, Vec3 } from "./types.js"
 */
import { HEIGHT } from "./geometry.js";
import { levelOf } from "./range.js";

/** How far beyond the rectangle and the range a mark may stand, in shares of them; further out it waits at this edge. */
const MARGIN = 0.12;

/**
 * `held`: kept at the edge of the picture, for its place or its loss; `beyond`: for its place.
 * @typedef {{point: Vec3, held: boolean, beyond: boolean}} Stand
 */

/**
 * World point of a model, and whether it had to be held at the edge of the picture.
 * @param {{a: number, b: number, loss: number}} place @param {Frame} frame
 * @param {LossRange} range @param {HeightScale} scale
 * @returns {Stand}
 */
export function standAt(place, frame, range, scale) {
  const [x, heldX] = hold(frame.x(place.a), frame.halfX * (1 + MARGIN));
  const [z, heldZ] = hold(frame.z(place.b), frame.halfZ * (1 + MARGIN));
  const level = levelOf(place.loss, range, scale, -MARGIN, 1 + MARGIN);
  const heldLevel = level <= -MARGIN || level >= 1 + MARGIN;
  const beyond = heldX || heldZ;
  return { point: [x, level * HEIGHT, z], held: beyond || heldLevel, beyond };
}

/**
 * @param {number} value @param {number} limit
 * @returns {[number, boolean]}
 */
function hold(value, limit) {
  if (Number.isNaN(value)) return [limit, true];
  if (Math.abs(value) <= limit) return [value, false];
  return [Math.sign(value) * limit, true];
}
