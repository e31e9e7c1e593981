// The page's elements: those that are made, and those of index.html.
export { h, write } from "../stage/element.js";

/** An element that must be there. @param {string} id @returns {HTMLElement} */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`index.html has no #${id}`);
  return element;
}
