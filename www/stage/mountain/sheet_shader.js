/**
 * GLSL of the sheet and of the quiet wall below its edge.
 *
 * Colours are handled in display space (sRGB) from the palette to the screen: the legend shows the very colours
 * of the table, and light only darkens or brightens them.
 */

/** Both programs: heights ease between two sets of levels and slopes. */
const MORPH = /* glsl */ `
attribute vec3 before;
attribute vec3 now;
uniform float mixing;
uniform float height;
`;

export const SHEET_VERTEX = /* glsl */ `
${MORPH}
attribute vec2 sky;
varying float vLevel;
varying vec2 vSlope;
varying vec3 vWorld;
varying float vSky;
void main() {
  vec3 m = mix(before, now, mixing);
  vLevel = m.x;
  vSlope = m.yz;
  vSky = mix(sky.x, sky.y, mixing);
#ifdef CUT
  vWorld = vec3(position.x, height, position.z);
#else
  vWorld = vec3(position.x, max(m.x, 0.0) * height, position.z);
#endif
  gl_Position = projectionMatrix * viewMatrix * vec4(vWorld, 1.0);
}`;

/** Contour rules as in contours.js: 0 even, 1 decade, 2 antilog. `rate` receives d(number)/dv. */
const CONTOUR = /* glsl */ `
uniform int rule;
uniform vec3 scale; // scaled loss at level 0, span to level 1, contour step
float contourNumber(float v, out float rate) {
  if (rule == 0) { rate = 1.0 / scale.z; return v / scale.z; }
  if (rule == 2) { float loss = exp2(v * 3.321928095); rate = loss * 2.302585093 / scale.z; return loss / scale.z; }
  const float two = 0.301029996, five = 0.698970004;
  float decade = floor(v);
  float rest = v - decade;
  if (rest < two) { rate = 1.0 / two; return 3.0 * decade + rest / two; }
  if (rest < five) { rate = 1.0 / (five - two); return 3.0 * decade + 1.0 + (rest - two) / (five - two); }
  rate = 1.0 / (1.0 - five);
  return 3.0 * decade + 2.0 + (rest - five) / (1.0 - five);
}
`;

/**
 * The sheet, or with CUT defined the flat area at the cap. The sheet ends exactly where the cut begins: both share
 * their vertices, so no gap opens.
 */
export const SHEET_FRAGMENT = /* glsl */ `
uniform sampler2D palette;
uniform vec3 light;
uniform vec3 shade;        // colour of the underside's shadow
uniform vec2 halfSize;
uniform float pixelRatio;
varying float vLevel;
varying vec2 vSlope;
varying vec3 vWorld;
varying float vSky;
${CONTOUR}
void main() {
  float change = length(vec2(dFdx(vLevel), dFdy(vLevel)));
#ifdef CUT
  if (vLevel < 1.0) discard;
  vec3 normal = vec3(0.0, 1.0, 0.0);
#else
  if (vLevel > 1.0 + change) discard; // one pixel of overlap closes the seam
  vec3 normal = normalize(vec3(-vSlope.x, 1.0, -vSlope.y));
#endif
  float level = clamp(vLevel, 0.0, 1.0);
  vec3 colour = texture2D(palette, vec2(level * 255.0 / 256.0 + 0.5 / 256.0, 0.5)).rgb;
  float brightness = dot(colour, vec3(0.299, 0.587, 0.114));
  bool under = !gl_FrontFacing;
  if (under) normal = -normal;
  vec3 toEye = normalize(cameraPosition - vWorld);

#ifdef CUT
  // Calmer colour and a diagonal hatch that says "cut here", in world space so that it stays put.
  float stripe = (vWorld.x + vWorld.z) * 22.0;
  float crowd = fwidth(stripe);
  float hatch = clamp((abs(fract(stripe) - 0.5) - 0.38) / max(crowd, 1e-4) + 0.5, 0.0, 1.0) * (1.0 - smoothstep(0.25, 0.5, crowd));
  colour = mix(colour, vec3(brightness), 0.5) * (1.0 - 0.13 * hatch);
#endif

  float diffuse = clamp(dot(normal, light) * 0.62 + 0.38, 0.0, 1.0);
  float fill = 0.5 + 0.5 * normal.y;
  float lit = (0.30 + 0.24 * fill + 0.56 * diffuse) * mix(0.62, 1.0, vSky);
  vec3 shown = colour * lit;
  if (under) {
    shown = mix(colour * 0.5, shade, 0.45) * (0.8 + 0.3 * diffuse);
  } else {
    float shine = max(dot(normal, normalize(light + toEye)), 0.0);
    shine *= shine; shine *= shine; shine *= shine; shine *= shine; // to the 16th
    float edge = 1.0 - max(dot(normal, toEye), 0.0);
    edge *= edge;
    shown += vec3(1.0, 0.98, 0.94) * (0.10 * shine * sqrt(shine)) + vec3(0.075, 0.085, 0.10) * (edge * edge);
  }

#ifndef CUT
  // Lines: width in pixels from the rate of change across the screen; they fade where they would crowd.
  float rate;
  float number = contourNumber(scale.x + level * scale.y, rate);
  float perPixel = max(change * scale.y * rate, 1e-7);
  float nearest = floor(number + 0.5);
  float away = abs(number - nearest) / perPixel;
  float index = rule == 1 ? 3.0 : 5.0;
  bool major = abs(nearest / index - floor(nearest / index + 0.5)) < 0.01;
  float thick = (major ? 0.85 : 0.55) * pixelRatio;
  float line = (1.0 - smoothstep(thick - 0.5, thick + 0.6, away)) * (1.0 - smoothstep(0.12, 0.35, perPixel / pixelRatio));
  // The cut's own edge is the line at the cap.
  line *= (major ? 0.62 : 0.36) * (1.0 - smoothstep(0.985, 0.995, vLevel));
  // The bottom is no line either: rounding would scatter it over the flat ground.
  line *= smoothstep(0.001, 0.003, vLevel);
  vec3 ink = mix(vec3(1.0), vec3(0.05, 0.16, 0.16), smoothstep(0.55, 0.68, brightness));
  shown = mix(shown, under ? shown * 1.25 : ink, line);
#endif

  // The rim of the sheet catches light: one thin line, so that the edge reads as an edge.
  vec2 inside = (halfSize - abs(vWorld.xz)) / max(fwidth(vWorld.xz), vec2(1e-6));
  float rim = 1.0 - smoothstep(0.7, 1.9, min(inside.x, inside.y) / pixelRatio);
  shown = mix(shown, min(shown * 1.25 + 0.16, vec3(1.0)), rim * (under ? 0.3 : 0.75));
  gl_FragColor = vec4(shown, 1.0);
}`;

/** The wall: the land cut open, its layers at the heights of the contour lines. */
export const WALL_VERTEX = /* glsl */ `
${MORPH}
uniform float ground;
varying vec3 vWorld;
void main() {
  vec3 m = mix(before, now, mixing);
  float top = clamp(m.x, 0.0, 1.0) * height;
  vWorld = vec3(position.x, mix(top, ground, position.y), position.z);
  gl_Position = projectionMatrix * viewMatrix * vec4(vWorld, 1.0);
}`;

export const WALL_FRAGMENT = /* glsl */ `
uniform sampler2D palette;
uniform vec3 panel;
uniform vec3 shade;
uniform vec3 foot;
uniform vec3 light;
uniform vec2 halfSize;
uniform float height;
uniform float ground;
uniform float pixelRatio;
varying vec3 vWorld;
${CONTOUR}
void main() {
  float level = vWorld.y / height;
  vec3 colour = texture2D(palette, vec2(clamp(level, 0.0, 1.0) * 255.0 / 256.0 + 0.5 / 256.0, 0.5)).rgb;
  vec2 side = abs(vWorld.xz) / halfSize;
  vec3 normal = side.x > side.y ? vec3(sign(vWorld.x), 0.0, 0.0) : vec3(0.0, 0.0, sign(vWorld.z));
  float lit = 0.86 + 0.22 * dot(normal, light);
  vec3 tone = mix(shade, colour, 0.30) * lit;
  float rate;
  float v = scale.x + level * scale.y;
  float number = contourNumber(v, rate);
  float perPixel = max(fwidth(level) * scale.y * rate, 1e-7);
  float away = abs(number - floor(number + 0.5)) / perPixel;
  float line = (1.0 - smoothstep(0.0, 1.1, away / pixelRatio)) * (1.0 - smoothstep(0.12, 0.35, perPixel));
  tone = mix(tone, panel, line * 0.25 * step(0.0, level) * step(level, 1.0));
  // Below the lowest loss there is nothing to read: the foot calms down to one tone.
  tone = mix(tone, foot, 0.6 * smoothstep(0.0, 1.0, -vWorld.y / -ground));
  gl_FragColor = vec4(tone, 1.0);
}`;
