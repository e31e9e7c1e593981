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
  return fitTurned(turned(points, view), view, aspect, insets);
}

/** Halvings of the distance: far more than a pixel is fine. */
const HALVINGS = 26;

/**
 * @param {Float64Array} points as {@link turned} gives them
 * @param {{yaw: number, polar: number, fov: number}} view @param {number} aspect @param {Insets} insets
 * @returns {Framing}
 */
function fitTurned(points, view, aspect, insets) {
  const tangentY = Math.tan((view.fov * Math.PI) / 360);
  const tangentX = tangentY * aspect;

  /** @param {number} distance */
  const extent = (distance) => {
    const box = { left: Infinity, right: -Infinity, bottom: Infinity, top: -Infinity };
    for (let i = 0; i < points.length; i += 3) {
      const depth = distance - points[i];
      const x = points[i + 1] / (depth * tangentX);
      const y = points[i + 2] / (depth * tangentY);
      extend(box, x, y);
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
  for (let i = 0; i < points.length; i += 3) near = Math.max(near, points[i] + 0.1);
  let far = near + 1;
  while (!fits(far) && far < 1e4) far *= 2;
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (near + far) / 2;
    if (fits(middle)) far = middle;
    else near = middle;
  }
  const box = extent(far);
  return {
    ...view,
    distance: far,
    shiftX: insets.left - insets.right - (box.left + box.right) / 2,
    shiftY: insets.bottom - insets.top - (box.top + box.bottom) / 2,
  };
}

/** A rectangle of the window, from -1 to 1 in both directions, upwards. @typedef {{left: number, right: number, bottom: number, top: number}} Box */

/** The picture gives way until it is this many times as far away, in so many moves, of which so many ways are followed. */
const FARTHEST = 1.25;
const MOVES = 6;
const WAYS = 4;
/** Air between land and box, in shares of the window: points stand for the land between them. */
const AIR = 0.006;

/**
 * As {@link fit}, but keeps clear of what the page lays over the window as far as a little less size can: what stands in a corner
 * is left aside or below, whichever keeps the picture larger.
 * @param {ArrayLike<number>} points @param {{yaw: number, polar: number, fov: number}} view
 * @param {number} aspect @param {Insets} insets @param {Box[]} boxes
 * @param {number[]} [titles] points that are kept clear, too, where there is room for them
 * @returns {Framing}
 */
export function fitClear(points, view, aspect, insets, boxes, titles = []) {
  const land = turned(points, view);
  const whole = clear(land, turned(titles, view), view, aspect, insets, boxes);
  if (whole.isClear) return whole.framing;
  return clear(land, new Float64Array(), view, aspect, insets, boxes).framing;
}

/** @param {Float64Array} land as {@link turned} gives it @param {Float64Array} titles @param {{yaw: number, polar: number, fov: number}} view @param {number} aspect @param {Insets} insets @param {Box[]} boxes */
function clear(land, titles, view, aspect, insets, boxes) {
  const attempt = (/** @type {Insets} */ room) => {
    const framing = fitTurned(land, view, aspect, room);
    const window = { framing, aspect };
    const all = extentOf(land, window);
    const met = boxes.flatMap((box) => reachInto(box, [land, titles], window) ?? []);
    return { room, framing, width: (all.right - all.left) / 2, height: (all.top - all.bottom) / 2, met };
  };
  let ways = [attempt(insets)];
  let best = ways[0];
  const farthest = best.framing.distance * FARTHEST;
  for (let k = 0; k < MOVES && best.met.length > 0; k++) {
    const rooms = ways.flatMap((way) =>
      way.met
        .slice(0, 1)
        .flatMap(({ box, into }) => sidesOf(box).map((side) => moved(way, side, into[side]))),
    );
    ways = rooms.map(attempt).filter(({ framing }) => framing.distance <= farthest);
    ways.sort(
      (one, other) => one.met.length - other.met.length || one.framing.distance - other.framing.distance,
    );
    ways.length = Math.min(ways.length, WAYS);
    // What no room avoids is met at the larger size.
    if (ways[0] && ways[0].met.length < best.met.length) best = ways[0];
  }
  return { framing: best.framing, isClear: best.met.length === 0 };
}

/** How far land and titles reach into a box from each side, in shares of the window. @typedef {{box: Box, into: Insets}} Reach */

/** The two sides of the window from which a box reaches into it. @param {Box} box @returns {(keyof Insets)[]} */
function sidesOf({ left, right, bottom, top }) {
  return [top + bottom > 0 ? "top" : "bottom", left + right > 0 ? "right" : "left"];
}

/**
 * As much room more at a side as brings what reaches into a box out of it: the land stands in the middle of its room, so what is
 * free of it counts by half.
 * @param {{room: Insets, width: number, height: number}} way `width` and `height` of the land @param {keyof Insets} side
 * @param {number} into @returns {Insets}
 */
function moved({ room, width, height }, side, into) {
  const isUpright = side === "top" || side === "bottom";
  const free = isUpright ? 1 - room.top - room.bottom - height : 1 - room.left - room.right - width;
  const wanted = into + AIR;
  const slack = Math.max(0, free);
  return { ...room, [side]: room[side] + (2 * wanted <= slack ? 2 * wanted : wanted + slack / 2) };
}

/** A camera and the shape of its window. @typedef {{framing: Framing, aspect: number}} Window */

/**
 * The rectangle around the points that appear within a box, or anywhere.
 * @param {Float64Array} points as {@link turned} gives them @param {Window} window @param {Box} [box]
 */
function extentOf(points, { framing: { fov, distance, shiftX, shiftY }, aspect }, box) {
  const tangent = Math.tan((fov * Math.PI) / 360);
  const around = { left: Infinity, right: -Infinity, bottom: Infinity, top: -Infinity };
  for (let i = 0; i < points.length; i += 3) {
    const depth = distance - points[i];
    const x = points[i + 1] / (depth * tangent * aspect) + shiftX;
    const y = points[i + 2] / (depth * tangent) + shiftY;
    if (!box || (x > box.left && x < box.right && y > box.bottom && y < box.top)) extend(around, x, y);
  }
  return around;
}

/**
 * How far points reach into a box; null if none appears within it.
 * @param {Box} box @param {Float64Array[]} points @param {Window} window
 * @returns {Reach | null}
 */
function reachInto(box, points, window) {
  const inside = { left: Infinity, right: -Infinity, bottom: Infinity, top: -Infinity };
  for (const some of points) {
    const { left, right, bottom, top } = extentOf(some, window, box);
    if (right < left) continue;
    extend(inside, left, bottom);
    extend(inside, right, top);
  }
  if (inside.right < inside.left) return null;
  const into = {
    left: (box.right - inside.left) / 2,
    right: (inside.right - box.left) / 2,
    bottom: (box.top - inside.bottom) / 2,
    top: (inside.top - box.bottom) / 2,
  };
  return { box, into };
}

/** @param {Box} box @param {number} x @param {number} y */
function extend(box, x, y) {
  if (x < box.left) box.left = x;
  if (x > box.right) box.right = x;
  if (y < box.bottom) box.bottom = y;
  if (y > box.top) box.top = y;
}

/** Points along the directions of a view: towards the camera, to its right, and up in its window. @param {ArrayLike<number>} points @param {{yaw: number, polar: number}} view */
function turned(points, { yaw, polar }) {
  const { toward, right, up } = axesOf(yaw, polar);
  const seen = new Float64Array(points.length);
  for (let i = 0; i < points.length; i += 3) {
    for (const [k, axis] of [toward, right, up].entries()) seen[i + k] = dot(points, i, axis);
  }
  return seen;
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

/** World units beyond the middle of an edge that its title takes. */
const TITLES = 0.25;

/**
 * Points around what is written at the two edges that face a viewer, or on a map at the lower and the left one.
 * @param {Field} field @param {number} ground world height of the ground @param {Vec3} target @param {number} yaw
 */
export function titlesOf({ halfX, halfZ }, ground, target, yaw) {
  const [sideX, sideZ] = facing(yaw);
  return [-0.5, 0, 0.5].flatMap((along) =>
    [
      [along * halfX, sideZ * (halfZ + TITLES)],
      [sideX * (halfX + TITLES), along * halfZ],
    ].flatMap(([x, z]) => [x - target[0], ground - target[1], z - target[2]]),
  );
}

/** Which sides along x and z face the viewer; on a map the left and the lower one. @param {number} yaw of the camera */
export function facing(yaw) {
  return [Math.sin(yaw) > 1e-6 ? 1 : -1, Math.cos(yaw) >= -1e-6 ? 1 : -1];
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
const ALONG_POLARS = [1.08, 0.96, 0.84, 0.7, 0.5, 0.3];

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
