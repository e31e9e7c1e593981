/**
 * The stage of one mountain: its scenes and camera, ground with its soft shadow, light, theme, and the size of its canvas.
 *
 * @import { Vector3 } from "three"
 * @import { MountainColours } from "./types.js"
 */
import { Color, Mesh, PerspectiveCamera, PlaneGeometry, Scene, ShaderMaterial, Vector2 } from "three";
import { Backdrop } from "./backdrop.js";
import { displayColour, isDark } from "./colours.js";
import { FIELD_OF_VIEW } from "./framing.js";
import { GROUND } from "./geometry.js";
import { Painter } from "./painter.js";

/** More device pixels than this per CSS pixel cost time and show nothing. */
const MAX_PIXEL_RATIO = 2;

/** If compiling takes longer than this (or the context is lost meanwhile), the first frame waits for the rest. */
const LONGEST_COMPILE_MS = 3000;

/** How far the land reaches from the middle of the world, about; and the least distance it is taken to be seen from. */
const LAND_REACH = 1;
const NEAREST = 0.5;

/** Side of the ground: as far as its shadow reaches. */
const GROUND_SIDE = 3.6;

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
  gl_FragColor = vec4(mix(panel, tint, shadow * depth), 1.0);
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
   * @param {Painter} [shared] draws other mountains, too; without one, this mountain gets its own
   * @throws {Error} if the browser gives no WebGL2 context
   */
  constructor(host, shared) {
    this.painter = shared ?? new Painter();
    this.#isOwner = !shared;
    const canvas = shared ? document.createElement("canvas") : this.painter.canvas;
    this.#copy = shared ? canvas.getContext("2d", { alpha: false }) : null;
    this.canvas = canvas;
    this.host = host;
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
      depthWrite: false,
    });
    this.ground = new Mesh(new PlaneGeometry(GROUND_SIDE, GROUND_SIDE), material);
    this.ground.rotation.x = -Math.PI / 2;
    this.ground.position.y = GROUND;
    // Opaque and behind the land: only what the land leaves free is drawn, and nothing is mixed.
    this.ground.renderOrder = 1;
    this.ground.visible = false;
    this.land.add(this.ground);

    // Labels lie over the picture, placed within the host.
    if (getComputedStyle(host).position === "static") host.style.position = "relative";
    canvas.style.display = "block";
    canvas.style.width = "100%";
    canvas.style.height = "100%";
    host.append(canvas);
    if (shared) shared.admit();
    else this.painter.onGuests = () => this.#share();
  }

  /** Whether the painter's canvas is this mountain's: alone it is shown as it is, among guests it lies below a copy. */
  #isOwner;
  /** @type {number | undefined} */
  #fixedRatio;
  /** Where the frame is copied to; null if the painter's own canvas is shown. @type {CanvasRenderingContext2D | null} */
  #copy;

  /** The canvas that holds the frame just drawn, and nothing else. */
  get shown() {
    return this.#copy?.canvas ?? this.canvas;
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
    const ratio = this.#wishedRatio();
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

  /**
   * Draws with so many pixels a CSS pixel, as far as the graphics card can, until it is set free again.
   * @param {number | undefined} ratio undefined: as the screen has them
   */
  setRatio(ratio) {
    const most = this.painter.renderer.capabilities.maxTextureSize / Math.max(this.width, this.height);
    this.#fixedRatio = ratio === undefined ? undefined : Math.min(ratio, most);
    this.#resize();
  }

  #wishedRatio() {
    return this.#fixedRatio ?? Math.min(MAX_PIXEL_RATIO, globalThis.devicePixelRatio || 1);
  }

  /** Device pixels that a world unit is long where the land is nearest to the eye, at full resolution. */
  pixelsPerUnit() {
    const { position, fov } = this.camera;
    const nearest = Math.max(NEAREST, position.length() - LAND_REACH);
    return (this.height * this.ratio) / (2 * Math.tan((fov * Math.PI) / 360) * nearest);
  }

  /** Compiles all shaders without holding up the page, where the browser can. */
  async prepare() {
    const { renderer } = this.painter;
    if (!renderer.extensions.has("KHR_parallel_shader_compile")) return;
    // A program depends on where it draws: the land's draw into the backdrop.
    renderer.setRenderTarget(this.backdrop.target);
    const land = renderer.compileAsync(this.land, this.camera);
    renderer.setRenderTarget(null);
    const marks = renderer.compileAsync(this.scene, this.camera);
    const late = new Promise((resolve) => setTimeout(resolve, LONGEST_COMPILE_MS));
    await Promise.race([Promise.all([land, marks]), late]);
  }

  draw() {
    const { painter } = this;
    const { width, height } = this.#pixels(1);
    this.camera.updateMatrixWorld();
    painter.begin(width, height, !this.#copy);
    this.backdrop.refresh(painter.renderer, this.land, this.camera);
    painter.renderer.render(this.scene, this.camera);
    if (this.#copy) painter.copyTo(this.#copy, width, height);
  }

  dispose() {
    if (this.#isOwner) this.painter.dispose();
    else this.painter.dismiss();
    this.ground.geometry.dispose();
    this.ground.material.dispose();
    this.backdrop.dispose();
    this.canvas.remove();
  }

  /**
   * A guest draws on the owner's canvas from now on, or the last one has left. In one task with what the guest does, so that
   * nobody sees its frame where this mountain stands.
   */
  #share() {
    if (this.painter.guests > 0 === (this.#copy !== null)) return;
    if (this.#copy) {
      this.#copy.canvas.remove();
      this.#copy = null;
    } else {
      const cover = document.createElement("canvas");
      cover.setAttribute("aria-hidden", "true");
      const style = {
        position: "absolute",
        inset: "0",
        width: "100%",
        height: "100%",
        pointerEvents: "none",
      };
      Object.assign(cover.style, style);
      Object.assign(cover, this.#pixels(1));
      this.canvas.after(cover);
      this.#copy = cover.getContext("2d", { alpha: false });
    }
    this.draw();
  }

  #resize() {
    this.ratio = this.#wishedRatio();
    if (this.#copy) Object.assign(this.#copy.canvas, this.#pixels(1));
    this.camera.aspect = this.width / this.height;
    this.camera.updateProjectionMatrix();
    this.#sizeLand();
  }

  #sizeLand() {
    const { width, height } = this.#pixels(this.share);
    this.backdrop.setSize(width, height, this.share === 1);
  }

  /** Size in device pixels, times a share. @param {number} share */
  #pixels(share) {
    const scale = this.ratio * share;
    return {
      width: Math.max(1, Math.round(this.width * scale)),
      height: Math.max(1, Math.round(this.height * scale)),
    };
  }
}
