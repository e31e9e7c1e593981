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

/** Light is worked out at the corners: triangles are a few pixels wide, or as flat as the light on them is even. */
export const SHEET_VERTEX = /* glsl */ `
${MORPH}
attribute vec2 sky;
uniform vec3 light;
varying float vLevel;
varying vec3 vWorld;
varying float vLit;   // seen from above
varying float vUnder; // seen from below
varying vec2 vGloss;  // shine of the light, and of the rim against the sky
void main() {
  vec3 m = mix(before, now, mixing);
  vLevel = m.x;
#ifdef CUT
  vWorld = vec3(position.x, height, position.z);
  vec3 normal = vec3(0.0, 1.0, 0.0);
#else
  vWorld = vec3(position.x, max(m.x, 0.0) * height, position.z);
  vec3 normal = normalize(vec3(-m.y, 1.0, -m.z));
#endif
  gl_Position = projectionMatrix * viewMatrix * vec4(vWorld, 1.0);

  float facing = dot(normal, light);
  vec2 diffuse = clamp(vec2(facing, -facing) * 0.62 + 0.38, 0.0, 1.0);
  float fill = 0.5 + 0.5 * normal.y;
  vLit = (0.30 + 0.24 * fill + 0.56 * diffuse.x) * mix(0.62, 1.0, mix(sky.x, sky.y, mixing));
  vUnder = 0.8 + 0.3 * diffuse.y;
  vec3 toEye = normalize(cameraPosition - vWorld);
  float shine = max(dot(normal, normalize(light + toEye)), 0.0);
  shine *= shine; shine *= shine; shine *= shine; // to the 8th
  float edge = 1.0 - max(dot(normal, toEye), 0.0);
  edge *= edge;
  vGloss = vec2(shine * shine * shine, edge * edge);
}`;

/** Entries of the table of colours: finer than the 256 shades of a screen, so that the nearest one is the colour. */
export const PALETTE = 1024;

const COLOUR = /* glsl */ `
uniform sampler2D palette;
vec3 colourOf(float level) { return texelFetch(palette, ivec2(level * ${PALETTE - 1}.0 + 0.5, 0), 0).rgb; }
`;

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
uniform vec3 shade;        // colour of the underside's shadow
uniform vec2 halfSize;
uniform float pixelRatio;
varying float vLevel;
varying vec3 vWorld;
varying float vLit;
varying float vUnder;
varying vec2 vGloss;
${COLOUR}
${CONTOUR}
void main() {
  float change = length(vec2(dFdx(vLevel), dFdy(vLevel)));
#ifdef CUT
  if (vLevel < 1.0) discard;
#else
  if (vLevel > 1.0 + change) discard; // one pixel of overlap closes the seam
#endif
  float level = clamp(vLevel, 0.0, 1.0);
  vec3 colour = colourOf(level);
  float brightness = dot(colour, vec3(0.299, 0.587, 0.114));
  bool under = !gl_FrontFacing;

#ifdef CUT
  // Calmer colour and a diagonal hatch that says "cut here", in world space so that it stays put.
  float stripe = (vWorld.x + vWorld.z) * 22.0;
  float crowd = fwidth(stripe);
  float hatch = clamp((abs(fract(stripe) - 0.5) - 0.38) / max(crowd, 1e-4) + 0.5, 0.0, 1.0) * (1.0 - smoothstep(0.25, 0.5, crowd));
  colour = mix(colour, vec3(brightness), 0.5) * (1.0 - 0.13 * hatch);
#endif

  vec3 shown = under
    ? mix(colour * 0.5, shade, 0.45) * vUnder
    : colour * vLit + vec3(0.10, 0.098, 0.094) * vGloss.x + vec3(0.075, 0.085, 0.10) * vGloss.y;

#ifndef CUT
  // Lines: width in pixels from the rate of change across the screen; they fade where they would crowd.
  float rate;
  float number = contourNumber(scale.x + level * scale.y, rate);
  float perPixel = max(change * scale.y * rate, 1e-7);
  float nearest = floor(number + 0.5);
  float away = abs(number - nearest) / perPixel;
  float index = rule == 1 ? 3.0 : 5.0;
  // Most pixels are far from any line and pay no more for them.
  if (away < 0.85 * pixelRatio + 0.6) {
    bool major = abs(nearest / index - floor(nearest / index + 0.5)) < 0.01;
    float thick = (major ? 0.85 : 0.55) * pixelRatio;
    float line = (1.0 - smoothstep(thick - 0.5, thick + 0.6, away)) * (1.0 - smoothstep(0.12, 0.35, perPixel / pixelRatio));
    // The cut's own edge is the line at the cap.
    line *= (major ? 0.62 : 0.36) * (1.0 - smoothstep(0.985, 0.995, vLevel));
    // The bottom is no line either: rounding would scatter it over the flat ground.
    line *= smoothstep(0.001, 0.003, vLevel);
    vec3 ink = mix(vec3(1.0), vec3(0.05, 0.16, 0.16), smoothstep(0.55, 0.68, brightness));
    shown = mix(shown, under ? shown * 1.25 : ink, line);
  }
#endif

  // The rim of the sheet catches light: one thin line, so that the edge reads as an edge.
  vec2 across = max(fwidth(vWorld.xz), vec2(1e-6));
  vec2 inside = halfSize - abs(vWorld.xz);
  if (inside.x < 2.0 * pixelRatio * across.x || inside.y < 2.0 * pixelRatio * across.y) {
    inside /= across;
    float rim = 1.0 - smoothstep(0.7, 1.9, min(inside.x, inside.y) / pixelRatio);
    shown = mix(shown, min(shown * 1.25 + 0.16, vec3(1.0)), rim * (under ? 0.3 : 0.75));
  }
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
uniform vec3 panel;
uniform vec3 shade;
uniform vec3 foot;
uniform vec3 light;
uniform vec2 halfSize;
uniform float height;
uniform float ground;
uniform float pixelRatio;
varying vec3 vWorld;
${COLOUR}
${CONTOUR}
void main() {
  float level = vWorld.y / height;
  vec3 colour = colourOf(clamp(level, 0.0, 1.0));
  vec2 side = abs(vWorld.xz) / halfSize;
  vec3 normal = side.x > side.y ? vec3(sign(vWorld.x), 0.0, 0.0) : vec3(0.0, 0.0, sign(vWorld.z));
  float lit = 0.86 + 0.22 * dot(normal, light);
  vec3 tone = mix(shade, colour, 0.30) * lit;
  float perLevel = fwidth(level);
  if (level > 0.0 && level < 1.0) {
    float rate;
    float number = contourNumber(scale.x + level * scale.y, rate);
    float perPixel = max(perLevel * scale.y * rate, 1e-7);
    float away = abs(number - floor(number + 0.5)) / perPixel;
    if (away < 1.1 * pixelRatio) {
      float line = (1.0 - smoothstep(0.0, 1.1, away / pixelRatio)) * (1.0 - smoothstep(0.12, 0.35, perPixel));
      tone = mix(tone, panel, line * 0.25);
    }
  }
  // Below the lowest loss there is nothing to read: the foot calms down to one tone.
  tone = mix(tone, foot, 0.6 * smoothstep(0.0, 1.0, -vWorld.y / -ground));
  gl_FragColor = vec4(tone, 1.0);
}`;
