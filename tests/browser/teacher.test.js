// What a teacher does with the Lab: sets up a situation, changes a weight by hand, branches and names the branch, opens the sealed
// test, shares the link; whoever opens it finds the same fingerprint, names, weights and exam.
import assert from "node:assert/strict";
import { it } from "node:test";
import { inEveryEngine } from "./support/suite.js";

const LINK = "#data=chairs&opt=adam&lr=0.01&layers=1&width=4&lang=en";

inEveryEngine("a teacher", (page) => {
  const lab = () => page.run(() => Boolean(document.querySelector("#exam-details")));
  const tap = (/** @type {string} */ selector) =>
    page.run((query) => /** @type {HTMLElement} */ (document.querySelector(query)).click(), selector);
  /** Words of the part of the exam. @param {string} part */
  const marks = (part) => page.text(`#exam tr[data-part="${part}"]`);
  /** What the page shows of the exam, the run and its names. */
  const seen = async () => ({
    test: await page.text("#test-result"),
    final: await marks("test"),
    names: await page.run(() =>
      [...document.querySelectorAll("#runs .run-name")].map((name) => name.textContent),
    ),
  });

  it("sets a weight by hand, takes it back, and sets it again", async () => {
    await page.open(LINK);
    await page.until("the cards", lab);
    await page.pause();
    await page.goTo(20);
    const plain = await page.stands(20);
    await tap("#tab-network");
    await page.until("the weight", () =>
      page.run(() =>
        Boolean(/** @type {HTMLInputElement | null} */ (document.querySelector("#weight-value"))?.value),
      ),
    );
    await page.fill("#weight-value", "-1.25");
    await page.until(
      "the changed weight",
      async () => (await page.text("#weight-by-hand")) === "set by hand at step 20",
    );
    await page.until("the picture", async () => /w = −1\.25/.test(await page.text("#network-weight")));
    const changed = await page.stands(20);
    assert.notEqual(changed, plain);
    await tap("#weight-take-back");
    await page.until("the run without it", async () => (await page.stands(20)) === plain);
    await page.until("no word of a hand", async () => (await page.text("#weight-by-hand")) === "");
    await page.fill("#weight-value", "-1.25");
    await page.until("the changed run", async () => (await page.stands(20)) === changed);
    // Back before it and on again it is set again.
    await page.goTo(7);
    await page.stands(7);
    await page.goTo(20);
    assert.equal(await page.stands(20), changed);
  });

  it("branches, names the branch, and rewinds", async () => {
    await page.goTo(40);
    await page.stands(40);
    await page.pick("#branch-here", "momentum");
    await page.until("the branch", () =>
      page.run(() => document.querySelectorAll("#runs tr[data-run]").length === 2),
    );
    await tap('#runs tr[data-run="1"] .run-name');
    await page.fill("#run-title", "my: first, way");
    await page.until("the name", async () => (await seen()).names[1] === "my first way");
    assert.match(
      String(await page.run(() => window.downhill.store.spec.branches)),
      /^40:.*:name:my first way$/,
    );
    await page.goTo(90);
    const end = await page.stands(90);
    await page.goTo(10);
    await page.stands(10);
    await page.goTo(90);
    assert.equal(await page.stands(90), end);
  });

  it("opens the sealed test once; knobs do not close it, other rows do", async () => {
    assert.match(await marks("test"), /sealed/);
    await page.click("#exam-details > summary");
    await page.click("#exam-open");
    await page.until("the figures", async () =>
      /^test 0\.\d+ \(step 90\)/.test(await page.text("#test-result")),
    );
    // What helped in class does not hold elsewhere.
    assert.match(await page.text("#exam-note"), /^Taken at step 90\. The final exam is far worse/);
    assert.equal(
      await page.run(() => /** @type {HTMLElement} */ (document.querySelector("#open-test")).hidden),
      true,
    );
  });

  it("shares the link, and elsewhere it is the same", async () => {
    const before = await seen();
    const { link, digest, isExact } = await page.run(() => window.downhill.experiment.exactLink());
    assert.equal(isExact, true);
    assert.match(link, /exam=opened.*|events=20:w:0:-1\.25,90:test/);
    await page.open(`#${link}`);
    await page.until("the cards", lab);
    assert.equal(await page.stands(90), digest);
    await page.until("the same words", async () => (await seen()).test === before.test);
    assert.deepEqual(await seen(), before);
    // Turning a knob after the exam is said to be late; a new seed is another exam.
    await page.run(() => window.downhill.store.change({ width: 5 }));
    await page.until("a late knob", async () => /with other settings/.test(await page.text("#exam-note")));
    await page.run(() => window.downhill.store.change({ seed: 9 }));
    await page.until("a new seal", async () => /sealed/.test(await marks("test")));
    assert.equal(await page.text("#test-result"), "");
  });

  it("is told which change by hand a network cannot have", async () => {
    await page.open("#data=circle&layers=1&width=2&step=12&events=5:w:9999:1,8:w:0:0.5&lang=en");
    await page.until("the notice", async () => /5:w:9999:1/.test(await page.notice("link")));
    const digest = await page.stands(12);
    await page.open("#data=circle&layers=1&width=2&step=12&events=8:w:0:0.5&lang=en");
    assert.equal(await page.stands(12), digest);
  });

  it("can stop on the way back, too, where each step takes long", async () => {
    await page.open("#data=circle&n=500&layers=100&width=32&lr=0.0001&lang=en");
    await page.until("the cards", lab);
    await page.pause();
    await page.goTo(16);
    const end = await page.stands(16);
    await page.run(() => {
      const { experiment } = window.downhill;
      experiment.goTo(15);
      experiment.pause();
    });
    // The state after 8 steps is kept; from there on they are made again, and the worker reads its mail between them.
    const step = await page.until("a rest on the way", async () => {
      const steps = await page.steps();
      return steps < 15 && steps;
    });
    assert.ok(step >= 8, `stopped at ${step}`);
    await page.stands(step);
    await page.goTo(16);
    assert.equal(await page.stands(16), end);
  });

  it("sees how far a long way is, and can stop on it", async () => {
    await page.open("#data=digits&layers=4&width=64&n=2000&lang=en");
    await page.until("the cards", lab);
    // The run of the digits begins when their file is here.
    await page.until("the digits", () =>
      page.run(async () => (await window.downhill.engine.summary()).name === "digits"),
    );
    await page.walked(1);
    await page.pause();
    await page.goTo(100_000);
    await page.until("the way", () =>
      page.run(() => /** @type {HTMLElement} */ (document.querySelector("#way")).hidden === false),
    );
    assert.match(await page.text("#way-text"), /step 100,?000/);
    await page.click("#way-halt");
    await page.until("no way", () =>
      page.run(() => /** @type {HTMLElement} */ (document.querySelector("#way")).hidden),
    );
    const step = await page.steps();
    assert.ok(step > 0 && step < 100_000, `stopped at ${step}`);
  });
});
