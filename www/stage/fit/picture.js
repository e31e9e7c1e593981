// The drawn part of a fit: the plane of two inputs, the curve over one, or answered against wanted numbers. plotters draws; what
// stands under the pointer or at the keys' cross is said.
import { createChartCanvas } from "../chart_canvas.js";
import { classColours } from "../marks.js";
import { createPointHand } from "../point_hand.js";
import { createReading } from "../reading.js";
import { fieldAt, labelsOf, nearestRow, placeOf, ROW, windowOf } from "./layout.js";

/** A row is read off within so many pixels of its mark. */
const REACH = 8;

/**
 * @typedef {{kind: import("./layout.js").Kind, frame: import("./layout.js").FitFrame, rows: Float32Array, columns: number,
 *   field: Float32Array}} Picture
 * @typedef {{
 *   row: (row: {wanted: number, answer: number, probability: number, part: number}) => string,
 *   place: (answer: {answer: number, probability: number}, x: number, y: number) => string,
 * }} Reader texts for a row and for a place, whose x and y are in measured units
 * @typedef {{isOn: () => boolean, add: (place: number[]) => void, move: (from: number[], to: number[]) => void,
 *   remove: (place: number[]) => void}} PlaceEditor places in measured units: the inputs, and for a curve the answer
 */

/**
 * @param {HTMLElement} host
 * @param {Promise<import("../chart_canvas.js").Fits>} arrival
 * @param {Reader} reader
 * @param {PlaceEditor} [editor]
 */
export function createPicture(host, arrival, reader, editor) {
  /** @type {Picture | undefined} */
  let picture;
  let window = [0, 1, 0, 1];
  /** @type {string[]} */
  let colours = [];
  /** The rectangle of the canvas' pixels that the window fills. @type {Int32Array<ArrayBufferLike>} */
  let placed = new Int32Array(4);

  const chart = createChartCanvas(host, arrival, (drawings, canvas, style) => {
    if (!picture || picture.kind === "table" || picture.kind === "digits") return;
    const { kind, frame, rows, columns, field } = picture;
    const labels = JSON.stringify({ ...labelsOf(frame, kind), colours });
    if (kind === "map") placed = drawings.draw_fit_map(canvas, field, columns, rows, labels, style);
    else if (kind === "line") placed = drawings.draw_fit_line(canvas, field, rows, labels, style);
    else placed = drawings.draw_fit_scatter(canvas, rows, labels, style);
    reading.refresh();
  });

  function rectangle() {
    const { width, clientWidth } = chart.canvas;
    if (!picture || placed[2] === 0 || width === 0) return undefined;
    const scale = clientWidth / width;
    const [left, top, across, up] = [...placed].map((pixels) => pixels * scale);
    return { left, top, width: across, height: up };
  }
  const reading = createReading(host, chart.canvas, rectangle, (u, v, room) => {
    if (!picture) return "";
    const { kind, rows, frame } = picture;
    const near = nearestRow(rows, window, kind, { u, v, width: room.width, height: room.height }, REACH);
    if (near !== undefined) {
      const [wanted, answer, part] = rows.subarray(near * ROW + 2, near * ROW + 5);
      const [x, y] = placeOf(rows, near, window, kind);
      const { probability } =
        kind === "map" ? fieldAt(picture, kind, clamp(x), clamp(y)) : { probability: Number.NaN };
      return reader.row({ wanted, answer, probability, part });
    }
    if (kind === "scatter") return "";
    const [x, y] = measuredPlace(frame, kind, u, v);
    return reader.place(fieldAt(picture, kind, u, v), x, y);
  });
  /** @param {import("./layout.js").FitFrame} frame @param {import("./layout.js").Kind} kind @param {number} u @param {number} v */
  function measuredPlace({ units }, kind, u, v) {
    return [u, v].map((share, axis) => {
      const [low, high] = [window[2 * axis], window[2 * axis + 1]];
      // Answers over one input are drawn in their own unit.
      const [mean, deviation] = (kind === "line" && axis === 1 ? undefined : units[axis]) ?? [0, 1];
      return mean + deviation * (low + share * (high - low));
    });
  }
  /** @param {number} row */
  function placeOfRow(row) {
    if (!picture) return [];
    const [u, v] = placeOf(picture.rows, row, window, picture.kind);
    return measuredPlace(picture.frame, picture.kind, u, v);
  }
  if (editor) {
    const at = (/** @type {number} */ u, /** @type {number} */ v) =>
      picture ? measuredPlace(picture.frame, picture.kind, u, v) : [];
    createPointHand(host, chart.canvas, rectangle, reading, {
      isOn: editor.isOn,
      // The place of a row, not its number: the next run, which may begin while it is held, has its rows in another order.
      near: (u, v, { width, height }, reach) => {
        const row = picture && nearestRow(picture.rows, window, picture.kind, { u, v, width, height }, reach);
        return row === undefined ? undefined : placeOfRow(row);
      },
      add: (u, v) => editor.add(at(u, v)),
      move: (from, u, v) => editor.move(from, at(u, v)),
      remove: editor.remove,
    });
  }

  return {
    canvas: chart.canvas,
    /** @param {Picture} next */
    show(next) {
      picture = next;
      window = windowOf(next.frame, next.kind);
      chart.refresh();
    },
    /** @param {import("../chart_canvas.js").Colours} theme */
    restyle(theme) {
      colours = classColours(chart.canvas);
      chart.setColours(theme);
    },
  };
}

/** @param {number} share */
function clamp(share) {
  return Math.min(1, Math.max(0, share));
}
