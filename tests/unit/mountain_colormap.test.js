import assert from "node:assert/strict";
import { test } from "node:test";
import { colourAt, colourTable } from "../../www/stage/mountain/colormap.js";

test("interpolated colours stay within 2/255 of matplotlib's table where the short table has no entry", () => {
  // matplotlib 3 viridis, entries 4, 100, 124, 180 and 252 of 256, as bytes.
  const published = /** @type {const} */ ([
    [4, [70, 7, 90]],
    [100, [42, 118, 142]],
    [124, [34, 141, 141]],
    [180, [70, 192, 111]],
    [252, [246, 230, 32]],
  ]);
  for (const [index, expected] of published) {
    const got = colourAt(index / 255);
    for (let c = 0; c < 3; c++) {
      assert.ok(Math.abs(got[c] - expected[c]) <= 2, `entry ${index}: ${got} instead of ${expected}`);
    }
  }
});

test("lightness rises all the way: the map can be read in grey", () => {
  let before = -1;
  for (let i = 0; i <= 255; i++) {
    const [r, g, b] = colourAt(i / 255).map((byte) => {
      const s = byte / 255;
      return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
    });
    const luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    assert.ok(luminance > before - 1e-3, `darker at ${i}`);
    before = luminance;
  }
});

test("outside the range, the ends; NaN counts as capped", () => {
  assert.deepEqual(colourAt(-3), [0x44, 0x01, 0x54]);
  assert.deepEqual(colourAt(9), [0xfd, 0xe7, 0x25]);
  assert.deepEqual(colourAt(Number.NaN), [0xfd, 0xe7, 0x25]);
  assert.equal(colourTable(256).length, 1024);
});
