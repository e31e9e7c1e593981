/**
 * Geometry of the sheet: plane ↔ world, triangles, slopes, and where a ray meets it. Pure; arrays come from outside.
 *
 * @import { Field, SurfaceGrid, Vec3 } from "./types.js"
 */
import { bilinear } from "./smooth.js";

/** World height of level 1 over a rectangle two units wide. */
export const HEIGHT = 0.95;

/** World height of the ground below the lowest point of the sheet. */
export const GROUND = -0.1;

/** Longest to shortest side of the drawn rectangle, at most: a needle-shaped plane could not be read. */
const MAX_ASPECT = 1.5;

/** Samples along a side from which a sheet looks smooth; coarser grids are refined up to about this. */
const SMOOTH_SAMPLES = 129;

/** A grid of so few samples is a first picture: it must come soon and is soon replaced, so it is refined less far. */
const FIRST_SAMPLES = 17;
const FIRST_SMOOTH_SAMPLES = 65;

/**
 * Where plane coordinates lie in the world. The rectangle is centred; its longer side is two units.
 * Sides keep their proportion up to {@link MAX_ASPECT}; beyond it the shorter one is stretched.
 */
export class Frame {
  /** @param {[number, number]} a @param {[number, number]} b lowest and highest coordinate drawn */
  constructor(a, b) {
    this.a = a;
    this.b = b;
    const ratio = (b[1] - b[0]) / (a[1] - a[0]);
    this.halfX = ratio > 1 ? Math.max(1 / ratio, 1 / MAX_ASPECT) : 1;
    this.halfZ = ratio > 1 ? 1 : Math.max(ratio, 1 / MAX_ASPECT);
  }

  /** @param {number} a */
  x(a) {
    return (((a - this.a[0]) / (this.a[1] - this.a[0])) * 2 - 1) * this.halfX;
  }

  /** @param {number} b */
  z(b) {
    return -(((b - this.b[0]) / (this.b[1] - this.b[0])) * 2 - 1) * this.halfZ;
  }

  /** Inverse of {@link x} and {@link z}. @param {number} x @param {number} z @returns {[number, number]} a and b */
  planeAt(x, z) {
    return [
      this.a[0] + ((x / this.halfX + 1) / 2) * (this.a[1] - this.a[0]),
      this.b[0] + ((1 - z / this.halfZ) / 2) * (this.b[1] - this.b[0]),
    ];
  }

  /** @param {Frame} other */
  equals(other) {
    return (
      this.a[0] === other.a[0] &&
      this.a[1] === other.a[1] &&
      this.b[0] === other.b[0] &&
      this.b[1] === other.b[1]
    );
  }
}

/**
 * Drawn cells per sampled cell: nested grids come out at 65 (5, 9, 17) or 129 (33, 65, 129), so they share two meshes.
 * @param {Pick<SurfaceGrid, "columns" | "rows">} grid
 */
export function refinement(grid) {
  const samples = Math.max(grid.columns, grid.rows);
  const smooth = samples <= FIRST_SAMPLES ? FIRST_SMOOTH_SAMPLES : SMOOTH_SAMPLES;
  return Math.max(1, Math.round((smooth - 1) / (samples - 1)));
}

/**
 * Corners of the triangles, two per cell, counter-clockwise seen from above.
 * @param {number} columns @param {number} rows
 * @param {number} stride vertices per cell side; must divide `columns - 1` and `rows - 1`
 */
export function triangles(columns, rows, stride) {
  const indices = new Uint32Array((((columns - 1) / stride) * (rows - 1) * 6) / stride);
  let at = 0;
  for (let row = 0; row < rows - 1; row += stride) {
    for (let column = 0; column < columns - 1; column += stride) {
      const p = row * columns + column;
      // Row grows away from the viewer (-z). The diagonal alternates so that no direction is favoured.
      const [q, r, s] = [p + stride, p + stride * columns, p + stride * columns + stride];
      if (((row + column) / stride) % 2 === 0) indices.set([p, q, s, p, s, r], at);
      else indices.set([p, q, r, q, s, r], at);
      at += 6;
    }
  }
  return indices;
}

/** How far a drawn triangle may lie off the land, in pixels: as far as the samples of a pixel are apart. */
const FLATNESS = 0.25;

/** Off by more than this, in world units, triangles are too wide for any window. */
const ROUGH = 2.5e-3;

/** How far the direction of the land may be off there, as a difference of slopes where it is level: light of a hundredth. */
const SMOOTHNESS = 0.02;

/** Above this level nothing of the sheet is drawn, but for the line where it is cut. */
const SEEN = 1.1;

/**
 * By how much triangles of four and of two cells along their sides lie off the land at most, in world units; infinite where
 * the grid has no such triangles, or their light would be off by what one could see.
 * @param {number} columns @param {number} rows
 * @param {ArrayLike<number>[]} lands (level, slope, slope) of each vertex, at each end of a morph
 * @returns {{stride: number, off: number}[]} the widest first
 */
export function bends(columns, rows, lands) {
  return [4, 2].map((stride) => {
    const isWhole = (columns - 1) % stride === 0 && (rows - 1) % stride === 0;
    const offs = isWhole
      ? lands.map((land) => bend(land, columns, rows, stride))
      : [Number.POSITIVE_INFINITY];
    return { stride, off: Math.max(...offs) };
  });
}

/**
 * The widest triangles that draw the same picture. Smooth land needs a sixteenth of the triangles of its grid.
 * @param {{stride: number, off: number}[]} bends @param {number} pixels that a world unit is long, at most
 * @returns {number} cells along their sides
 */
export function widestStride(bends, pixels) {
  return bends.find(({ off }) => off * pixels <= FLATNESS)?.stride ?? 1;
}

/** @param {ArrayLike<number>} land @param {number} columns @param {number} rows @param {number} stride */
function bend(land, columns, rows, stride) {
  const [right, up] = [3 * stride, 3 * stride * columns];
  let most = 0;
  for (let row = 0; row < rows - 1; row += stride) {
    for (let column = 0; column < columns - 1; column += stride) {
      const p = 3 * (row * columns + column);
      for (let j = 0; j <= stride; j++) {
        for (let i = 0; i <= stride; i++) {
          const at = p + 3 * (j * columns + i);
          if (land[at] > SEEN) continue;
          const [u, v] = [i / stride, j / stride];
          const between = (/** @type {number} */ k) =>
            (land[p + k] * (1 - u) + land[p + right + k] * u) * (1 - v) +
            (land[p + up + k] * (1 - u) + land[p + up + right + k] * u) * v;
          most = Math.max(most, Math.abs(between(0) - land[at]) * HEIGHT);
          const steep = SMOOTHNESS * (1 + land[at + 1] ** 2 + land[at + 2] ** 2);
          if (
            most > ROUGH ||
            Math.abs(between(1) - land[at + 1]) > steep ||
            Math.abs(between(2) - land[at + 2]) > steep
          )
            return Number.POSITIVE_INFINITY;
        }
      }
    }
  }
  return most;
}

/**
 * Sorts triangles into those that reach below the cap (level 1) at some time of a morph, and those that reach
 * above it; one that crosses the cap is in both.
 * @param {Uint32Array} all corners, three a triangle
 * @param {ArrayLike<number>} before level at every third place (level, slope, slope) when the morph begins
 * @param {ArrayLike<number>} now the same when it ends
 * @param {Uint32Array} below receives corners @param {Uint32Array} above receives corners
 * @returns {[number, number]} corners written to each
 */
export function splitAtCap(all, before, now, below, above) {
  if (!reaches(before, 1) && !reaches(now, 1)) {
    below.set(all);
    return [all.length, 0];
  }
  let [under, over] = [0, 0];
  for (let i = 0; i < all.length; i += 3) {
    let least = Number.POSITIVE_INFINITY;
    let most = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < 3; k++) {
      const vertex = 3 * all[i + k];
      least = Math.min(least, before[vertex], now[vertex]);
      most = Math.max(most, before[vertex], now[vertex]);
    }
    if (least <= 1) for (let k = 0; k < 3; k++) below[under++] = all[i + k];
    if (most >= 1) for (let k = 0; k < 3; k++) above[over++] = all[i + k];
  }
  return [under, over];
}

/** Whether any vertex is at a level or above. @param {ArrayLike<number>} vertices level at every third place @param {number} level */
function reaches(vertices, level) {
  for (let at = 0; at < vertices.length; at += 3) if (vertices[at] >= level) return true;
  return false;
}

/**
 * World positions of the vertices in the ground plane (y = 0).
 * @param {Omit<Field, "levels">} field @param {Float32Array} out 3 per vertex
 */
export function groundPositions(field, out) {
  let at = 0;
  for (let row = 0; row < field.rows; row++) {
    for (let column = 0; column < field.columns; column++) {
      out[at++] = ((2 * column) / (field.columns - 1) - 1) * field.halfX;
      out[at++] = 0;
      out[at++] = (1 - (2 * row) / (field.rows - 1)) * field.halfZ;
    }
  }
}

/**
 * Level and world slopes of every vertex: (level, dy/dx, dy/dz), by central differences, one-sided at the edges.
 * @param {Field} field @param {Float32Array} out 3 per vertex
 */
export function levelsAndSlopes(field, out) {
  const { levels, columns, rows, halfX, halfZ } = field;
  const perX = (HEIGHT * (columns - 1)) / (2 * halfX);
  const perZ = (-HEIGHT * (rows - 1)) / (2 * halfZ);
  for (let row = 0, at = 0; row < rows; row++) {
    const up = row < rows - 1 ? columns : 0;
    const down = row > 0 ? columns : 0;
    for (let column = 0; column < columns; column++, at++) {
      const right = column < columns - 1 ? 1 : 0;
      const left = column > 0 ? 1 : 0;
      out[at * 3] = levels[at];
      out[at * 3 + 1] = ((levels[at + right] - levels[at - left]) / (right + left)) * perX;
      out[at * 3 + 2] = ((levels[at + up] - levels[at - down]) / (up === down ? 2 : 1)) * perZ;
    }
  }
}

/**
 * World height of the sheet over a point of the ground; outside the rectangle, the height of the nearest edge.
 * @param {Field} field @param {number} x @param {number} z
 */
export function sheetHeight(field, x, z) {
  const column = ((x / field.halfX + 1) / 2) * (field.columns - 1);
  const row = ((1 - z / field.halfZ) / 2) * (field.rows - 1);
  return Math.min(1, Math.max(0, bilinear(field.levels, field.columns, field.rows, column, row))) * HEIGHT;
}

/**
 * First point of the sheet on a ray, or null. Marches in steps of half a cell, then bisects.
 * @param {Field} field @param {Vec3} origin @param {Vec3} direction unit length
 * @returns {Vec3 | null}
 */
export function hitSheet(field, origin, direction) {
  const [enter, leave] = slabInterval(field, origin, direction);
  if (!(leave > enter)) return null;
  const along = (/** @type {number} */ t) =>
    /** @type {Vec3} */ ([
      origin[0] + t * direction[0],
      origin[1] + t * direction[1],
      origin[2] + t * direction[2],
    ]);
  const above = (/** @type {number} */ t) => {
    const [x, y, z] = along(t);
    return y - sheetHeight(field, x, z);
  };
  const step = Math.min(field.halfX / (field.columns - 1), field.halfZ / (field.rows - 1));
  const side = Math.sign(above(enter));
  for (let t = enter; t < leave; t += step) {
    const next = Math.min(leave, t + step);
    if (Math.sign(above(next)) === side) continue;
    let [near, far] = [t, next];
    for (let i = 0; i < 24; i++) {
      const middle = (near + far) / 2;
      if (Math.sign(above(middle)) === side) near = middle;
      else far = middle;
    }
    return along((near + far) / 2);
  }
  return null;
}

/**
 * The part of a ray inside the box that holds the sheet.
 * @param {Field} field @param {Vec3} origin @param {Vec3} direction
 * @returns {[number, number]}
 */
function slabInterval(field, origin, direction) {
  const low = [-field.halfX, -1e-3, -field.halfZ];
  const high = [field.halfX, HEIGHT + 1e-3, field.halfZ];
  let enter = 0;
  let leave = Number.POSITIVE_INFINITY;
  for (let axis = 0; axis < 3; axis++) {
    const p = (low[axis] - origin[axis]) / direction[axis];
    const q = (high[axis] - origin[axis]) / direction[axis];
    if (Number.isNaN(p) || Number.isNaN(q)) continue;
    enter = Math.max(enter, Math.min(p, q));
    leave = Math.min(leave, Math.max(p, q));
  }
  return [enter, leave];
}

/** @param {ArrayLike<number>} flat 3 numbers a point @returns {Vec3[]} */
export function toPoints(flat) {
  /** @type {Vec3[]} */
  const points = [];
  for (let at = 0; at < flat.length; at += 3) points.push([flat[at], flat[at + 1], flat[at + 2]]);
  return points;
}
