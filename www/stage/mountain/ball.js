/**
 * The ball at its true loss (or another walker's stone, so that several differ in shape as well as in colour), its stick to the sheet, the ghost of the next landing and the arrow to it.
 *
 * Sizes are constant on screen: a mark must stay readable from every distance.
 *
 * @import { MountainColours, Vec3, WalkerShape } from "./types.js"
 * @import { PerspectiveCamera } from "three"
 */
import {
  Color,
  GreaterDepth,
  Group,
  LessEqualDepth,
  Matrix4,
  Mesh,
  PlaneGeometry,
  ShaderMaterial,
  Vector2,
  Vector3,
} from "three";
import { displayColour } from "./colours.js";
import { Lines } from "./lines.js";

/** Radius of the ball in CSS pixels on a large card, and at least on a small one. */
const LARGE = 12.5;
const SMALL = 8.5;

/** A square that faces the viewer; the fragment shader finds the sphere in it, with its true depth and a clean rim. */
const BALL_VERTEX = /* glsl */ `
uniform vec3 centre;
uniform float radius;
varying vec2 vAt;
varying vec3 vCentre;
void main() {
  vCentre = (viewMatrix * vec4(centre, 1.0)).xyz;
  vAt = position.xy * 2.2;
  gl_Position = projectionMatrix * vec4(vCentre + vec3(vAt * radius, 0.0), 1.0);
}`;

/** Glazed clay: soft wrap light, a window of highlight, bounce from the sheet below, darker towards the rim. */
const BALL_FRAGMENT = /* glsl */ `
uniform vec3 colour;
uniform vec3 light;
uniform vec3 bounce;
uniform float radius;
uniform mat4 projection;
uniform int shape;      // 0 sphere, 1 diamond, 2 triangle, 3 square
uniform float outline;  // 1 = white rim, where several walk
varying vec2 vAt;
varying vec3 vCentre;
// How far out a point is, 1 at the rim; and for cut stones the facet's normal.
float reach(vec2 p, out vec3 facet) {
  facet = vec3(0.0);
  if (shape == 0) return length(p);
  if (shape == 1) {
    facet = vec3(sign(p) * 0.55, 0.63);
    return (abs(p.x) + abs(p.y)) / 1.08;
  }
  if (shape == 2) {
    vec3 sides = vec3(-p.y, dot(p, vec2(0.866, 0.5)), dot(p, vec2(-0.866, 0.5)));
    float most = max(sides.x, max(sides.y, sides.z));
    vec2 out2 = most == sides.x ? vec2(0.0, -1.0) : most == sides.y ? vec2(0.866, 0.5) : vec2(-0.866, 0.5);
    facet = vec3(out2 * 0.7, 0.71);
    return most / 0.54;
  }
  vec2 q = abs(p) / 0.82;
  float most = max(q.x, q.y);
  facet = most < 0.5 ? vec3(0.0, 0.0, 1.0) : q.x > q.y ? vec3(sign(p.x) * 0.7, 0.0, 0.71) : vec3(0.0, sign(p.y) * 0.7, 0.71);
  return most;
}
void main() {
  vec3 facet;
  float r = reach(vAt, facet);
  float alpha = clamp((1.0 - r) / fwidth(r) + 0.5, 0.0, 1.0);
  if (alpha < 0.01) discard;
  vec3 facing = vec3(vAt, sqrt(max(1.0 - r * r, 0.0)));
  if (shape != 0) facing.z *= 0.7;
  vec4 clip = projection * vec4(vCentre + facing * radius, 1.0);
  gl_FragDepth = clip.z / clip.w * 0.5 + 0.5;
  // The view matrix turns only: its transpose turns back.
  vec3 n = (shape == 0 ? facing : facet) * mat3(viewMatrix);
  vec3 toEye = normalize(vec3(0.0, 0.0, 1.0) * mat3(viewMatrix));
  float wrap = clamp(dot(n, light) * 0.6 + 0.4, 0.0, 1.0);
  vec3 shown = colour * (0.34 + 0.78 * wrap);
  shown += bounce * 0.20 * clamp(-n.y * 0.7 + 0.3, 0.0, 1.0);
  float rim = 1.0 - facing.z;
  if (shape == 0) shown *= 1.0 - 0.35 * rim * rim * rim;
  float shine = max(dot(n, normalize(light + toEye)), 0.0);
  shown += vec3(1.0, 0.97, 0.93) * (0.55 * smoothstep(0.955, 0.995, shine) + 0.16 * pow(shine, 14.0));
  shown = mix(shown, vec3(1.0), outline * clamp((r - 0.80) / fwidth(r), 0.0, 1.0));
  gl_FragColor = vec4(min(shown, vec3(1.0)), alpha);
}`;

const RING_VERTEX = /* glsl */ `
uniform vec3 centre;
uniform float radius;   // device pixels
uniform vec2 window;
uniform float lift;
varying vec2 vAt;
void main() {
  vec4 view = viewMatrix * vec4(centre, 1.0);
  view.xyz *= 1.0 - lift / length(view.xyz);
  vec4 clip = projectionMatrix * view;
  float reach = radius + 4.0;
  vAt = position.xy * 2.0 * reach;
  gl_Position = vec4(clip.xy / clip.w + vAt / (window * 0.5), clip.z / clip.w, 1.0);
}`;

const RING_FRAGMENT = /* glsl */ `
uniform vec3 colour;
uniform float radius;
uniform float width;
uniform float dashes;   // 0 = solid
uniform float fill;
uniform float opacity;
varying vec2 vAt;
void main() {
  float r = length(vAt);
  float ring = clamp(0.5 - (abs(r - radius + width) - width), 0.0, 1.0);
  if (dashes > 0.0) {
    float turn = atan(vAt.y, vAt.x) / 6.2831853 * dashes;
    float pixels = 6.2831853 * radius / dashes;
    ring *= clamp(0.5 - (abs(fract(turn) - 0.5) - 0.29) * pixels, 0.0, 1.0);
  }
  float disc = clamp(radius - r + 0.5, 0.0, 1.0) * fill;
  float alpha = max(ring, disc) * opacity;
  if (alpha < 0.01) discard;
  gl_FragColor = vec4(colour, alpha);
}`;

const SHAPES = { sphere: 0, diamond: 1, triangle: 2, square: 3 };

export class Ball {
  constructor() {
    this.object = new Group();
    this.light = { value: new Vector3(0, 1, 0) };
    this.colour = { value: new Color() };
    this.bounce = { value: new Vector3(0.3, 0.5, 0.5) };
    this.centre = { value: new Vector3() };
    this.worldRadius = { value: 0.05 };
    this.projection = { value: new Matrix4() };
    this.shape = { value: 0 };
    this.outlined = { value: 0 };
    this.quad = new PlaneGeometry(1, 1);
    this.window = { value: new Vector2(1, 1) };
    const material = new ShaderMaterial({
      vertexShader: BALL_VERTEX,
      fragmentShader: BALL_FRAGMENT,
      uniforms: {
        colour: this.colour,
        light: this.light,
        bounce: this.bounce,
        centre: this.centre,
        radius: this.worldRadius,
        projection: this.projection,
        shape: this.shape,
        outline: this.outlined,
      },
      // Opaque, but sorted with the transparent things: ghosts are drawn against the sheet before it.
      transparent: true,
    });
    this.sphere = new Mesh(this.quad, material);
    this.sphere.frustumCulled = false;
    // Above the trail: where both cross, the ball is what one looks for.
    this.sphere.renderOrder = 3.6;
    /** Outline of the ball where the sheet hides it. */
    this.hiddenRing = this.#ring({ dashes: 0, fill: 0.5, hidden: true, opacity: 0.95 });
    /** The next landing, before and behind the sheet. */
    this.landing = this.#ring({ dashes: 9, fill: 0.16, hidden: false, opacity: 1 });
    this.landingHidden = this.#ring({ dashes: 9, fill: 0.1, hidden: true, opacity: 0.5 });
    this.stick = new Lines({ outline: 0, ghost: 0.5, lift: 0.002, order: 4 });
    this.arrow = new Lines({ outline: 0.9, ghost: 0.4, lift: 0.03, order: 6 });
    this.object.add(this.sphere, this.hiddenRing, this.landing, this.landingHidden);
    this.object.add(this.stick.object, this.arrow.object);
    this.object.visible = false;
    /** World radius drawn last. */
    this.radius = 0.05;
    /** The same in CSS pixels. */
    this.pixels = LARGE;
  }

  /** @param {WalkerShape} shape @param {boolean} outlined whether a white rim sets it off from others */
  setShape(shape, outlined) {
    this.shape.value = SHAPES[shape];
    this.outlined.value = outlined ? 1 : 0;
  }

  /** @param {MountainColours} colours @param {boolean} dark @param {string | null} own its own colour, or the accent */
  setTheme(colours, dark, own) {
    const accent = displayColour(own ?? colours.accent);
    this.colour.value.copy(accent);
    // Beyond the panel's own ink: the stick crosses both the sheet and the panel.
    const ink = dark ? new Color(0.95, 0.94, 0.92) : displayColour(colours.ink);
    this.stick.colour.value.copy(ink);
    this.stick.faded.value.copy(ink);
    this.arrow.colour.value.copy(accent);
    this.arrow.faded.value.copy(accent);
    this.arrow.outline.value.set(dark ? 0x14181d : 0xffffff);
    for (const ring of [this.hiddenRing, this.landing, this.landingHidden]) {
      ring.material.uniforms.colour.value
        .copy(accent)
        .lerp(new Color(1, 1, 1), ring === this.hiddenRing ? 0 : 0.35);
    }
  }

  /**
   * Places everything for this camera.
   * @param {Vec3 | null} place foot of the ball: its true loss @param {number} sheet world height of the sheet there
   * @param {Vec3 | null} next the landing @param {PerspectiveCamera} camera
   * @param {{width: number, height: number, ratio: number}} stage CSS pixels and pixel ratio
   */
  update(place, sheet, next, camera, stage) {
    this.object.visible = place !== null;
    if (!place) return;
    const pixels = Math.max(SMALL, Math.min(LARGE, Math.min(stage.width, stage.height) / 46));
    const perPixel = (2 * Math.tan((camera.fov * Math.PI) / 360)) / stage.height;
    const radiusAt = (/** @type {Vec3} */ p) =>
      pixels * perPixel * camera.position.distanceTo(new Vector3(...p));
    const radius = radiusAt(place);
    this.radius = radius;
    this.pixels = pixels;
    this.worldRadius.value = radius;
    this.projection.value.copy(camera.projectionMatrix);
    const centre = this.centre.value.set(place[0], place[1] + radius, place[2]);

    const device = { width: stage.width * stage.ratio, height: stage.height * stage.ratio };
    this.window.value.set(device.width, device.height);
    this.stick.setWindow(device.width, device.height, stage.ratio);
    this.arrow.setWindow(device.width, device.height, stage.ratio);
    this.#setRing(this.hiddenRing, centre, pixels * stage.ratio, 1.1 * stage.ratio);

    this.stick.clear();
    const gap = place[1] - sheet;
    if (Math.abs(gap) > radius * 0.2) {
      const foot = [place[0], sheet, place[2]];
      // A ball below hangs from the sheet by its top.
      const end = [place[0], gap > 0 ? place[1] : Math.min(sheet, place[1] + 2 * radius), place[2]];
      this.stick.add(foot, end, 1.3, 1.3, 1, 1);
      this.stick.add(foot, foot, 3.2, 3.2, 1, 1);
    }
    this.stick.commit();

    this.arrow.clear();
    this.landing.visible = next !== null;
    this.landingHidden.visible = next !== null;
    if (next) {
      const nextRadius = radiusAt(next);
      const to = new Vector3(next[0], next[1] + nextRadius, next[2]);
      for (const ring of [this.landing, this.landingHidden]) {
        this.#setRing(ring, to, pixels * 0.86 * stage.ratio, 0.9 * stage.ratio);
      }
      const way = to.clone().sub(centre);
      const length = way.length();
      // Drawn at its true length, between the two rims; a step shorter than the ball shows as the ring alone.
      if (length > 2.3 * radius) {
        way.divideScalar(length);
        const from = centre.clone().addScaledVector(way, radius * 1.05);
        const tip = to.clone().addScaledVector(way, -nextRadius * 0.9);
        const head = Math.min(0.9 * radius, from.distanceTo(tip) * 0.6);
        const neck = tip.clone().addScaledVector(way, -head);
        this.arrow.add(from.toArray(), neck.toArray(), 1.3, 1.3, 1, 1);
        this.arrow.add(neck.toArray(), tip.toArray(), pixels * 0.36, 0.1, 1, 1);
      }
    }
    this.arrow.commit();
  }

  dispose() {
    this.sphere.material.dispose();
    this.quad.dispose();
    for (const ring of [this.hiddenRing, this.landing, this.landingHidden]) ring.material.dispose();
    this.stick.dispose();
    this.arrow.dispose();
  }

  /** @param {{dashes: number, fill: number, hidden: boolean, opacity: number}} style */
  #ring(style) {
    const material = new ShaderMaterial({
      vertexShader: RING_VERTEX,
      fragmentShader: RING_FRAGMENT,
      uniforms: {
        centre: { value: new Vector3() },
        radius: { value: 10 },
        width: { value: 1 },
        window: this.window,
        lift: { value: 0.03 },
        colour: { value: new Color() },
        dashes: { value: style.dashes },
        fill: { value: style.fill },
        opacity: { value: style.opacity },
      },
      transparent: true,
      depthWrite: false,
      depthFunc: style.hidden ? GreaterDepth : LessEqualDepth,
    });
    const mesh = new Mesh(this.quad, material);
    mesh.frustumCulled = false;
    // Below the ball: a landing closer than its radius is hidden by it, not scribbled over it.
    mesh.renderOrder = style.hidden ? 1.5 : 1.8;
    return mesh;
  }

  /** @param {Mesh<PlaneGeometry, ShaderMaterial>} ring @param {Vector3} centre @param {number} radius @param {number} width */
  #setRing(ring, centre, radius, width) {
    ring.material.uniforms.centre.value.copy(centre);
    ring.material.uniforms.radius.value = radius;
    ring.material.uniforms.width.value = width;
  }
}
