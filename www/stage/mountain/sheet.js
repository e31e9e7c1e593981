/**
 * The sheet: the drawn loss surface, its morph from one set of heights to the next, and the wall below its edge.
 *
 * @import { Field, HeightScale, LossRange, MountainColours, SurfaceGrid } from "./types.js"
 * @import { Contours } from "./contours.js"
 */
import {
  BufferAttribute,
  BufferGeometry,
  DataTexture,
  DoubleSide,
  DynamicDrawUsage,
  FrontSide,
  Group,
  Mesh,
  NearestFilter,
  ShaderMaterial,
  Vector2,
  Vector3,
} from "three";
import { colourTable } from "./colormap.js";
import { displayColour } from "./colours.js";
import {
  bends,
  GROUND,
  groundPositions,
  HEIGHT,
  levelsAndSlopes,
  refinement,
  splitAtCap,
  triangles,
  widestStride,
} from "./geometry.js";
import { levelOf, scaled } from "./range.js";
import { PALETTE, SHEET_FRAGMENT, SHEET_VERTEX, WALL_FRAGMENT, WALL_VERTEX } from "./sheet_shader.js";
import { openSky } from "./sky.js";
import { bilinear, refine } from "./smooth.js";

const RULES = { even: 0, decade: 1, antilog: 2 };

export class Sheet {
  /** Triangles by the cells along their sides, made when they are first wanted. @type {Map<number, Uint32Array>} */
  #triangles = new Map();
  /** By how much wider triangles would lie off the land. @type {{stride: number, off: number}[]} */
  #bends = [];
  /** Pixels that a world unit is long on the screen, at most. */
  #pixels = Number.POSITIVE_INFINITY;
  /** The widest triangles that show all there is. */
  #stride = 1;

  constructor() {
    this.object = new Group();
    this.coarse = false;
    /** The field as it will stand when the morph has ended. @type {Field | null} */
    this.field = null;

    const palette = new DataTexture(colourTable(PALETTE), PALETTE, 1);
    palette.minFilter = NearestFilter;
    palette.magFilter = NearestFilter;
    palette.needsUpdate = true;
    this.uniforms = {
      palette: { value: palette },
      mixing: { value: 1 },
      height: { value: HEIGHT },
      ground: { value: GROUND },
      light: { value: new Vector3(0, 1, 0) },
      panel: { value: new Vector3(1, 1, 1) },
      shade: { value: new Vector3(0.2, 0.2, 0.25) },
      foot: { value: new Vector3(0.2, 0.2, 0.25) },
      halfSize: { value: new Vector2(1, 1) },
      pixelRatio: { value: 1 },
      rule: { value: 0 },
      scale: { value: new Vector3(0, 1, 0.1) },
    };
    const sheet = new ShaderMaterial({
      vertexShader: SHEET_VERTEX,
      fragmentShader: SHEET_FRAGMENT,
      uniforms: this.uniforms,
      side: DoubleSide,
    });
    // The same vertices, flat at the height of the cap: shows only where the losses lie above it.
    const cut = new ShaderMaterial({
      vertexShader: SHEET_VERTEX,
      fragmentShader: SHEET_FRAGMENT,
      uniforms: this.uniforms,
      defines: { CUT: 1 },
      side: DoubleSide,
    });
    const wall = new ShaderMaterial({
      vertexShader: WALL_VERTEX,
      fragmentShader: WALL_FRAGMENT,
      uniforms: this.uniforms,
      // Outward faces only: the far walls would glint through the last row of pixels above them.
      side: FrontSide,
    });
    this.sheet = new Mesh(new BufferGeometry(), sheet);
    this.cut = new Mesh(new BufferGeometry(), cut);
    this.wall = new Mesh(new BufferGeometry(), wall);
    for (const mesh of [this.sheet, this.cut, this.wall]) {
      // Heights live in the shader, so three cannot know the bounds.
      mesh.frustumCulled = false;
      this.object.add(mesh);
    }
    // In front of most of the sheet: what it hides needs no colour.
    this.wall.renderOrder = -1;
    this.object.visible = false;
  }

  /**
   * Takes new heights. The morph runs from what is drawn now (`setMixing` 0) to them (`setMixing` 1).
   * @param {SurfaceGrid} grid @param {LossRange} range @param {HeightScale} scale
   * @param {{halfX: number, halfZ: number}} frame
   */
  setHeights(grid, range, scale, frame) {
    const factor = refinement(grid);
    const columns = (grid.columns - 1) * factor + 1;
    const rows = (grid.rows - 1) * factor + 1;
    const count = columns * rows;
    const old = this.field;
    const levels = new Float32Array(grid.heights.length);
    for (let i = 0; i < levels.length; i++) levels[i] = levelOf(grid.heights[i], range, scale);

    const before = this.#drawnLevels(columns, rows);
    if (!old || old.columns !== columns || old.rows !== rows) this.#allocate(columns, rows);
    const field = {
      levels: old?.levels.length === count ? old.levels : new Float32Array(count),
      columns,
      rows,
      halfX: frame.halfX,
      halfZ: frame.halfZ,
    };
    refine(levels, grid.columns, grid.rows, factor, field.levels);
    this.field = field;

    const attribute = (/** @type {string} */ name) =>
      /** @type {BufferAttribute} */ (this.sheet.geometry.getAttribute(name));
    const now = attribute("now");
    levelsAndSlopes(field, /** @type {Float32Array} */ (now.array));
    const sky = attribute("sky");
    for (let i = 0; i < count; i++) sky.array[2 * i] = sky.array[2 * i + 1];
    openSky(field, /** @type {Float32Array} */ (sky.array));
    const from = attribute("before");
    if (before) {
      levelsAndSlopes({ ...field, levels: before }, /** @type {Float32Array} */ (from.array));
    } else {
      from.array.set(now.array);
      for (let i = 0; i < count; i++) sky.array[2 * i] = sky.array[2 * i + 1];
    }
    const position = attribute("position");
    groundPositions(field, /** @type {Float32Array} */ (position.array));
    for (const changed of [now, from, sky, position]) changed.needsUpdate = true;
    this.#layWall(field);
    this.#bends = bends(columns, rows, before ? [now.array, from.array] : [now.array]);
    this.#stride = widestStride(this.#bends, this.#pixels);
    this.#pickTriangles();

    this.uniforms.halfSize.value.set(frame.halfX, frame.halfZ);
    this.uniforms.mixing.value = before ? 0 : 1;
    this.object.visible = true;
  }

  /** @param {LossRange} range @param {HeightScale} scale @param {Contours} contours */
  setContours(range, scale, contours) {
    const low = scaled(range.low, scale);
    this.uniforms.rule.value = RULES[contours.rule];
    this.uniforms.scale.value.set(low, scaled(range.high, scale) - low, contours.step);
  }

  /** @param {MountainColours} colours @param {boolean} dark whether the panel is dark */
  setTheme(colours, dark) {
    const panel = displayColour(colours.panel);
    this.uniforms.panel.value.set(panel.r, panel.g, panel.b);
    // The cut sides stand back behind the sheet: near the panel in the dark, a cool grey in the light.
    this.uniforms.shade.value.fromArray(dark ? [0.13, 0.15, 0.18] : [0.5, 0.53, 0.58]);
    this.uniforms.foot.value.fromArray(dark ? [0.07, 0.085, 0.1] : [0.44, 0.45, 0.52]);
  }

  /** @param {number} mixing 0 = heights before, 1 = heights now */
  setMixing(mixing) {
    this.uniforms.mixing.value = mixing;
  }

  /** How large the land is on the screen: triangles are as wide as nobody can see there. @param {number} pixels that a world unit is long, at most */
  setFineness(pixels) {
    this.#pixels = pixels;
    const stride = widestStride(this.#bends, pixels);
    if (stride === this.#stride) return;
    this.#stride = stride;
    this.#pickTriangles();
  }

  /** Draws with a quarter of the triangles, where the mesh allows it. @param {boolean} coarse */
  setCoarse(coarse) {
    if (coarse === this.coarse) return;
    this.coarse = coarse;
    this.#pickTriangles();
  }

  /** After a lost context: the same arrays in new geometries, whose buffers belong to the new context. */
  renew() {
    for (const mesh of [this.sheet, this.cut, this.wall]) {
      const { attributes, index, drawRange } = mesh.geometry;
      const geometry = new BufferGeometry();
      geometry.setIndex(index);
      for (const [name, attribute] of Object.entries(attributes)) geometry.setAttribute(name, attribute);
      geometry.setDrawRange(drawRange.start, drawRange.count);
      mesh.geometry = geometry;
    }
  }

  dispose() {
    for (const mesh of [this.sheet, this.cut, this.wall]) {
      mesh.geometry.dispose();
      mesh.material.dispose();
    }
    this.uniforms.palette.value.dispose();
  }

  /**
   * The levels on screen at this moment, resampled to a new mesh; null before the first surface.
   * @param {number} columns @param {number} rows
   */
  #drawnLevels(columns, rows) {
    const field = this.field;
    if (!field) return null;
    const from = this.sheet.geometry.getAttribute("before").array;
    const to = this.sheet.geometry.getAttribute("now").array;
    const mixing = this.uniforms.mixing.value;
    const drawn = new Float32Array(field.levels.length);
    for (let i = 0; i < drawn.length; i++) drawn[i] = from[3 * i] * (1 - mixing) + to[3 * i] * mixing;
    if (field.columns === columns && field.rows === rows) return drawn;
    const resampled = new Float32Array(columns * rows);
    for (let row = 0, at = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const x = (column / (columns - 1)) * (field.columns - 1);
        const y = (row / (rows - 1)) * (field.rows - 1);
        resampled[at++] = bilinear(drawn, field.columns, field.rows, x, y);
      }
    }
    return resampled;
  }

  /** @param {number} columns @param {number} rows */
  #allocate(columns, rows) {
    const count = columns * rows;
    this.sheet.geometry.dispose();
    this.sheet.geometry = new BufferGeometry();
    this.cut.geometry.dispose();
    this.cut.geometry = new BufferGeometry();
    const most = (columns - 1) * (rows - 1) * 6;
    for (const { geometry } of [this.sheet, this.cut]) {
      const index = new BufferAttribute(new Uint32Array(most), 1);
      index.setUsage(DynamicDrawUsage);
      geometry.setIndex(index);
    }
    this.#triangles.clear();
    for (const [name, size] of /** @type {[string, number][]} */ ([
      ["position", 3],
      ["before", 3],
      ["now", 3],
      ["sky", 2],
    ])) {
      const attribute = new BufferAttribute(new Float32Array(count * size), size);
      attribute.setUsage(DynamicDrawUsage);
      this.sheet.geometry.setAttribute(name, attribute);
      this.cut.geometry.setAttribute(name, attribute);
    }
    /** @type {BufferAttribute} */ (this.sheet.geometry.getAttribute("sky")).array.fill(1);

    const edge = 2 * (columns + rows) - 3;
    this.wall.geometry.dispose();
    this.wall.geometry = new BufferGeometry();
    const index = new BufferAttribute(new Uint32Array((edge - 1) * 6), 1);
    index.setUsage(DynamicDrawUsage);
    this.wall.geometry.setIndex(index);
    for (const name of ["position", "before", "now"]) {
      const attribute = new BufferAttribute(new Float32Array(edge * 2 * 3), 3);
      attribute.setUsage(DynamicDrawUsage);
      this.wall.geometry.setAttribute(name, attribute);
    }
  }

  /** Gives each mesh the triangles it can show: the rest would cost vertices and discarded pixels. */
  #pickTriangles() {
    if (!this.field) return;
    const before = this.sheet.geometry.getAttribute("before").array;
    const now = this.sheet.geometry.getAttribute("now").array;
    const indices = [this.sheet, this.cut].map(
      ({ geometry }) => /** @type {BufferAttribute} */ (geometry.index),
    );
    const [below, above] = indices.map((index) => /** @type {Uint32Array} */ (index.array));
    const stride = this.#drawnStride(this.field);
    const counts = splitAtCap(this.#trianglesOf(this.field, stride), before, now, below, above);
    this.#pickWall(stride);
    for (const [k, mesh] of [this.sheet, this.cut].entries()) {
      indices[k].needsUpdate = true;
      mesh.geometry.setDrawRange(0, counts[k]);
      mesh.visible = counts[k] > 0;
    }
  }

  /** Cells along the sides of the triangles to draw with now. @param {Field} field */
  #drawnStride({ columns, rows }) {
    const isEven = columns % 2 === 1 && rows % 2 === 1;
    return Math.max(this.#stride, this.coarse && isEven ? 2 : 1);
  }

  /** The wall has its corners where the sheet has them: else light would fall between the two. @param {number} stride */
  #pickWall(stride) {
    const { geometry } = this.wall;
    const index = /** @type {BufferAttribute} */ (geometry.index);
    const edge = geometry.getAttribute("position").count / 2;
    let at = 0;
    for (let i = 0; i + stride < edge; i += stride) {
      const [p, q] = [2 * i, 2 * (i + stride)];
      for (const corner of [p, p + 1, q, q, p + 1, q + 1]) index.array[at++] = corner;
    }
    index.needsUpdate = true;
    geometry.setDrawRange(0, at);
  }

  /** @param {Field} field @param {number} stride */
  #trianglesOf({ columns, rows }, stride) {
    let found = this.#triangles.get(stride);
    if (!found) {
      found = triangles(columns, rows, stride);
      this.#triangles.set(stride, found);
    }
    return found;
  }

  /** Copies the sheet's border to the wall: each border vertex twice, at the edge (y = 0) and at the ground (y = 1). @param {Field} field */
  #layWall(field) {
    const { columns, rows } = field;
    const border = [];
    for (let i = 0; i < columns; i++) border.push(i);
    for (let j = 1; j < rows; j++) border.push(j * columns + columns - 1);
    for (let i = columns - 2; i >= 0; i--) border.push((rows - 1) * columns + i);
    for (let j = rows - 2; j >= 0; j--) border.push(j * columns);
    for (const name of ["position", "before", "now"]) {
      const source = this.sheet.geometry.getAttribute(name).array;
      const target = /** @type {BufferAttribute} */ (this.wall.geometry.getAttribute(name));
      border.forEach((vertex, k) => {
        for (const bottom of [0, 1]) {
          const at = (2 * k + bottom) * 3;
          for (let c = 0; c < 3; c++) target.array[at + c] = source[3 * vertex + c];
          if (name === "position") target.array[at + 1] = bottom;
        }
      });
      target.needsUpdate = true;
    }
  }
}
