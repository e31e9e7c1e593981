// Looks that no page can spoil or forbid: constructed style sheets, which a strict content security policy allows, inside a shadow root,
// which rules of the page do not reach.
// @ts-expect-error The bundler gives the text of a style sheet; types know nothing of it.
import embed from "../style/embed.css?inline";
// @ts-expect-error The same.
import tokens from "../style/tokens.css?inline";

/** @type {Map<string, CSSStyleSheet>} */
const sheets = new Map();

/** One sheet serves all elements of the page. @param {string} text */
function sheetOf(text) {
  const known = sheets.get(text);
  if (known) return known;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  sheets.set(text, sheet);
  return sheet;
}

/** Dresses an element; ours come last. @param {ShadowRoot} root @param {string[]} [parts] looks of what is inside, once it is there */
export function dress(root, parts = []) {
  // Colours belong to the frame inside: properties of the same name that the page has set end there.
  const own = tokens.replaceAll(":root", ".theme");
  root.adoptedStyleSheets = [own, ...parts, embed].map(sheetOf);
}

/** Adds the looks of a view that comes later. @param {ShadowRoot} root @param {string} text */
export function dressMore(root, text) {
  const sheet = sheetOf(text);
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
