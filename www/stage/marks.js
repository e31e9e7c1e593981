// Signs of rows and classes in legends, as the core draws them (`chart/fit_marks.rs`): a class by shape and colour, a part of the
// rows by fill.

const SVG = "http://www.w3.org/2000/svg";

/** Outlines around the middle of a field of 14 by 14. */
const OUTLINES = [
  "M3 7a4 4 0 1 0 8 0a4 4 0 1 0-8 0z",
  "M7 2.2l4.4 8h-8.8z",
  "M3.4 3.4h7.2v7.2h-7.2z",
  "M7 2l5 5l-5 5l-5-5z",
  "M7 11.8l4.4-8h-8.8z",
  "M4.6 2.6h4.8l2.4 4.4l-2.4 4.4h-4.8l-2.4-4.4z",
];

/** Colours of classes in the style sheet; they come round again where there are more classes. */
export const CLASS_COLOURS = 10;

/** The colours of the classes as the style sheet has them now for an element. @param {Element} element @returns {string[]} */
export function classColours(element) {
  const style = getComputedStyle(element);
  return Array.from({ length: CLASS_COLOURS }, (_, index) =>
    style.getPropertyValue(`--class-${index}`).trim(),
  );
}

/**
 * @param {{class?: number, shape?: number, part?: "train" | "validation" | "test", ring?: boolean}} what without `class` it is
 *   ink; `shape` where it is not that of the class
 * @returns {SVGSVGElement}
 */
export function markPicture({ class: number, shape = number ?? 0, part = "train", ring = false }) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 14 14");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "mark");
  if (number !== undefined) svg.style.color = `var(--class-${number % CLASS_COLOURS})`;
  const path = (/** @type {string} */ outline, /** @type {string} */ dress) => {
    const element = document.createElementNS(SVG, "path");
    element.setAttribute("d", outline);
    element.setAttribute("class", dress);
    svg.append(element);
  };
  if (ring) path("M1 7a6 6 0 1 0 12 0a6 6 0 1 0-12 0z", "hollow ring");
  else path(OUTLINES[shape % OUTLINES.length], part === "train" ? "full" : "hollow");
  if (part === "test") path("M5.6 7a1.4 1.4 0 1 0 2.8 0a1.4 1.4 0 1 0-2.8 0z", "full");
  return svg;
}
