import assert from "node:assert/strict";
import { test } from "node:test";
import { spread, verdictOf, ZONES, zoneOf, zones } from "../../www/lab/zones.js";

const limits = { smooth: 0.4, diverge: 0.8 };

test("a rate is named by what it does", () => {
  const named = [0.01, 0.039, 0.041, 0.4, 0.41, 0.8, 0.81].map((rate) => zoneOf(rate, limits));
  assert.deepEqual(named, ["crawl", "crawl", "smooth", "smooth", "zigzag", "zigzag", "diverge"]);
});

test("zones follow one another and fill the track", () => {
  const share = (/** @type {number} */ rate) => Math.min(1, rate);
  const found = zones(limits, share);
  let end = 0;
  for (const name of ZONES) {
    assert.equal(found[name].from, end);
    assert.ok(found[name].to > found[name].from);
    end = found[name].to;
  }
  assert.equal(end, 1);
});

test("where nothing bends up, no rate is too large", () => {
  const flat = { smooth: Number.POSITIVE_INFINITY, diverge: Number.POSITIVE_INFINITY };
  assert.equal(zoneOf(100, flat), "crawl");
  assert.deepEqual(zones(flat, () => 0.5).crawl, { from: 0, to: 1 });
});

test("near the limit it is the edge, and where nothing bends up there is none", () => {
  const named = [0.3, 0.75, 0.77, 0.8, 0.83, 0.85].map((rate) => verdictOf(rate, limits));
  assert.deepEqual(named, ["smooth", "zigzag", "edge", "edge", "edge", "diverge"]);
  const flat = { smooth: Number.POSITIVE_INFINITY, diverge: Number.POSITIVE_INFINITY };
  assert.equal(verdictOf(100, flat), "flat");
});

test("labels keep their places where they can, and never stand on one another", () => {
  const label = (/** @type {number} */ at, half = 10) => ({ at, half });
  assert.deepEqual(spread([label(20), label(60), label(90)], 100, 5), [20, 60, 90]);
  // The last is kept inside, the others make room; the first is kept inside as well.
  assert.deepEqual(spread([label(2), label(75), label(80), label(99)], 100, 5), [10, 40, 65, 90]);
  assert.deepEqual(spread([], 100, 5), []);
});
