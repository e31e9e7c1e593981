/**
 * What the drawing gets: levels of surfaces, and marks of runs, made from losses by the mountain's own rules. Pure.
 *
 * @import { Frame } from "../mountain/geometry.js"
 * @import { Field, HeightScale, LossRange, SurfaceGrid, Vec3, Walker } from "../mountain/types.js"
 */
import { HEIGHT, sheetHeight } from "../mountain/geometry.js";
import { standAt } from "../mountain/place.js";
import { levelOf } from "../mountain/range.js";
import { bilinear } from "../mountain/smooth.js";
import { STRIDE } from "../mountain/walk.js";

/** Points of a trail at most: more would be drawn over each other. */
const MOST_POINTS = 400;
/** How faint a path is at the fading distance from the plane, and behind the land. */
const FAR_AWAY = 0.3;
const BEHIND = 0.35;

/** Who a walker is in the charts, by its shape. */
const SERIES = { sphere: "lead", diamond: "first", triangle: "second", square: "third" };
const SHAPES = /** @type {const} */ (["sphere", "diamond", "triangle", "square"]);

/**
 * The whole surface in levels, as it is read and stood upon.
 * @param {SurfaceGrid} grid @param {Frame} frame @param {LossRange} range @param {HeightScale} scale
 * @returns {Field}
 */
export function fieldOf({ columns, rows, heights }, { halfX, halfZ }, range, scale) {
  return {
    levels: Float32Array.from(heights, (loss) => levelOf(loss, range, scale)),
    columns,
    rows,
    halfX,
    halfZ,
  };
}

/**
 * Every so many points of a surface that no more than `most` stand along a side; all of them are measured ones.
 * @param {number} points along a side @param {number} most
 */
export function strideOf(points, most) {
  let stride = 1;
  while ((points - 1) / stride + 1 > most && (points - 1) % (2 * stride) === 0) stride *= 2;
  return stride;
}

/**
 * Every `stride`th level of a field in both directions.
 * @param {Pick<Field, "levels" | "columns" | "rows">} field @param {number} stride divides columns - 1 and rows - 1
 */
export function thinned({ levels, columns, rows }, stride) {
  const [across, along] = [(columns - 1) / stride + 1, (rows - 1) / stride + 1];
  const out = new Float32Array(across * along);
  for (let row = 0, at = 0; row < along; row++) {
    for (let column = 0; column < across; column++) out[at++] = levels[(row * columns + column) * stride];
  }
  return { levels: out, columns: across, rows: along };
}

/**
 * Levels of a second surface at the points where the first is drawn; what lies beyond it is above the cap.
 * @param {SurfaceGrid} second @param {SurfaceGrid} first @param {{columns: number, rows: number}} drawn
 * @param {LossRange} range @param {HeightScale} scale
 */
export function veilLevels(second, first, { columns, rows }, range, scale) {
  const levels = Float32Array.from(second.heights, (loss) => levelOf(loss, range, scale));
  const out = new Float32Array(columns * rows);
  const share = (/** @type {number} */ k, /** @type {number} */ count, /** @type {"a" | "b"} */ axis) => {
    const value = first[axis][0] + ((first[axis][1] - first[axis][0]) * k) / (count - 1);
    return (value - second[axis][0]) / (second[axis][1] - second[axis][0]);
  };
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, at++) {
      const [u, v] = [share(column, columns, "a"), share(row, rows, "b")];
      const isInside = u >= -1e-6 && u <= 1 + 1e-6 && v >= -1e-6 && v <= 1 + 1e-6;
      out[at] = isInside
        ? bilinear(levels, second.columns, second.rows, u * (second.columns - 1), v * (second.rows - 1))
        : 2;
    }
  }
  return out;
}

/**
 * Marks of all walkers: 4 numbers a point, three parts a walker, each ended by a NaN: path with the ball last, the point of the
 * sheet below the ball, the landing.
 * @param {Walker[]} walkers
 * @param {{frame: Frame, range: LossRange, scale: HeightScale, field: Field, fadingDistance: number,
 *   isHidden: (point: Vec3) => boolean}} on
 * @returns {{marks: Float32Array, looks: string[]}}
 */
export function marksOf(walkers, { frame, range, scale, field, fadingDistance, isHidden }) {
  /** @type {number[]} */
  const marks = [];
  const end = () => marks.push(Number.NaN, 0, 0, 0);
  /** @param {Vec3} point @param {number} strength */
  const put = ([x, y, z], strength) => {
    marks.push((x / frame.halfX + 1) / 2, (1 - z / frame.halfZ) / 2, y / HEIGHT, strength);
  };
  const standOf = (/** @type {{a: number, b: number, loss: number}} */ place) =>
    standAt(place, frame, range, scale);
  const stand = (/** @type {{a: number, b: number, loss: number}} */ place) => standOf(place).point;
  for (const { trail = new Float32Array(), place, next } of walkers) {
    const points = Math.floor(trail.length / STRIDE);
    const stride = Math.max(1, Math.ceil(points / MOST_POINTS));
    // Of a way beyond the picture only where it leaves: held at the edge, the rest would be a fan over the land.
    let wasBeyond = false;
    for (let k = 0; k < points; k += stride) {
      const [, a, b, loss, distance] = trail.subarray(k * STRIDE, (k + 1) * STRIDE);
      if (!Number.isFinite(a) || !Number.isFinite(b)) continue;
      const { point, beyond } = standOf({ a, b, loss });
      if (beyond && wasBeyond) continue;
      wasBeyond = beyond;
      const near = 1 - (1 - FAR_AWAY) * Math.min(1, distance / fadingDistance);
      put(point, near * (isHidden(point) ? BEHIND : 1));
    }
    const at = place && stand(place);
    if (at) put(at, isHidden(at) ? BEHIND : 1);
    end();
    const isOverLand = at && Math.abs(at[0]) <= field.halfX && Math.abs(at[2]) <= field.halfZ;
    if (isOverLand) put([at[0], sheetHeight(field, at[0], at[2]), at[2]], 1);
    end();
    if (at && next) put(stand(next), 1);
    end();
  }
  const looks = walkers.map(({ shape }, index) => SERIES[shape ?? SHAPES[index]]);
  return { marks: new Float32Array(marks), looks };
}
