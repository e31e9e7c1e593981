// Charts on a canvas that writes down what is drawn. There is no document here, as a strict Content-Security-Policy has
// none to offer for measuring text: a chart that asked for one would throw.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  ChartStyle,
  draw_gradient_chart,
  draw_loss_chart,
  draw_surface_chart,
  draw_surface_marks,
} from "./support/charts.js";

/** What the core asks a 2-D context for. */
class RecordingContext {
  /** @type {{name: string, values: unknown[], font: string, lineWidth: number, fillStyle: unknown}[]} */
  calls = [];
  font = "";
  lineWidth = 1;
  lineJoin = "miter";
  /** @type {unknown} */
  fillStyle = "";
  /** @type {unknown} */
  strokeStyle = "";
  textAlign = "start";
  textBaseline = "alphabetic";

  /** @param {string} text */
  measureText(text) {
    this.note("measureText", [text]);
    return { width: 0.6 * Number.parseFloat(this.font.replace("normal", "")) * text.length };
  }

  /**
   * @param {string} name
   * @param {unknown[]} values
   */
  note(name, values) {
    const { font, lineWidth, fillStyle } = this;
    this.calls.push({ name, values, font, lineWidth, fillStyle });
  }

  /** @param {string} name */
  all(name) {
    return this.calls.filter((call) => call.name === name);
  }

  texts() {
    return this.all("fillText").map((call) => call.values[0]);
  }
}
for (const name of [
  "beginPath",
  "closePath",
  "moveTo",
  "lineTo",
  "stroke",
  "fill",
  "fillRect",
  "strokeRect",
  "arc",
  "fillText",
]) {
  Reflect.defineProperty(RecordingContext.prototype, name, {
    /** @type {(this: RecordingContext, ...values: unknown[]) => void} */
    value(...values) {
      this.note(name, values);
    },
  });
}
Reflect.set(globalThis, "CanvasRenderingContext2D", RecordingContext);

/**
 * @param {number} width
 * @param {number} height
 */
function canvas(width, height) {
  const context = new RecordingContext();
  const element = /** @type {HTMLCanvasElement} */ (
    /** @type {unknown} */ ({ width, height, getContext: () => context })
  );
  return { context, element };
}

const COLOURS = {
  ink: "#1d2126",
  soft: "#656b73",
  line: "#e4e1da",
  plain: "#8a5a9e",
  skip: "#1f7a8c",
  accent: "#d9482b",
  runs: ["#2466c8", "#22262b", "#d46fb0"],
  panel: "#ffffff",
  font: "sans-serif",
};
const style = (scale = 2) => new ChartStyle(JSON.stringify({ ...COLOURS, scale }));
const CURVE = Float32Array.from([0, 0.7, 0.5, 0.7, 0.5, 1, 0.5, 0.6, 0.6, 0.6, 2, 0.3, 0.9, 0.4, 0.8]);

describe("the loss chart", () => {
  it("is drawn and measured without a document", () => {
    const { context, element } = canvas(680, 380);
    draw_loss_chart(element, CURVE, '{"step":"步","curves":[{"points":3,"series":"skip"}]}', style());
    assert.ok(context.texts().includes("步 0"));
    assert.ok(context.texts().includes("2"));
    assert.ok(context.all("measureText").length > 0);
    assert.equal(context.lineJoin, "round");
  });

  it("grows with its scale", () => {
    const [small, large] = [1, 4].map((scale) => {
      const { context, element } = canvas(340 * scale, 190 * scale);
      draw_loss_chart(element, CURVE, '{"curves":[{"points":3,"series":"plain"}]}', style(scale));
      return {
        font: context.all("fillText")[0].font,
        line: Math.max(...context.all("stroke").map((call) => call.lineWidth)),
      };
    });
    assert.deepEqual(small, { font: "normal 11px sans-serif", line: 2 });
    assert.deepEqual(large, { font: "normal 44px sans-serif", line: 8 });
  });
});

describe("the gradient chart", () => {
  it("draws a bar a layer, and marks for exact zeros", () => {
    const { context, element } = canvas(680, 380);
    const norms = Float32Array.of(Number.NEGATIVE_INFINITY, -8, -3, -1);
    draw_gradient_chart(element, norms, undefined, '{"layer":"layer","below":"below float range"}', style());
    const bars = context.all("fillRect").filter((call) => call.fillStyle === "rgba(138,90,158,1)");
    assert.equal(bars.length, 3);
    assert.ok(context.texts().some((text) => String(text).includes("below float range")));
  });

  it("draws the run before beside it", () => {
    const { context, element } = canvas(680, 380);
    const labels = '{"series":"skip","previous_series":"plain"}';
    draw_gradient_chart(element, Float32Array.of(-1, -1), Float32Array.of(-3, -2), labels, style());
    const colours = context.all("fillRect").map((call) => call.fillStyle);
    assert.equal(colours.filter((colour) => colour === "rgba(31,122,140,1)").length, 2);
    assert.equal(colours.filter((colour) => colour === "rgba(138,90,158,1)").length, 2);
  });
});

describe("the surface chart", () => {
  const view = Float64Array.of(50, 200, 200, 40, 100, -80, 0, -90);

  it("draws its cells, its cut edge and a second surface", () => {
    const { context, element } = canvas(800, 600);
    const levels = Float32Array.from({ length: 64 }, (_, cell) => (cell % 8) / 10);
    const [lines, veil] = [Float32Array.of(0.25), Float32Array.from(levels, (level) => level + 0.1)];
    draw_surface_chart(element, levels, 8, lines, veil, "#b0308f", view, style());
    assert.equal(context.all("closePath").length, 49 + 49 + 2);
  });

  it("draws marks over it on a canvas of their own, which it leaves clear", () => {
    const { context, element } = canvas(800, 600);
    const end = Array(4).fill(Number.NaN);
    const marks = Float32Array.of(0.1, 0.1, 0.5, 1, 0.2, 0.2, 0.4, 1, ...end, ...end, ...end);
    draw_surface_marks(element, marks, '["lead"]', view, style());
    assert.ok(context.all("arc").length > 0);
    assert.equal(context.all("fillRect").length, 0);
  });
});

it("wrong arguments are named", () => {
  const { element } = canvas(100, 100);
  const lost = /** @type {HTMLCanvasElement} */ (/** @type {unknown} */ ({ getContext: () => null }));
  const [bars, square, none] = [Float32Array.of(-1), Float32Array.of(0, 1, 0, 1), new Float32Array()];
  const view = new Float64Array(8);
  const good = style();
  /** @type {[RegExp, () => unknown][]} */
  const cases = [
    [/^Error: style: /, () => new ChartStyle("{}")],
    [
      /^Error: ink: must be a colour/,
      () => new ChartStyle(JSON.stringify({ ...COLOURS, scale: 1, ink: "red" })),
    ],
    [/^Error: curves: /, () => draw_loss_chart(element, Float32Array.of(1), "{}", good)],
    [/^Error: labels: /, () => draw_loss_chart(element, CURVE, '{"stairs":""}', good)],
    [
      /^Error: canvas: /,
      () => draw_loss_chart(lost, CURVE, '{"curves":[{"points":3,"series":"lead"}]}', good),
    ],
    [/^Error: log10_norms: /, () => draw_gradient_chart(element, new Float32Array(102), bars, "{}", good)],
    [/^Error: levels: /, () => draw_surface_chart(element, bars, 8, none, none, "", view, good)],
    [/^Error: veil: /, () => draw_surface_chart(element, square, 2, none, bars, "#fff", view, good)],
    [
      /^Error: view: /,
      () => draw_surface_chart(element, square, 2, none, none, "", new Float64Array(7), good),
    ],
    [/^Error: marks: /, () => draw_surface_marks(element, bars, '["lead"]', view, good)],
    [/^Error: looks: /, () => draw_surface_marks(element, none, '["hero"]', view, good)],
  ];
  for (const [message, call] of cases) assert.throws(call, message);
});
