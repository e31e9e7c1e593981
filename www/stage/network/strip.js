// All layers of a deep network in a strip: one column a layer, one cell a unit, as strong as what the picture shows of it. The
// layers that are drawn in full stand in a frame.
import { ofDerivative, ofValue } from "./strength.js";

/** More units a layer than this would be thinner than a line: evenly spaced ones stand for all. */
const MAX_ROWS = 24;

/**
 * @param {HTMLCanvasElement} canvas
 * @param {{widths: ArrayLike<number>, numbers: Float32Array, mode: "values" | "derivatives", layers: [number, number]}} scene
 * @param {{panel: string, ink: string, line: string, accent: string, skip: string}} colours
 */
export function drawStrip(canvas, { widths, numbers, mode, layers: [first, last] }, colours) {
  const { clientWidth: width, clientHeight: height } = canvas;
  const scale = globalThis.devicePixelRatio || 1;
  const context = canvas.getContext("2d");
  if (!context || width === 0 || height === 0) return;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  context.setTransform(scale, 0, 0, scale, 0, 0);
  const strengthOf = mode === "values" ? ofValue : ofDerivative;
  const column = width / widths.length;
  let start = 0;
  for (let layer = 0; layer < widths.length; layer += 1) {
    const count = widths[layer] ?? 0;
    const rows = Math.min(count, MAX_ROWS);
    const cell = height / rows;
    for (let row = 0; row < rows; row += 1) {
      const value = numbers[start + Math.floor((row * count) / rows)] ?? 0;
      context.globalAlpha = strengthOf(value);
      context.fillStyle = value > 0 ? colours.skip : colours.accent;
      context.fillRect(layer * column, row * cell, Math.max(1, column - 0.5), Math.max(0.5, cell - 0.5));
    }
    start += count;
  }
  context.globalAlpha = 1;
  context.strokeStyle = colours.ink;
  context.lineWidth = 2;
  context.strokeRect(first * column + 1, 1, (last + 1 - first) * column - 2, height - 2);
}

/** The layer under a place of the strip. @param {number} x @param {number} width @param {number} count layers, inputs included */
export function layerAt(x, width, count) {
  return Math.max(0, Math.min(count - 1, Math.floor((x / width) * count)));
}
