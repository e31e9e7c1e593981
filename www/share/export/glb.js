// The mountain as a glTF 2.0 binary for programs that show things in three dimensions: its sheet in the colours of the page, and the
// path of each run over it. Pure. Format: Khronos Group, glTF 2.0 (ISO/IEC 12113:2022).
import { channels } from "../../stage/channels.js";
import { colourAt } from "../../stage/mountain/colormap.js";
import { Frame, HEIGHT } from "../../stage/mountain/geometry.js";
import { LEVEL_CEILING, levelOf } from "../../stage/mountain/range.js";

const MAGIC = 0x46546c67;
const VERSION = 2;
const CHUNK = { json: 0x4e4f534a, binary: 0x004e4942 };
const USHORT = 5123;
const UINT = 5125;
const FLOAT = 5126;
const VERTICES = 34962;
const INDICES = 34963;
const LINE_STRIP = 3;
/** How far the paths lie above the sheet, in world units: on it they would flicker. */
const LIFT = 0.004;

/**
 * @typedef {import("../../stage/mountain/types.js").HeightScale} HeightScale
 * @typedef {{name: string, colour: string, points: ArrayLike<number>}} Path 5 numbers a point: step, a, b, loss, distance; a colour of the theme
 * @typedef {{bufferView: number, componentType: number, count: number, type: string, normalized?: true, min?: number[], max?: number[]}} Accessor
 */

/** Buffer views and accessors in the making. */
class Parts {
  /** @type {{buffer: 0, byteOffset: number, byteLength: number, target: number}[]} */
  views = [];
  /** @type {Accessor[]} */
  accessors = [];
  /** @type {ArrayBufferView[]} */
  pieces = [];
  length = 0;

  /**
   * @param {Float32Array | Uint16Array | Uint32Array} numbers a multiple of 4 bytes
   * @param {"SCALAR" | "VEC3" | "VEC4"} type @param {Partial<Accessor>} [more]
   * @returns {number} its accessor
   */
  add(numbers, type, more = {}) {
    const size = { SCALAR: 1, VEC3: 3, VEC4: 4 }[type];
    const componentType =
      numbers instanceof Float32Array ? FLOAT : numbers instanceof Uint16Array ? USHORT : UINT;
    this.views.push({
      buffer: 0,
      byteOffset: this.length,
      byteLength: numbers.byteLength,
      target: type === "SCALAR" ? INDICES : VERTICES,
    });
    this.pieces.push(numbers);
    this.length += numbers.byteLength;
    const count = numbers.length / size;
    return (
      this.accessors.push({ bufferView: this.views.length - 1, componentType, count, type, ...more }) - 1
    );
  }

  /** Positions tell their box. @param {Float32Array} numbers */
  positions(numbers) {
    const [min, max] = [[0, 0, 0].fill(Infinity), [0, 0, 0].fill(-Infinity)];
    numbers.forEach((value, at) => {
      min[at % 3] = Math.min(Number(min[at % 3]), value);
      max[at % 3] = Math.max(Number(max[at % 3]), value);
    });
    return this.add(numbers, "VEC3", { min, max });
  }
}

/** Light is added up in linear colours, screens show others (IEC 61966-2-1). @param {number} byte */
function linear(byte) {
  const share = byte / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

/**
 * @param {import("./tables.js").Grid} grid
 * @param {{low: number, high: number}} range losses at the ends of the height; what lies beyond is cut off, what is no number is high
 * @param {HeightScale} scale
 * @param {readonly Path[]} paths
 * @param {{name: string, extras: Record<string, unknown>}} words what the mountain is called, and where it comes from
 * @returns {Uint8Array}
 */
export function mountainGlb(grid, range, scale, paths, { name, extras }) {
  const frame = new Frame(grid.a, grid.b);
  const parts = new Parts();
  const sheet = {
    attributes: sheetAttributes(grid, frame, (loss) => levelOf(loss, range, scale, 0, 1), parts),
    indices: parts.add(triangles(grid.columns, grid.rows), "SCALAR"),
    material: 0,
  };
  /** @type {Record<string, unknown>[]} */
  const meshes = [{ name, primitives: [sheet] }];
  /** @type {Record<string, unknown>[]} */
  const materials = [
    { name, doubleSided: true, pbrMetallicRoughness: { metallicFactor: 0, roughnessFactor: 0.9 } },
  ];
  for (const path of paths) {
    const points = line(path, frame, (loss) => levelOf(loss, range, scale, 0, LEVEL_CEILING));
    if (points.length < 6) continue;
    const [red, green, blue] = channels(path.colour).map(linear);
    const material = {
      name: path.name,
      pbrMetallicRoughness: { baseColorFactor: [red, green, blue, 1], metallicFactor: 0, roughnessFactor: 1 },
      extensions: { KHR_materials_unlit: {} },
    };
    const strip = {
      attributes: { POSITION: parts.positions(points) },
      mode: LINE_STRIP,
      material: materials.push(material) - 1,
    };
    meshes.push({ name: path.name, primitives: [strip] });
  }
  const gltf = {
    asset: { version: "2.0", generator: "Downhill", extras },
    ...(meshes.length > 1 ? { extensionsUsed: ["KHR_materials_unlit"] } : {}),
    scene: 0,
    scenes: [{ name, nodes: meshes.map((_, index) => index) }],
    nodes: meshes.map((mesh, index) => ({ name: mesh.name, mesh: index })),
    meshes,
    materials,
    accessors: parts.accessors,
    bufferViews: parts.views,
    buffers: [{ byteLength: parts.length }],
  };
  return written(gltf, parts);
}

/** @param {import("./tables.js").Grid} grid @param {Frame} frame @param {(loss: number) => number} level @param {Parts} parts */
function sheetAttributes({ columns, rows, heights, a, b }, frame, level, parts) {
  const places = new Float32Array(3 * columns * rows);
  const normals = new Float32Array(3 * columns * rows);
  const colours = new Uint16Array(4 * columns * rows);
  const at = (/** @type {number} */ column, /** @type {number} */ row) =>
    HEIGHT * level(Number(heights[row * columns + column]));
  const x = (/** @type {number} */ column) => frame.x(a[0] + ((a[1] - a[0]) * column) / (columns - 1));
  const z = (/** @type {number} */ row) => frame.z(b[0] + ((b[1] - b[0]) * row) / (rows - 1));
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const index = row * columns + column;
      places.set([x(column), at(column, row), z(row)], 3 * index);
      const [left, right] = [Math.max(0, column - 1), Math.min(columns - 1, column + 1)];
      const [near, far] = [Math.max(0, row - 1), Math.min(rows - 1, row + 1)];
      const slopeX = (at(right, row) - at(left, row)) / (x(right) - x(left));
      const slopeZ = (at(column, far) - at(column, near)) / (z(far) - z(near));
      const length = Math.hypot(slopeX, 1, slopeZ);
      normals.set([-slopeX / length, 1 / length, -slopeZ / length], 3 * index);
      const colour = colourAt(level(Number(heights[index]))).map((byte) => Math.round(65535 * linear(byte)));
      colours.set([...colour, 65535], 4 * index);
    }
  }
  return {
    POSITION: parts.positions(places),
    NORMAL: parts.add(normals, "VEC3"),
    COLOR_0: parts.add(colours, "VEC4", { normalized: true }),
  };
}

/** Two triangles a cell, counter-clockwise as seen from above. @param {number} columns @param {number} rows */
function triangles(columns, rows) {
  const indices = new Uint32Array(6 * (columns - 1) * (rows - 1));
  let next = 0;
  for (let row = 0; row + 1 < rows; row += 1) {
    for (let column = 0; column + 1 < columns; column += 1) {
      const corner = row * columns + column;
      const beyond = corner + columns;
      indices.set([corner, corner + 1, beyond + 1, corner, beyond + 1, beyond], next);
      next += 6;
    }
  }
  return indices;
}

/** Places of a path, as far as they are numbers. @param {Path} path @param {Frame} frame @param {(loss: number) => number} level */
function line({ points }, frame, level) {
  const places = [];
  for (let at = 0; at + 4 < points.length; at += 5) {
    const [a, b, loss] = [1, 2, 3].map((offset) => Number(points[at + offset]));
    const place = [frame.x(Number(a)), HEIGHT * level(Number(loss)) + LIFT, frame.z(Number(b))];
    if (place.every(Number.isFinite)) places.push(...place);
  }
  return Float32Array.from(places);
}

/** Header, JSON and numbers, each part padded to 4 bytes. @param {unknown} gltf @param {Parts} parts */
function written(gltf, parts) {
  const text = new TextEncoder().encode(JSON.stringify(gltf));
  const padded = Math.ceil(text.length / 4) * 4;
  const bytes = new Uint8Array(12 + 8 + padded + 8 + parts.length);
  const view = new DataView(bytes.buffer);
  [MAGIC, VERSION, bytes.length, padded, CHUNK.json].forEach((word, at) => {
    view.setUint32(4 * at, word, true);
  });
  bytes.fill(0x20, 20, 20 + padded);
  bytes.set(text, 20);
  view.setUint32(20 + padded, parts.length, true);
  view.setUint32(24 + padded, CHUNK.binary, true);
  let at = 28 + padded;
  for (const piece of parts.pieces) {
    // Numbers of typed arrays are little-endian on every machine that has a browser.
    bytes.set(new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength), at);
    at += piece.byteLength;
  }
  return bytes;
}
