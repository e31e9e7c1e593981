/**
 * A second surface over the first, e.g. the validation loss over the training loss: a translucent veil of one colour
 * with a mesh of lines, in the same heights. Where both agree, the mesh lies on the sheet; where it runs below, its
 * lines shine through. Path and ball are drawn over it: they are what one follows.
 *
 * @import { Relief } from "./relief.js"
 * @import { SurfaceGrid } from "./types.js"
 * @import { Object3D } from "three"
 */
import {
  BufferAttribute,
  BufferGeometry,
  Color,
  DoubleSide,
  DynamicDrawUsage,
  GreaterDepth,
  Group,
  LessEqualDepth,
  Mesh,
  ShaderMaterial,
} from "three";
import { displayColour } from "./colours.js";
import { HEIGHT, triangles } from "./geometry.js";
import { bilinear } from "./smooth.js";

/** Vertices along a side, and cells of the drawn mesh: whole vertices each. */
const SIDE = 97;
const CELLS = 24;

/** Height of the veil where the second loss is above the cap. */
const CAP = 1;

const VERTEX = /* glsl */ `
attribute float before;
attribute float now;
uniform float mixing;
uniform float height;
varying vec2 vCell;
varying float vLevel;
varying vec3 vWorld;
void main() {
  vLevel = mix(before, now, mixing);
  vWorld = vec3(position.x, clamp(vLevel, 0.0, 1.0) * height, position.z);
  vCell = uv;
  vec4 view = viewMatrix * vec4(vWorld, 1.0);
  // A hair nearer: where both surfaces agree, the mesh lies on the sheet instead of flickering through it.
  view.xyz *= 1.0 - 0.004 / length(view.xyz);
  gl_Position = projectionMatrix * view;
}`;

const FRAGMENT = /* glsl */ `
uniform vec3 colour;
uniform float pixelRatio;
uniform float film;
uniform float mesh;
varying vec2 vCell;
varying float vLevel;
varying vec3 vWorld;
void main() {
  if (vLevel > 1.001) discard;
  vec2 away = abs(fract(vCell + 0.5) - 0.5) / max(fwidth(vCell), vec2(1e-6));
  float line = 1.0 - smoothstep(0.3, 1.1, min(away.x, away.y) / pixelRatio);
  vec3 normal = normalize(cross(dFdx(vWorld), dFdy(vWorld)));
  float facing = abs(dot(normal, normalize(cameraPosition - vWorld)));
  float body = film * mix(2.4, 1.0, facing);
  float alpha = max(body, line * mesh);
  if (alpha < 0.01) discard;
  gl_FragColor = vec4(colour, alpha);
}`;

export class Veil {
  /** @param {Object3D} scene */
  constructor(scene) {
    const geometry = new BufferGeometry();
    const count = SIDE * SIDE;
    for (const [name, size] of /** @type {const} */ ([
      ["position", 3],
      ["uv", 2],
      ["before", 1],
      ["now", 1],
    ])) {
      const attribute = new BufferAttribute(new Float32Array(count * size), size);
      attribute.setUsage(DynamicDrawUsage);
      geometry.setAttribute(name, attribute);
    }
    geometry.setIndex(new BufferAttribute(triangles(SIDE, SIDE, 1), 1));
    this.#uniforms = {
      mixing: { value: 1 },
      height: { value: HEIGHT },
      colour: { value: new Color() },
      pixelRatio: { value: 1 },
    };
    const pass = (/** @type {boolean} */ below, /** @type {number} */ film, /** @type {number} */ mesh) => {
      const material = new ShaderMaterial({
        vertexShader: VERTEX,
        fragmentShader: FRAGMENT,
        uniforms: { ...this.#uniforms, film: { value: film }, mesh: { value: mesh } },
        side: DoubleSide,
        transparent: true,
        depthWrite: false,
        depthFunc: below ? GreaterDepth : LessEqualDepth,
      });
      const part = new Mesh(geometry, material);
      part.renderOrder = below ? 1.41 : 1.42;
      return part;
    };
    this.#meshes = [pass(true, 0, 0.22), pass(false, 0.14, 0.6)];
    for (const mesh of this.#meshes) mesh.frustumCulled = false;
    this.#geometry = geometry;
    this.object = new Group();
    this.object.add(...this.#meshes);
    this.object.visible = false;
    scene.add(this.object);
  }

  #uniforms;
  #meshes;
  #geometry;
  #isNew = true;
  #morphed = 1;

  /** @param {string} colour CSS colour */
  setColour(colour) {
    this.#uniforms.colour.value.copy(displayColour(colour));
  }

  /**
   * Takes a surface in the heights of the first one.
   * @param {SurfaceGrid | null} grid null: no veil @param {Relief} relief of the first @param {boolean} still no morph
   */
  lay(grid, relief, still) {
    const { frame } = relief;
    this.object.visible = grid !== null && frame !== null;
    if (!grid || !frame) {
      this.#isNew = true;
      return;
    }
    const levels = new Float32Array(grid.heights.length);
    for (let i = 0; i < levels.length; i++) levels[i] = relief.levelOf(grid.heights[i]);
    const attribute = (/** @type {string} */ name) =>
      /** @type {BufferAttribute} */ (this.#geometry.getAttribute(name));
    const [position, uv, before, now] = ["position", "uv", "before", "now"].map(attribute);
    const t = this.#uniforms.mixing.value;
    for (let row = 0, k = 0; row < SIDE; row++) {
      for (let column = 0; column < SIDE; column++, k++) {
        const [u, v] = [column / (SIDE - 1), row / (SIDE - 1)];
        const x = frame.x(grid.a[0] + u * (grid.a[1] - grid.a[0]));
        const z = frame.z(grid.b[0] + v * (grid.b[1] - grid.b[0]));
        position.setXYZ(k, x, 0, z);
        uv.setXY(k, u * CELLS, v * CELLS);
        const level = bilinear(levels, grid.columns, grid.rows, u * (grid.columns - 1), v * (grid.rows - 1));
        before.setX(k, this.#isNew ? level : before.getX(k) * (1 - t) + now.getX(k) * t);
        now.setX(k, Math.min(level, CAP + 1));
      }
    }
    for (const changed of [position, uv, before, now]) changed.needsUpdate = true;
    this.#morphed = this.#isNew || still ? 1 : 0;
    this.#uniforms.mixing.value = this.#morphed;
    this.#isNew = false;
  }

  /** Lets the morph go on. @param {number} share of its whole duration @returns {boolean} whether it has further to go */
  advance(share) {
    if (!this.object.visible || this.#morphed >= 1) return false;
    this.#morphed = Math.min(1, this.#morphed + share);
    this.#uniforms.mixing.value = this.#morphed ** 2 * (3 - 2 * this.#morphed);
    return this.#morphed < 1;
  }

  /** @param {number} ratio device pixels per CSS pixel */
  setPixelRatio(ratio) {
    this.#uniforms.pixelRatio.value = ratio;
  }

  dispose() {
    this.object.removeFromParent();
    this.#geometry.dispose();
    for (const { material } of this.#meshes) material.dispose();
  }
}
