// A network on a 2-D canvas: units and weights, with the values of one row or with the derivatives that come back. Draws what it
// is given and says what is under a pointer.
import { arrange } from "./arrangement.js";
import { ofDerivative, ofValue } from "./strength.js";

/**
 * @typedef {{layer: number, from: number, to: number}} Weight `from` −1 is the bias of unit `to`
 * @typedef {{panel: string, ink: string, soft: string, line: string, accent: string, skip: string}} Colours
 * @typedef {{
 *   widths: ArrayLike<number>, layers: [number, number], mode: "values" | "derivatives",
 *   unitNumber: (layer: number, unit: number) => number, unitLabel: (layer: number, unit: number) => string,
 *   weightNumber: (weight: Weight) => number,
 *   inputLabel: (unit: number) => string, outputLabel: (unit: number) => string, layerLabel: (layer: number) => string,
 *   moreLabel: (count: number) => string,
 *   skips: [number, number][], chosen: Weight | undefined, way: {layer: number, unit: number}[],
 * }} Scene
 */

/** Widths of the thinnest and the thickest weight, in CSS pixels. */
const THIN = 0.35;
const THICK = 4.5;
/** Strengths below this are not to be seen on a line. */
const FAINT = 0.02;
/** A finger may be this far beside a line, in CSS pixels. */
const REACH = 9;
const HEAD = 17;
/** What stands over lines is set off by so much of the ground, in CSS pixels. */
const HALO = 3;

/** @typedef {{weight: Weight, x0: number, y0: number, x1: number, y1: number, strength: number, isPositive: boolean}} Line */

/**
 * @param {HTMLCanvasElement} canvas
 */
export function createPicture(canvas) {
  /** @type {Line[]} */
  let lines = [];
  /** @type {import("./arrangement.js").Column[]} */
  let columns = [];

  /**
   * @param {Scene} scene @param {Colours} colours @param {string} font @param {boolean} isLarge
   * @param {{width: number, height: number, scale: number}} [sheet] size and fineness of a file, which brings its own ground; else
   *   those of the page
   */
  function draw(scene, colours, font, isLarge, sheet) {
    const { clientWidth, clientHeight } = canvas;
    const ratio = globalThis.devicePixelRatio || 1;
    const { width, height, scale } = sheet ?? { width: clientWidth, height: clientHeight, scale: ratio };
    const context = canvas.getContext("2d");
    if (!context || width === 0 || height === 0) return;
    const [pixelsX, pixelsY] = [Math.round(width * scale), Math.round(height * scale)];
    if (canvas.width !== pixelsX) canvas.width = pixelsX;
    if (canvas.height !== pixelsY) canvas.height = pixelsY;
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, width, height);
    if (sheet) {
      context.fillStyle = colours.panel;
      context.fillRect(0, 0, width, height);
    }
    const size = isLarge ? 13 : 11;
    context.font = `${size}px ${font}`;
    const depth = scene.widths.length - 1;
    const [first, last] = scene.layers;
    columns = arrange(scene.widths, scene.layers, box(scene, context, width, height), needed(scene));
    const spotAt = new Map(
      columns.flatMap(({ spots }) =>
        spots.map((spot) => /** @type {const} */ ([`${spot.layer}:${spot.unit}`, spot])),
      ),
    );
    const strengthOf = scene.mode === "values" ? ofValue : ofDerivative;
    const tint = (/** @type {boolean} */ isPositive) => (isPositive ? colours.skip : colours.accent);

    drawSkips(context, scene, columns, colours);
    lines = linesOf(columns, scene, strengthOf);
    const crowd = Math.min(1, 260 / Math.max(1, lines.length));
    for (const line of lines) {
      if (line.strength < FAINT) continue;
      context.globalAlpha = Math.min(1, 0.12 + line.strength * (0.5 + 0.5 * crowd));
      context.strokeStyle = tint(line.isPositive);
      context.lineWidth = THIN + (THICK - THIN) * line.strength ** 1.5 * (0.35 + 0.65 * crowd);
      trace(context, line);
    }
    context.globalAlpha = 1;
    drawWay(context, scene, spotAt, lines, colours);

    for (const { spots, hidden, gapY, x } of columns) {
      for (const spot of spots) {
        const value = scene.unitNumber(spot.layer, spot.unit);
        const strength = strengthOf(value);
        context.beginPath();
        context.arc(spot.x, spot.y, spot.radius, 0, 2 * Math.PI);
        context.fillStyle = colours.panel;
        context.fill();
        context.globalAlpha = strength;
        context.fillStyle = tint(value > 0);
        context.fill();
        context.globalAlpha = 1;
        context.strokeStyle = isOnWay(scene, spot) ? colours.ink : colours.soft;
        context.lineWidth = isOnWay(scene, spot) ? 2 : 1;
        // An exact zero is hollow and dashed: nothing comes here.
        context.setLineDash(value === 0 && spot.layer > 0 ? [2, 2] : []);
        context.stroke();
        context.setLineDash([]);
      }
      if (hidden > 0) {
        context.fillStyle = colours.soft;
        context.textAlign = "center";
        context.textBaseline = "middle";
        context.fillText(scene.moreLabel(hidden), x, gapY);
      }
    }

    context.textBaseline = "middle";
    drawNumbers(context, scene, columns, colours, size);
    for (const { layer, spots, x } of columns) {
      context.fillStyle = colours.soft;
      context.textAlign = layer === 0 ? "right" : layer === depth ? "left" : "center";
      const shift = layer === 0 ? (spots[0]?.radius ?? 0) : layer === depth ? -(spots[0]?.radius ?? 0) : 0;
      context.fillText(scene.layerLabel(layer), x + shift, HEAD / 2);
      context.fillStyle = colours.ink;
      if (layer === 0) {
        context.textAlign = "right";
        for (const { unit, x: at, y, radius } of spots)
          context.fillText(scene.inputLabel(unit), at - radius - 5, y);
      } else if (layer === depth) {
        context.textAlign = "left";
        for (const { unit, x: at, y, radius } of spots)
          context.fillText(scene.outputLabel(unit), at + radius + 5, y);
      }
    }
    // Layers that go on beyond the picture.
    context.fillStyle = colours.soft;
    if (first > 0) dots(context, 6, height / 2);
    if (last < depth) dots(context, width - 14, height / 2);
  }

  return {
    draw,
    /**
     * What is at a place of the canvas: a unit, or the weight whose line is nearest.
     * @param {number} x @param {number} y in CSS pixels
     * @returns {{unit: import("./arrangement.js").Spot} | {weight: Weight} | undefined}
     */
    at(x, y) {
      const spots = columns.flatMap((column) => column.spots);
      const spot = spots.find((one) => Math.hypot(one.x - x, one.y - y) <= Math.max(one.radius, 6) + 2);
      if (spot) return { unit: spot };
      let best;
      let distance = REACH;
      for (const line of lines) {
        const away = distanceTo(line, x, y) - 2 * line.strength;
        if (away < distance) [best, distance] = [line, away];
      }
      return best && { weight: best.weight };
    },
    /** The middle of a weight's line, for whoever points at it. @param {Weight} weight */
    middleOf(weight) {
      const line = lines.find(({ weight: other }) => isSame(other, weight));
      return line && { x: (line.x0 + line.x1) / 2, y: (line.y0 + line.y1) / 2 };
    },
  };
}

/** @param {Weight | undefined} one @param {Weight} other */
const isSame = (one, other) => one?.layer === other.layer && one.from === other.from && one.to === other.to;

/** Room for the labels at both ends. @param {Scene} scene @param {CanvasRenderingContext2D} context @param {number} width @param {number} height */
function box(scene, context, width, height) {
  const depth = scene.widths.length - 1;
  const [first, last] = scene.layers;
  const widest = (/** @type {number} */ count, /** @type {(unit: number) => string} */ label) => {
    const lengths = Array.from(
      { length: Math.min(count, 64) },
      (_, at) => context.measureText(label(at)).width,
    );
    return Math.min(width / 3, Math.max(0, ...lengths));
  };
  const left = first === 0 ? widest(scene.widths[0] ?? 0, scene.inputLabel) + 18 : 26;
  const right = last === depth ? widest(scene.widths[depth] ?? 0, scene.outputLabel) + 20 : 28;
  return { left, right: width - right, top: HEAD + 10, bottom: height - 12 };
}

/** @param {Scene} scene @returns {Map<number, Set<number>>} */
function needed({ chosen, way }) {
  /** @type {Map<number, Set<number>>} */
  const units = new Map();
  const add = (/** @type {number} */ layer, /** @type {number} */ unit) =>
    units.set(layer, (units.get(layer) ?? new Set()).add(unit));
  for (const { layer, unit } of way) add(layer, unit);
  if (chosen) {
    add(chosen.layer, chosen.to);
    if (chosen.from >= 0) add(chosen.layer - 1, chosen.from);
  }
  return units;
}

/**
 * Weights between neighbouring columns, the strongest last, so that they lie on top.
 * @param {import("./arrangement.js").Column[]} columns @param {Scene} scene @param {(value: number) => number} strengthOf
 * @returns {Line[]}
 */
function linesOf(columns, scene, strengthOf) {
  const found = columns.slice(1).flatMap((above, index) =>
    above.spots.flatMap((to) =>
      (columns[index]?.spots ?? []).map((from) => {
        const weight = { layer: above.layer, from: from.unit, to: to.unit };
        const value = scene.weightNumber(weight);
        const [x0, x1] = [from.x + from.radius, to.x - to.radius];
        return { weight, x0, y0: from.y, x1, y1: to.y, strength: strengthOf(value), isPositive: value > 0 };
      }),
    ),
  );
  return found.sort((one, other) => one.strength - other.strength);
}

/** @param {CanvasRenderingContext2D} context @param {{x0: number, y0: number, x1: number, y1: number}} line */
function trace(context, { x0, y0, x1, y1 }) {
  context.beginPath();
  context.moveTo(x0, y0);
  const bend = 0.38 * (x1 - x0);
  context.bezierCurveTo(x0 + bend, y0, x1 - bend, y1, x1, y1);
  context.stroke();
}

/**
 * Below each unit its number, where there is room for all of a layer.
 * @param {CanvasRenderingContext2D} context @param {Scene} scene @param {import("./arrangement.js").Column[]} columns @param {Colours} colours
 * @param {number} size of the type, in CSS pixels
 */
function drawNumbers(context, scene, columns, colours, size) {
  const [first, second] = columns;
  const across = first && second ? second.x - first.x : 0;
  context.textAlign = "center";
  context.lineWidth = HALO;
  context.strokeStyle = colours.panel;
  context.fillStyle = colours.ink;
  for (const { layer, spots } of columns) {
    // Inputs and answers have theirs beside them.
    if (layer === 0 || layer === scene.widths.length - 1) continue;
    const [upper, lower] = spots;
    const between = upper && lower ? lower.y - upper.y - 2 * upper.radius : Number.POSITIVE_INFINITY;
    const labels = spots.map(({ unit }) => scene.unitLabel(layer, unit));
    const widest = Math.max(...labels.map((label) => context.measureText(label).width));
    if (between < size + 2 || widest > 0.8 * across) continue;
    spots.forEach(({ x, y, radius }, at) => {
      const [label, below] = [labels[at] ?? "", y + radius + 0.5 * size + 2];
      context.strokeText(label, x, below);
      context.fillText(label, x, below);
    });
  }
}

/** Skips as arcs over the units. @param {CanvasRenderingContext2D} context @param {Scene} scene @param {import("./arrangement.js").Column[]} columns @param {Colours} colours */
function drawSkips(context, scene, columns, colours) {
  const at = new Map(columns.map((column) => [column.layer, column]));
  context.strokeStyle = colours.soft;
  context.lineWidth = 1.5;
  context.setLineDash([4, 3]);
  for (const [from, to] of scene.skips) {
    const [start, end] = [at.get(from), at.get(to)];
    if (!start || !end) continue;
    const y = Math.min(start.spots[0]?.y ?? 0, end.spots[0]?.y ?? 0) - (start.spots[0]?.radius ?? 0) - 1;
    context.beginPath();
    context.moveTo(start.x, y);
    context.quadraticCurveTo((start.x + end.x) / 2, y - 16, end.x, y);
    context.stroke();
  }
  context.setLineDash([]);
}

/** The chosen weight and the way from it to the loss. @param {CanvasRenderingContext2D} context @param {Scene} scene @param {Map<string, import("./arrangement.js").Spot>} spotAt @param {Line[]} lines @param {Colours} colours */
function drawWay(context, scene, spotAt, lines, colours) {
  const { chosen, way } = scene;
  context.strokeStyle = colours.ink;
  context.lineCap = "round";
  way.slice(1).forEach((next, index) => {
    const before = way[index];
    const [from, to] = [
      spotAt.get(`${before?.layer}:${before?.unit}`),
      spotAt.get(`${next.layer}:${next.unit}`),
    ];
    if (!from || !to) return;
    context.lineWidth = 1.6;
    trace(context, { x0: from.x + from.radius, y0: from.y, x1: to.x - to.radius, y1: to.y });
  });
  const line = chosen && lines.find(({ weight }) => isSame(chosen, weight));
  if (line) {
    context.lineWidth = 4;
    trace(context, line);
  }
  const bias = chosen && chosen.from < 0 && spotAt.get(`${chosen.layer}:${chosen.to}`);
  if (bias) {
    context.lineWidth = 2;
    context.beginPath();
    context.arc(bias.x, bias.y, bias.radius + 3.5, 0, 2 * Math.PI);
    context.stroke();
  }
  context.lineCap = "butt";
}

/** @param {Scene} scene @param {import("./arrangement.js").Spot} spot */
const isOnWay = ({ way }, { layer, unit }) => way.some((stop) => stop.layer === layer && stop.unit === unit);

/** @param {CanvasRenderingContext2D} context @param {number} x @param {number} y */
function dots(context, x, y) {
  for (const step of [0, 5, 10]) {
    context.beginPath();
    context.arc(x + step - 1, y, 1.4, 0, 2 * Math.PI);
    context.fill();
  }
}

/** From a point to the curve of a line, by sixteen chords. @param {Line} line @param {number} x @param {number} y */
function distanceTo({ x0, y0, x1, y1 }, x, y) {
  if (x < x0 - REACH || x > x1 + REACH) return Number.POSITIVE_INFINITY;
  const bend = 0.38 * (x1 - x0);
  let best = Number.POSITIVE_INFINITY;
  for (let part = 0; part <= 16; part += 1) {
    const t = part / 16;
    const [a, b, c, d] = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3];
    const px = a * x0 + b * (x0 + bend) + c * (x1 - bend) + d * x1;
    best = Math.min(best, Math.hypot(px - x, (a + b) * y0 + (c + d) * y1 - y));
  }
  return best;
}
