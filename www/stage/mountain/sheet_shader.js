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
  vWorld = vec3(position.x, clamp(m.x, 0.0, 1.0) * height, position.z);
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

export const SHEET_FRAGMENT = /* glsl */ `
uniform sampler2D palette;
uniform vec3 light;
uniform vec3 shade;        // colour of the underside's shadow
uniform vec2 halfSize;
uniform vec4 ball;         // x, z, radius, strength of the contact shadow
uniform vec2 landing;      // x, z of the next landing (far away = none)
uniform float pixelRatio;
varying float vLevel;
varying vec2 vSlope;
varying vec3 vWorld;
varying float vSky;
${CONTOUR}
float slopeOf(float value) { return length(vec2(dFdx(value), dFdy(value))); }
void main() {
  float level = clamp(vLevel, 0.0, 1.0);
  vec3 colour = texture2D(palette, vec2(level * 255.0 / 256.0 + 0.5 / 256.0, 0.5)).rgb;
  // How far beyond the cap, in pixels: the cut area is flat, so it gets no slope and no lines.
  float beyond = clamp((vLevel - 1.0) / max(slopeOf(vLevel), 1e-5) + 0.5, 0.0, 1.0);

  vec2 slope = vSlope * (1.0 - beyond);
  vec3 normal = normalize(vec3(-slope.x, 1.0, -slope.y));
  bool under = !gl_FrontFacing;
  if (under) normal = -normal;
  vec3 toEye = normalize(cameraPosition - vWorld);

  // Lines: width in pixels from the rate of change across the screen; they fade where they would crowd.
  float rate;
  float v = scale.x + level * scale.y;
  float number = contourNumber(v, rate);
  float perPixel = max(slopeOf(vLevel) * scale.y * rate, 1e-7);
  float nearest = floor(number + 0.5);
  float away = abs(number - nearest) / perPixel;
  float index = rule == 1 ? 3.0 : 5.0;
  bool major = abs(nearest / index - floor(nearest / index + 0.5)) < 0.01;
  float half_ = (major ? 0.85 : 0.55) * pixelRatio;
  float line = (1.0 - smoothstep(half_ - 0.5, half_ + 0.6, away)) * (1.0 - smoothstep(0.12, 0.35, perPixel / pixelRatio));
  line *= (major ? 0.62 : 0.36) * (1.0 - beyond);
  float brightness = dot(colour, vec3(0.299, 0.587, 0.114));
  vec3 ink = mix(vec3(1.0), vec3(0.05, 0.16, 0.16), smoothstep(0.55, 0.68, brightness));

  if (beyond > 0.0) {
    // Capped: calmer colour and a diagonal hatch that says "cut here", in world space so that it stays put.
    float stripe = (vWorld.x + vWorld.z) * 26.0;
    float hatch = smoothstep(0.0, 1.0, (abs(fract(stripe) - 0.5) - 0.25) / max(fwidth(stripe), 1e-4) + 0.5);
    vec3 cut = mix(colour, vec3(brightness), 0.45);
    colour = mix(colour, mix(cut, cut * 0.86, hatch), beyond);
  }

  float facing = dot(normal, light);
  float diffuse = clamp(facing * 0.62 + 0.38, 0.0, 1.0);
  float fill = 0.5 + 0.5 * normal.y;
  float lit = 0.30 + 0.24 * fill + 0.56 * diffuse;
  lit *= mix(0.62, 1.0, vSky);
  vec3 shown = colour * lit;
  if (under) shown = mix(colour * 0.5, shade, 0.45) * (0.8 + 0.3 * diffuse);
  else {
    vec3 halfway = normalize(light + toEye);
    shown += vec3(1.0, 0.98, 0.94) * (0.10 * pow(max(dot(normal, halfway), 0.0), 28.0));
    shown += vec3(0.75, 0.85, 1.0) * (0.10 * pow(1.0 - max(dot(normal, toEye), 0.0), 4.0));
  }
  shown = mix(shown, under ? shown * 1.25 : ink, under ? line : line);

  vec2 off = vWorld.xz - ball.xy;
  float contact = exp(-dot(off, off) / (ball.z * ball.z)) * ball.w;
  shown *= 1.0 - contact;
  vec2 toLanding = vWorld.xz - landing;
  shown *= 1.0 - 0.28 * exp(-dot(toLanding, toLanding) / (ball.z * ball.z * 0.6));

  // The rim of the sheet catches light: one thin line, so that the edge reads as an edge.
  vec2 inside = (halfSize - abs(vWorld.xz)) / max(fwidth(vWorld.xz), vec2(1e-6));
  float rim = 1.0 - smoothstep(0.7, 1.9, min(inside.x, inside.y) / pixelRatio);
  shown = mix(shown, min(shown * 1.25 + 0.16, vec3(1.0)), rim * (under ? 0.3 : 0.75));
  gl_FragColor = vec4(shown, 1.0);
}`;

/** The wall: colour of the edge above it, fading downwards into the panel. */
export const WALL_VERTEX = /* glsl */ `
${MORPH}
uniform float ground;
varying float vLevel;
varying float vDown;
varying float vTop;
void main() {
  vec3 m = mix(before, now, mixing);
  vLevel = clamp(m.x, 0.0, 1.0);
  vTop = vLevel * height;
  float y = mix(vTop, ground, position.y);
  vDown = vTop - y;
  gl_Position = projectionMatrix * viewMatrix * vec4(position.x, y, position.z, 1.0);
}`;

export const WALL_FRAGMENT = /* glsl */ `
uniform sampler2D palette;
uniform vec3 panel;
uniform vec3 shade;
uniform float wallDepth;
varying float vLevel;
varying float vDown;
void main() {
  vec3 colour = texture2D(palette, vec2(vLevel * 255.0 / 256.0 + 0.5 / 256.0, 0.5)).rgb;
  float fade = exp(-vDown / wallDepth);
  vec3 tone = mix(mix(shade, panel, 0.35), colour * 0.8, 0.55);
  gl_FragColor = vec4(tone, 0.78 * fade);
}`;
