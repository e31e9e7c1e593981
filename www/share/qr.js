// A link as a QR code: dark squares on white with the quiet zone that readers want, as a drawing that stays sharp at every size.
import { encode } from "uqr";

/** Light modules around the code: the standard asks for four. */
const QUIET_ZONE = 4;
const SVG = "http://www.w3.org/2000/svg";

/**
 * The modules of a text, with the light ones around it: as few as may be, since small ones are what a camera at the back of a room cannot
 * see. A screen is clean and whole, so the lowest correction of errors will do; what room is left takes a higher one.
 * @param {string} text @returns {{data: boolean[][], size: number} | undefined} undefined: too long for any code
 */
export function codeOf(text) {
  try {
    return encode(text, { ecc: "L", boostEcc: true, border: QUIET_ZONE });
  } catch {
    return undefined;
  }
}

/** Draws `text` into an SVG element. @param {SVGElement} svg @param {string} text @returns {number} modules along a side; 0: too long for any code */
export function drawQrCode(svg, text) {
  const code = codeOf(text);
  if (!code) return 0;
  const { data, size } = code;
  let dark = "";
  data.forEach((row, y) => {
    row.forEach((isDark, x) => {
      if (isDark) dark += `M${x} ${y}h1v1h-1z`;
    });
  });
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
  svg.setAttribute("shape-rendering", "crispEdges");
  const ground = document.createElementNS(SVG, "rect");
  for (const side of ["width", "height"]) ground.setAttribute(side, String(size));
  ground.setAttribute("fill", "#fff");
  const modules = document.createElementNS(SVG, "path");
  modules.setAttribute("d", dark);
  modules.setAttribute("fill", "#000");
  svg.replaceChildren(ground, modules);
  return size;
}
