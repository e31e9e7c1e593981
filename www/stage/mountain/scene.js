/**
 * The stage: renderer, ground with its soft shadow, light, theme, and the size of the canvas.
 *
 * @import { Vector3 } from "three"
 * @import { MountainColours } from "./types.js"
 */
import {
  Color,
  Mesh,
  PerspectiveCamera,
  PlaneGeometry,
  Scene,
  ShaderMaterial,
  Vector2,
  WebGLRenderer,
} from "three";
import { Backdrop } from "./backdrop.js";
import { displayColour, isDark } from "./colours.js";
import { FIELD_OF_VIEW } from "./framing.js";
import { GROUND } from "./sheet.js";

/** More device pixels than this per CSS pixel cost time and show nothing. */
const MAX_PIXEL_RATIO = 2;

/** If compiling takes longer than this (or the context is lost meanwhile), the first frame waits for the rest. */
const LONGEST_COMPILE_MS = 3000;

const GROUND_FRAGMENT = /* glsl */ `
uniform vec3 panel;
uniform vec3 tint;
uniform vec2 halfSize;
uniform float depth;
varying vec2 vPlace;
void main() {
  // A rounded rectangle, blurred twice: a contact shadow close to the edge and a wide one around it.
  vec2 beyond = abs(vPlace) - halfSize;
  float away = length(max(beyond, 0.0)) + min(max(beyond.x, beyond.y), 0.0);
  float wide = 1.0 - smoothstep(-0.5, 0.75, away);
  float close = 1.0 - smoothstep(-0.16, 0.16, away);
  float shadow = wide * wide * 0.45 + close * 0.55;
  gl_FragColor = vec4(tint, shadow * depth);
}`;

const GROUND_VERTEX = /* glsl */ `
varying vec2 vPlace;
void main() {
  vec4 world = modelMatrix * vec4(position, 1.0);
  vPlace = world.xz;
  gl_Position = projectionMatrix * viewMatrix * world;
}`;

/**
 * The light follows the viewer's turn: always from the upper left, so slopes read alike from every side.
 * @param {PerspectiveCamera} camera @param {Vector3} light receives the unit vector towards the light
 */
export function lightFrom(camera, light) {
  const yaw = Math.atan2(camera.position.x, camera.position.z) - 0.95;
  light.set(Math.sin(yaw) * 0.62, 0.74, Math.cos(yaw) * 0.62).normalize();
}

export class Stage {
  /**
   * @param {HTMLElement} host
   * @throws {Error} if the browser gives no WebGL2 context
   */
  constructor(host) {
    const canvas = document.createElement("canvas");
    const context = canvas.getContext("webgl2", {
      antialias: true,
      alpha: false,
      powerPreference: "high-performance",
    });
    if (!context) throw new Error("WebGL2: not available");
    this.canvas = canvas;
    this.host = host;
    this.renderer = new WebGLRenderer({ canvas, context });
    /** Ball, trail and other marks. */
    this.scene = new Scene();
    /** Ground and sheet: drawn only when they or the camera change. */
    this.land = new Scene();
    this.backdrop = new Backdrop();
    this.scene.add(this.backdrop.object);
    this.camera = new PerspectiveCamera(FIELD_OF_VIEW, 1, 0.1, 60);
    this.dark = false;
    this.width = 1;
    this.height = 1;
    this.share = 1;
    this.ratio = 1;

    this.groundUniforms = {
      panel: { value: new Color() },
      tint: { value: new Color() },
      halfSize: { value: new Vector2(1, 1) },
      depth: { value: 0.2 },
    };
    const material = new ShaderMaterial({
      vertexShader: GROUND_VERTEX,
      fragmentShader: GROUND_FRAGMENT,
      uniforms: this.groundUniforms,
      transparent: true,
      depthWrite: false,
    });
    this.ground = new Mesh(new PlaneGeometry(8, 8), material);
    this.ground.rotation.x = -Math.PI / 2;
    this.ground.position.y = GROUND;
    this.ground.renderOrder = -1;
    this.ground.visible = false;
    this.land.add(this.ground);

    canvas.style.display = "block";
    canvas.style.width = "100%";
    canvas.style.height = "100%";
    host.append(canvas);
  }

  /** @param {MountainColours} colours */
  setTheme(colours) {
    const panel = displayColour(colours.panel);
    this.dark = isDark(panel);
    // Not the renderer's clear colour: that one is forgotten when a lost context comes back.
    this.land.background = panel;
    this.backdrop.stale = true;
    this.groundUniforms.panel.value.copy(panel);
    this.groundUniforms.tint.value.copy(this.dark ? new Color(0, 0, 0) : displayColour(colours.ink));
    this.groundUniforms.depth.value = this.dark ? 0.6 : 0.34;
  }

  /** @param {number} halfX @param {number} halfZ */
  setRectangle(halfX, halfZ) {
    this.groundUniforms.halfSize.value.set(halfX, halfZ);
    this.ground.visible = true;
  }

  /**
   * Follows the size of the host.
   * @returns {boolean} whether it changed and is not empty
   */
  measure() {
    const width = Math.round(this.host.clientWidth);
    const height = Math.round(this.host.clientHeight);
    const ratio = Math.min(MAX_PIXEL_RATIO, globalThis.devicePixelRatio || 1);
    if (width === 0 || height === 0) return false;
    if (width === this.width && height === this.height && ratio === this.ratio) return false;
    this.width = width;
    this.height = height;
    this.#resize();
    return true;
  }

  /**
   * Draws the land with a share of the full resolution.
   * @param {number} share 0…1
   */
  setShare(share) {
    if (this.share === share) return;
    this.share = share;
    this.#sizeLand();
  }

  /** Compiles all shaders without holding up the page, where the browser can. */
  async prepare() {
    if (!this.renderer.extensions.has("KHR_parallel_shader_compile")) return;
    // A program depends on where it draws: the land's draw into the backdrop.
    this.renderer.setRenderTarget(this.backdrop.target);
    const land = this.renderer.compileAsync(this.land, this.camera);
    this.renderer.setRenderTarget(null);
    const marks = this.renderer.compileAsync(this.scene, this.camera);
    const late = new Promise((resolve) => setTimeout(resolve, LONGEST_COMPILE_MS));
    await Promise.race([Promise.all([land, marks]), late]);
  }

  draw() {
    this.camera.updateMatrixWorld();
    this.backdrop.refresh(this.renderer, this.land, this.camera);
    this.renderer.render(this.scene, this.camera);
  }

  /**
   * Hands the context back: browsers allow about 16 live ones per page, and garbage collection comes late. What is
   * disposed of afterwards needs no GPU any more.
   */
  release() {
    this.renderer.dispose();
    this.renderer.forceContextLoss();
  }

  dispose() {
    this.ground.geometry.dispose();
    this.ground.material.dispose();
    this.backdrop.dispose();
    this.canvas.remove();
  }

  #resize() {
    this.ratio = Math.min(MAX_PIXEL_RATIO, globalThis.devicePixelRatio || 1);
    this.renderer.setPixelRatio(this.ratio);
    this.renderer.setSize(this.width, this.height, false);
    this.camera.aspect = this.width / this.height;
    this.camera.updateProjectionMatrix();
    this.#sizeLand();
  }

  #sizeLand() {
    const scale = this.ratio * this.share;
    const [width, height] = [Math.round(this.width * scale), Math.round(this.height * scale)];
    this.backdrop.setSize(Math.max(1, width), Math.max(1, height), this.share === 1);
  }
}
