import assert from "node:assert/strict";
import { test } from "node:test";
import { ZONES, zoneOf, zones } from "../../www/lab/zones.js";

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
