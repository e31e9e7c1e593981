/**
 * Lines and dots of constant width on screen, antialiased by distance, with a dark outline and a faint ghost where
 * the sheet hides them. One instanced mesh drawn in three passes: ghost, outline, core.
 */
import {
  BufferAttribute,
  Color,
  DynamicDrawUsage,
  GreaterDepth,
  Group,
  InstancedBufferAttribute,
  InstancedBufferGeometry,
  LessEqualDepth,
  Mesh,
  ShaderMaterial,
  Vector2,
} from "three";

const VERTEX = /* glsl */ `
attribute vec3 start;
attribute vec3 finish;
attribute vec4 look; // half width at both ends in CSS pixels, strength at both ends
uniform vec2 window;
uniform float pixelRatio;
uniform float grow;
uniform float lift;
varying vec2 vAt;
varying vec3 vShape; // length, half widths
varying vec2 vStrength;
vec4 toClip(vec3 world) {
  vec4 view = viewMatrix * vec4(world, 1.0);
  // Nearer by "lift" along the line of sight: same place on screen, but not swallowed by the sheet it lies on.
  view.xyz *= 1.0 - lift / length(view.xyz);
  return projectionMatrix * view;
}
void main() {
  vec4 p = toClip(start);
  vec4 q = toClip(finish);
  if (p.w < 0.05 || q.w < 0.05) { gl_Position = vec4(2.0, 2.0, 2.0, 1.0); return; }
  vec2 from = p.xy / p.w * window * 0.5;
  vec2 to = q.xy / q.w * window * 0.5;
  float size = length(to - from);
  vec2 along = size > 1e-3 ? (to - from) / size : vec2(1.0, 0.0);
  vec2 across = vec2(-along.y, along.x);
  vec2 radii = look.xy * pixelRatio + (max(look.x, look.y) > 0.0 ? grow * pixelRatio : 0.0);
  float reach = max(radii.x, radii.y) + 1.0;
  vec2 offset = along * (position.x * 2.0 - 1.0) * reach + across * position.y * reach;
  vec2 at = mix(from, to, position.x) + offset;
  vAt = vec2(dot(at - from, along), position.y * reach);
  vShape = vec3(size, radii);
  vStrength = look.zw;
  // Divided here so that the pixel distances above interpolate linearly on screen.
  float depth = mix(p.z / p.w, q.z / q.w, position.x);
  gl_Position = vec4(at / (window * 0.5), depth, 1.0);
}`;

const FRAGMENT = /* glsl */ `
uniform vec3 colour;
uniform vec3 faded;
uniform float opacity;
varying vec2 vAt;
varying vec3 vShape;
varying vec2 vStrength;
void main() {
  float along = clamp(vAt.x, 0.0, vShape.x);
  float share = vShape.x > 1e-3 ? along / vShape.x : 0.0;
  float away = length(vec2(vAt.x - along, vAt.y)) - mix(vShape.y, vShape.z, share);
  float cover = clamp(0.5 - away, 0.0, 1.0);
  if (cover < 0.02) discard;
  float strength = mix(vStrength.x, vStrength.y, share);
  gl_FragColor = vec4(mix(faded, colour, strength), cover * opacity);
}`;

export class Lines {
  /**
   * @param {{outline: number, ghost: number, lift: number, order: number}} style outline width in CSS pixels, opacity
   *   where hidden by the sheet, world units towards the viewer, draw order
   */
  constructor(style) {
    this.object = new Group();
    /** @type {ShaderMaterial[]} */
    this.materials = [];
    this.count = 0;
    this.capacity = 0;
    this.starts = new Float32Array(0);
    this.finishes = new Float32Array(0);
    this.looks = new Float32Array(0);
    this.geometry = new InstancedBufferGeometry();
    this.geometry.setIndex([0, 1, 2, 2, 1, 3]);
    const quad = new Float32Array([0, -1, 0, 1, -1, 0, 0, 1, 0, 1, 1, 0]);
    this.geometry.setAttribute("position", new BufferAttribute(quad, 3));
    this.#grow(64);
    this.shared = {
      window: { value: new Vector2(1, 1) },
      pixelRatio: { value: 1 },
      lift: { value: style.lift },
    };
    this.colour = { value: new Color(1, 1, 1) };
    this.faded = { value: new Color(1, 1, 1) };
    this.outline = { value: new Color(0, 0, 0) };
    const pass = (
      /** @type {{value: Color}} */ colour,
      /** @type {{value: Color}} */ faded,
      /** @type {number} */ grow,
      /** @type {number} */ opacity,
      /** @type {boolean} */ hidden,
      /** @type {number} */ order,
    ) => {
      const material = new ShaderMaterial({
        vertexShader: VERTEX,
        fragmentShader: FRAGMENT,
        uniforms: { ...this.shared, colour, faded, grow: { value: grow }, opacity: { value: opacity } },
        transparent: true,
        depthWrite: false,
        depthFunc: hidden ? GreaterDepth : LessEqualDepth,
      });
      const mesh = new Mesh(this.geometry, material);
      mesh.frustumCulled = false;
      this.materials.push(material);
      mesh.renderOrder = order;
      this.object.add(mesh);
    };
    if (style.ghost > 0) pass(this.colour, this.faded, 0, style.ghost, true, 1.5);
    if (style.outline > 0) pass(this.outline, this.outline, style.outline, 1, false, style.order + 0.1);
    pass(this.colour, this.faded, 0, 1, false, style.order + 0.2);
    // Until something is handed over: one undrawn piece would cover the window.
    this.commit();
  }

  clear() {
    this.count = 0;
  }

  /**
   * One straight piece with round ends; equal ends make a dot.
   * @param {ArrayLike<number>} from @param {ArrayLike<number>} to world points
   * @param {number} fromWidth half width in CSS pixels @param {number} toWidth
   * @param {number} fromStrength 1 = full colour, 0 = faded colour @param {number} toStrength
   */
  add(from, to, fromWidth, toWidth, fromStrength, toStrength) {
    if (this.count === this.capacity) this.#grow(this.capacity * 2);
    const at = this.count++;
    this.starts.set([from[0], from[1], from[2]], at * 3);
    this.finishes.set([to[0], to[1], to[2]], at * 3);
    this.looks.set([fromWidth, toWidth, fromStrength, toStrength], at * 4);
  }

  /** Hands what was added since `clear` to the GPU. */
  commit() {
    this.geometry.instanceCount = this.count;
    for (const name of ["start", "finish", "look"]) {
      const attribute = /** @type {InstancedBufferAttribute} */ (this.geometry.getAttribute(name));
      attribute.clearUpdateRanges();
      attribute.addUpdateRange(0, this.count * attribute.itemSize);
      attribute.needsUpdate = true;
    }
    this.object.visible = this.count > 0;
  }

  /** @param {number} width device pixels @param {number} height @param {number} pixelRatio */
  setWindow(width, height, pixelRatio) {
    this.shared.window.value.set(width, height);
    this.shared.pixelRatio.value = pixelRatio;
  }

  dispose() {
    this.geometry.dispose();
    for (const material of this.materials) material.dispose();
  }

  /** @param {number} capacity segments */
  #grow(capacity) {
    const [starts, finishes, looks] = [this.starts, this.finishes, this.looks];
    this.capacity = capacity;
    this.starts = new Float32Array(capacity * 3);
    this.finishes = new Float32Array(capacity * 3);
    this.looks = new Float32Array(capacity * 4);
    this.starts.set(starts);
    this.finishes.set(finishes);
    this.looks.set(looks);
    // three keeps one GPU buffer per attribute: the old ones must go before larger ones take their names.
    this.geometry.dispose();
    /** @type {[string, Float32Array, number][]} */
    const attributes = [
      ["start", this.starts, 3],
      ["finish", this.finishes, 3],
      ["look", this.looks, 4],
    ];
    for (const [name, array, size] of attributes) {
      const attribute = new InstancedBufferAttribute(array, size);
      attribute.setUsage(DynamicDrawUsage);
      this.geometry.setAttribute(name, attribute);
    }
  }
}
