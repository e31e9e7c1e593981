/**
 * Where the numbers of the contour lines stand. Pure.
 *
 * Candidates are points of the drawn sheet that lie on a line of the contours, with the line's direction there. Of
 * them a few are chosen for a view: readable (lying rather than standing, on a straight piece of line, seen from
 * above), apart from each other, and clear of the path.
 *
 * @import { Field, Vec3 } from "./types.js"
 * @import { Contours } from "./contours.js"
 */
import { legendTicks } from "./contours.js";
import { HEIGHT, sheetHeight } from "./geometry.js";

/** A place for a number: on the line of `loss`, `along` the unit direction of the line on the ground. @typedef {{loss: number, major: boolean, point: Vec3, along: [number, number], uphill: number}} Spot */

/** A point on screen in CSS pixels. @typedef {{x: number, y: number}} Pixel */

/** Cells along a side in which lines are looked for. */
const CELLS = 36;

/** Spots this near to the edge of the sheet (in half sides) would hang over it. */
const BORDER = 0.91;

/** Free pixels between two numbers, and around marks. */
const APART = 62;
const CLEAR = 20;

/** Lines closer than this on screen leave no room for a number, in pixels. */
const LEAST_SPACING = 9;

/**
 * All candidates of a sheet.
 * @param {Field} field as drawn @param {Contours} contours
 * @param {(loss: number) => number} levelOf level of a loss
 * @returns {Spot[]}
 */
export function labelSpots(field, contours, levelOf) {
  const majors = new Set(legendTicks(contours, 7));
  const lines = contours.levels
    .map((loss) => ({ loss, level: levelOf(loss), major: majors.has(loss) }))
    // The bottom and the cap are no lines.
    .filter(({ level }) => level > 0.004 && level < 0.985);
  const columns = knots(field.columns);
  const rows = knots(field.rows);
  const at = (/** @type {number} */ i, /** @type {number} */ j) =>
    field.levels[rows[j] * field.columns + columns[i]];
  /** @type {Spot[]} */
  const spots = [];
  for (let j = 0; j < rows.length - 1; j++) {
    for (let i = 0; i < columns.length - 1; i++) {
      const corners = [at(i, j), at(i + 1, j), at(i + 1, j + 1), at(i, j + 1)];
      const [p, q, r, s] = corners;
      const least = Math.min(p, q, r, s);
      const most = Math.max(p, q, r, s);
      for (const { loss, level, major } of lines) {
        if (level < least) continue;
        // Ascending: no later line crosses this cell.
        if (level >= most) break;
        const spot = spotIn(field, corners, level, {
          u: [columns[i] / (field.columns - 1), columns[i + 1] / (field.columns - 1)],
          v: [rows[j] / (field.rows - 1), rows[j + 1] / (field.rows - 1)],
        });
        if (spot) spots.push({ loss, major, ...spot });
      }
    }
  }
  return spots;
}

/** Vertices along a side, evenly spread, both ends among them. @param {number} count of vertices */
function knots(count) {
  const cells = Math.min(CELLS, count - 1);
  return Array.from({ length: cells + 1 }, (_, k) => Math.round((k / cells) * (count - 1)));
}

/**
 * The piece of a line within one cell: its middle and its direction; null where it only touches or is a saddle.
 * @param {Field} field @param {number[]} corners levels, anticlockwise from the first @param {number} level
 * @param {{u: [number, number], v: [number, number]}} cell from and to, in shares of the sides
 * @returns {Pick<Spot, "point" | "along" | "uphill"> | null}
 */
function spotIn(field, corners, level, { u, v }) {
  const [width, height] = [u[1] - u[0], v[1] - v[0]];
  const unit = /** @type {const} */ ([
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
  ]);
  /** @type {[number, number][]} */
  const crossings = [];
  for (let k = 0; k < 4; k++) {
    const [p, q] = [corners[k], corners[(k + 1) % 4]];
    if (p < level === q < level) continue;
    const share = (level - p) / (q - p);
    const [from, to] = [unit[k], unit[(k + 1) % 4]];
    crossings.push([from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share]);
  }
  if (crossings.length !== 2) return null;
  const world = crossings.map(([s, t]) => [
    ((u[0] + s * width) * 2 - 1) * field.halfX,
    (1 - (v[0] + t * height) * 2) * field.halfZ,
  ]);
  const [dx, dz] = [world[1][0] - world[0][0], world[1][1] - world[0][1]];
  const length = Math.hypot(dx, dz);
  if (length < 1e-9) return null;
  const x = (world[0][0] + world[1][0]) / 2;
  const z = (world[0][1] + world[1][1]) / 2;
  if (Math.abs(x) > field.halfX * BORDER || Math.abs(z) > field.halfZ * BORDER) return null;
  const slopeX = (corners[1] + corners[2] - corners[0] - corners[3]) / (4 * field.halfX * width);
  const slopeZ = -(corners[2] + corners[3] - corners[0] - corners[1]) / (4 * field.halfZ * height);
  return {
    point: [x, level * HEIGHT, z],
    along: [dx / length, dz / length],
    uphill: Math.hypot(slopeX, slopeZ),
  };
}

/**
 * Chooses places for one view.
 * @param {Spot[]} spots @param {Field} field
 * @param {object} view
 * @param {(point: Vec3) => Pixel} view.project
 * @param {(point: Vec3) => boolean} view.isSeen whether the sheet does not hide it
 * @param {(x: number, y: number) => boolean} view.isFree whether a pixel lies in the window and under nothing
 * @param {number} view.most numbers at most @param {Pixel[]} view.marks to keep clear of
 * @param {number} view.levelStep level from one line to the next, about
 * @returns {Spot[]}
 */
export function chooseLabels(spots, field, { project, isSeen, isFree, most, marks, levelStep }) {
  const rated = [];
  for (const spot of spots) {
    const at = project(spot.point);
    if (!isFree(at.x, at.y)) continue;
    const score = rate(spot, field, project, levelStep);
    if (score > 0) rated.push({ spot, at, score });
  }
  rated.sort((p, q) => q.score - p.score);
  /** @type {{spot: Spot, at: Pixel}[]} */
  const chosen = [];
  const tooNear = (/** @type {Pixel} */ p, /** @type {Pixel} */ q, /** @type {number} */ least) =>
    Math.hypot(p.x - q.x, p.y - q.y) < least;
  // First every major line once, then the others, then a second number on long lines.
  const passes = [
    { major: true, again: false },
    { major: false, again: false },
    { major: true, again: true },
  ];
  for (const { major, again } of passes) {
    const losses = [
      ...new Set(rated.filter(({ spot }) => spot.major === major).map(({ spot }) => spot.loss)),
    ];
    for (const loss of losses) {
      if (chosen.length >= most) break;
      const found = rated.find(
        ({ spot, at }) =>
          spot.loss === loss &&
          chosen.every((other) => !tooNear(at, other.at, other.spot.loss === loss ? 4 * APART : APART)) &&
          marks.every((mark) => !tooNear(at, mark, CLEAR)) &&
          isSeen(spot.point),
      );
      if (found && (again || !chosen.some(({ spot }) => spot.loss === loss))) chosen.push(found);
    }
  }
  return chosen.map(({ spot }) => spot);
}

/**
 * How well a number reads at a spot; 0 where it does not.
 * @param {Spot} spot @param {Field} field @param {(point: Vec3) => Pixel} project @param {number} levelStep
 */
function rate({ point, along, uphill }, field, project, levelStep) {
  const [x, y, z] = point;
  const here = project(point);
  const reach = 0.06;
  const left = project([x - along[0] * reach, y, z - along[1] * reach]);
  const right = project([x + along[0] * reach, y, z + along[1] * reach]);
  const length = Math.hypot(right.x - left.x, right.y - left.y);
  if (length < 8) return 0;
  const lying = Math.abs(right.x - left.x) / length;
  // The next line, as far up as the slope says.
  const run = Math.min(0.5, levelStep / Math.max(uphill, 1e-6));
  const up = project([x - along[1] * run, y + levelStep * HEIGHT, z + along[0] * run]);
  const down = project([x + along[1] * run, y + levelStep * HEIGHT, z - along[0] * run]);
  const isUp = sheetHeight(field, x - along[1] * 0.02, z + along[0] * 0.02) > y;
  const next = isUp ? up : down;
  const spacing = Math.hypot(next.x - here.x, next.y - here.y);
  if (spacing < LEAST_SPACING) return 0;
  // Straight: a step along the line must stay at its height, measured in steps of the contours.
  const off = [-reach, reach].map((s) =>
    Math.abs(sheetHeight(field, x + along[0] * s, z + along[1] * s) / HEIGHT - y / HEIGHT),
  );
  const bent = Math.max(...off) / levelStep;
  if (bent > 1) return 0;
  return (
    0.2 + lying * lying + 0.6 * (1 - bent) + 0.3 * Math.min(1, spacing / 30) + 0.2 * Math.min(1, length / 40)
  );
}
