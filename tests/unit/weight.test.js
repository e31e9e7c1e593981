// What the built page weighs, against the limits and the numbers of docs/weight.md. BLESS=1 writes the numbers anew.
import assert from "node:assert/strict";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { describe, it } from "node:test";
import { entries, parts } from "../../xtask/weight.js";

const DOCS = "docs/weight.md";
/** How far a written number may be from the truth: the share, and kB. */
const SLACK = { share: 0.03, kB: 0.5 };

/** Cells of the table row that begins with a name. @param {string} text @param {string} name */
function row(text, name) {
  const line = text.split("\n").find((one) => one.startsWith(`| ${name} |`));
  assert.ok(line, `${DOCS} has no row for ${name}`);
  return line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());
}

/** @param {string} name @param {number[]} numbers in the places of the old ones */
function bless(name, ...numbers) {
  const text = readFileSync(DOCS, "utf8");
  const [first = "", ...cells] = row(text, name);
  const renewed =
    numbers.length === 1
      ? [numbers[0]?.toFixed(1), ...cells.slice(1)]
      : [numbers[0]?.toFixed(0), cells[1], numbers[1]?.toFixed(0), cells[3]];
  writeFileSync(
    DOCS,
    text.replace(`| ${[first, ...cells].join(" | ")} |`, `| ${[first, ...renewed].join(" | ")} |`),
  );
}

const isNear = (/** @type {number} */ written, /** @type {number} */ kB) =>
  Math.abs(written - kB) <= SLACK.share * kB + SLACK.kB;

describe("the weight of the built page", () => {
  if (process.env.BLESS) {
    for (const { name, first, mountain } of entries()) bless(name, first, mountain);
    for (const { name, kB } of parts()) bless(name, kB);
  }
  const text = readFileSync(DOCS, "utf8");
  const changed = parts()
    .map(({ name, kB }) => ({ name, kB, written: Number(row(text, name)[1]) }))
    .filter(({ kB, written }) => !isNear(written, kB))
    .map(({ name, kB, written }) => `${name}: ${written} → ${kB.toFixed(1)} kB`);

  it("is what docs/weight.md says, part by part", () => {
    assert.deepEqual(changed, [], "BLESS=1 writes the numbers, if this is meant");
  });

  for (const { name, first, mountain } of entries()) {
    it(`stays within its limits on the way into the ${name}`, () => {
      const [, wroteFirst, mostFirst, wroteMountain, mostMountain] = row(text, name).map(Number);
      const why = `what changed: ${changed.join("; ") || "nothing much"}`;
      assert.ok(first <= Number(mostFirst), `first picture: ${first.toFixed(1)} of ${mostFirst} kB; ${why}`);
      assert.ok(
        mountain <= Number(mostMountain),
        `mountain: ${mountain.toFixed(1)} of ${mostMountain} kB; ${why}`,
      );
      assert.ok(
        isNear(Number(wroteFirst), first),
        `first picture: ${first.toFixed(1)} kB, not ${wroteFirst}`,
      );
      assert.ok(
        isNear(Number(wroteMountain), mountain),
        `mountain: ${mountain.toFixed(1)} kB, not ${wroteMountain}`,
      );
    });
  }

  it("is what the README says of the one file", () => {
    const size = statSync("dist/downhill.html").size / 1e6;
    const said = Number(/(\d+\.\d+) MB/.exec(readFileSync("README.md", "utf8"))?.[1]);
    assert.ok(Math.abs(said - size) <= 0.05, `README.md says ${said} MB, it has ${size.toFixed(2)}`);
  });
});
