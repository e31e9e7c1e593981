// Colours of the theme as bytes.

/** @param {string} colour #rgb or #rrggbb; black if it is neither @returns {[red: number, green: number, blue: number]} */
export function channels(colour) {
  const digits = colour.trim().replace(/^#(.)(.)(.)$/, "#$1$1$2$2$3$3");
  const at = (/** @type {number} */ from) => Number.parseInt(digits.slice(from, from + 2), 16) || 0;
  return [at(1), at(3), at(5)];
}
