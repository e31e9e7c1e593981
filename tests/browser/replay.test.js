// A link replays to the same step and the same bits: with what was done by hand on the way, in every engine.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { it } from "node:test";
import { Key } from "selenium-webdriver";
import { inEveryEngine } from "./support/suite.js";

/** Links and the fingerprints that the core finds natively. @type {{link: string, digest: string}[]} */
const REPLAYS = JSON.parse(await readFile("tests/golden/replays.json", "utf8"));
/** The same experiment before anything was done by hand. */
const BEFORE = "#problem=ravine&opt=momentum&lr=0.02&lang=en";

inEveryEngine("a replay", (page) => {
  /** @returns {Promise<{link: string, step: number, digest: string, isExact: boolean}>} */
  const exactLink = () => page.run(() => window.downhill.experiment.exactLink());

  it("has a link that does by hand what was done by hand", async () => {
    const [pinned] = REPLAYS;
    await page.open(BEFORE);
    await page.walked(1);
    await page.pause();
    await page.goTo(30);
    await page.stands(30);
    await page.run(() => window.downhill.store.change({ learning_rate: 0.004 }));
    await page.goTo(60);
    await page.stands(60);
    await page.run(() => window.downhill.experiment.dropBall(0.5, -0.25, true));
    await page.goTo(100);
    assert.equal(await page.stands(100), pinned.digest);
    const { link, step, digest, isExact } = await exactLink();
    assert.deepEqual({ step, digest, isExact }, { step: 100, digest: pinned.digest, isExact: true });
    assert.equal(
      link.replace("&lang=en", ""),
      `v=1&${pinned.link.slice(1).replace(/(&opt=momentum)/, "$1")}`,
    );
    // The address tells what was done, but not where the runs are just now.
    const address = await page.until("the address", () =>
      page.run(() => location.hash.includes("60:drop:0.5:-0.25") && location.hash),
    );
    assert.doesNotMatch(address, /step=/);

    await page.open(`#${link}`);
    assert.equal(await page.stands(100), pinned.digest);
    assert.equal(await page.rate(), 0.004);
    // Before the dial was turned it shows what held then; on from there the same is done again.
    await page.goTo(20);
    await page.stands(20);
    await page.until("the dial of then", async () => (await page.rate()) === 0.02);
    await page.goTo(100);
    assert.equal(await page.stands(100), pinned.digest);
    assert.equal(await page.rate(), 0.004);
  });

  it("stands where a link says, with branches, to the bits that the core has natively", async () => {
    for (const { link, digest } of REPLAYS) {
      await page.open(`${link}&lang=en`);
      const step = Number(/step=(\d+)/.exec(link)?.[1]);
      assert.equal(await page.stands(step), digest, link);
    }
  });

  it("takes a dial that was turned while the run played", async () => {
    await page.open("#lang=en");
    await page.walked(5);
    const dial = await page.find("#learning-rate");
    await dial.sendKeys(Key.ARROW_RIGHT, Key.ARROW_RIGHT);
    await page.walked((await page.steps()) + 5);
    await dial.sendKeys(Key.PAGE_DOWN);
    await page.walked((await page.steps()) + 5);
    await page.pause();
    const { link, step, digest } = await exactLink();
    assert.match(link, /events=0:lr:0\.1,/);
    // A link that comes under the page replays, too.
    await page.run((hash) => {
      location.hash = hash;
    }, BEFORE);
    await page.until("another run", () => page.run(() => window.downhill.store.spec.problem === "ravine"));
    await page.run((hash) => {
      location.hash = hash;
    }, `#${link}`);
    assert.equal(await page.stands(step), digest);
  });
});
