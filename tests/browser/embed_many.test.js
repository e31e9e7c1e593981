// Twenty elements on one page: one graphics context, few workers, and each at its step again when one comes back to it.
import assert from "node:assert/strict";
import { it } from "node:test";
import { hostPage } from "./support/host_page.js";
import { inEveryEngine } from "./support/suite.js";

/** @typedef {import("../../www/embed/types.js").DownhillLab} Lab */

const COUNT = 20;
const LABS = Array.from(
  { length: COUNT },
  (_, k) =>
    `<downhill-lab id="lab${k}" problem="bowl" start-a="${k / 10}" learning-rate="0.01" controls="play"></downhill-lab>`,
);

/** @type {Record<string, string>} */
const PAGES = {
  "many.html": hostPage(
    `<script type="module" src="./embed.js"></script>
     <style>body { display: grid; grid-template-columns: repeat(3, 1fr); gap: 300px 20px; } downhill-lab { --downhill-height: 150px; }
       #end { grid-column: 1 / -1; height: 3000px; }</style>`,
    `${LABS.join("")}<div id="end"></div>`,
  ),
};

inEveryEngine(
  "twenty elements",
  (host) => {
    /** @param {number} k @returns {Promise<import("../../www/embed/types.js").State>} */
    const state = (k) => host.run((id) => /** @type {Lab} */ (document.getElementById(id)).state, `lab${k}`);
    const show = (/** @type {number} */ k) =>
      host.run((id) => document.getElementById(id)?.scrollIntoView({ block: "center" }), `lab${k}`);
    const taken = () =>
      host.run(() => {
        const { workers, ended, contexts } = /** @type {any} */ (window);
        return { workers: workers.length - ended.size, contexts: contexts.made - contexts.lost, ...contexts };
      });

    it("walk one after the other as they are seen, with one context and few workers", async () => {
      await host.driver.get(`${host.address}many.html`);
      await host.until("the first to walk", async () => (await state(0)).step > 8);
      await host.run(() => /** @type {Lab} */ (document.getElementById("lab0")).pause());
      await host.until("its pause", async () => {
        const now = await state(0);
        return !now.playing && now.digest !== "";
      });
      for (let k = 1; k < COUNT; k += 1) {
        if (k % 3 === 0) await show(k);
        await host.until(`element ${k}`, async () => (await state(k)).step > 1);
        const { workers, contexts } = await taken();
        assert.ok(workers <= 18, `${workers} workers`);
        assert.ok(contexts <= 1, `${contexts} contexts`);
      }
      const { made, lost } = await taken();
      assert.deepEqual([made, lost], [1, 0], "the same one all the way");
      const rest = await state(0);
      assert.equal(rest.status, "asleep");
      assert.ok(rest.step > 8 && rest.digest !== "", JSON.stringify(rest));
      await show(0);
      await host.until("the same weights at the same step", async () => {
        const now = await state(0);
        return now.status === "awake" && now.step === rest.step && now.digest === rest.digest;
      });
      assert.ok(
        await host.until("its picture", async () => {
          const box = await host.run(() => document.getElementById("lab0")?.getBoundingClientRect().toJSON());
          return (await host.colours(await host.picture(), box)) > 500;
        }),
      );
    });

    it("give the context back when none of them is near, and draw with another one when one is seen again", async () => {
      await host.run(() => document.getElementById("end")?.scrollIntoView({ block: "end" }));
      await host.until("the context to be lost", async () => (await taken()).lost === 1);
      assert.equal((await taken()).made, 1);
      await show(0);
      // What is seen at first is the last picture of before; it goes when there is a new one.
      await host.until("a new picture", () =>
        host.run(() => {
          const { contexts } = /** @type {any} */ (window);
          const root = document.getElementById("lab0")?.shadowRoot;
          return contexts.made === 2 && root?.querySelector(".embed-still") === null;
        }),
      );
      await host.until("its colours", async () => {
        const box = await host.run(() => document.getElementById("lab0")?.getBoundingClientRect().toJSON());
        return (await host.colours(await host.picture(), box)) > 500;
      });
      const { made, lost } = await taken();
      assert.deepEqual([made, lost], [2, 1]);
    });
  },
  { pages: PAGES },
);
