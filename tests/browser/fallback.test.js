// Without WebGL2 the surface is drawn by the core's plotters on a plain canvas, and that is said once.
import assert from "node:assert/strict";
import { it } from "node:test";
import { inEveryEngine } from "./support/suite.js";

inEveryEngine(
  "without WebGL2",
  (page) => {
    it("there is still a mountain, and it is said that it is a simpler one", async () => {
      await page.open("#lang=en");
      await page.until("the notice", () => page.notice("no_webgl"));
      await page.walked(3);
      await page.mountainStands();
      await page.pause();
      await page.until(
        "a drawn surface",
        async () => (await page.colours(await page.picture("#mountain-view"))) > 50,
      );
      assert.equal(
        await page.run(() => document.querySelectorAll('.notice[data-kind="no_webgl"]').length),
        1,
      );
      await page.screenshot("without-webgl");
    });
  },
  { only: ["firefox"], webgl: false },
);
