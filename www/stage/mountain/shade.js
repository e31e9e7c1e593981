/**
 * Soft shadows that lie on the sheet: where the ball stands, and where the next step would land. A small patch of
 * mesh that follows the sheet, so that moving it redraws no sheet.
 *
 * @import { Field } from "./types.js"
 */
import { BufferAttribute, BufferGeometry, DoubleSide, DynamicDrawUsage, Mesh, ShaderMaterial } from "three";
import { sheetHeight, triangles } from "./geometry.js";

/** Vertices along a side of the patch: enough to bend with the land under a ball. */
const SIDE = 13;

/** Half the side of the patch in shadow radii: beyond, less than 2 % of the shadow is left. */
const REACH = 2;

const VERTEX = /* glsl */ `
attribute vec2 place;
varying vec2 vPlace;
void main() {
  vPlace = place;
  vec4 view = viewMatrix * vec4(position, 1.0);
  view.xyz *= 1.0 - 0.006 / length(view.xyz);
  gl_Position = projectionMatrix * view;
}`;

const FRAGMENT = /* glsl */ `
uniform float strength;
varying vec2 vPlace;
void main() {
  float r2 = dot(vPlace, vPlace);
  gl_FragColor = vec4(0.02, 0.03, 0.06, max(exp(-r2) - 0.018, 0.0) * strength);
}`;

export class Shade {
  constructor() {
    const geometry = new BufferGeometry();
    const positions = new BufferAttribute(new Float32Array(SIDE * SIDE * 3), 3);
    positions.setUsage(DynamicDrawUsage);
    const places = new Float32Array(SIDE * SIDE * 2);
    for (let j = 0, at = 0; j < SIDE; j++) {
      for (let i = 0; i < SIDE; i++) {
        places[at++] = ((2 * i) / (SIDE - 1) - 1) * REACH;
        places[at++] = ((2 * j) / (SIDE - 1) - 1) * REACH;
      }
    }
    geometry.setAttribute("position", positions);
    geometry.setAttribute("place", new BufferAttribute(places, 2));
    geometry.setIndex(new BufferAttribute(triangles(SIDE, SIDE, 1), 1));
    this.strength = { value: 0 };
    const material = new ShaderMaterial({
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
      uniforms: { strength: this.strength },
      transparent: true,
      depthWrite: false,
      // Seen from either side of the sheet.
      side: DoubleSide,
    });
    this.object = new Mesh(geometry, material);
    this.object.frustumCulled = false;
    this.object.renderOrder = 1;
    this.object.visible = false;
  }

  /**
   * Lays the shadow.
   * @param {Field} field @param {number} x @param {number} z centre, world
   * @param {number} radius world units at which the shadow has fallen to 37 % @param {number} strength 0…1
   */
  lay(field, x, z, radius, strength) {
    const positions = this.object.geometry.getAttribute("position");
    const places = this.object.geometry.getAttribute("place");
    for (let i = 0; i < positions.count; i++) {
      // Held at the edge: a shadow does not lie on air.
      const px = clamp(x + places.getX(i) * radius, field.halfX);
      const pz = clamp(z + places.getY(i) * radius, field.halfZ);
      positions.setXYZ(i, px, sheetHeight(field, px, pz), pz);
    }
    positions.needsUpdate = true;
    this.strength.value = strength;
    this.object.visible = Math.abs(x) <= field.halfX && Math.abs(z) <= field.halfZ;
  }

  hide() {
    this.object.visible = false;
  }

  dispose() {
    this.object.geometry.dispose();
    this.object.material.dispose();
  }
}

/** @param {number} value @param {number} limit */
function clamp(value, limit) {
  return Math.min(limit, Math.max(-limit, value));
}
