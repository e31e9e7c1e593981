/**
 * Viridis: perceptually uniform, readable in grey and with every common colour blindness.
 *
 * By Nathaniel Smith, Stéfan van der Walt and Eric Firing for matplotlib, CC0
 * (https://bids.github.io/colormap/). The table holds every eighth of the 256 published colours; linear
 * interpolation between them stays within 2/255 of the published table (tested in `mountain_colormap.test.js`).
 */

/** 33 sRGB colours from low to high, 0xRRGGBB. */
export const VIRIDIS = [
  0x440154, 0x470d60, 0x48186a, 0x482374, 0x472d7b, 0x453781, 0x424086, 0x3e4989, 0x3b528b, 0x375b8d,
  0x33638d, 0x2f6b8e, 0x2c728e, 0x297a8e, 0x26828e, 0x23898e, 0x21918c, 0x1f978b, 0x1f9f88, 0x21a685,
  0x27ad81, 0x31b57b, 0x3dbc74, 0x4cc26c, 0x5cc863, 0x6ece58, 0x81d34d, 0x95d840, 0xaadc32, 0xc0df25,
  0xd5e21a, 0xeae51a, 0xfde725,
];

/**
 * Colour of a level, as sRGB bytes.
 * @param {number} level 0…1; anything outside, and NaN, goes to the nearest end (NaN to the top)
 * @returns {[number, number, number]}
 */
export function colourAt(level) {
  const last = VIRIDIS.length - 1;
  const position = (Number.isNaN(level) ? 1 : Math.min(1, Math.max(0, level))) * last;
  const index = Math.min(last - 1, Math.floor(position));
  const share = position - index;
  const from = VIRIDIS[index];
  const to = VIRIDIS[index + 1];
  const channel = (/** @type {number} */ shift) =>
    Math.round(((from >> shift) & 255) * (1 - share) + ((to >> shift) & 255) * share);
  return [channel(16), channel(8), channel(0)];
}

/**
 * The map as RGBA bytes for a texture of one row.
 * @param {number} size number of colours
 */
export function colourTable(size) {
  const table = new Uint8Array(size * 4);
  for (let i = 0; i < size; i++) table.set([...colourAt(i / (size - 1)), 255], i * 4);
  return table;
}
