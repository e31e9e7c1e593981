// Paragraphs from words: marks become elements, never markup.
import { h } from "../lab/dom.js";
import { piecesOf } from "./format.js";

/**
 * @typedef {{
 *   numbers: Record<string, import("./format.js").Quoted>,
 *   term: (name: string, shown: string) => Node,
 * }} Around what a text refers to
 */

/** @param {string} text @param {Around} around @returns {(Node | string)[]} */
export function inline(text, around) {
  return piecesOf(text).map((piece) => elementOf(piece, around));
}

/** @param {import("./format.js").Piece} piece @param {Around} around @returns {Node | string} */
function elementOf(piece, around) {
  switch (piece.kind) {
    case "plain":
      return piece.text;
    case "em":
      return h("em", {}, ...inline(piece.text, around));
    case "strong":
      return h("strong", {}, ...inline(piece.text, around));
    case "code":
      // A formula holds numbers, and stars that are signs of multiplication.
      return h("span", { class: "math" }, ...formula(piece.text, around));
    case "number":
      return h("span", { class: "num" }, around.numbers[piece.name]?.is ?? `{${piece.name}}`);
    case "term":
      return around.term(piece.name, piece.text);
  }
}

/** @param {string} text @param {Around} around @returns {(Node | string)[]} */
function formula(text, around) {
  return text
    .split(/(\{\w+\})/)
    .filter(Boolean)
    .map((part) => {
      const name = /^\{(\w+)\}$/.exec(part)?.[1];
      return name ? h("span", { class: "num" }, around.numbers[name]?.is ?? part) : part;
    });
}

/** @param {string[]} texts @param {Around} around */
export function paragraphs(texts, around) {
  return texts.map((text) => h("p", {}, ...inline(text, around)));
}
