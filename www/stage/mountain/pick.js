/**
 * From pixels to the plane and back.
 *
 * @import { PerspectiveCamera } from "three"
 * @import { Frame } from "./geometry.js"
 * @import { Field, SurfaceGrid, Vec3 } from "./types.js"
 */
import { Vector3 } from "three";
import { hitSheet } from "./geometry.js";
import { bilinear } from "./smooth.js";

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

/** How near to a measured point counts as being there, in cells. */
const AT_SAMPLE = 1e-6;

/**
 * The loss at a place of the plane.
 * @param {SurfaceGrid} grid @param {number} a @param {number} b
 */
export function readAt(grid, a, b) {
  const column = ((a - grid.a[0]) / (grid.a[1] - grid.a[0])) * (grid.columns - 1);
  const row = ((b - grid.b[0]) / (grid.b[1] - grid.b[0])) * (grid.rows - 1);
  const loss = bilinear(grid.heights, grid.columns, grid.rows, column, row);
  const off = Math.max(Math.abs(column - Math.round(column)), Math.abs(row - Math.round(row)));
  return { a, b, loss, isSample: off < AT_SAMPLE };
}

/**
 * Where a world point appears, in CSS pixels.
 * @param {Window} window @param {Vec3} point
 */
export function toWindow({ camera, width, height }, point) {
  camera.updateMatrixWorld();
  const at = new Vector3(...point).project(camera);
  return { x: ((at.x + 1) / 2) * width, y: ((1 - at.y) / 2) * height };
}
