// What the element does for the page around it: it says when it cannot run, waits until it is needed, leaves the names of elements to
// the page, and stands beside another version of itself.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { after, before, it } from "node:test";
import { serve } from "../../xtask/server.js";
import { hosted, hostPage } from "./support/host_page.js";
import { inEveryEngine } from "./support/suite.js";

/** @typedef {import("../../www/embed/types.js").DownhillLab} Lab */

const SCRIPT = '<script type="module" src="./embed.js"></script>';
const POSTER = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"><rect width="200" height="100" fill="green"/></svg>')}`;
/** Room above, and below: an element that grows at the end of a page would stand below its window. */
const FAR = "<style>.far { margin-top: 4000px; } footer { height: 3000px; }</style>";

/** Holds the core back until the page is told to let it go. Runs in the page. */
function holdTheCore() {
  const { fetch } = window;
  /** @type {Promise<void>} */
  const let_go = new Promise((go) => Object.assign(window, { letGo: go }));
  window.fetch = async (...wish) => {
    if (String(wish[0]).includes("_bg")) await let_go;
    return await fetch(...wish);
  };
}

/** @type {Record<string, string>} */
const PAGES = {
  "forbidden.html": hostPage(
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; img-src data:">${SCRIPT}`,
    `<downhill-lab id="lab"><img slot="poster" src="${POSTER}" alt=""><p id="instead" slot="fallback">A ball would walk down here.</p></downhill-lab>
     <downhill-lab id="bare"><p id="plain">Nor here.</p></downhill-lab>`,
  ),
  "poster.html": hostPage(
    `<script>(${holdTheCore})()</script>${SCRIPT}`,
    `<downhill-lab id="lab"><img id="poster" slot="poster" src="${POSTER}" alt=""><p id="instead">Nothing.</p></downhill-lab>`,
  ),
  "lazy.html": hostPage(
    SCRIPT + FAR,
    '<p>Text</p><downhill-lab id="lab" class="far" loading="lazy"></downhill-lab><footer></footer>',
  ),
  "eager.html": hostPage(
    SCRIPT + FAR,
    '<p>Text</p><downhill-lab id="lab" class="far" loading="eager"></downhill-lab><footer></footer>',
  ),
  "module.html": hostPage(
    `<script type="module">import * as module from "./embed/element.js"; window.module = module;</script>`,
    '<other-name id="lab" learning-rate="0.2"></other-name>',
  ),
};

inEveryEngine(
  "the element and its page",
  (host) => {
    /** @type {Awaited<ReturnType<typeof serve>>} */
    let other;
    before(async () => {
      // An older version, as far as a page can tell: a name that ours does not have, and none of ours.
      const shell = readdirSync("dist/embed").find((name) => /^element-.*\.js$/.test(name)) ?? "";
      const older = readFileSync(`dist/embed/${shell}`, "utf8").replaceAll("naturalHeight", "formerHeight");
      other = await serve("dist", {
        prefix: "/older/",
        headers: () => ({ "Access-Control-Allow-Origin": "*" }),
        pages: { [`embed/${shell}`]: older },
      });
      PAGES["versions.html"] = hostPage(
        `<script type="module" src="${other.address}embed.js"></script>${SCRIPT}
         <script type="module">import { define } from "./embed/element.js"; define("downhill-new");</script>`,
        '<downhill-lab id="lab"></downhill-lab><downhill-new id="new"></downhill-new>',
      );
    });
    after(async () => await other?.close());

    const { open, state, heard } = hosted(host);
    /** Whether it takes room and can be seen. @param {string} id */
    const isShown = (id) =>
      host.run((name) => {
        const element = document.getElementById(name);
        const { width = 0, height = 0 } = element?.getBoundingClientRect() ?? {};
        return Boolean(element) && width > 0 && height > 0;
      }, id);
    /** Waits until everybody who watches for the element to come near has been told. */
    const isWatched = () =>
      host.driver.executeAsyncScript((/** @type {() => void} */ done) => {
        const lab = /** @type {Element} */ (document.getElementById("lab"));
        new IntersectionObserver((_, watch) => {
          watch.disconnect();
          done();
        }).observe(lab);
      });
    const fetched = () =>
      host.run(() => performance.getEntriesByType("resource").map(({ name }) => name.replace(/^.*\//, "")));

    it("shows what the page has for it, and says so, where WebAssembly is forbidden", async () => {
      await open("forbidden.html");
      await host.until("both to say it", async () => (await heard("failed")).length >= 2);
      const told = await heard("failed");
      assert.deepEqual(told.map((/** @type {any} */ one) => one.id).toSorted(), ["bare", "lab"]);
      for (const { detail } of told) assert.ok(detail.message.length > 0);
      assert.equal((await state()).status, "failed");
      assert.ok(await isShown("instead"), "in the slot for it");
      assert.ok(await isShown("plain"), "without a slot");
      assert.deepEqual(await heard("ready"), []);
      // That the browser tells of its refusal is right; of nothing else may it tell.
      for (const problem of await host.takeProblems()) assert.match(problem, /^refused: script-src.*wasm/);
    });

    it("shows the poster until there is a picture", async () => {
      await open("poster.html");
      await host.until("the core to be asked for", async () => (await state()).status === "loading");
      assert.ok(await isShown("poster"));
      assert.ok(!(await isShown("instead")));
      await host.run(() => Reflect.get(window, "letGo")());
      await host.until("a walk", async () => (await state()).step > 0);
      await host.until("the poster to go", async () => !(await isShown("poster")));
      assert.ok(!(await isShown("instead")));
      await host.until("a picture", async () => (await host.colours(await host.picture("#lab"))) > 500);
    });

    it("fetches nothing before it comes near", async () => {
      await open("lazy.html");
      await host.until("the element", () => host.run(() => customElements.get("downhill-lab") !== undefined));
      await isWatched();
      assert.equal((await state()).status, "waiting");
      assert.deepEqual(
        (await fetched()).filter((name) => /^body|wasm$/.test(name)),
        [],
      );
      await host.run(() => document.getElementById("lab")?.scrollIntoView());
      await host.until("a walk", async () => (await state()).step > 0);
    });

    it("fetches at once when it is wished, and walks when it is seen", async () => {
      await open("eager.html");
      await host.until("all of it", async () => (await state()).status === "asleep");
      assert.ok((await fetched()).some((name) => name.endsWith(".wasm")));
      const { step, link, digest } = await state();
      assert.deepEqual([step, link, digest], [0, "v=1", ""]);
      assert.deepEqual(await heard("ready"), []);
      await host.run(() => document.getElementById("lab")?.scrollIntoView());
      await host.until("a walk", async () => (await state()).step > 0);
    });

    it("is ready with its first loss and fingerprint, before its first step", async () => {
      const [{ detail }] = await heard("ready");
      assert.ok(detail.loss > 0, String(detail.loss));
      assert.match(detail.digest, /^[\da-f]+$/);
      assert.equal((await heard("ready")).length, 1);
      const said = await host.run(() =>
        Reflect.get(window, "heard").map((/** @type {any} */ one) => one.name),
      );
      assert.ok(said.indexOf("ready") < said.indexOf("step"), said.slice(0, 5).join());
    });

    it("is a module that registers what it is told to, under any name, and nothing else", async () => {
      await open("module.html");
      await host.until("the module", () => host.run(() => "module" in window));
      const names = ["downhill-lab", "other-name"];
      const known = (/** @type {string[]} */ of) =>
        host.run((all) => all.map((name) => customElements.get(name) !== undefined), of);
      assert.deepEqual(await known(names), [false, false]);
      const got = await host.run(() => {
        const { define, DownhillLab } = /** @type {any} */ (window).module;
        const own = define("other-name");
        return [
          own === customElements.get("other-name"),
          own.prototype instanceof DownhillLab,
          define("other-name") === own,
        ];
      });
      assert.deepEqual(got, [true, true, true]);
      assert.deepEqual(await known(names), [false, true]);
      await host.until("a walk", async () => (await state()).step > 0);
      assert.ok(Math.abs((await state()).learningRate - 0.2) < 1e-6);
      assert.ok(
        await host.run(() => {
          const { define, DownhillLab } = /** @type {any} */ (window).module;
          return define() === DownhillLab;
        }),
      );
    });

    it("stands beside another version: the name stays with the first, both walk to the same weights", async () => {
      await open("versions.html");
      await host.until("both to walk", async () => (await state()).step > 0 && (await state("new")).step > 0);
      const seen = await host.run(() =>
        ["lab", "new"].map((id) => {
          const lab = /** @type {Lab} */ (document.getElementById(id));
          return {
            isOlder: "formerHeight" in lab && !("naturalHeight" in lab),
            page: lab.shadowRoot?.querySelector("a")?.getAttribute("href")?.split("#")[0] ?? "",
          };
        }),
      );
      assert.deepEqual(seen, [
        { isOlder: true, page: `${other.address}index.html` },
        { isOlder: false, page: `${host.address}index.html` },
      ]);
      await host.run(() => {
        for (const id of ["lab", "new"]) /** @type {Lab} */ (document.getElementById(id)).pause();
      });
      await host.until("a pause", async () => !(await state()).playing && !(await state("new")).playing);
      const far = Math.max((await state()).step, (await state("new")).step) + 5;
      await host.run((goal) => {
        for (const id of ["lab", "new"]) {
          const lab = /** @type {Lab} */ (document.getElementById(id));
          lab.step(goal - lab.state.step);
        }
      }, far);
      const digests = await host.until("the same step", async () => {
        const both = [await state(), await state("new")];
        return (
          both.every(({ step, playing }) => step === far && !playing) && both.map(({ digest }) => digest)
        );
      });
      assert.equal(digests[0], digests[1]);
    });
  },
  { pages: PAGES },
);
