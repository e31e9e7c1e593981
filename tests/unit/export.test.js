// Files of numbers and solids, read back as another program would read them.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { mountainStl } from "../../www/share/export/solid.js";
import { gridCsv, gridNpy, runsCsv, runsJson, shortest } from "../../www/share/export/tables.js";

/** 3 columns and 2 rows, with what is no number. */
const GRID = {
  columns: 3,
  rows: 2,
  heights: Float32Array.of(0.1, 1e-9, Number.POSITIVE_INFINITY, 2, Number.NaN, 1 / 3),
  a: /** @type {[number, number]} */ ([-1, 1]),
  b: /** @type {[number, number]} */ ([0, 0.5]),
};
const RECORD = {
  link: "https://example.org/#v=1",
  spec: { seed: 7 },
  digest: "0123abcd",
  plane: "path",
  runs: [
    {
      name: 'Adam, "fast"',
      step: 2,
      digest: "0123abcd",
      curve: Float32Array.of(0, 0.7, 0.5, Number.NaN, 0.4, 2, 0.1, 1, 0.3, 0.9),
      trail: Float32Array.of(0, -1, 0.25, 0.7, 0, 2, 1, 0.5, 0.1, 0.01),
      tested: [{ step: 2, values: Float32Array.of(0.75, 0.5) }],
      layers: [
        { step: 0, weights: Float32Array.of(-1, -2) },
        {
          step: 2,
          weights: Float32Array.of(-1.5, Number.NEGATIVE_INFINITY),
          signals: Float32Array.of(-3, Number.NEGATIVE_INFINITY),
          outputs: Float32Array.of(-0.25, 0.5),
        },
      ],
    },
  ],
};

/** Reads a table as other programs do: cells with quotes, lines of notes left out. @param {string} text */
function table(text) {
  const lines = text
    .trimEnd()
    .split("\n")
    .filter((line) => !line.startsWith("#"));
  const cells = lines.map((line) =>
    [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, bare]) =>
      quoted === undefined ? bare : quoted.replaceAll('""', '"'),
    ),
  );
  const [head = [], ...rows] = cells;
  for (const row of rows) assert.equal(row.length, head.length);
  return rows.map((row) => Object.fromEntries(head.map((name, index) => [name, row[index]])));
}

describe("files of numbers", () => {
  it("write every float32 so that it comes back", () => {
    for (const value of [0.1, 1 / 3, 1e-45, 3.4e38, -2.5, 16777217, 0]) {
      assert.equal(Math.fround(Number(shortest(Math.fround(value)))), Math.fround(value));
    }
    assert.equal(shortest(Math.fround(0.1)), "0.1");
  });

  it("hold curve, path and gradients in one tidy table", () => {
    const rows = table(runsCsv(RECORD));
    assert.deepEqual(
      rows.map(({ what, step }) => [what, step]),
      [
        ["curve", "0"],
        ["curve", "2"],
        ["path", "0"],
        ["path", "2"],
        ["gradient", "0"],
        ["gradient", "0"],
        ["gradient", "2"],
        ["gradient", "2"],
        ["test", "2"],
      ],
    );
    assert.equal(rows[0]?.run, 'Adam, "fast"');
    assert.deepEqual([rows[0]?.train_loss, rows[0]?.validation_loss], ["0.7", ""]);
    assert.deepEqual(
      [rows[3]?.a, rows[3]?.b, rows[3]?.train_loss, rows[3]?.distance],
      ["1", "0.5", "0.1", "0.01"],
    );
    const [seen, latest] = [rows[5], rows[7]];
    assert.deepEqual([seen?.layer, seen?.log10_gradient_norm, seen?.log10_signal_norm], ["2", "-2", ""]);
    assert.deepEqual(
      [latest?.layer, latest?.log10_gradient_norm, latest?.log10_signal_norm, latest?.log10_output_size],
      ["2", "-inf", "-inf", "0.5"],
    );
    assert.match(runsCsv(RECORD), /^# downhill https:\/\/example\.org\/#v=1\n# digest 0123abcd/);
  });

  it("hold the same as JSON, with spec and digest", () => {
    const { spec, digest, runs } = JSON.parse(runsJson(RECORD));
    assert.deepEqual([spec, digest], [RECORD.spec, RECORD.digest]);
    assert.deepEqual(runs[0].curve.validation_loss, [null, 0.3]);
    assert.deepEqual(runs[0].path.a, [-1, 1]);
    assert.deepEqual(runs[0].test, { step: [2], test_loss: [0.75], test_accuracy: [0.5] });
    assert.deepEqual(runs[0].log10_gradient_norms, [-1.5, "-Infinity"]);
    assert.deepEqual(runs[0].layers, {
      step: [0, 2],
      log10_gradient_norms: [
        [-1, -2],
        [-1.5, "-Infinity"],
      ],
      log10_signal_norms: [null, [-3, "-Infinity"]],
      log10_output_sizes: [null, [-0.25, 0.5]],
    });
  });

  it("hold the surface as a table with its coordinates", () => {
    const [head, ...rows] = gridCsv(GRID)
      .trimEnd()
      .split("\n")
      .map((line) => line.split(","));
    assert.deepEqual(head, ["b\\a", "-1", "0", "1"]);
    assert.deepEqual(rows, [
      ["0", "0.1", "1e-9", "inf"],
      ["0.5", "2", "", "0.33333334"],
    ]);
  });

  it("hold the surface as NumPy reads it", () => {
    const bytes = gridNpy(GRID);
    assert.deepEqual([...bytes.subarray(0, 8)], [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
    const view = new DataView(bytes.buffer);
    const length = view.getUint16(8, true);
    assert.equal((10 + length) % 64, 0);
    const head = new TextDecoder().decode(bytes.subarray(10, 10 + length));
    assert.match(head, /^\{'descr': '<f4', 'fortran_order': False, 'shape': \(2, 3\), \} *\n$/);
    const numbers = Array.from(GRID.heights, (_, index) => view.getFloat32(10 + length + 4 * index, true));
    assert.deepEqual(numbers, [...GRID.heights]);
    assert.equal(bytes.length, 10 + length + 24);
  });
});

describe("the mountain as a solid", () => {
  const side = 201;
  const heights = Float32Array.from({ length: side * side }, (_, index) => {
    const [x, y] = [(index % side) / 100 - 1, Math.floor(index / side) / 100 - 1];
    return index === 777 ? Number.NaN : 1 + x * x + 2 * y * y;
  });
  const grid = { columns: side, rows: side, heights, a: GRID.a, b: GRID.a };
  const bytes = mountainStl(grid, { low: 1, high: 2.5 }, (loss) => loss);
  const view = new DataView(bytes.buffer);
  const count = view.getUint32(80, true);
  /** Corners of a triangle. @param {number} index */
  const corners = (index) =>
    [1, 2, 3].map((corner) =>
      [0, 1, 2].map((axis) => view.getFloat32(84 + 50 * index + 12 * corner + 4 * axis, true)),
    );

  it("has as many triangles as it says, of finite numbers", () => {
    assert.equal(bytes.length, 84 + 50 * count);
    for (let index = 0; index < count; index += 1) assert.ok(corners(index).flat().every(Number.isFinite));
  });

  it("is closed: every edge is met once in each direction", () => {
    /** @type {Map<string, number>} */
    const balance = new Map();
    for (let index = 0; index < count; index += 1) {
      const three = corners(index).map(String);
      three.forEach((from, at) => {
        const to = three[(at + 1) % 3] ?? "";
        const [key, sign] = from < to ? [`${from} ${to}`, 1] : [`${to} ${from}`, -1];
        balance.set(key, (balance.get(key) ?? 0) + sign);
      });
    }
    assert.deepEqual(
      [...balance.values()].filter((sum) => sum !== 0),
      [],
    );
  });

  it("is turned inside out nowhere and has the size it says", () => {
    let volume = 0;
    let [widest, highest] = [0, 0];
    for (let index = 0; index < count; index += 1) {
      const [p, q, r] = /** @type {[number[], number[], number[]]} */ (corners(index));
      volume +=
        (p[0] * (q[1] * r[2] - q[2] * r[1]) -
          p[1] * (q[0] * r[2] - q[2] * r[0]) +
          p[2] * (q[0] * r[1] - q[1] * r[0])) /
        6;
      for (const [x, , z] of [p, q, r]) [widest, highest] = [Math.max(widest, x), Math.max(highest, z)];
    }
    // Twice, since a plate of 3 mm and no mountain would be 30 cm³.
    assert.ok(volume > 60_000 && volume < 100 * 100 * 48, `${volume} mm³`);
    assert.ok(Math.abs(widest - 100) < 1e-3 && Math.abs(highest - 48) < 1e-3);
  });
});
