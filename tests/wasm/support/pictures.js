// The gallery's thumbnails, from the core's own numbers. `BLESS=1 node --test tests/wasm/gallery.test.js` writes them anew.
import { coarse, fine } from "../../../www/gallery/code.js";
import { chooseRange, levelOf } from "../../../www/stage/mountain/range.js";
import { Session, SurfaceSampler, specOf } from "./core.js";

/** Points of a ground and of a map. */
const COLUMNS = 32;
const ROWS = 20;
/** Points of a path or a curve. */
const POINTS = 48;

/** @typedef {import("../../../www/gallery/plan.js").View} View */

/** @param {string} link @param {View} view @returns {string} */
export function pictureOf(link, { kind, steps }) {
  const spec = JSON.parse(specOf(link));
  const session = new Session(JSON.stringify(spec));
  if (spec.branches) session.set_branches(spec.branches);
  while (!session.is_over() && session.clock() < steps) session.advance(steps - session.clock());
  try {
    switch (kind) {
      case "ground":
        return ground(session, spec);
      case "pair":
        return `${ground(session, spec)}|${ground(session, spec, 1)}`;
      case "bars":
        return bars(session);
      case "map":
        return map(session);
      case "curves":
        return curves([0, ...session.runs()].map((run) => losses(session, run, 1)));
      case "both":
        return curves([losses(session, 0, 1), losses(session, 0, 3)]);
    }
  } finally {
    session.free();
  }
}

/** So many of a list, evenly, with its ends. @template T @param {ArrayLike<T>} list @param {number} most @returns {T[]} */
function thinned(list, most) {
  const all = Array.from(list);
  if (all.length <= most) return all;
  return Array.from(
    { length: most },
    (_, at) => /** @type {T} */ (all[Math.round((at * (all.length - 1)) / (most - 1))]),
  );
}

/** Rows of so many numbers. @param {ArrayLike<number>} numbers @param {number} width */
function rowsOf(numbers, width) {
  return Array.from({ length: numbers.length / width }, (_, row) =>
    Array.from({ length: width }, (_, at) => Number(numbers[row * width + at])),
  );
}

/** The land from above and the ways over it. @param {Session} session @param {Record<string, any>} spec @param {number} [run] */
function ground(session, spec, run) {
  const plane = run ? session.lay_second_plane(run) : session.lay_plane(spec.plane, 0);
  const of = run ? JSON.stringify({ ...spec, branches: "", residual: "scaled" }) : JSON.stringify(spec);
  const sampler = new SurfaceSampler(of);
  sampler.set_plane(plane.origin, plane.d1, plane.d2);
  const { a_min, a_max, b_min, b_max } = plane;
  const across = Float32Array.from(
    { length: COLUMNS },
    (_, at) => a_min + (at * (a_max - a_min)) / (COLUMNS - 1),
  );
  const heights = Array.from({ length: ROWS }, (_, row) => [
    ...sampler.row(across, b_max - (row * (b_max - b_min)) / (ROWS - 1)),
  ]).flat();
  const walkers = run ? [run] : spec.plane === "random" ? [0] : [0, ...session.runs()];
  const trails = walkers.map((walker) => rowsOf(session.trail(walker), 5));
  const seen = trails[0]?.map((point) => Number(point[3])) ?? [];
  const range = chooseRange(heights, seen, spec.height_scale === "log" ? "log" : "linear");
  const levels = heights.map((height) => levelOf(height, range, "linear", 0, 1));
  const paths = trails.map((points) => {
    const inside = points.filter(([, a = 0, b = 0]) => a >= a_min && a <= a_max && b >= b_min && b <= b_max);
    return fine(
      thinned(inside, POINTS).flatMap(([, a = 0, b = 0]) => [
        (a - a_min) / (a_max - a_min),
        (b - b_min) / (b_max - b_min),
      ]),
    );
  });
  sampler.free();
  plane.free();
  return ["g", COLUMNS, coarse(levels), ...paths].join(";");
}

/** A column of a run's curve. @param {Session} session @param {number} run @param {1 | 3} column */
function losses(session, run, column) {
  return rowsOf(session.curve(run), 5).map((row) => ({ step: Number(row[0]), loss: Number(row[column]) }));
}

/** @param {{step: number, loss: number}[][]} lines */
function curves(lines) {
  const all = lines.flat().map(({ loss }) => loss);
  const finite = all.filter((loss) => Number.isFinite(loss) && loss > 0);
  const isWide = Math.max(...finite) > 40 * Math.min(...finite);
  const height = (/** @type {number} */ loss) => (isWide ? Math.log10(Math.max(loss, 1e-9)) : loss);
  const [low, high] = [isWide ? height(Math.min(...finite)) : 0, height(Math.max(...finite))];
  const last = Math.max(...lines.flat().map(({ step }) => step));
  const drawn = lines.map((line) =>
    fine(
      thinned(
        line.filter(({ loss }) => Number.isFinite(loss)),
        POINTS,
      ).flatMap(({ step, loss }) => [step / last, (height(loss) - low) / (high - low)]),
    ),
  );
  return ["c", ...drawn].join(";");
}

/** What each layer receives before the first step, over the decades between the least and the most. @param {Session} session */
function bars(session) {
  const norms = [...session.layer_gradients(0)];
  const known = norms.filter(Number.isFinite);
  const high = Math.max(...known);
  // Three decades at least: what is nearly level must look level.
  const low = Math.min(high - 3, Math.min(...known) - 0.4);
  return ["b", fine(norms.map((norm) => (Number.isFinite(norm) ? (norm - low) / (high - low) : 0)))].join(
    ";",
  );
}

/** The answer over the plane of two inputs, and the training rows on it. @param {Session} session */
function map(session) {
  // Both inputs, each filled up to whole blocks, then the labels.
  const numbers = session.rows_of("train");
  const count = JSON.parse(session.dataset_summary()).rows.train;
  const block = (numbers.length - count) / 2;
  const data = Array.from({ length: count }, (_, row) =>
    [0, 1, 2].map((column) => Number(numbers[column * block + row])),
  );
  const reach = 1.08 * Math.max(...data.flatMap(([x = 0, y = 0]) => [Math.abs(x), Math.abs(y)]));
  const wide = (reach * COLUMNS) / ROWS;
  const places = Array.from({ length: ROWS }, (_, row) =>
    Array.from({ length: COLUMNS }, (_, column) => [
      -wide + (2 * wide * column) / (COLUMNS - 1),
      reach - (2 * reach * row) / (ROWS - 1),
    ]),
  ).flat(2);
  const answers = [...session.outputs(Float32Array.from(places))];
  const sure = answers.map((logit) => 1 / (1 + Math.exp(-logit)));
  const points = thinned(data, 90).map(
    ([x = 0, y = 0, label = 0]) => `${fine([(x + wide) / (2 * wide), (y + reach) / (2 * reach)])}${label}`,
  );
  return ["m", COLUMNS, coarse(sure), points.join("")].join(";");
}
