// How a surface is divided, refined and put together: by the workers' own code, with a formula in the place of the core, and
// by the page's team, with objects in the place of workers.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { LEVELS } from "../../www/engine/protocol.js";
import { fillFrom, levelsFor, rowsOf, scatter, spaced } from "../../www/engine/refine.js";
import { SamplingTeam, teamSize } from "../../www/engine/sampling_team.js";
import { survey } from "../../www/engine/survey.js";

const loss = (/** @type {number} */ a, /** @type {number} */ b) => Math.fround(a * a + 3 * b);

/** @param {number} work of one height @param {number[]} counter of points, one number */
const formula = (work, counter = [0]) => ({
  work_per_height: () => work,
  row: (/** @type {Float32Array} */ a, /** @type {number} */ b) => {
    counter[0] += a.length;
    return a.map((value) => loss(value, b));
  },
});

/** @type {{a: [number, number], b: [number, number]}} */
const RECTANGLE = { a: [-1, 3], b: [-2, 2] };

/** The grid that sampling each point anew would give. @param {number} side */
function anew(side) {
  const [a, b] = [spaced(...RECTANGLE.a, side), spaced(...RECTANGLE.b, side)];
  return Float32Array.from({ length: side * side }, (_, at) => loss(a[at % side], b[Math.floor(at / side)]));
}

describe("the levels of a surface", () => {
  it("are chosen by counted work: soon something, in the end as fine as is affordable", () => {
    assert.deepEqual(levelsFor(1), [65, 129, 257]); // a picture costs the page, too
    assert.deepEqual(levelsFor(344_000), [17, 33, 65, 129, 257]); // 2-16-16-1 on 500 rows
    assert.deepEqual(levelsFor(3e6), [5, 9, 17, 33, 65]);
    assert.deepEqual(levelsFor(1, 33), [33]);
    assert.deepEqual(levelsFor(3e6, 33), [5, 9, 17, 33]);
    // However slow a network is.
    assert.deepEqual(levelsFor(1e9), [5, 9, 17]);
    for (const work of [1, 1e3, 1e5, 1e7, 1e12]) {
      const levels = levelsFor(work);
      assert.ok(levels.length > 0 && levels.every((side) => LEVELS.includes(side)));
    }
  });

  it("keep both ends of the rectangle", () => {
    const values = spaced(-0.25, 0.75, 17);
    assert.deepEqual([values[0], values[16], values.length], [-0.25, 0.75, 17]);
  });
});

describe("workers that share a surface", () => {
  for (const of of [1, 2, 3, 4]) {
    it(`give what one would, no point twice: ${of}`, () => {
      const counts = Array.from({ length: of }, () => [0]);
      const parts = counts.map((counter, index) =>
        survey([{ sampler: formula(1e5, counter), ...RECTANGLE }], { part: { index, of }, finest: 257 }),
      );
      /** @type {Map<number, Float32Array>} */
      const grids = new Map();
      for (const [index, part] of parts.entries()) {
        for (const level of part) {
          if (!level) continue;
          const { side, isFirst, losses } = level;
          const grid = grids.get(side) ?? new Float32Array(side * side).fill(Number.NaN);
          grids.set(side, grid);
          scatter(grid, side, { index, of }, isFirst, losses);
        }
      }
      const [coarsest = 0, ...finer] = levelsFor(1e5);
      assert.deepEqual(grids.get(coarsest), anew(coarsest));
      for (const side of finer) {
        const [grid, coarse] = [grids.get(side), grids.get((side + 1) / 2)];
        assert.ok(grid && coarse);
        fillFrom(grid, side, coarse);
        assert.deepEqual(grid, anew(side), `${side} × ${side}`);
      }
      const sum = counts.reduce((total, [count = 0]) => total + count, 0);
      assert.equal(sum, 257 * 257);
      // Nobody waits for long: at most a few rows more than the others.
      const all = counts.map(([count = 0]) => count);
      assert.ok(Math.max(...all) - Math.min(...all) < 257 * 6, all.join());
    });
  }

  it("have rows of their own", () => {
    const all = [0, 1, 2].flatMap((index) => rowsOf(17, { index, of: 3 }));
    assert.deepEqual(
      all.sort((one, other) => one - other),
      Array.from({ length: 17 }, (_, row) => row),
    );
  });

  it("are two or more, but leave a core to training", () => {
    assert.deepEqual([undefined, 1, 2, 3, 4, 5, 64].map(teamSize), [2, 1, 2, 2, 3, 4, 4]);
  });
});

/** A worker that lives on the page and answers when it is told to. */
class Puppet {
  /** @type {((event: {data: any}) => void) | null} */
  onmessage = null;
  /** @type {((event: Event) => void) | null} */
  onerror = null;
  /** @type {any} */
  latest;
  isEnded = false;

  /** @param {any} command */
  postMessage(command) {
    if (command.type === "sample") this.latest = command;
  }

  terminate() {
    this.isEnded = true;
  }

  /** Does all that was asked. @param {number} [levels] or only the first of them */
  work(levels = Number.POSITIVE_INFINITY) {
    if (!this.latest) return;
    const { id, part, sheets } = this.latest;
    let done = 0;
    const sites = sheets.map((/** @type {any} */ sheet) => ({
      ...sheet,
      sampler: formula(1e5 / sheets.length),
    }));
    for (const level of survey(sites, this.latest)) {
      if (!level) continue;
      if (done >= levels) return;
      done += 1;
      const { sheet, side, isFirst: is_first, isLast: is_last, losses } = level;
      this.onmessage?.({ data: { type: "losses", id, sheet, part, side, is_first, is_last, losses } });
    }
    this.latest = undefined;
  }

  die() {
    this.onerror?.(new Event("error", { cancelable: true }));
  }
}

describe("the team", () => {
  /** @param {import("node:test").TestContext} test @param {number} size */
  function teamOf(test, size) {
    /** @type {Puppet[]} */
    const puppets = [];
    /** @type {{side: number, id: number, sheet: number, heights: Float32Array, isLast: boolean}[]} */
    const shown = [];
    /** @type {string[]} */
    const told = [];
    const team = new SamplingTeam(
      size,
      { lead: /** @type {WebAssembly.Module} */ ({}) },
      {
        onSurface: ({ id, sheet, columns: side, heights, is_last: isLast }) =>
          shown.push({ side, id, sheet, heights, isLast }),
        onReplaced: () => told.push("replaced"),
        onFailure: (message) => told.push(`failed: ${message}`),
      },
      () => {
        const puppet = new Puppet();
        puppets.push(puppet);
        return /** @type {Worker} */ (/** @type {unknown} */ (puppet));
      },
    );
    test.after(() => team.dispose());
    const living = () => puppets.filter((puppet) => !puppet.isEnded);
    const ask = (/** @type {number} */ id, /** @type {number} */ count = 1, finest = 257) => {
      const nothing = new Float32Array();
      const sheet = {
        spec: "{}",
        rows: /** @type {const} */ ("train"),
        origin: nothing,
        d1: nothing,
        d2: nothing,
      };
      team.sample({
        id,
        run: 1,
        sheets: Array.from({ length: count }, () => ({ ...sheet, ...RECTANGLE })),
        finest,
      });
    };
    return { team, living, ask, shown, told };
  }
  const sides = (/** @type {{side: number}[]} */ shown) => shown.map(({ side }) => side);

  it("shows a level when the last worker has brought its rows, coarse to fine", (test) => {
    const { living, ask, shown } = teamOf(test, 2);
    ask(1);
    living()[0]?.work();
    assert.deepEqual(shown, []);
    living()[1]?.work();
    assert.deepEqual(sides(shown), levelsFor(1e5));
    for (const { side, heights } of shown) assert.deepEqual(heights, anew(side));
    assert.deepEqual(
      shown.map(({ isLast }) => isLast),
      [...shown.slice(1).map(() => false), true],
    );
  });

  it("refines several surfaces together, each whole, and stops where it is told", (test) => {
    const { living, ask, shown } = teamOf(test, 2);
    ask(1, 2, 65);
    for (const puppet of living()) puppet.work();
    const levels = levelsFor(1e5, 65);
    assert.equal(levels.at(-1), 65);
    assert.deepEqual(
      shown.map(({ side, sheet }) => [side, sheet]),
      levels.flatMap((side) => [
        [side, 0],
        [side, 1],
      ]),
    );
    for (const { side, heights } of shown) assert.deepEqual(heights, anew(side));
  });

  it("drops what an older wish still brings", (test) => {
    const { living, ask, shown } = teamOf(test, 2);
    ask(1);
    const old = living().map(({ latest }) => latest);
    ask(2);
    for (const [index, puppet] of living().entries()) {
      const newer = puppet.latest;
      puppet.latest = old[index];
      puppet.work();
      puppet.latest = newer;
    }
    assert.deepEqual(shown, []);
    for (const puppet of living()) puppet.work();
    assert.ok(shown.length > 0 && shown.every(({ id }) => id === 2));
  });

  it("replaces a dead worker and shows no level twice", (test) => {
    const { living, ask, shown, told } = teamOf(test, 2);
    ask(1);
    for (const puppet of living()) puppet.work(2);
    assert.equal(shown.length, 2);
    living()[0]?.die();
    assert.deepEqual(told, ["replaced"]);
    assert.equal(living().length, 2);
    for (const puppet of living()) puppet.work();
    assert.deepEqual(sides(shown), levelsFor(1e5));
    assert.deepEqual(shown.at(-1)?.heights, anew(257));
  });

  it("goes on with one where another cannot live, and says so where none can", (test) => {
    const { team, living, ask, shown, told } = teamOf(test, 2);
    ask(1);
    for (let death = 0; death < 3; death += 1) living().at(-1)?.die();
    // A replacement stands last only in the list of this test: find the one that died twice.
    while (living().length > 1) living().at(-1)?.die();
    assert.equal(team.workers.length, 1);
    assert.ok(!told.some((word) => word.startsWith("failed")));
    living()[0]?.work();
    assert.deepEqual(shown.at(-1)?.heights, anew(257));
    ask(2);
    while (living().length > 0) living()[0]?.die();
    assert.equal(told.filter((word) => word.startsWith("failed")).length, 1);
  });
});
