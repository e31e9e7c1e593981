// A strip below the bars: steps from left to right, layers from the first at the bottom to the last at the top, and the stronger the
// colour the greater the gradient. An exact zero is hatched, for it is no small number; what left the numbers has the accent's colour.
import { channels } from "../channels.js";
import { createPointerValue } from "../pointer_value.js";
import { footOf, History, strength } from "./history.js";

/** Between two pictures, in milliseconds. */
const PACE_MS = 200;
/** A hatched pixel in so many. */
const HATCH = 4;
/** Even a hardly seen gradient is told from no colour. */
const LEAST = 0.06;

/** @typedef {{panel: string, soft: string, accent: string, plain: string, skip: string}} StripColours */

/** One run: what was seen of it, and its colour. @typedef {{history: History, series: "plain" | "skip"}} Shown */

/**
 * @param {HTMLElement} after what it stands below
 * @param {{says: (from: import("./history.js").Column, to: import("./history.js").Column) => string,
 *   value: (step: number, log10: Float32Array) => string, name: () => string}} words
 */
export function createStrip(after, words) {
  const host = document.createElement("div");
  host.className = "flow-strip";
  host.id = "flow-strip";
  host.hidden = true;
  const canvas = document.createElement("canvas");
  canvas.setAttribute("role", "img");
  host.append(canvas);
  after.after(host);
  /** @type {Shown[]} */
  let shown = [];
  /** The logarithm where colours end. */
  let highest = -9;
  /** @type {StripColours | undefined} */
  let colours;
  let lastDraw = Number.NEGATIVE_INFINITY;
  let isWaiting = false;

  /** Which run stands at a share of the width, and how far along it. @param {number} share */
  function placeAt(share) {
    const index = Math.min(shown.length - 1, Math.floor(share * shown.length));
    return { run: shown[index], along: share * shown.length - index };
  }
  const values = createPointerValue(
    host,
    (share) => {
      const { run, along } = placeAt(share);
      const column = run?.history.at(along * run.history.last);
      return column ? words.value(column.step, column.values) : "";
    },
    () => 0,
    words.name,
  );

  function draw() {
    isWaiting = false;
    lastDraw = performance.now();
    const layers = Math.max(0, ...shown.map(({ history }) => history.columns[0]?.values.length ?? 0));
    const width = host.clientWidth;
    const pen = canvas.getContext("2d");
    if (!colours || !pen || layers === 0 || width === 0) return;
    // A pixel a layer and a CSS pixel a column; the style sheet makes it as high as it is to be.
    Object.assign(canvas, { width, height: layers });
    const image = pen.createImageData(width, layers);
    const [ground, soft, accent] = [
      channels(colours.panel),
      channels(colours.soft),
      channels(colours.accent),
    ];
    const foot = footOf(
      shown.flatMap(({ history }) => history.columns),
      highest,
    );
    for (let x = 0; x < width; x += 1) {
      const { run, along } = placeAt((x + 0.5) / width);
      if (!run) continue;
      // A gap between two runs.
      const isGap = shown.length > 1 && Math.abs(x - width / 2) < 2;
      const column = isGap ? undefined : run.history.at(along * run.history.last);
      const full = channels(colours[run.series]);
      for (let layer = 0; layer < layers; layer += 1) {
        const value = column?.values[layer] ?? Number.NaN;
        const y = layers - 1 - layer;
        let colour = ground;
        if (value === Number.POSITIVE_INFINITY) colour = accent;
        else if (value === Number.NEGATIVE_INFINITY) colour = (x + y) % HATCH === 0 ? soft : ground;
        else if (!Number.isNaN(value)) {
          const share = LEAST + (1 - LEAST) * strength(value, foot);
          colour = /** @type {[number, number, number]} */ (
            ground.map((channel, at) => Math.round(channel + ((full[at] ?? 0) - channel) * share))
          );
        }
        image.data.set([...colour, 255], 4 * (y * width + x));
      }
    }
    pen.putImageData(image, 0, 0);
  }
  function refresh() {
    if (isWaiting || host.hidden) return;
    isWaiting = true;
    setTimeout(draw, Math.max(0, lastDraw + PACE_MS - performance.now()));
  }
  new ResizeObserver(refresh).observe(host);

  function say() {
    const texts = shown.flatMap(({ history: { columns } }) => {
      const [from, to] = [columns[0], columns.at(-1)];
      return from && to ? [words.says(from, to)] : [];
    });
    canvas.setAttribute("aria-label", texts.join("; "));
    values.tell();
  }

  return {
    /** @param {Shown[]} runs from left to right @param {number} foot the logarithm where colours end at least */
    show(runs, foot) {
      highest = foot;
      shown = runs.filter(({ history }) => history.columns.length > 0);
      host.hidden = !shown.some(({ history }) => history.columns.length > 1);
      say();
      refresh();
    },
    /** Words or colours have changed. @param {StripColours} theme */
    restyle(theme) {
      colours = theme;
      say();
      refresh();
    },
  };
}
