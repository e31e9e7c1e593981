// A link as a QR code: dark squares on white with the quiet zone that readers want, as a drawing that stays sharp at every size.
import { encode } from "uqr";

/** Light modules around the code: the standard asks for four. */
const QUIET_ZONE = 4;
const SVG = "http://www.w3.org/2000/svg";

/** Draws `text` into an SVG element. @param {SVGElement} svg @param {string} text @returns {boolean} false: too long for any code */
export function drawQrCode(svg, text) {
  let code;
  try {
    // The more may be dirty or hidden the better, but small modules are what a camera at the back of a room cannot see.
    code = encode(text, { ecc: "L", boostEcc: true, border: QUIET_ZONE });
  } catch {
    return false;
  }
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
  return true;
}
