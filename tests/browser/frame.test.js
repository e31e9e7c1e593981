// The frame on somebody else's page: in a sandbox without an origin, from a server that allows nothing, under messages of all kinds.
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { serve } from "../../xtask/server.js";
import { inEveryEngine } from "./support/suite.js";

/** Keeps what the frame says. Runs in the page. */
function listen() {
  /** @type {any[]} */
  const heard = [];
  Object.assign(window, { heard });
  addEventListener("message", ({ data, source }) => {
    const frame = /** @type {HTMLIFrameElement | null} */ (document.getElementById("frame"));
    if (source === frame?.contentWindow && data?.downhill === 1) heard.push(JSON.parse(JSON.stringify(data)));
  });
}

/** @type {Record<string, string>} */
const PAGES = {};

inEveryEngine(
  "the frame",
  (host) => {
    /** @type {Awaited<ReturnType<typeof serve>>} */
    let other;
    before(async () => {
      other = await serve("dist", { prefix: "/elsewhere/" });
      PAGES["blog.html"] =
        `<!doctype html><html lang="en"><head><link rel="icon" href="data:,"><title>A blog</title><script>(${listen})()</script></head><body>
        <iframe id="frame" src="${other.address}embed.html#v=1&lr=0.3&lang=zh&seed=x&view=mountain" title="An experiment" width="620"
          height="560" loading="lazy" sandbox="allow-scripts"></iframe></body></html>`;
    });
    after(async () => await other?.close());

    const heard = (/** @type {string} */ type) =>
      host.run(
        (wanted) => Reflect.get(window, "heard").filter((/** @type {any} */ one) => one.type === wanted),
        type,
      );
    const send = (/** @type {unknown} */ message) =>
      host.run((data) => {
        const frame = /** @type {HTMLIFrameElement} */ (document.getElementById("frame"));
        frame.contentWindow?.postMessage(data, "*");
      }, message);
    /** @param {Record<string, unknown>} message */
    const ask = async (message) => {
      const id = `q${Math.random()}`;
      await send({ downhill: 1, id, ...message });
      return await host.until(`an answer to ${message.type}`, async () => {
        const all = await host.run(() => Reflect.get(window, "heard"));
        return all.find((/** @type {any} */ one) => one.id === id);
      });
    };

    it("walks in a sandbox with scripts alone, and says what it could not use", async () => {
      await host.driver.get(`${host.address}blog.html`);
      await host.until("a walk", async () =>
        (await heard("state")).some((/** @type {any} */ one) => one.state.step > 5),
      );
      assert.equal((await heard("ready")).length, 1);
      const [error] = await heard("error");
      assert.deepEqual(
        [error.reason, error.problems.map((/** @type {any} */ one) => one.field)],
        ["problems", ["seed"]],
      );
      await host.driver.switchTo().frame(0);
      assert.equal(await host.run(() => origin), "null");
      assert.deepEqual(await host.takeProblems(), []);
      await host.driver.switchTo().defaultContent();
      assert.ok(
        await host.until("a picture", async () => (await host.colours(await host.picture("#frame"))) > 500),
      );
    });

    it("obeys messages of its page", async () => {
      const paused = await ask({ type: "pause" });
      assert.equal(paused.type, "state");
      const at = await host.until("a pause", async () => {
        const { state } = await ask({ type: "get" });
        return !state.playing && state;
      });
      await ask({ type: "step", count: 5 });
      await host.until("five steps", async () => (await ask({ type: "get" })).state.step === at.step + 5);
      await ask({ type: "set", settings: { learning_rate: 0.07 } });
      await host.until(
        "the rate",
        async () => Math.abs((await ask({ type: "get" })).state.learningRate - 0.07) < 1e-6,
      );
      await ask({ type: "set", link: "v=1&data=moons&lr=0.2" });
      const { state } = await ask({ type: "get" });
      assert.equal(state.link, "v=1&data=moons&lr=0.2");
      await ask({ type: "play" });
      await host.until("a walk", async () => (await ask({ type: "get" })).state.step > 2);
    });

    it("tells how high it wants to be, and is that high without scrolling", async () => {
      const heights = await host.until("a height", async () => {
        const all = await heard("height");
        return all.length > 0 && all;
      });
      const { height } = heights.at(-1);
      assert.ok(height > 300 && height < 900, String(height));
      await host.run((pixels) => {
        const frame = /** @type {HTMLIFrameElement} */ (document.getElementById("frame"));
        frame.style.height = `${pixels}px`;
        frame.style.border = "0";
      }, height);
      await host.driver.switchTo().frame(0);
      const page = await host.run(() => [document.documentElement.scrollHeight, innerHeight]);
      await host.driver.switchTo().defaultContent();
      assert.ok(page[0] <= page[1], page.join(" in "));
    });

    it("refuses what it does not know and does not answer strangers", async () => {
      const told = async () => (await heard("error")).length;
      const before = await told();
      const hostile = [
        { downhill: 2, type: "play", id: "h0" },
        { downhill: 1, type: "eval", code: "alert(1)", id: "h1" },
        { downhill: 1, type: "step", count: 1e12, id: "h2" },
        { downhill: 1, type: "set", link: "x".repeat(10_000), id: "h3" },
        { downhill: 1, type: "set", settings: { seed: { deep: true } }, id: "h4" },
        { downhill: 1, id: "h5" },
      ];
      for (const message of hostile) await send(message);
      await host.until("a refusal of each", async () => (await told()) >= before + hostile.length);
      const refused = (await heard("error")).slice(before).map((/** @type {any} */ one) => one.id);
      assert.deepEqual(refused, ["h0", "h1", "h2", "h3", "h4", "h5"]);
      // Not meant for it: no answer. What cannot be used of settings is named, and nothing breaks.
      for (const message of ["play", null, [1], { type: "play" }, { downhill: undefined }])
        await send(message);
      const named = await ask({ type: "set", settings: { lr: "𝄞", "<img src=x>": 1, step: -1 } });
      assert.deepEqual(
        named.state.problems.map((/** @type {any} */ one) => one.field),
        ["<img src=x>", "learning_rate", "step"],
      );
      assert.equal(await told(), before + hostile.length + 1);
      // A window that is not the parent, though it knows the protocol.
      await host.run(() => {
        const stranger = document.createElement("iframe");
        document.body.append(stranger);
        const frame = /** @type {HTMLIFrameElement} */ (document.getElementById("frame"));
        const script = stranger.contentDocument?.createElement("script");
        if (!script) return;
        script.textContent = 'top.frames[0].postMessage({ downhill: 1, type: "pause", id: "stranger" }, "*")';
        stranger.contentDocument?.body.append(script);
        void frame;
      });
      const { state } = await ask({ type: "get" });
      assert.ok(state.playing, "it still walks");
      const ids = await host.run(() => Reflect.get(window, "heard").map((/** @type {any} */ one) => one.id));
      assert.ok(!ids.includes("stranger"));
    });
  },
  { pages: PAGES },
);
