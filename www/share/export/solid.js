// The mountain as a solid for a 3-D printer: binary STL in millimetres, closed on all sides. Pure.

/** Points along a side at most: finer than a nozzle of 0.4 mm can print. */
const MOST_POINTS = 129;
/** The longer side, the height between the ends of the range, and the plate below, in millimetres. */
const SIDE = 100;
const HEIGHT = 45;
const PLATE = 3;
const HEAD = 80;
const TRIANGLE = 50;

/**
 * @param {import("./tables.js").Grid} grid
 * @param {{low: number, high: number}} range losses at the ends of the height; what lies beyond is cut off, what is no number is high
 * @param {(loss: number) => number} scaled the loss as the mountain shows it: itself or its logarithm
 * @returns {Uint8Array}
 */
export function mountainStl({ columns, rows, heights, a, b }, range, scaled) {
  const stride = Math.max(1, Math.ceil((Math.max(columns, rows) - 1) / (MOST_POINTS - 1)));
  const [across, up] = [Math.floor((columns - 1) / stride) + 1, Math.floor((rows - 1) / stride) + 1];
  const [width, depth] = [a[1] - a[0], b[1] - b[0]];
  const unit = SIDE / Math.max(width, depth);
  const [low, high] = [scaled(range.low), scaled(range.high)];
  /** @param {number} column @param {number} row @param {boolean} isTop @returns {[number, number, number]} */
  const point = (column, row, isTop) => {
    const loss = heights[row * stride * columns + column * stride];
    const share = Number.isFinite(loss) ? (scaled(Math.max(loss, range.low)) - low) / (high - low) : 1;
    return [
      (column / (across - 1)) * width * unit,
      (row / (up - 1)) * depth * unit,
      isTop ? PLATE + HEIGHT * Math.min(1, Math.max(0, share)) : 0,
    ];
  };
  /** @type {[number, number, number][][]} */
  const triangles = [];
  /** Four corners, counter-clockwise as seen from outside. @param {[number, number, number][]} corners */
  const quad = ([p, q, r, s]) => triangles.push([p, q, r], [p, r, s]);
  for (let row = 0; row + 1 < up; row += 1) {
    for (let column = 0; column + 1 < across; column += 1) {
      for (const isTop of [true, false]) {
        const corners = [
          point(column, row, isTop),
          point(column + 1, row, isTop),
          point(column + 1, row + 1, isTop),
          point(column, row + 1, isTop),
        ];
        quad(isTop ? corners : corners.reverse());
      }
    }
  }
  /** A wall below the edge from one point of the rim to the next. @param {number[]} from @param {number[]} to */
  const wall = ([c0, r0], [c1, r1]) =>
    quad([point(c0, r0, false), point(c1, r1, false), point(c1, r1, true), point(c0, r0, true)]);
  for (let column = 0; column + 1 < across; column += 1) {
    wall([column, 0], [column + 1, 0]);
    wall([column + 1, up - 1], [column, up - 1]);
  }
  for (let row = 0; row + 1 < up; row += 1) {
    wall([across - 1, row], [across - 1, row + 1]);
    wall([0, row + 1], [0, row]);
  }
  return written(triangles);
}

/** @param {[number, number, number][][]} triangles */
function written(triangles) {
  const bytes = new Uint8Array(HEAD + 4 + TRIANGLE * triangles.length);
  bytes.set(new TextEncoder().encode("Downhill: a loss surface, in millimetres"));
  const view = new DataView(bytes.buffer);
  view.setUint32(HEAD, triangles.length, true);
  triangles.forEach(([p, q, r], index) => {
    const start = HEAD + 4 + TRIANGLE * index;
    const [u, v] = [q, r].map((end) => end.map((value, axis) => value - p[axis]));
    const normal = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
    const length = Math.hypot(...normal) || 1;
    const numbers = [...normal.map((part) => part / length), ...p, ...q, ...r];
    numbers.forEach((value, at) => {
      view.setFloat32(start + 4 * at, value, true);
    });
  });
  return bytes;
}
