// The loss surface from above, as colours alone, with whoever walks on it: what there is to see until the mountain stands. It knows no
// WebGL and no third dimension, and weighs next to nothing.
import { colourTable } from "./mountain/colormap.js";
import { levelOf } from "./mountain/range.js";

/** Colours of the table. */
const COLOURS = 256;
/** Numbers a point of a trail; a and b stand at 1 and 2. */
const STRIDE = 5;
/** A ball, and lines, in CSS pixels. */
const RADIUS = 7;
const LINE = 2;
/** Around a ball, and its trail: seen on all colours of the table. */
const RING = "white";

/**
 * @typedef {import("./mountain/types.js").SurfaceGrid} SurfaceGrid
 * @typedef {Pick<import("./mountain/types.js").Walker, "place" | "trail">} Walker
 */

/** @param {HTMLElement} host it lies in */
export function createSketch(host) {
  const canvas = document.createElement("canvas");
  canvas.className = "sketch";
  canvas.setAttribute("aria-hidden", "true"); // the same is said in words elsewhere
  host.append(canvas);
  const table = colourTable(COLOURS);
  const tile = document.createElement("canvas");
  /** @type {SurfaceGrid | undefined} */
  let grid;
  let range = { low: 0, high: 1 };
  /** @type {"linear" | "log"} */
  let scale = "linear";
  /** @type {Walker[]} */
  let walkers = [];
  /** Its colours are those of the grid, range and scale of now. */
  let isPainted = false;
  let frame = 0;

  function refresh() {
    if (frame === 0) frame = requestAnimationFrame(draw);
  }
  /** One pixel for each loss; what is no number is as high as can be. @param {SurfaceGrid} of */
  function paint({ columns, rows, heights }) {
    [tile.width, tile.height] = [columns, rows];
    const pixels = new ImageData(columns, rows);
    for (let row = 0; row < rows; row += 1) {
      for (let column = 0; column < columns; column += 1) {
        const loss = heights[row * columns + column] ?? Number.NaN;
        const colour = Math.floor(levelOf(loss, range, scale, 0, 1) * (COLOURS - 1)) * 4;
        // The picture's rows go down, those of the plane up.
        pixels.data.set(table.subarray(colour, colour + 4), ((rows - 1 - row) * columns + column) * 4);
      }
    }
    tile.getContext("2d")?.putImageData(pixels, 0, 0);
    isPainted = true;
  }
  function draw() {
    frame = 0;
    const brush = canvas.getContext("2d");
    if (!grid || !brush) return;
    if (!isPainted) paint(grid);
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    [canvas.width, canvas.height] = [width * devicePixelRatio, height * devicePixelRatio];
    brush.scale(devicePixelRatio, devicePixelRatio);
    // The planes are as wide as they are deep.
    const side = Math.min(width, height);
    if (side <= 0) return;
    brush.translate((width - side) / 2, (height - side) / 2);
    brush.drawImage(tile, 0, 0, side, side);
    const { a, b } = grid;
    const x = (/** @type {number} */ value) => ((value - a[0]) / (a[1] - a[0])) * side;
    const y = (/** @type {number} */ value) => (1 - (value - b[0]) / (b[1] - b[0])) * side;
    const style = getComputedStyle(canvas);
    const isRace = walkers.length > 1;
    const colourOf = (/** @type {number} */ index) =>
      style.getPropertyValue(isRace ? `--run-${index}` : "--accent");
    brush.beginPath();
    brush.rect(0, 0, side, side);
    brush.clip();
    for (const [index, { place, trail = new Float32Array() }] of walkers.entries()) {
      brush.beginPath();
      for (let at = 0; at + STRIDE <= trail.length; at += STRIDE)
        brush.lineTo(x(trail[at + 1]), y(trail[at + 2]));
      if (place) brush.lineTo(x(place.a), y(place.b));
      brush.lineWidth = LINE;
      brush.strokeStyle = isRace ? colourOf(index) : RING;
      brush.stroke();
    }
    // The lead on top of all.
    for (const [index, { place }] of [...walkers.entries()].reverse()) {
      if (!place) continue;
      brush.beginPath();
      brush.arc(x(place.a), y(place.b), RADIUS, 0, 2 * Math.PI);
      brush.fillStyle = colourOf(index);
      brush.fill();
      brush.lineWidth = LINE;
      brush.strokeStyle = RING;
      brush.stroke();
    }
  }
  return {
    /** @param {SurfaceGrid} next */
    setSurface(next) {
      grid = next;
      isPainted = false;
      refresh();
    },
    /** @param {{low: number, high: number}} next losses at the ends of the colours @param {"linear" | "log"} how */
    setRange(next, how) {
      if (next.low === range.low && next.high === range.high && how === scale) return;
      [range, scale] = [next, how];
      isPainted = false;
      refresh();
    },
    /** @param {Walker[]} now the lead first */
    setWalkers(now) {
      walkers = now;
      refresh();
    },
    dispose() {
      cancelAnimationFrame(frame);
      canvas.remove();
    },
  };
}
