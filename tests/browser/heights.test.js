// Every height that is drawn is a loss of the real network: each one is worked out again from the plane, the rows and the spec by
// `evaluate` of the package, an instance that has seen nothing of the run. And what a pixel says is such a loss, too.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { it } from "node:test";
import { evaluate, initSync } from "../../target/pkg/downhill.js";
import { inEveryEngine } from "./support/suite.js";

initSync({ module: readFileSync(new URL("../../target/pkg/downhill_bg.wasm", import.meta.url)) });

/** @typedef {import("../../www/stage/mountain/mountain.js").Mountain} Mountain */
/** @typedef {{origin: number[], d1: number[], d2: number[]}} Plane */

/** Relative error of a height, as `evaluate` itself is held to (docs/reference-cases.md). */
const HEIGHT = 5e-4;

/** A reading between the samples, as a share of the range of colours: finer than the legend tells. */
const READING = 2e-3;

/** Rows lie in memory in groups of so many: the lanes of the core. */
const ROW_GROUP = 8;

const NONE = { kind: "none", alpha: 1, learn_alpha: false };

/**
 * Slices of networks of every task and residual kind, and a formula; `plane` is in the link.
 * @type {{link: string, loss: string, residual?: object, widths: number[], function?: string}[]}
 */
const SCENES = [
  { link: "&layers=3&train=0.1", loss: "softmax_ce", widths: [2, 8, 8, 8, 3] },
  {
    link: "&data=circle&n=64&layers=5&width=6&skip=scaled&plane=random",

    loss: "bce_logits",
    residual: { kind: "preact", alpha: "1/sqrt(B)", learn_alpha: false },
    widths: [2, 6, 6, 6, 6, 6, 1],
  },
  { link: "&data=sine&n=64&layers=2&width=6&plane=hessian", loss: "mse", widths: [1, 6, 6, 1] },
  { link: "&problem=pit", loss: "", widths: [], function: "pit" },
];

inEveryEngine(
  "the heights",
  (page) => {
    /**
     * What stands on the page: plane, training rows as they lie in memory, and the heights that the mountain was given.
     * @returns {Promise<{plane: Plane, count: number, rows: number[], a: [number, number], b: [number, number],
     *   columns: number, heights: number[]}>}
     */
    async function drawn() {
      return await page.driver.executeAsyncScript(
        /** @type {(done: (what: any) => void) => void} */
        (done) => {
          const { engine, surface } = window.downhill.experiment;
          const { a, b, columns, heights } = surface.drawn.grid;
          const { origin, d1, d2 } = surface.drawn.plane;
          Promise.all([engine.summary(), engine.rawAnswers({ rows: ["train"], inputs: [] })]).then(
            ([summary, raw]) =>
              done({
                plane: { origin: [...origin], d1: [...d1], d2: [...d2] },
                count: summary.rows.train,
                rows: [...raw.rows[0]],
                a,
                b,
                columns,
                heights: [...heights],
              }),
          );
        },
      );
    }

    for (const scene of SCENES) {
      it(`of ${scene.link} are losses of the real thing, and so is what a pixel reads`, async () => {
        await page.open(`#lang=en${scene.link}`);
        await page.walked(20);
        await page.mountainStands();
        await page.pause();
        const { plane, count, rows, a, b, columns, heights } = await drawn();
        assert.equal(heights.length, columns * columns);
        const at = (/** @type {number[]} */ [low, high], /** @type {number} */ k) =>
          Math.fround(low + ((high - low) * k) / (columns - 1));
        const side = Array.from({ length: columns }, (_, k) => k);
        const directions = { raw: [plane.d1, plane.d2], norm: "none" };
        const model = scene.function
          ? { function: scene.function }
          : { widths: scene.widths, activation: "tanh", residual: scene.residual ?? NONE };
        const rest = scene.function ? {} : { loss: { kind: scene.loss }, data: tableOf(rows, count, scene) };
        const losses = (/** @type {number[]} */ along, /** @type {number[]} */ up) => {
          const { origin, d1, d2 } = plane;
          if (scene.function)
            return up.map((v) =>
              along.map((u) => {
                const params = origin.map((value, k) => value + u * d1[k] + v * d2[k]);
                return JSON.parse(evaluate(JSON.stringify({ name: "", model, params }))).loss;
              }),
            );
          const requests = { directions, grid: { a: along, b: up } };
          const answer = evaluate(JSON.stringify({ name: "", model, ...rest, params: origin, requests }));
          return JSON.parse(answer).grid.values;
        };
        const values = losses(
          side.map((k) => at(a, k)),
          side.map((k) => at(b, k)),
        );
        let worst = 0;
        for (const row of side) {
          for (const column of side) {
            const expected = Number(values[row][column]);
            const height = heights[row * columns + column];
            worst = Math.max(worst, Math.abs(height - expected) / Math.max(Math.abs(expected), 1e-6));
          }
        }
        assert.ok(worst <= HEIGHT, `${worst} relative at ${columns * columns} heights`);

        // Screen → parameters → loss.
        const { spots, span } = await page.run(() => {
          /** @type {{mountain: Mountain}} */
          const { mountain } = window.downhill.experiment.surface;
          const box = /** @type {Element} */ (
            document.getElementById("mountain-view")
          ).getBoundingClientRect();
          const { low, high } = mountain.legend();
          const found = [];
          for (let x = 15; x < box.width; x += 23) {
            for (let y = 15; y < box.height; y += 23) {
              const spot = mountain.pick(x, y);
              if (spot && spot.loss < high) found.push([spot.a, spot.b, spot.loss]);
            }
          }
          return { spots: found, span: high - low };
        });
        assert.ok(spots.length > 30, `${spots.length} pixels of the sheet`);
        for (const [u, v, loss] of spots) {
          const [[expected]] = losses([u], [v]);
          assert.ok(Math.abs(loss - expected) <= READING * span, `${loss} read at ${u}, ${v}: ${expected}`);
        }
      });
    }
  },
  // The numbers are those of the core, whose bits are the same in every engine (`lanes`).
  { only: ["chromium"] },
);

/**
 * Rows as `evaluate` takes them, from `[feature][padded row]` and behind them classes `[row]` or numbers `[padded row]`.
 * @param {number[]} numbers @param {number} count @param {{widths: number[]}} scene
 */
function tableOf(numbers, count, { widths: [features] }) {
  const padded = Math.ceil(count / ROW_GROUP) * ROW_GROUP;
  const x = Array.from({ length: count }, (_, row) =>
    Array.from({ length: features }, (_, feature) => numbers[feature * padded + row]),
  );
  return { x, y: numbers.slice(features * padded, features * padded + count) };
}
