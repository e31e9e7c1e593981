// Which points of a grid are still to be sampled when a coarser grid with the same corners is known. Arithmetic of
// places only: what the losses are, the core says.

/**
 * `count` evenly spaced values from `low` to `high`, both included.
 * @param {number} low
 * @param {number} high
 * @param {number} count
 */
export function spaced(low, high, count) {
  return Float32Array.from({ length: count }, (_, index) => low + ((high - low) * index) / (count - 1));
}

/**
 * A finer grid that starts with the points of the coarser one. `rows` says for each row which columns are missing.
 * @param {{side: number, heights: Float32Array} | null} coarse of side (side + 1) / 2, or none
 * @param {number} side points along each side
 * @returns {{heights: Float32Array, columnsOf: (row: number) => number[]}}
 */
export function refined(coarse, side) {
  const heights = new Float32Array(side * side);
  const all = Array.from({ length: side }, (_, column) => column);
  if (!coarse || (coarse.side - 1) * 2 !== side - 1) {
    return { heights, columnsOf: () => all };
  }
  for (let row = 0; row < coarse.side; row += 1) {
    for (let column = 0; column < coarse.side; column += 1) {
      heights[2 * row * side + 2 * column] = coarse.heights[row * coarse.side + column];
    }
  }
  const odd = all.filter((column) => column % 2 === 1);
  return { heights, columnsOf: (row) => (row % 2 === 0 ? odd : all) };
}
