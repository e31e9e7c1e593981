/**
 * A 2-D canvas over the picture for what is made of letters and thin strokes: crisp at every pixel ratio, and never
 * in the way of the pointer.
 */

/** Type of everything written over the picture. */
const FONT =
  "ui-sans-serif, system-ui, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif";

/** @typedef {{x: number, y: number}} Pixel in CSS pixels */

export class Overlay {
  /** @param {HTMLElement} host */
  constructor(host) {
    const canvas = document.createElement("canvas");
    canvas.className = "mountain-overlay";
    canvas.setAttribute("aria-hidden", "true");
    Object.assign(canvas.style, {
      position: "absolute",
      inset: "0",
      width: "100%",
      height: "100%",
      pointerEvents: "none",
    });
    host.append(canvas);
    this.canvas = canvas;
    const pen = canvas.getContext("2d");
    if (!pen) throw new Error("2-D canvas: not available");
    this.pen = pen;
  }

  /** How much larger everything written is than it says: a projector shows the page to the last row. */
  letters = 1;

  /**
   * Wipes everything; from here on one unit is a CSS pixel.
   * @param {number} width CSS pixels @param {number} height @param {number} ratio device pixels per CSS pixel
   */
  wipe(width, height, ratio) {
    const { canvas, pen } = this;
    const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, w, h);
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  }

  /**
   * Words around a point.
   * @param {string} text @param {Pixel} at
   * @param {{size?: number, weight?: number, angle?: number, align?: CanvasTextAlign, fill: string, halo?: string,
   *   alpha?: number}} style `angle` in radians clockwise; `halo`: colour of a rim that keeps lines away from the letters
   */
  write(text, at, { size = 11, weight = 500, angle = 0, align = "center", fill, halo, alpha = 1 }) {
    const { pen } = this;
    pen.save();
    pen.globalAlpha = alpha;
    pen.translate(at.x, at.y);
    pen.rotate(angle);
    pen.font = `${weight} ${size * this.letters}px ${FONT}`;
    pen.textAlign = align;
    pen.textBaseline = "middle";
    if (halo) {
      pen.lineJoin = "round";
      pen.lineWidth = 3.6 * this.letters;
      pen.strokeStyle = halo;
      pen.globalAlpha = 0.75 * alpha;
      pen.strokeText(text, 0, 0.5);
      pen.globalAlpha = alpha;
    }
    pen.fillStyle = fill;
    pen.fillText(text, 0, 0.5);
    pen.restore();
  }

  /** Width of words in CSS pixels. @param {string} text @param {number} size @param {number} [weight] */
  widthOf(text, size, weight = 500) {
    this.pen.font = `${weight} ${size * this.letters}px ${FONT}`;
    return this.pen.measureText(text).width;
  }

  /** @param {Pixel[]} points @param {{colour: string, width?: number, close?: boolean, fill?: string}} style */
  stroke(points, { colour, width = 1, close = false, fill }) {
    const { pen } = this;
    pen.beginPath();
    for (const [index, { x, y }] of points.entries()) {
      if (index === 0) pen.moveTo(x, y);
      else pen.lineTo(x, y);
    }
    if (close) pen.closePath();
    if (fill) {
      pen.fillStyle = fill;
      pen.fill();
    }
    pen.lineJoin = "round";
    pen.lineCap = "round";
    pen.lineWidth = width;
    pen.strokeStyle = colour;
    pen.stroke();
  }

  dispose() {
    this.canvas.remove();
  }
}

/** An angle at which letters stand upright. @param {number} angle radians */
export function upright(angle) {
  let turned = angle;
  // Straight up reads from below, as on every chart.
  while (turned > Math.PI / 2 - 1e-3) turned -= Math.PI;
  while (turned < -Math.PI / 2 - 1e-3) turned += Math.PI;
  return turned;
}
