// Charts as SVG files, written without a document: what a network answers, and clusters.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { svg_cluster_map, svg_fit_line, svg_fit_map, svg_fit_scatter } from "./support/exports.js";

const STYLE = JSON.stringify({
  scale: 8,
  font: "sans-serif",
  ...{ panel: "#ffffff", ink: "#1d2126", soft: "#5f656d", line: "#e4e1da" },
  ...{ accent: "#d9482b", plain: "#8a5a9e", skip: "#1f7a8c", runs: ["#2466c8", "#22262b", "#d46fb0"] },
});
const SHEET = JSON.stringify({ width: 480, height: 300, title: "A <fit>", description: "Step 3 & on" });
/** @param {object} [other] */
const labels = (other) =>
  JSON.stringify({
    window: [-2, 2, -2, 2],
    units: [
      [44, 5.5],
      [17, 2],
    ],
    colours: ["#1f7a8c", "#d9482b"],
    classes: 2,
    ...other,
  });
/** Two rows: x, y, wanted, answered, part. The second one is answered wrong. */
const ROWS = Float32Array.of(-1, -1, 0, 0, 0, 1, 1, 1, 0, 1);
/** Answer and probability of three by three places. */
const FIELD = Float32Array.from({ length: 18 }, (_, at) => (at % 2 === 0 ? Number(at > 8) : 0.9));

/** @param {string} svg */
function read(svg) {
  const [, width, height] = /^<svg width="(\d+)" height="(\d+)" viewBox="0 0 3840 2400"/.exec(svg) ?? [];
  const first = /<rect [^>]*fill="(#[0-9a-fA-F]{6})"/.exec(svg)?.[1]?.toLowerCase();
  return { size: [width, height], ground: first, circles: svg.split("<circle").length - 1 };
}

describe("what a network answers as a file", () => {
  it("is a drawing of its size with its words inside, on the ground of its style", () => {
    const number = labels({ units: [], classes: 0, range: [-1, 1] });
    for (const svg of [
      svg_fit_map(FIELD, 3, ROWS, labels(), SHEET, STYLE),
      svg_fit_line(FIELD, ROWS, number, SHEET, STYLE),
      svg_fit_scatter(ROWS, number, SHEET, STYLE),
      svg_cluster_map(Float32Array.of(-1, -1, 0, 1, 1, -1), Float32Array.of(-1, 0), labels(), SHEET, STYLE),
    ]) {
      const { size, ground, circles } = read(svg);
      assert.deepEqual([size, ground], [["480", "300"], "#ffffff"]);
      assert.ok(circles > 0, "marks of the first class are circles");
      assert.match(svg, /role="img">\n<title>A &lt;fit&gt;<\/title>\n<desc>Step 3 &amp; on<\/desc>/);
      assert.doesNotMatch(svg, /NaN|inf/);
    }
  });

  it("is labelled in measured units", () => {
    // 44 ± 2 · 5.5 across, 17 ± 2 · 2 upwards.
    const numbers = [
      ...svg_fit_map(FIELD, 3, ROWS, labels(), SHEET, STYLE).matchAll(/>\s*(\d+)\s*<\/text>/g),
    ];
    const values = numbers.map(([, text]) => Number(text));
    assert.ok(values.includes(40) && values.some((value) => value >= 13 && value <= 21), String(values));
  });

  it("rings what is answered wrong, and nothing else", () => {
    const right = ROWS.slice();
    right[8] = 1;
    const count = (/** @type {Float32Array} */ rows) =>
      read(svg_fit_map(FIELD, 3, rows, labels(), SHEET, STYLE)).circles;
    assert.equal(count(ROWS) - count(right), 1);
  });

  it("names the argument that is wrong", () => {
    assert.throws(() => svg_fit_map(FIELD, 4, ROWS, labels(), SHEET, STYLE), /^Error: field: /);
    assert.throws(() => svg_fit_line(FIELD, ROWS.slice(1), labels(), SHEET, STYLE), /^Error: rows: /);
    assert.throws(() => svg_fit_scatter(ROWS, labels({ colours: [] }), SHEET, STYLE), /^Error: colours: /);
    assert.throws(
      () => svg_cluster_map(Float32Array.of(0, 0, 1), Float32Array.of(0, 0), labels(), SHEET, STYLE),
      /^Error: points: /,
    );
    assert.throws(() => svg_fit_scatter(ROWS, labels(), "{}", STYLE), /^Error: sheet: /);
  });
});
