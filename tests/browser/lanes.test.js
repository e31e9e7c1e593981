// Without SIMD the page takes the other build of the core by itself, and nothing is different but the speed.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { it } from "node:test";
import { specOf } from "../wasm/support/core.js";
import { inEveryEngine } from "./support/suite.js";

/** @type {{link: string, digests: Record<string, string>}[]} */
const pinned = JSON.parse(readFileSync("tests/golden/digests.json", "utf8"));
/** Every third: two dozen of every kind. Node makes all of them. */
const chosen = pinned.filter((_, index) => index % 3 === 0);
/** Runs in one message to the page: it answers within the driver's patience. */
const RUNS_AT_ONCE = 8;

inEveryEngine(
  "without SIMD",
  (page) => {
    it("there is the same run and the same mountain", async () => {
      await page.open("#lang=en");
      assert.equal(await page.run(() => window.downhill.lanes), "scalar");
      if (page.engine !== "firefox") {
        const text = readFileSync("www/pkg/downhill_bg.wasm", "base64");
        const isValid = await page.run(
          (wasm) => WebAssembly.validate(Uint8Array.from(atob(wasm), (character) => character.charCodeAt(0))),
          text,
        );
        assert.equal(isValid, false, "the engine really has none");
      }
      await page.walked(3);
      await page.until("a surface", async () => /\d+ × \d+/.test(await page.text("#mountain-progress")));
      await page.pause();
      assert.ok((await page.colours(await page.picture("#mountain-view"))) > 500, "the mountain is drawn");
      const loaded = await page.run(() =>
        performance.getEntriesByType("resource").flatMap(({ name }) => /[^/]+\.wasm$/.exec(name) ?? []),
      );
      assert.ok(loaded.some((name) => name.startsWith("downhill_scalar_bg")));
      assert.ok(!loaded.some((name) => /_(?:lead|rest)_bg/.test(name)), "the other build is not fetched");
    });
  },
  { simd: false },
);

inEveryEngine("the same bits", (page) => {
  const scalar = readdirSync("dist/assets").find((name) => /^downhill_scalar_bg-.*\.wasm$/.test(name));

  for (const lanes of ["simd", "scalar"]) {
    it(`as on the host, with the ${lanes} build, in the page's own worker`, async () => {
      await page.open("#lang=en");
      await page.pause();
      const address = lanes === "simd" ? "" : `${page.address}assets/${scalar}`;
      assert.ok(chosen.length > 20);
      for (let at = 0; at < chosen.length; at += RUNS_AT_ONCE) {
        const runs = chosen
          .slice(at, at + RUNS_AT_ONCE)
          .map(({ link, digests }) => ({ link, spec: specOf(link), digests }));
        const seen = await page.driver.executeAsyncScript(
          `(${digestsOf})(arguments[0], arguments[1]).then(arguments[2], (error) => arguments[2](String(error)))`,
          runs.map(({ spec, digests }) => ({ spec, steps: Object.keys(digests).map(Number) })),
          address,
        );
        const wanted = runs.map(({ link, digests }) => ({ link, digests: Object.values(digests) }));
        assert.ok(Array.isArray(seen), String(seen));
        assert.deepEqual(
          seen.map((digests, index) => ({ link: runs[index]?.link, digests })),
          wanted,
        );
      }
    });
  }
});

/**
 * Runs in the page: makes the runs in a training worker of its own and reads the digests that it reports.
 * @param {{spec: string, steps: number[]}[]} runs
 * @param {string} address of the build to use; none: the page's own
 */
async function digestsOf(runs, address) {
  const post = window.downhill.engine.training;
  const parts = address ? { lead: await WebAssembly.compileStreaming(fetch(address)) } : post.parts;
  /** @type {Worker} */
  const worker = post.spawn();
  /** @type {(report: any) => void} */
  let next = () => {};
  /** @type {(reason: Error) => void} */
  let fail = () => {};
  worker.onmessage = ({ data }) => {
    if (data.type === "report") next(data);
    else if (data.type === "dead" || data.type === "refused") fail(new Error(data.message));
  };
  worker.onerror = (event) => fail(new Error(event.message || "the worker could not be loaded"));
  const ask = (/** @type {object} */ command) =>
    new Promise((/** @type {(report: any) => void} */ done, refuse) => {
      [next, fail] = [done, refuse];
      worker.postMessage(command);
    });
  worker.postMessage({ type: "core", parts });
  const all = [];
  for (const { spec, steps } of runs) {
    await ask({ type: "start", run: 1, spec, events: [], step: 0 });
    const digests = [];
    let made = 0;
    for (const step of steps) {
      const report = await ask({ type: "step", count: step - made });
      made = step;
      digests.push(report.details.digest);
    }
    all.push(digests);
  }
  worker.terminate();
  return all;
}
