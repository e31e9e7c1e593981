// Several runs from one link: they walk in lockstep, to the bits that the core makes in Node, go back and on together, and a
// branch leaves where the reader says.
import assert from "node:assert/strict";
import { it } from "node:test";
import { Key } from "selenium-webdriver";
import { sessionOf } from "../wasm/support/core.js";
import { inEveryEngine } from "./support/suite.js";

const LINK = "#branches=0:opt:adam:lr:0.01,0:skip:scaled,20:lr:0.5";

inEveryEngine("several runs", (page) => {
  /**
   * Steps of the clock and of each run, and the fingerprint of all.
   * @returns {Promise<{clock: number, step: number, all: string, others: {index: number, step: number, digest?: string}[]} | undefined>}
   */
  const seen = () =>
    page.run(() => {
      const { report } = window.downhill.experiment.surface.walkers;
      if (!report?.details) return undefined;
      const others = report.others.map(
        (/** @type {import("../../www/engine/protocol.js").OtherRun} */ { index, status, details }) => ({
          index,
          step: status.step,
          digest: details?.digest,
        }),
      );
      return { clock: report.clock, step: report.status.step, all: report.details.digest_of_all, others };
    });
  /** @param {number} step */
  const stand = (step) =>
    page.until(`a report with details at step ${step}`, async () => {
      const now = await seen();
      return now?.clock === step && now;
    });
  const pause = () => page.run(() => window.downhill.experiment.pause());
  /** @param {number} step */
  const goTo = (step) => page.run((wished) => window.downhill.experiment.goTo(wished), step);

  it("replays a link to the same bits, and goes back and on along the time line", async (test) => {
    const session = sessionOf(test, LINK);
    session.advance(100);
    const all = session.digest_of_all();
    await page.open(LINK);
    await page.walked(3);
    await page.mountainStands();
    await pause();
    await page.run(() => {
      const { mountain } = window.downhill;
      const show = mountain.setWalkers.bind(mountain);
      mountain.setWalkers = (walkers, options) => {
        Reflect.set(window, "walkers", walkers.length);
        show(walkers, options);
      };
    });
    await goTo(100);
    const there = await stand(100);
    assert.equal(there.all, all);
    assert.deepEqual(
      there.others.map(({ index, step, digest }) => [index, step, digest]),
      [1, 2, 3].map((index) => [index, 100, session.digest(index)]),
    );
    const shown = await page.run(
      () => document.getElementById("digest")?.textContent?.replace(/\W/g, "") ?? "",
    );
    assert.ok(shown.endsWith(all), shown);
    assert.equal(await page.run(() => Reflect.get(window, "walkers")), 4, "all are on the mountain");
    assert.equal(await page.text("#branch-here option"), "4 at most", "where one would be added");
    await page.screenshot("several-runs");

    await page.click("#step-back");
    await stand(99);
    await (await page.find("#time-line")).sendKeys(Key.HOME);
    assert.deepEqual(
      (await stand(0)).others.map(({ index }) => index),
      [1, 2],
      "whoever starts later is not there",
    );
    await goTo(100);
    assert.equal((await stand(100)).all, all);
    const value = await page.run(() => document.getElementById("time-line")?.getAttribute("aria-valuetext"));
    assert.match(value ?? "", /100/);
  });

  it("lets a run leave where the reader says, and forgets it again", async (test) => {
    await page.open();
    await page.walked(3);
    await pause();
    await goTo(30);
    const before = await stand(30);
    assert.equal(before.others.length, 0);
    await page.pick("#branch-here", "adam");
    await page.until("the branch in the link", async () =>
      (await page.run(() => location.hash)).includes("branches=30:opt:adam:lr:0.01"),
    );
    await page.until("the branch", async () => (await seen())?.others.length === 1);
    await goTo(50);
    const after = await stand(50);
    const session = sessionOf(test, "#branches=30:opt:adam:lr:0.01");
    session.advance(50);
    assert.deepEqual([after.all, after.others[0]?.digest], [session.digest_of_all(), session.digest(1)]);

    // A rival from the start has to catch up, and does.
    await page.run(() => window.downhill.store.change({ branches: "30:opt:adam:lr:0.01,0:lr:0.3" }));
    const caughtUp = await page.until("both at step 50", async () => {
      const now = await seen();
      return now?.others[1]?.step === 50 && now;
    });
    assert.equal(caughtUp.others[0]?.digest, after.others[0]?.digest, "who stays keeps its run");
    await page.run(() => window.downhill.store.change({ branches: "" }));
    await page.until("a lead alone", async () => (await seen())?.others.length === 0);
    assert.equal((await seen())?.step, 50);
  });

  it("walks on without one that has blown up", async () => {
    await page.open("#problem=bowl&lr=0.05&branches=0:lr:1,0:opt:momentum");
    await page.pick("#pace", "60");
    const now = await page.until("step 60 of the lead, less of the wild one", async () => {
      const report = await seen();
      return report && report.clock >= 60 && report;
    });
    assert.ok(
      Number(now.others[0]?.step) < 60 && now.others[1]?.step === now.clock && now.step === now.clock,
    );
    assert.ok(await page.run(() => window.downhill.experiment.isPlaying), "the others play on");
  });
});
