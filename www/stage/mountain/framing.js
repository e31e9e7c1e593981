/**
 * Camera arithmetic: fits a cloud of points into a window exactly, and chooses the side to look from. Pure.
 *
 * @import { Field, Vec3 } from "./types.js"
 */
import { HEIGHT, sheetHeight } from "./geometry.js";

/** Vertical field of view in degrees: a long lens keeps the sheet's proportions. */
export const FIELD_OF_VIEW = 26;

/** From above a lens so long that a height shifts nothing by more than a pixel: the sheet becomes a map. */
export const MAP_FIELD_OF_VIEW = 0.25;

/** Room to leave free at the window's edges, in shares of its width and height. @typedef {{top: number, right: number, bottom: number, left: number}} Insets */

/** Where a camera stands: angles around the target, field of view in degrees, distance, and the shift of the picture in half windows. @typedef {{yaw: number, polar: number, fov: number, distance: number, shiftX: number, shiftY: number}} Framing */

/**
 * Unit vector from the target to the camera. `polar` is 0 seen from above; `yaw` is 0 on the side of small b.
 * @param {number} yaw radians @param {number} polar radians
 * @returns {Vec3}
 */
export function viewDirection(yaw, polar) {
  return [Math.sin(polar) * Math.sin(yaw), Math.cos(polar), Math.sin(polar) * Math.cos(yaw)];
}

/**
 * Smallest distance at which all points lie inside the free part of the window, and the shift that centres them.
 * @param {ArrayLike<number>} points 3 per point, relative to the target
 * @param {{yaw: number, polar: number, fov: number}} view @param {number} aspect width by height @param {Insets} insets
 * @returns {Framing}
 */
export function fit(points, view, aspect, insets) {
  const { yaw, polar, fov } = view;
  const { toward, right, up } = axesOf(yaw, polar);
  const tangentY = Math.tan((fov * Math.PI) / 360);
  const tangentX = tangentY * aspect;

  /** @param {number} distance */
  const extent = (distance) => {
    const box = { left: Infinity, right: -Infinity, bottom: Infinity, top: -Infinity };
    for (let i = 0; i < points.length; i += 3) {
      const depth = distance - dot(points, i, toward);
      const x = dot(points, i, right) / (depth * tangentX);
      const y = dot(points, i, up) / (depth * tangentY);
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x);
      box.bottom = Math.min(box.bottom, y);
      box.top = Math.max(box.top, y);
    }
    return box;
  };
  // Window coordinates run from -1 to 1: an inset is given in shares of the whole, hence the factor 2.
  const room = { x: 2 - 2 * (insets.left + insets.right), y: 2 - 2 * (insets.top + insets.bottom) };
  const fits = (/** @type {number} */ distance) => {
    const box = extent(distance);
    return box.right - box.left <= room.x && box.top - box.bottom <= room.y;
  };

  let near = 0.1;
  for (let i = 0; i < points.length; i += 3) near = Math.max(near, dot(points, i, toward) + 0.1);
  let far = near + 1;
  while (!fits(far) && far < 1e4) far *= 2;
  for (let i = 0; i < 40; i++) {
    const middle = (near + far) / 2;
    if (fits(middle)) far = middle;
    else near = middle;
  }
  const box = extent(far);
  return {
    yaw,
    polar,
    fov,
    distance: far,
    shiftX: insets.left - insets.right - (box.left + box.right) / 2,
    shiftY: insets.bottom - insets.top - (box.top + box.bottom) / 2,
  };
}

/** A rectangle of the window, from -1 to 1 in both directions, upwards. @typedef {{left: number, right: number, bottom: number, top: number}} Box */

/** Room given up at once for something that stands in the way, in shares of the window, and how often. */
const CLEARING = 0.025;
const CLEARINGS = 5;

/**
 * As {@link fit}, but keeps clear of what the page lays over the window as far as a little less size can.
 * @param {ArrayLike<number>} points @param {{yaw: number, polar: number, fov: number}} view
 * @param {number} aspect @param {Insets} insets @param {Box[]} boxes
 * @returns {Framing}
 */
export function fitClear(points, view, aspect, insets, boxes) {
  let room = insets;
  let framing = fit(points, view, aspect, room);
  for (let k = 0; k < CLEARINGS; k++) {
    const box = boxes.find((other) => isMet(other, points, framing, aspect));
    if (!box) break;
    const side = box.top + box.bottom > 0 ? "top" : "bottom";
    room = { ...room, [side]: room[side] + CLEARING };
    framing = fit(points, view, aspect, room);
  }
  return framing;
}

/** Whether any of the points appears within a box. @param {Box} box @param {ArrayLike<number>} points @param {Framing} framing @param {number} aspect */
function isMet(box, points, { yaw, polar, fov, distance, shiftX, shiftY }, aspect) {
  const { toward, right, up } = axesOf(yaw, polar);
  const tangent = Math.tan((fov * Math.PI) / 360);
  for (let i = 0; i < points.length; i += 3) {
    const depth = distance - dot(points, i, toward);
    const x = dot(points, i, right) / (depth * tangent * aspect) + shiftX;
    const y = dot(points, i, up) / (depth * tangent) + shiftY;
    if (x > box.left && x < box.right && y > box.bottom && y < box.top) return true;
  }
  return false;
}

/** Directions of a view: towards the camera, to its right, and up in its window. @param {number} yaw @param {number} polar */
function axesOf(yaw, polar) {
  return {
    toward: viewDirection(yaw, polar),
    right: [Math.cos(yaw), 0, -Math.sin(yaw)],
    up: [-Math.cos(polar) * Math.sin(yaw), Math.sin(polar), -Math.cos(polar) * Math.cos(yaw)],
  };
}

/**
 * Points that must stay in view: a subsample of the sheet, its edges, and the edges of the ground.
 * @param {Field} field @param {number} ground world height of the ground @param {Vec3} target
 */
export function outline(field, ground, target) {
  const steps = 24;
  const points = [];
  for (let j = 0; j <= steps; j++) {
    for (let i = 0; i <= steps; i++) {
      const x = ((2 * i) / steps - 1) * field.halfX;
      const z = ((2 * j) / steps - 1) * field.halfZ;
      points.push(x - target[0], sheetHeight(field, x, z) - target[1], z - target[2]);
    }
  }
  for (let k = 0; k <= 8; k++) {
    const along = k / 4 - 1;
    for (const [sx, sz] of [
      [along, -1],
      [along, 1],
      [-1, along],
      [1, along],
    ]) {
      points.push(sx * field.halfX - target[0], ground - target[1], sz * field.halfZ - target[2]);
    }
  }
  return new Float32Array(points);
}

/**
 * The yaw that shows most: of 32 sides, the one from which the path is least hidden, the sheet turns its upper
 * side to the viewer, and the land rises into the distance (looking down the valley, from its low end).
 * @param {Field} field @param {number} polar
 * @param {ArrayLike<number>} path world points, 3 each, that should be seen; the last one is the ball
 */
export function chooseYaw(field, polar, path) {
  let best = { yaw: 0, score: -Infinity };
  for (let k = 0; k < 32; k++) {
    // Starts slightly off the axis: a corner-on view shows depth, an edge-on view hides it.
    const yaw = ((k + 0.5) / 32) * 2 * Math.PI;
    const score = viewScore(field, yaw, polar, path);
    if (score > best.score + 1e-9) best = { yaw, score };
  }
  return best.yaw;
}

/** Angles from the vertical at which one may look along the path, the lowest first. */
const ALONG_POLARS = [1.08, 0.96, 0.84, 0.7, 0.5];

/** World units of land around the ball that are shown with it. */
const AROUND = 0.34;

/**
 * A camera behind the path that looks where the ball goes: low, but high enough to see the ball.
 * @param {Field} field @param {ArrayLike<number>} path world points, 3 each, the last one is the ball
 * @returns {{yaw: number, polar: number, target: Vec3, points: Float32Array} | null} `points` to fit, relative to the
 *   target; null if the path has no direction
 */
export function alongPath(field, path) {
  const end = path.length - 3;
  if (end < 3) return null;
  /** @type {Vec3} */
  const ball = [path[end], path[end + 1], path[end + 2]];
  // The way of the last half unit: the first steps may have gone elsewhere.
  let from = end - 3;
  const reachOf = (/** @type {number} */ at) => Math.hypot(path[at] - ball[0], path[at + 2] - ball[2]);
  while (from >= 3 && reachOf(from) < 0.5) from -= 3;
  if (reachOf(from) < 1e-3) return null;
  const yaw = Math.atan2(path[from] - ball[0], path[from + 2] - ball[2]);
  const above = [ball[0], Math.max(ball[1], sheetHeight(field, ball[0], ball[2])) + 0.04, ball[2]];
  const isSeen = (/** @type {number} */ polar) =>
    !hidden(field, /** @type {Vec3} */ (above), viewDirection(yaw, polar));
  const polar = ALONG_POLARS.find(isSeen) ?? ALONG_POLARS[ALONG_POLARS.length - 1];
  const points = [];
  for (let at = from; at <= end; at += 3) {
    points.push(path[at] - ball[0], path[at + 1] - ball[1], path[at + 2] - ball[2]);
  }
  for (let k = 0; k < 12; k++) {
    const x = AROUND * Math.cos((k * Math.PI) / 6);
    const z = AROUND * Math.sin((k * Math.PI) / 6);
    points.push(x, sheetHeight(field, ball[0] + x, ball[2] + z) - ball[1], z);
  }
  return { yaw, polar, target: ball, points: new Float32Array(points) };
}

/**
 * @param {Field} field @param {number} yaw @param {number} polar @param {ArrayLike<number>} path
 */
function viewScore(field, yaw, polar, path) {
  const toward = viewDirection(yaw, polar);
  let seen = 0;
  let weight = 0;
  const stride = Math.max(1, Math.ceil(path.length / 3 / 40)) * 3;
  for (let i = path.length - 3; i >= 0; i -= stride) {
    const w = i === path.length - 3 ? 6 : 1;
    weight += w;
    if (!hidden(field, [path[i], path[i + 1] + 0.03, path[i + 2]], toward)) seen += w;
  }
  let open = 0;
  let rise = 0;
  const steps = 12;
  for (let j = 0; j <= steps; j++) {
    for (let i = 0; i <= steps; i++) {
      const x = ((2 * i) / steps - 1) * field.halfX;
      const z = ((2 * j) / steps - 1) * field.halfZ;
      const y = sheetHeight(field, x, z);
      if (!hidden(field, [x, y + 0.01, z], toward)) open++;
      rise -= (y / HEIGHT) * (x * toward[0] + z * toward[2]);
    }
  }
  const count = (steps + 1) ** 2;
  const corner = Math.abs(Math.sin(2 * yaw));
  return (weight > 0 ? (3 * seen) / weight : 0) + (2 * open) / count + (4 * rise) / count + 0.25 * corner;
}

/** Whether the sheet lies between a point and a far camera. @param {Field} field @param {Vec3} point @param {Vec3} toward */
export function hidden(field, point, toward) {
  for (let t = 0.04; t < 3; t += 0.06) {
    const x = point[0] + t * toward[0];
    const y = point[1] + t * toward[1];
    const z = point[2] + t * toward[2];
    if (y > HEIGHT || Math.abs(x) > field.halfX || Math.abs(z) > field.halfZ) return false;
    if (y < sheetHeight(field, x, z)) return true;
  }
  return false;
}

/** @param {ArrayLike<number>} points @param {number} at @param {ArrayLike<number>} v */
function dot(points, at, v) {
  return points[at] * v[0] + points[at + 1] * v[1] + points[at + 2] * v[2];
}
