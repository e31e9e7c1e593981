// The main scenes of the mountain, drawn by each engine, against one kept picture of each: tests/golden/pictures.json, made with
// `BLESS=1` in Chromium. A picture is kept as the mean colours of cells, so that antialiasing and fonts do not count and a wrong
// slope, colour, camera or mark does.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { it } from "node:test";
import { inEveryEngine } from "./support/suite.js";

/** @typedef {import("../../www/stage/mountain/mountain.js").Mountain} Mountain */

const GOLDEN = "tests/golden/pictures.json";

/** Size of a picture in pixels, and of a cell. */
const [WIDTH, HEIGHT, CELL] = [480, 360, 12];

/**
 * How far a channel of a cell may be off, of 255; and how far all of them are off in the mean. Seen: Firefox 10 and 0.11, WebKit 29
 * (where its font writes the numbers of contour lines) and 0.24.
 */
const [WORST, MEAN] = [40, 0.5];

const SCENES = ["hero", "top", "dark", "log", "cliff", "veil", "four", "stick"];

/**
 * Runs in the page: draws a scene in a mountain of its own. All its numbers are written here.
 * @param {string} scene @param {number} width @param {number} height @param {number} cell
 * @param {(means: number[]) => void} done hears red, green, blue of each cell, row by row
 */
function draw(scene, width, height, cell, done) {
  const Kind = /** @type {typeof import("../../www/stage/mountain/mountain.js").Mountain} */ (
    window.downhill.mountain.constructor
  );
  const host = document.createElement("div");
  const style = { position: "fixed", inset: "0", zIndex: "9", width: `${width}px`, height: `${height}px` };
  Object.assign(host.style, style);
  document.body.append(host);
  /** @type {Mountain} */
  const mountain = new Kind(host, { reducedMotion: true });
  const isDark = scene === "dark";
  mountain.setTheme({
    panel: isDark ? "#191d23" : "#ffffff",
    ink: isDark ? "#e8e6e1" : "#1d2126",
    soft: isDark ? "#a2a8b0" : "#5f656d",
    line: isDark ? "#2c323a" : "#e4e1da",
    accent: isDark ? "#ff7a5c" : "#d9482b",
  });
  const side = 65;
  const land = (/** @type {(a: number, b: number) => number} */ loss) =>
    Float32Array.from({ length: side * side }, (_, at) =>
      loss((2 * (at % side)) / (side - 1) - 1, (2 * Math.floor(at / side)) / (side - 1) - 1),
    );
  const hilly = (/** @type {number} */ a, /** @type {number} */ b) =>
    0.4 + a * a + 0.6 * b * b + 0.25 * Math.sin(4 * a) * Math.cos(3 * b);
  const cliff = (/** @type {number} */ a, /** @type {number} */ b) =>
    a > 0.6 && b > 0 ? (b > 0.5 ? Number.NaN : Number.POSITIVE_INFINITY) : hilly(a, b);
  const grid = (/** @type {Float32Array} */ heights) => ({
    columns: side,
    rows: side,
    heights,
    a: /** @type {[number, number]} */ ([-1, 1]),
    b: /** @type {[number, number]} */ ([-1, 1]),
  });
  mountain.setHeightScale(scene === "log" ? "log" : "linear");
  mountain.setSurface(grid(land(scene === "cliff" ? cliff : hilly)));
  if (scene === "veil") mountain.setSecondSurface(grid(land((a, b) => hilly(a - 0.3, b) + 0.2)), "#a05bd0");
  const lift = scene === "stick" ? 0.5 : 0;
  const at = (/** @type {number} */ a, /** @type {number} */ b) => ({
    a,
    b,
    loss: hilly(a, b) + lift,
    distance: 0,
  });
  const path = Array.from({ length: 12 }, (_, k) => [0.8 - k * 0.06, -0.7 + k * 0.05]);
  const points = Float32Array.from(path.flatMap(([a, b], k) => [k, a, b, hilly(a, b) + lift * (k / 11), 0]));
  const last = path[11];
  if (scene === "four") {
    const colours = ["#d9482b", "#1f77d0", "#b0308f", "#222222"];
    const shapes = /** @type {const} */ (["sphere", "diamond", "triangle", "square"]);
    mountain.setWalkers(
      shapes.map((shape, k) => ({
        name: shape,
        shape,
        colour: colours[k],
        place: at(0.6 - k * 0.4, 0.5 - k * 0.3),
        next: null,
        trail: new Float32Array(0),
      })),
    );
  } else {
    mountain.setTrail(points);
    mountain.setBall(at(last[0], last[1]), at(last[0] - 0.25, last[1] + 0.1));
  }
  mountain.setDown([-1, 0.4]);
  mountain.setView(scene === "top" ? "top" : "hero");
  // As many frames as a picture needs to come to rest; nothing is eased.
  let frames = 4;
  const finish = () => {
    if (--frames > 0) return void requestAnimationFrame(finish);
    const picture = mountain.picture(1);
    const pen = /** @type {CanvasRenderingContext2D} */ (picture.getContext("2d"));
    const { data } = pen.getImageData(0, 0, width, height);
    const means = [];
    for (let top = 0; top < height; top += cell) {
      for (let left = 0; left < width; left += cell) {
        const sum = [0, 0, 0];
        for (let y = top; y < top + cell; y++)
          for (let x = left; x < left + cell; x++)
            for (let k = 0; k < 3; k++) sum[k] += data[4 * (y * width + x) + k];
        for (const total of sum) means.push(Math.round(total / cell ** 2));
      }
    }
    mountain.dispose();
    host.remove();
    done(means);
  };
  requestAnimationFrame(finish);
}

inEveryEngine("the pictures", (page) => {
  it("of the main scenes are those that were kept, in every engine", async (test) => {
    await page.open("#lang=en");
    await page.until("a mountain", () => page.run(() => !!window.downhill.mountain));
    await page.pause();
    const isBlessed = process.env.BLESS === "1" && page.engine === "chromium";
    /** @type {Record<string, string>} */
    const kept = isBlessed ? {} : JSON.parse(readFileSync(GOLDEN, "utf8"));
    for (const scene of SCENES) {
      /** @type {number[]} */
      const means = await page.driver.executeAsyncScript(draw, scene, WIDTH, HEIGHT, CELL);
      if (isBlessed) {
        kept[scene] = Buffer.from(means).toString("base64");
        continue;
      }
      const expected = [...Buffer.from(kept[scene], "base64")];
      assert.equal(means.length, expected.length);
      const off = means.map((value, k) => Math.abs(value - expected[k]));
      const mean = off.reduce((sum, value) => sum + value, 0) / off.length;
      const worst = Math.max(...off);
      test.diagnostic(`${scene}: ${worst} at most, ${mean.toFixed(2)} in the mean`);
      assert.ok(worst <= WORST && mean <= MEAN, `${scene}: ${worst} at most, ${mean.toFixed(2)} in the mean`);
    }
    if (isBlessed) writeFileSync(GOLDEN, `${JSON.stringify(kept, null, 1)}\n`);
    // The pictures are of different things: one that shows nothing of its own would pass for another.
    const pictures = Object.values(kept);
    assert.equal(new Set(pictures).size, pictures.length);
  });
});
