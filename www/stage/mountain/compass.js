/**
 * The compass: which way is down. Its disc lies like the ground of the picture; its needle is the direction of
 * steepest descent within the plane at the ball.
 *
 * @import { Frame } from "./geometry.js"
 * @import { Overlay, Pixel } from "./overlay.js"
 */

/** Radius in CSS pixels. */
const RADIUS = 17;

/** The disc is never seen flatter than this, or the needle could not be read. */
const FLATTEST = 0.42;

/** What it takes of the picture with its caption, in CSS pixels. @param {Pixel} centre @param {number} letters as {@link Overlay} has them */
export function compassBox({ x, y }, letters) {
  const radius = RADIUS * letters;
  return { left: x - radius - 6, right: x + radius + 6, top: y - radius, bottom: y + radius + 8 * letters };
}

/**
 * The needle on screen, for a direction in the plane. Pure.
 * @param {[number, number]} down direction along a and b, any length @param {Frame} frame
 * @param {{yaw: number, polar: number}} view
 * @returns {Pixel | null} to the right and downwards; at most of length 1; null for no direction
 */
export function needle([a, b], frame, { yaw, polar }) {
  const x = (a / (frame.a[1] - frame.a[0])) * frame.halfX;
  const z = (-b / (frame.b[1] - frame.b[0])) * frame.halfZ;
  const length = Math.hypot(x, z);
  if (!(length > 0) || !Number.isFinite(length)) return null;
  const right = (x * Math.cos(yaw) - z * Math.sin(yaw)) / length;
  const towards = (x * Math.sin(yaw) + z * Math.cos(yaw)) / length;
  return { x: right, y: towards * Math.max(FLATTEST, Math.cos(polar)) };
}

/**
 * @param {Overlay} overlay @param {Pixel} centre @param {Pixel} tip as {@link needle} gives it
 * @param {{yaw: number, polar: number}} view
 * @param {{soft: string, line: string, accent: string, panel: string}} colours @param {string} caption
 */
export function drawCompass(overlay, centre, tip, view, colours, caption) {
  const { pen, letters } = overlay;
  const radius = RADIUS * letters;
  const flat = Math.max(FLATTEST, Math.cos(view.polar));
  pen.beginPath();
  pen.ellipse(centre.x, centre.y, radius + 3, (radius + 3) * flat, 0, 0, 2 * Math.PI);
  pen.fillStyle = colours.panel;
  pen.globalAlpha = 0.8;
  pen.fill();
  pen.globalAlpha = 1;
  pen.lineWidth = 1;
  pen.strokeStyle = colours.soft;
  pen.stroke();
  // Ticks at the plane's own axes: the disc turns with the land.
  for (let k = 0; k < 4; k++) {
    const angle = view.yaw + (k * Math.PI) / 2;
    const [c, s] = [Math.cos(angle), Math.sin(angle) * flat];
    const from = { x: centre.x + c * (radius - 1), y: centre.y + s * (radius - 1) };
    overlay.stroke([from, { x: centre.x + c * (radius + 3), y: centre.y + s * (radius + 3) }], {
      colour: colours.soft,
    });
  }
  const at = (/** @type {number} */ along, /** @type {number} */ aside) => ({
    x: centre.x + tip.x * along * radius - tip.y * aside * radius,
    y: centre.y + tip.y * along * radius + tip.x * aside * radius,
  });
  overlay.stroke([at(-0.7, 0), at(0.3, 0)], { colour: colours.accent, width: 2 });
  overlay.stroke([at(0.95, 0), at(0.2, 0.36), at(0.2, -0.36)], {
    colour: colours.accent,
    width: 1,
    close: true,
    fill: colours.accent,
  });
  const below = { x: centre.x, y: centre.y + (radius + 3) * flat + 10 * letters };
  overlay.write(caption, below, { size: 10.5, fill: colours.soft, halo: colours.panel });
}
