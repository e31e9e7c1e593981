/**
 * The backdrop: ground and sheet, drawn once into a texture with their depth and kept while nothing of them
 * changes. A walking ball then costs one textured triangle and a few marks a frame, on any GPU or none; and while
 * the camera moves on a slow machine, only the backdrop loses pixels, never the marks or the canvas.
 *
 * @import { PerspectiveCamera, Scene, WebGLRenderer } from "three"
 */
import {
  AlwaysDepth,
  BufferAttribute,
  BufferGeometry,
  DepthTexture,
  LinearFilter,
  Matrix4,
  Mesh,
  NearestFilter,
  ShaderMaterial,
  UnsignedIntType,
  WebGLRenderTarget,
} from "three";

/** Samples per pixel at full resolution; a reduced picture is in motion and does without. */
const SAMPLES = 4;

const VERTEX = /* glsl */ `
varying vec2 vAt;
void main() {
  vAt = position.xy * 0.5 + 0.5;
  gl_Position = vec4(position.xy, 0.0, 1.0);
}`;

const FRAGMENT = /* glsl */ `
uniform sampler2D colours;
uniform sampler2D depths;
varying vec2 vAt;
void main() {
  gl_FragColor = vec4(texture2D(colours, vAt).rgb, 1.0);
  gl_FragDepth = texture2D(depths, vAt).r;
}`;

export class Backdrop {
  constructor() {
    /** Set when ground or sheet have changed in any way the camera does not tell. */
    this.stale = true;
    this.target = makeTarget(1, 1, 0);
    this.material = new ShaderMaterial({
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
      uniforms: { colours: { value: this.target.texture }, depths: { value: this.target.depthTexture } },
      depthFunc: AlwaysDepth,
    });
    // One triangle that covers the window.
    const geometry = new BufferGeometry();
    geometry.setAttribute(
      "position",
      new BufferAttribute(new Float32Array([-1, -1, 0, 3, -1, 0, -1, 3, 0]), 3),
    );
    this.object = new Mesh(geometry, this.material);
    this.object.frustumCulled = false;
    this.object.renderOrder = -10;
    this.#seen = new Matrix4();
  }

  #seen;

  /**
   * Sets the resolution.
   * @param {number} width device pixels @param {number} height @param {boolean} full whether it is the full one
   */
  setSize(width, height, full) {
    const samples = full ? SAMPLES : 0;
    if (this.target.width === width && this.target.height === height && this.target.samples === samples)
      return;
    this.#free();
    this.#make(width, height, samples);
  }

  /** After a lost context: the old texture went with it and must not be freed in the new one. */
  renew() {
    const { width, height, samples } = this.target;
    this.#make(width, height, samples);
  }

  /**
   * Brings the texture up to date if it is not.
   * @param {WebGLRenderer} renderer @param {Scene} scene @param {PerspectiveCamera} camera
   */
  refresh(renderer, scene, camera) {
    const view = camera.projectionMatrix.clone().multiply(camera.matrixWorldInverse);
    if (!this.stale && view.equals(this.#seen)) return;
    this.#seen.copy(view);
    this.stale = false;
    renderer.setRenderTarget(this.target);
    renderer.render(scene, camera);
    renderer.setRenderTarget(null);
  }

  dispose() {
    this.#free();
    this.object.geometry.dispose();
    this.material.dispose();
  }

  /** @param {number} width @param {number} height @param {number} samples */
  #make(width, height, samples) {
    this.target = makeTarget(width, height, samples);
    this.material.uniforms.colours.value = this.target.texture;
    this.material.uniforms.depths.value = this.target.depthTexture;
    this.stale = true;
  }

  #free() {
    this.target.depthTexture?.dispose();
    this.target.dispose();
  }
}

/** @param {number} width @param {number} height @param {number} samples */
function makeTarget(width, height, samples) {
  const depthTexture = new DepthTexture(width, height, UnsignedIntType);
  depthTexture.minFilter = NearestFilter;
  depthTexture.magFilter = NearestFilter;
  // At full resolution each pixel of the canvas has one of its own: nothing to read between.
  const filter = samples > 0 ? NearestFilter : LinearFilter;
  return new WebGLRenderTarget(width, height, {
    samples,
    depthTexture,
    minFilter: filter,
    magFilter: filter,
  });
}
