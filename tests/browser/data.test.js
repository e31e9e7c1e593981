// Data that the core does not carry, and data whose answers are numbers.
import assert from "node:assert/strict";
import { it } from "node:test";
import { inEveryEngine } from "./support/suite.js";

inEveryEngine("the data", (page) => {
  /** @param {string} link */
  async function learn(link) {
    await page.open(link);
    await page.walked(20);
    await page.mountainStands();
    await page.pause();
    assert.equal(await page.text("#notices"), "", "nothing is missing");
    assert.doesNotMatch(await page.text("body"), /NaN|undefined/);
  }
  const accuracies = () => page.text("#accuracies");
  const summary = () => page.run(() => window.downhill.engine.summary());

  it("fetches the digits when they are asked for", async () => {
    await learn("#data=digits&opt=adam&lr=0.01&width=16&batch=32");
    const { rows, feature_names, class_names } = await summary();
    assert.equal(rows.train + rows.validation + rows.test, 1797);
    assert.deepEqual([feature_names.length, class_names.length], [64, 10]);
    const [, train] = (await accuracies()).match(/training\s(0\.\d+|1\.00)/) ?? [];
    assert.ok(Number(train) > 0.3, `a tenth would be chance: ${train}`);
  });

  it("words losses, not accuracies, where answers are numbers", async () => {
    await learn("#data=sine&n=128&lr=0.1");
    assert.match(await accuracies(), /^loss: training \d.* · validation \d/);
    await page.click("#open-test");
    await page.until("the test", async () => /^test loss \d/.test(await page.text("#test-result")));
    await learn("#data=penguin_mass&features=all&lang=zh");
    assert.match(await accuracies(), /^损失：训练 \d.* · 验证 \d/);
    assert.deepEqual((await summary()).feature_names.length, 3);
  });

  it("goes from set to set, the last wish counts", async () => {
    await learn("#data=wine&features=all");
    // The file of the first wish is still on its way when the second one comes.
    await page.run(() => {
      const { store } = window.downhill;
      store.change({ dataset: "iris" });
      store.change({ dataset: "moons" });
    });
    await page.until("the moons", async () => (await summary()).name === "moons");
    await page.run(() => window.downhill.store.change({ dataset: "iris" }));
    await page.until("the irises", async () => (await summary()).name === "iris");
    await page.mountainStands();
  });
});
