// Numbers of a run and of its mountain as files for other programs: CSV, JSON, NumPy's .npy. Pure: numbers in, text or bytes out.

/**
 * All layers at a step: log₁₀ of ‖∂L/∂W‖, and where it was looked at of ‖∂L/∂h‖ and of the size of h (root mean square).
 * @typedef {{step: number, weights: ArrayLike<number>, signals?: ArrayLike<number>, outputs?: ArrayLike<number>}} LayersAt
 * One run: 5 numbers a point of the curve (step, training loss and accuracy, validation loss and accuracy), 5 a point of the path (step,
 * a, b, training loss, distance from the plane), its layers as they were seen on its way, at `step` last, and loss and accuracy on the test
 * rows since they were opened: of the lead alone.
 * @typedef {{name: string, step: number, digest: string, curve: ArrayLike<number>, trail: ArrayLike<number>, layers: LayersAt[],
 *   tested: {step: number, values: ArrayLike<number>}[]}} Run
 * @typedef {{link: string, spec: import("../../state/core.js").Spec, digest: string, plane: string, runs: Run[]}} RunRecord
 * Losses over the plane, row-major `[b][a]`.
 * @typedef {{columns: number, rows: number, heights: Float32Array, a: [number, number], b: [number, number]}} Grid
 */

const POINT = 5;
const CURVE = ["train_loss", "train_accuracy", "validation_loss", "validation_accuracy"];
const PATH = ["a", "b", "train_loss", "distance"];
const TEST = ["test_loss", "test_accuracy"];
/** What is written of a layer, and where it stands. */
const LAYER = /** @type {const} */ ([
  ["log10_gradient_norm", "weights"],
  ["log10_signal_norm", "signals"],
  ["log10_output_size", "outputs"],
]);
const COLUMNS = [
  "run",
  "what",
  "step",
  "layer",
  ...CURVE,
  "a",
  "b",
  "distance",
  ...LAYER.map(([name]) => name),
  ...TEST,
];

/** The shortest decimal number that gives this float32 again. @param {number} value */
export function shortest(value) {
  if (!Number.isFinite(value)) return String(value);
  for (let digits = 1; digits < 9; digits += 1) {
    const text = Number(value.toPrecision(digits));
    if (Math.fround(text) === Math.fround(value)) return String(text);
  }
  return String(Number(value.toPrecision(9)));
}

/** Points of a flat array. @param {ArrayLike<number>} flat @returns {number[][]} */
function points(flat) {
  const all = [];
  for (let at = 0; at + POINT <= flat.length; at += POINT)
    all.push(Array.from({ length: POINT }, (_, k) => flat[at + k]));
  return all;
}

/** A cell: empty where there is no number. @param {number} value */
const cell = (value) => (Number.isNaN(value) ? "" : shortest(value).replace("Infinity", "inf"));

/** A name that may hold a comma or a quote. @param {string} text */
const quoted = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** One tidy table of all runs; lines with # say where it comes from. @param {RunRecord} record */
export function runsCsv({ link, digest, plane, runs }) {
  const lines = [`# downhill ${link}`, `# digest ${digest}, plane ${plane}`, COLUMNS.join(",")];
  /** @param {Run} run @param {string} what @param {Record<string, string>} values */
  const add = (run, what, values) => {
    const row = { run: quoted(run.name), what, ...values };
    lines.push(COLUMNS.map((column) => /** @type {Record<string, string>} */ (row)[column] ?? "").join(","));
  };
  for (const run of runs) {
    for (const [kind, names, flat] of /** @type {const} */ ([
      ["curve", CURVE, run.curve],
      ["path", PATH, run.trail],
    ])) {
      for (const [step, ...numbers] of points(flat)) {
        const values = names.map((name, index) => [name, cell(numbers[index])]);
        add(run, kind, { step: String(step), ...Object.fromEntries(values) });
      }
    }
    for (const seen of run.layers) {
      Array.from(seen.weights).forEach((_, index) => {
        const values = LAYER.map(([name, quantity]) => [name, cell(seen[quantity]?.[index] ?? Number.NaN)]);
        const place = { step: String(seen.step), layer: String(index + 1) };
        add(run, "gradient", { ...place, ...Object.fromEntries(values) });
      });
    }
    for (const { step, values } of run.tested) {
      const numbers = TEST.map((name, index) => [name, cell(values[index])]);
      add(run, "test", { step: String(step), ...Object.fromEntries(numbers) });
    }
  }
  return `${lines.join("\n")}\n`;
}

/** JSON has no NaN and no infinity: nothing and a word stand for them. @param {number} value */
const plain = (value) =>
  Number.isNaN(value) ? null : Number.isFinite(value) ? Number(shortest(value)) : String(value);

/** Everything of the runs, as columns. @param {RunRecord} record */
export function runsJson({ link, spec, digest, plane, runs }) {
  /** @param {ArrayLike<number>} flat @param {string[]} names */
  const columns = (flat, names) => {
    const all = points(flat);
    return Object.fromEntries(
      ["step", ...names].map((name, k) => [name, all.map((point) => plain(point[k]))]),
    );
  };
  /** Of each quantity a list of layers for each step; null where it was not looked at. @param {LayersAt[]} seen */
  const layersOf = (seen) =>
    Object.fromEntries([
      ["step", seen.map(({ step }) => step)],
      ...LAYER.map(([name, quantity]) => [
        `${name}s`,
        seen.map(({ [quantity]: values }) => (values ? Array.from(values, plain) : null)),
      ]),
    ]);
  const written = runs.map(({ name, step, digest: own, curve, trail, layers, tested }) => ({
    name,
    step,
    digest: own,
    curve: columns(curve, CURVE),
    path: columns(trail, PATH),
    test: Object.fromEntries([
      ["step", tested.map(({ step: at }) => at)],
      ...TEST.map((column, index) => [column, tested.map(({ values }) => plain(values[index]))]),
    ]),
    log10_gradient_norms: Array.from(layers.at(-1)?.weights ?? [], plain),
    layers: layersOf(layers),
  }));
  return `${JSON.stringify({ downhill: 1, link, spec, digest, plane, runs: written }, null, 1)}\n`;
}

/** Coordinate of a column or row. @param {[number, number]} ends @param {number} index @param {number} count */
const at = ([low, high], index, count) => low + ((high - low) * index) / (count - 1);

/** The losses as a table: a along the first line, b down the first column. @param {Grid} grid */
export function gridCsv({ columns, rows, heights, a, b }) {
  const head = ["b\\a", ...Array.from({ length: columns }, (_, column) => shortest(at(a, column, columns)))];
  const lines = Array.from({ length: rows }, (_, row) =>
    [
      shortest(at(b, row, rows)),
      ...Array.from(heights.subarray(row * columns, (row + 1) * columns), cell),
    ].join(","),
  );
  return `${[head.join(","), ...lines].join("\n")}\n`;
}

/** The losses as NumPy reads them with `numpy.load`: float32, shape (rows, columns). Format 1.0. @param {Grid} grid */
export function gridNpy({ columns, rows, heights }) {
  const head = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${columns}), }`;
  // Magic, version and length take 10 bytes; numbers begin at a multiple of 64.
  const length = Math.ceil((10 + head.length + 1) / 64) * 64 - 10;
  const bytes = new Uint8Array(10 + length + 4 * heights.length);
  bytes.set([0x93, ...new TextEncoder().encode("NUMPY"), 1, 0]);
  const view = new DataView(bytes.buffer);
  view.setUint16(8, length, true);
  bytes.set(new TextEncoder().encode(`${head.padEnd(length - 1)}\n`), 10);
  heights.forEach((height, index) => {
    view.setFloat32(10 + length + 4 * index, height, true);
  });
  return bytes;
}
