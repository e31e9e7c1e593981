/**
 * Ticks and sides of the two axes of the plane. Pure.
 *
 * @import { Frame } from "./geometry.js"
 * @import { Vec3 } from "./types.js"
 */
import { facing } from "./framing.js";
import { niceStep } from "./range.js";

/** An axis as drawn: where it runs on the ground, its round values, and which way is away from the sheet. @typedef {{name: "a" | "b", from: Vec3, to: Vec3, out: [number, number], ticks: {value: number, point: Vec3}[]}} Axis */

/**
 * Round values within a range.
 * @param {number} low @param {number} high @param {number} most at most so many
 */
export function axisTicks(low, high, most) {
  let step = niceStep((high - low) / most);
  // A range may hold one tick more than its length in steps.
  if (Math.floor(high / step + 1e-9) - Math.ceil(low / step - 1e-9) + 1 > most) step = niceStep(step * 1.5);
  const values = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) {
    // Not the sum of many steps: 0.3, not 0.30000000000000004; and no minus zero.
    values.push(k === 0 ? 0 : Number((k * step).toPrecision(12)));
  }
  return values;
}

/**
 * The two edges of the ground that face the viewer, or on a map the lower and the left one.
 * @param {Frame} frame @param {number} yaw of the camera @param {number} ground world height @param {number} most ticks
 * @returns {Axis[]}
 */
export function axesFacing(frame, yaw, ground, most) {
  const { halfX, halfZ } = frame;
  const [sideX, sideZ] = facing(yaw);
  const [z, x] = [sideZ * halfZ, sideX * halfX];
  return [
    {
      name: "a",
      from: [-halfX, ground, z],
      to: [halfX, ground, z],
      out: [0, sideZ],
      ticks: axisTicks(frame.a[0], frame.a[1], most).map((value) => ({
        value,
        point: [frame.x(value), ground, z],
      })),
    },
    {
      name: "b",
      from: [x, ground, halfZ],
      to: [x, ground, -halfZ],
      out: [sideX, 0],
      ticks: axisTicks(frame.b[0], frame.b[1], most).map((value) => ({
        value,
        point: [x, ground, frame.z(value)],
      })),
    },
  ];
}
