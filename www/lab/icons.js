// Pictures of buttons: drawn in the colour of their text, named by the button around them.

/** Lines in a square of 16. */
const PATHS = {
  map: ["M3 3h10v10H3z", "M8 5.6a2.4 2.4 0 1 1 0 4.8a2.4 2.4 0 1 1 0-4.8z"],
  along: ["M3 13.5C3 8 13 9.5 13 3", "M10 5.6L13 2.6l3 3"],
  turn: [
    "M13.6 9.4c-1 1.6-3.2 2.5-5.6 2.5c-3.3 0-6-1.7-6-3.9s2.7-3.9 6-3.9c2.6 0 4.8 1 5.7 2.5",
    "M14.4 3.2v3.6h-3.6",
  ],
  nearer: ["M8 3v10", "M3 8h10"],
  farther: ["M3 8h10"],
  home: ["M2.5 8L8 3l5.5 5", "M4.3 7v6h7.4V7"],
  undo: ["M3 6.4h6.6a3.4 3.4 0 0 1 0 6.8H6", "M5.8 3.4L2.8 6.4l3 3"],
  redo: ["M13 6.4H6.4a3.4 3.4 0 0 0 0 6.8H10", "M10.2 3.4l3 3l-3 3"],
  again: ["M13 8a5 5 0 1 1-1.6-3.7", "M13.4 1.8v3.4H10"],
};

/** @param {keyof typeof PATHS} name @returns {SVGSVGElement} */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  for (const d of PATHS[name]) {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}
