// Charts and the contour map as SVG files, written by the core's drawings, and any SVG as pixels.
import { sayMarks } from "../../lab/curve_marks.js";
import { flowWords } from "../../lab/flow_words.js";
import { mountainWords } from "../../lab/mountain_words.js";
import { runSeries, runSign, SERIES } from "../../lab/runs.js";
import { chooseContours } from "../../stage/mountain/contours.js";
import { FONT, paperColours } from "./paper.js";

/** Sizes in CSS pixels: a column of a paper, and a whole width of it. */
const CHART = { width: 480, height: 280 };
const MAP = { width: 620, height: 480 };
const SQUARE = { width: 480, height: 460 };
/** Pixels of the drawing per CSS pixel: plotters has whole coordinates. */
const FINENESS = 8;
/** Losses of the curve, and places of the path, a point. */
const POINT = 5;

/**
 * What is drawn, with its words.
 * @typedef {{
 *   words: import("../../i18n/index.js").Words, spec: import("../../state/core.js").Spec,
 *   report: import("../../lab/lab.js").DetailedReport, plane: import("../../engine/protocol.js").Plane | undefined,
 *   caption: string, parameters: readonly string[],
 *   names: readonly string[], sheet: import("../../lab/surface.js").DrawnSheet | undefined, marks: readonly import("../../stage/curves/curves.js").Mark[],
 *   tested: (measure: "loss" | "accuracy") => number[], flow: ReturnType<typeof import("../../stage/flow/flow.js").createFlow> | undefined,
 * }} Picture
 * @typedef {import("../../lab/theme.js").Colours} Colours
 * @typedef {NonNullable<Awaited<ReturnType<ReturnType<typeof import("../../stage/fit/fit.js").createFit>["drawing"]>>>} Answers
 * @typedef {NonNullable<ReturnType<ReturnType<typeof import("../../stage/clusters/clusters.js").createClusterView>["drawing"]>>} Groups
 */

/** @param {Colours} colours */
function style({ panel, ink, soft, line, accent, plain, skip, runs }) {
  const others = runs.slice(1);
  return JSON.stringify({
    scale: FINENESS,
    font: FONT,
    panel,
    ink,
    soft,
    line,
    accent,
    plain,
    skip,
    runs: others,
  });
}

/** Which sign and colour is which run, where there are several. @param {readonly string[]} names */
const keyOf = (names) => (names.length > 1 ? names.map((name, index) => `${runSign(index)} ${name}`) : []);

/** @param {ArrayLike<number>[]} parts */
function joined(parts) {
  return Float32Array.from(parts.flatMap((part) => Array.from(part)));
}

/** @param {typeof import("../../pkg/exports.js")} writer @param {Picture} picture @param {"loss" | "accuracy"} measure */
export function lossChart(writer, picture, measure) {
  const { words, report, spec, caption, names, marks, tested } = picture;
  const all = [report.details, ...report.others.map(({ details }) => details)];
  const curves = all.map((details) => details?.curve ?? new Float32Array());
  const series = curves.length === 1 ? [runSeries(spec)] : SERIES;
  const labels = {
    step: words.say("chart_step"),
    measure,
    curves: curves.map((curve, index) => ({ points: curve.length / POINT, series: series[index] })),
    events: marks.map(({ step, kind, value }) => ({ step, kind, value: value?.[measure] ?? null })),
    test: tested(measure),
  };
  const title = words.say(measure === "loss" ? "loss" : "file_accuracy");
  const description = [caption, ...keyOf(names), ...sayMarks(words, marks)].join(" · ");
  const sheet = { ...CHART, title, description };
  return writer.svg_loss_chart(
    joined(curves),
    JSON.stringify(labels),
    JSON.stringify(sheet),
    style(paperColours()),
  );
}

/**
 * The layers as the page shows them: with the twin, the line of theory and the blocked units.
 * @param {typeof import("../../pkg/exports.js")} writer @param {Picture} picture
 */
export function gradientChart(writer, { words, caption, flow }) {
  const drawn = flow?.drawing();
  if (!flow || !drawn) throw new Error(words.say("file_no_run"));
  const title = flowWords(words).title(flow.quantity);
  const description = [caption, flow.said].join(" · ");
  const sheet = { ...CHART, title, description };
  return writer.svg_gradient_chart(
    drawn.now,
    drawn.before,
    JSON.stringify(drawn.labels),
    JSON.stringify(sheet),
    style(paperColours()),
  );
}

/** @param {typeof import("../../pkg/exports.js")} writer @param {Picture} picture */
export function contourMap(writer, picture) {
  const { words, report, plane, caption, names, sheet: drawn, parameters } = picture;
  if (!drawn) throw new Error("the surface is not measured yet");
  const { grid, range, scale } = drawn;
  const axes = mountainWords(words, plane, range, parameters);
  const labels = {
    a: axes.axisA,
    b: axes.axisB,
    height: words.say("loss"),
    low: range.low,
    high: range.high,
    levels: chooseContours(range, scale).levels,
    logarithmic: scale === "log",
  };
  const trails = [report.details, ...report.others.map(({ details }) => details)].map((details) => {
    const trail = Array.from(details?.trail ?? []);
    return trail.filter((_, index) => index % POINT === 1 || index % POINT === 2);
  });
  const paths = trails.flatMap((trail, index) => (index === 0 ? trail : [Number.NaN, Number.NaN, ...trail]));
  const sheet = { ...MAP, title: words.say("file_map"), description: [caption, ...keyOf(names)].join(" · ") };
  return writer.svg_contour_map(
    grid.heights,
    grid.columns,
    Float32Array.of(...grid.a, ...grid.b),
    Float32Array.from(paths),
    JSON.stringify(labels),
    JSON.stringify(sheet),
    style(paperColours()),
  );
}

/**
 * What the network answers: over its plane, over its one input, or against what was wanted.
 * @param {typeof import("../../pkg/exports.js")} writer @param {Pick<Picture, "words" | "caption">} picture @param {Answers} drawn
 */
export function answersChart(
  writer,
  { words, caption },
  { kind, field, columns, rows, labels, title, said },
) {
  const { classes, ...colours } = paperColours();
  const isMarked = kind === "map" && labels.classes > 0;
  const key = [words.say("file_marks"), ...(isMarked ? [words.say("file_ring")] : [])];
  const description = [caption, ...said, ...key].join(" · ");
  const about = JSON.stringify({ ...labels, colours: classes });
  const sheet = JSON.stringify({ ...(kind === "map" ? SQUARE : CHART), title, description });
  if (kind === "map") return writer.svg_fit_map(field, columns, rows, about, sheet, style(colours));
  if (kind === "line") return writer.svg_fit_line(field, rows, about, sheet, style(colours));
  return writer.svg_fit_scatter(rows, about, sheet, style(colours));
}

/**
 * Points and the groups that they have found.
 * @param {typeof import("../../pkg/exports.js")} writer @param {Pick<Picture, "caption">} picture @param {Groups} drawn
 */
export function groupsChart(writer, { caption }, { points, centres, labels, title, said }) {
  const { classes, ...colours } = paperColours();
  const sheet = { ...SQUARE, title, description: [caption, ...said].join(" · ") };
  const about = JSON.stringify({ ...labels, colours: classes });
  return writer.svg_cluster_map(points, centres, about, JSON.stringify(sheet), style(colours));
}

/**
 * An SVG as pixels.
 * @param {string} svg @param {number} scale pixels a CSS pixel
 * @returns {Promise<Blob>} a PNG
 */
export async function rasterised(svg, scale) {
  const image = new Image();
  const [, width = "1", height = "1"] = /width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
  image.width = Number(width) * scale;
  image.height = Number(height) * scale;
  image.src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.width;
    canvas.height = image.height;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await png(canvas);
  } finally {
    URL.revokeObjectURL(image.src);
  }
}

/** @param {HTMLCanvasElement} canvas @returns {Promise<Blob>} */
export function png(canvas) {
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error("the picture is too large"))),
      "image/png",
    );
  });
}
