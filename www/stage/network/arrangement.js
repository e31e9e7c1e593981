// Where the units of a network stand in a picture: which layers and units have room, and their places. Knows no canvas.

/**
 * A unit in the picture. @typedef {{layer: number, unit: number, x: number, y: number, radius: number}} Spot
 */

/**
 * One layer in the picture; `hidden` of its units have no room and are told between `gapBefore` and the spots after it.
 * @typedef {{layer: number, x: number, spots: Spot[], hidden: number, gapY: number}} Column
 */

/** The least distance between the centres of two units, and between two layers, in CSS pixels. */
const UNIT_GAP = 10;
const LAYER_GAP = 46;
const MAX_RADIUS = 13;
/** A column is no higher than this a unit, so that small layers stay together. */
const LOOSEST = 64;

/**
 * How many layers (inputs included) fit side by side.
 * @param {number} width @param {number} depth number of the last layer
 */
export function columnsThatFit(width, depth) {
  return Math.min(depth + 1, Math.max(2, Math.floor(width / LAYER_GAP) + 1));
}

/**
 * The layers shown: as many as fit from `wanted` on, none beyond the last one.
 * @param {number} wanted @param {number} columns @param {number} depth
 * @returns {[number, number]}
 */
export function layersShown(wanted, columns, depth) {
  const first = Math.max(0, Math.min(wanted, depth + 1 - columns));
  return [first, Math.min(depth, first + columns - 1)];
}

/**
 * The units of a layer that are shown when `room` fit: the first and the last ones, and those that must be there.
 * @param {number} count @param {number} room @param {ReadonlySet<number>} needed
 * @returns {number[]}
 */
export function unitsShown(count, room, needed) {
  const all = Array.from({ length: count }, (_, unit) => unit);
  if (count <= room) return all;
  const places = Math.max(2, room - 1); // one for the sign that some are left out
  const head = Math.ceil(places / 2);
  const tail = places - head;
  const shown = [...all.slice(0, head), ...all.slice(count - tail)];
  // The needed ones take the places nearest to the gap.
  let place = head - 1;
  for (const unit of [...needed].sort((a, b) => a - b)) {
    if (unit >= head && unit < count - tail && place > 0) {
      shown[place] = unit;
      place -= 1;
    }
  }
  return shown.sort((a, b) => a - b);
}

/**
 * @param {ArrayLike<number>} widths n_0 … n_D
 * @param {[number, number]} layers the first and the last one shown
 * @param {{left: number, right: number, top: number, bottom: number}} box
 * @param {ReadonlyMap<number, ReadonlySet<number>>} needed units that must be seen, by layer
 * @returns {Column[]}
 */
export function arrange(widths, [first, last], box, needed) {
  const height = box.bottom - box.top;
  const room = Math.max(3, Math.floor(height / UNIT_GAP));
  const step = last > first ? (box.right - box.left) / (last - first) : 0;
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const layer = first + index;
    const count = widths[layer] ?? 0;
    const units = unitsShown(count, room, needed.get(layer) ?? new Set());
    const places = units.length + (units.length < count ? 1 : 0);
    const pitch = Math.min(LOOSEST, height / places);
    const top = (box.top + box.bottom - pitch * (places - 1)) / 2;
    const x = box.left + step * index;
    const radius = Math.min(MAX_RADIUS, 0.42 * pitch);
    // The gap stands before the first of the last ones.
    const tailStart = units.findIndex((unit, at) => unit >= count - (units.length - at) && at > 0);
    const gapAt = units.length < count ? Math.max(1, tailStart) : units.length;
    const spots = units.map((unit, at) => ({
      layer,
      unit,
      x,
      y: top + pitch * (at + (at >= gapAt ? 1 : 0)),
      radius,
    }));
    return { layer, x, spots, hidden: count - units.length, gapY: top + pitch * gapAt };
  });
}

/**
 * Where layer `layer` (from 1) begins in the flat vector, and its weights and biases.
 * @param {ArrayLike<number>} widths @param {number} layer
 */
export function placeOf(widths, layer) {
  let start = 0;
  for (let below = 1; below < layer; below += 1) {
    start += ((widths[below - 1] ?? 0) + 1) * (widths[below] ?? 0);
  }
  const [fanIn, fanOut] = [widths[layer - 1] ?? 0, widths[layer] ?? 0];
  return { start, fanIn, fanOut, biases: start + fanIn * fanOut, end: start + (fanIn + 1) * fanOut };
}

/**
 * Which weight an entry of the flat vector is; `from` −1 is a bias. None for a learned α, which stands behind all layers.
 * @param {ArrayLike<number>} widths @param {number} entry
 * @returns {{layer: number, from: number, to: number} | undefined}
 */
export function weightAt(widths, entry) {
  for (let layer = 1; layer < widths.length; layer += 1) {
    const { start, fanIn, biases, end } = placeOf(widths, layer);
    if (entry >= end) continue;
    if (entry >= biases) return { layer, from: -1, to: entry - biases };
    return { layer, from: (entry - start) % fanIn, to: Math.floor((entry - start) / fanIn) };
  }
  return undefined;
}

/** The other way round. @param {ArrayLike<number>} widths @param {{layer: number, from: number, to: number}} weight */
export function entryOf(widths, { layer, from, to }) {
  const { start, fanIn, biases } = placeOf(widths, layer);
  return from < 0 ? biases + to : start + to * fanIn + from;
}
