// A small picture, drawn from numbers of the core that a program has written down (`pictures.js`), in the colours of the page.
import { colourAt } from "../stage/mountain/colormap.js";
import { readCoarse, readFine } from "./code.js";

/** Bands of a ground, told apart by thin lines as contours are. */
const BANDS = 14;
/** Room around curves and bars, as a share of the height. */
const MARGIN = 0.1;

/**
 * Colours as CSS writes them. @typedef {{ink: string, line: string, runs: string[], bars: string, classes: [string, string]}} Paint
 */

/** The page's colours as they are now. @param {Element} element @returns {Paint} */
export function paintOf(element) {
  const style = getComputedStyle(element);
  const colour = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  return {
    ink: colour("--ink"),
    line: colour("--line"),
    runs: [colour("--accent"), colour("--run-1"), colour("--run-2"), colour("--run-3")],
    bars: colour("--plain"),
    classes: [colour("--skip"), colour("--accent")],
  };
}

/**
 * @param {HTMLCanvasElement} canvas as large as it is shown @param {string} text of `pictures.js` @param {Paint} paint
 * @param {number} scale pixels of the canvas for one of the page
 */
export function drawThumbnail(canvas, text, paint, scale) {
  const context = canvas.getContext("2d");
  if (!context) return;
  context.clearRect(0, 0, canvas.width, canvas.height);
  const parts = text.split("|");
  const gap = parts.length > 1 ? 4 * scale : 0;
  const width = Math.round((canvas.width - gap * (parts.length - 1)) / parts.length);
  parts.forEach((part, at) => {
    const [kind, ...rest] = part.split(";");
    const frame = { context, x: at * (width + gap), width, height: canvas.height, scale, paint };
    if (kind === "g") drawGround(frame, rest);
    else if (kind === "m") drawMap(frame, rest);
    else if (kind === "c") drawCurves(frame, rest);
    else if (kind === "b") drawBars(frame, rest);
  });
}

/** @typedef {{context: CanvasRenderingContext2D, x: number, width: number, height: number, scale: number, paint: Paint}} Frame */

/**
 * A grid of levels between its points, as pixels.
 * @param {Frame} frame @param {number[]} levels @param {number} columns
 * @param {(level: number, isEdge: boolean) => [number, number, number]} colour
 */
function fill({ context, x, width, height }, levels, columns, colour) {
  const rows = levels.length / columns;
  const image = context.createImageData(width, height);
  const at = (/** @type {number} */ row, /** @type {number} */ column) => levels[row * columns + column] ?? 1;
  /** The band of each pixel in the row above: where it changes runs a contour. */
  let above = new Int8Array(width).fill(-1);
  for (let py = 0; py < height; py += 1) {
    const v = (py / (height - 1)) * (rows - 1);
    const row = Math.min(rows - 2, Math.floor(v));
    const here = new Int8Array(width);
    let left = -1;
    for (let px = 0; px < width; px += 1) {
      const u = (px / (width - 1)) * (columns - 1);
      const column = Math.min(columns - 2, Math.floor(u));
      const [s, t] = [u - column, v - row];
      const upper = at(row, column) * (1 - s) + at(row, column + 1) * s;
      const lower = at(row + 1, column) * (1 - s) + at(row + 1, column + 1) * s;
      const level = upper * (1 - t) + lower * t;
      const band = Math.min(BANDS - 1, Math.floor(level * BANDS));
      const isEdge = (left >= 0 && band !== left) || (py > 0 && band !== above[px]);
      here[px] = band;
      left = band;
      const [red, green, blue] = colour(level, isEdge);
      image.data.set([red, green, blue, 255], 4 * (py * width + px));
    }
    above = here;
  }
  context.putImageData(image, x, 0);
}

/** @param {Frame} frame @param {string[]} parts */
function drawGround(frame, [columns = "", levels = "", ...paths]) {
  const { context, x, width, height, scale, paint } = frame;
  fill(frame, readCoarse(levels), Number(columns), (level, isEdge) => {
    const [red, green, blue] = colourAt(level);
    return isEdge ? [red * 0.8, green * 0.8, blue * 0.8] : [red, green, blue];
  });
  paths.forEach((path, run) => {
    const numbers = readFine(path);
    const points = pairs(numbers).map(([a, b]) => [x + a * width, (1 - b) * height]);
    context.lineJoin = "round";
    for (const [colour, wide] of /** @type {const} */ ([
      ["#00000066", 4],
      ["#ffffff", 2],
    ]))
      trace(context, points, colour, wide * scale);
    const [end] = points.slice(-1);
    if (!end) return;
    context.beginPath();
    context.arc(end[0] ?? 0, end[1] ?? 0, 5 * scale, 0, 2 * Math.PI);
    context.fillStyle = paint.runs[run] ?? paint.ink;
    context.fill();
    context.lineWidth = 1.5 * scale;
    context.strokeStyle = "#ffffff";
    context.stroke();
  });
}

/** @param {Frame} frame @param {string[]} parts */
function drawMap(frame, [columns = "", levels = "", points = ""]) {
  const { context, width, height, scale, paint } = frame;
  const [first, second] = paint.classes.map(bytesOf);
  const paper = isDark(paint.ink) ? 255 : 24;
  fill(frame, readCoarse(levels), Number(columns), (level) => {
    const side = level > 0.5 ? second : first;
    const strength = 0.12 + 0.75 * Math.abs(level - 0.5);
    return /** @type {[number, number, number]} */ (
      [0, 1, 2].map((channel) => paper * (1 - strength) + (side?.[channel] ?? 0) * strength)
    );
  });
  // Five letters a point: two numbers and the class.
  for (let at = 0; at + 5 <= points.length; at += 5) {
    const [a = 0, b = 0] = readFine(points.slice(at, at + 4));
    const isSecond = points[at + 4] === "1";
    const [px, py] = [a * width, (1 - b) * height];
    const r = 2.6 * scale;
    context.beginPath();
    if (isSecond) {
      context.moveTo(px, py - 1.25 * r);
      context.lineTo(px + 1.15 * r, py + 0.8 * r);
      context.lineTo(px - 1.15 * r, py + 0.8 * r);
      context.closePath();
    } else context.arc(px, py, r, 0, 2 * Math.PI);
    context.fillStyle = paint.classes[isSecond ? 1 : 0];
    context.fill();
    context.lineWidth = 0.8 * scale;
    context.strokeStyle = isDark(paint.ink) ? "#ffffff" : "#111519";
    context.stroke();
  }
}

/** @param {Frame} frame @param {string[]} lines */
function drawCurves(frame, lines) {
  const { context, x, width, height, scale, paint } = frame;
  const room = MARGIN * height;
  for (const share of [0, 0.5, 1]) {
    const y = room + share * (height - 2 * room);
    trace(
      context,
      [
        [x + room, y],
        [x + width - room, y],
      ],
      paint.line,
      scale,
    );
  }
  lines.forEach((line, run) => {
    const points = pairs(readFine(line)).map(([a, b]) => [
      x + room + a * (width - 2 * room),
      height - room - b * (height - 2 * room),
    ]);
    context.lineJoin = "round";
    context.setLineDash(run % 2 === 1 ? [6 * scale, 4 * scale] : []);
    trace(context, points, paint.runs[run] ?? paint.ink, 2.4 * scale);
    context.setLineDash([]);
  });
}

/** @param {Frame} frame @param {string[]} parts */
function drawBars(frame, [bars = ""]) {
  const { context, x, width, height, paint } = frame;
  const shares = readFine(bars);
  const room = MARGIN * height;
  const wide = (width - 2 * room) / shares.length;
  context.fillStyle = paint.bars;
  shares.forEach((share, at) => {
    const tall = share * (height - 2 * room);
    context.fillRect(x + room + at * wide, height - room - tall, Math.max(1, wide * 0.76), tall);
  });
  trace(
    context,
    [
      [x + room, height - room],
      [x + width - room, height - room],
    ],
    paint.line,
    1,
  );
}

/** @param {CanvasRenderingContext2D} context @param {number[][]} points @param {string} colour @param {number} wide */
function trace(context, points, colour, wide) {
  context.beginPath();
  points.forEach(([px = 0, py = 0], at) => {
    if (at === 0) context.moveTo(px, py);
    else context.lineTo(px, py);
  });
  context.strokeStyle = colour;
  context.lineWidth = wide;
  context.stroke();
}

/** @param {number[]} numbers @returns {[number, number][]} */
function pairs(numbers) {
  return Array.from({ length: numbers.length / 2 }, (_, at) => [
    numbers[2 * at] ?? 0,
    numbers[2 * at + 1] ?? 0,
  ]);
}

/** @param {string} colour `#rrggbb` */
function bytesOf(colour) {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}

/** Whether what is written is dark, so the paper light. @param {string} ink */
function isDark(ink) {
  return bytesOf(ink).reduce((sum, byte) => sum + byte, 0) < 3 * 128;
}
