/**
 * From pixels to the plane and back.
 *
 * @import { PerspectiveCamera } from "three"
 * @import { Frame } from "./geometry.js"
 * @import { Field, SurfaceGrid, Vec3 } from "./types.js"
 */
import { Vector3 } from "three";
import { hidden } from "./framing.js";
import { hitSheet } from "./geometry.js";
import { readAt } from "./read.js";

/** A point that lies on the sheet is asked for this far above it, so that the sheet itself does not hide it. */
const LIFT = 0.012;

const scratch = new Vector3();

/** A camera and the size of its window in CSS pixels. @typedef {{camera: PerspectiveCamera, width: number, height: number}} Window */

/**
 * The point of the sheet under a pixel, with its loss read between the samples, uncapped; null beside the sheet.
 * @param {Window} window @param {Field} field as drawn @param {Frame} frame @param {SurfaceGrid} grid
 * @param {number} x @param {number} y CSS pixels from the top left corner
 */
export function pickAt({ camera, width, height }, field, frame, grid, x, y) {
  camera.updateMatrixWorld();
  const far = new Vector3((x / width) * 2 - 1, 1 - (y / height) * 2, 0.5).unproject(camera);
  const direction = far.sub(camera.position).normalize();
  const hit = hitSheet(field, camera.position.toArray(), direction.toArray());
  if (!hit) return null;
  const [a, b] = frame.planeAt(hit[0], hit[2]);
  return readAt(grid, a, b);
}

/**
 * Where a world point appears, in CSS pixels.
 * @param {Window} window @param {Vec3} point
 */
export function toWindow({ camera, width, height }, point) {
  camera.updateMatrixWorld();
  scratch.fromArray(point).project(camera);
  return { x: ((scratch.x + 1) / 2) * width, y: ((1 - scratch.y) / 2) * height };
}

/**
 * Where world points appear, and whether the land lies before them.
 * @param {Window} window @param {Field} field
 */
export function windowOn(window, field) {
  return {
    project: (/** @type {Vec3} */ point) => toWindow(window, point),
    isHidden: (/** @type {Vec3} */ [x, y, z]) => {
      scratch.copy(window.camera.position).sub({ x, y, z }).normalize();
      return hidden(field, [x, y + LIFT, z], [scratch.x, scratch.y, scratch.z]);
    },
  };
}
