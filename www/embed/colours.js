// The colours of an element as everything that draws can read them. A page may give any CSS colour; shaders and charts know hexadecimal ones.
import { readColours } from "../lab/theme.js";

/** @type {CanvasRenderingContext2D | null | undefined} */
let pen;

/** A CSS colour as `#rrggbb`. @param {string} css */
function hex(css) {
  if (/^#[\da-f]{6}$/i.test(css)) return css;
  pen ??= document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  if (!pen) return css;
  pen.fillStyle = "#808080";
  pen.fillStyle = css;
  pen.fillRect(0, 0, 1, 1);
  const [r, g, b] = pen.getImageData(0, 0, 1, 1).data;
  return `#${[r, g, b].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

/** @param {Element} element */
export function readPlainColours(element) {
  const { runs, ...colours } = readColours(element);
  const plain = Object.fromEntries(Object.entries(colours).map(([name, value]) => [name, hex(value)]));
  return /** @type {import("../lab/theme.js").Colours} */ ({ ...plain, runs: runs.map(hex) });
}
