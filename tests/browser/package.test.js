// The npm package in a page without a bundler, as its README shows it.
import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { serve } from "../../xtask/server.js";
import { readme } from "../unit/support/readme.js";
import { engines, start } from "./support/engines.js";
import { watch } from "./support/hook.js";
import { Page } from "./support/page.js";

for (const name of engines) {
  describe(`a plain script tag (${name})`, () => {
    const page = new Page(name);
    /** @type {string} */
    let folder;
    /** @type {Awaited<ReturnType<typeof serve>>} */
    let server;
    /** @type {Awaited<ReturnType<typeof start>>} */
    let engine;
    before(async () => {
      folder = await mkdtemp(join(tmpdir(), "downhill-tag-"));
      await cp("dist/pkg", folder, { recursive: true });
      const [html = ""] = readme(await readFile("dist/pkg/README.md", "utf8"), "html").values();
      await writeFile(join(folder, "index.html"), html.replace("<meta", "<head><meta"));
      server = await serve(folder, { html: watch });
      engine = await start(name);
      page.connect(engine.driver, server.address);
    });
    after(async () => {
      await engine?.quit();
      await server?.close();
      await rm(folder, { recursive: true });
    });

    it("runs the README's page, with the same bits as everywhere", async () => {
      await page.driver.get(page.address);
      await page.until("an answer", async () => (await page.text("#says")) !== "");
      const address = "../../dist/pkg/node.js"; // not there where only the page was built
      const { default: init, Session } = await import(address);
      await init();
      const run = new Session("{}");
      run.advance(50);
      assert.equal(await page.text("#says"), `step 50, digest ${run.digest()}`);
      run.free();
      assert.deepEqual(await page.problems(), []);
    });
  });
}
