import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { serve } from "../../xtask/server.js";

/**
 * A request whose path is sent as it is: `fetch` would tidy `..` away before the server sees it.
 * @param {string} address
 * @param {string} path
 * @returns {Promise<number | undefined>}
 */
function statusOf(address, path) {
  const { hostname, port } = new URL(address);
  return new Promise((done, fail) => {
    request({ hostname, port, path }, (response) => done(response.resume().statusCode))
      .on("error", fail)
      .end();
  });
}

describe("the static server", () => {
  /** @type {string} */
  let folder;
  /** @type {Awaited<ReturnType<typeof serve>>} */
  let server;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "downhill-"));
    await writeFile(join(folder, "index.html"), "<head>page");
    await writeFile(join(folder, "a.wasm"), "");
    await writeFile(join(folder, "a.webmanifest"), "{}");
    server = await serve(folder, { prefix: "/x/y/", html: (text) => `${text}!` });
  });
  after(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  it("gives files their types, which module scripts and wasm need", async () => {
    const wasm = await fetch(`${server.address}a.wasm?v=1`);
    assert.deepEqual([wasm.status, wasm.headers.get("content-type")], [200, "application/wasm"]);
    // A service worker cannot be one without the type of a script; a manifest has its own.
    const manifest = await fetch(`${server.address}a.webmanifest`);
    assert.equal(manifest.headers.get("content-type"), "application/manifest+json");
    const page = await fetch(server.address);
    assert.deepEqual(
      [await page.text(), page.headers.get("content-type")],
      ["<head>page!", "text/html; charset=utf-8"],
    );
  });

  it("serves nothing above its folder or outside its prefix, and keeps a list of that", async () => {
    const { pathname } = new URL(server.address);
    for (const path of [
      "/",
      "/x/y/../../../../etc/passwd",
      `${pathname}%2e%2e/%2e%2e/%2e%2e/etc/passwd`,
      `${pathname}%`,
    ]) {
      assert.equal(await statusOf(server.address, path), 404, path);
    }
    assert.equal(server.missing.length, 4);
  });

  it("takes another port when the usual one is taken", async () => {
    const { port } = new URL(server.address);
    const second = await serve(folder, { port: Number(port) });
    assert.notEqual(new URL(second.address).port, port);
    await second.close();
  });
});
