// Files of the experiment, taken as the browser would save them and read back.
import assert from "node:assert/strict";
import { it } from "node:test";
import { inEveryEngine } from "./support/suite.js";

inEveryEngine("saving files", (page) => {
  /** Presses a button and gives what would be saved, as base64. @param {string} file */
  const saved = async (file) => {
    await page.run(() => {
      Reflect.set(window, "made", []);
      const status = document.querySelector("#file-status");
      if (status) status.textContent = "";
    });
    await page.run((id) => document.getElementById(id)?.click(), `file-${file.replace(".", "-")}`);
    await page.until("the word", async () =>
      (await page.text("#file-status")).startsWith(`downhill-${file}`),
    );
    const base64 = /** @type {string} */ (
      await page.driver.executeAsyncScript((/** @type {(text: unknown) => void} */ done) => {
        const reader = new FileReader();
        reader.onload = () => done(String(reader.result).replace(/^.*,/, ""));
        reader.readAsDataURL(Reflect.get(window, "made").at(-1));
      })
    );
    return Buffer.from(base64, "base64");
  };
  /** Width and height in the head of a PNG. @param {Buffer} bytes */
  const size = (bytes) => {
    assert.equal(bytes.subarray(1, 4).toString(), "PNG");
    return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  };

  it("gives numbers with the run's fingerprint", async () => {
    await page.open("#lang=en&seed=3");
    await page.mountainStands();
    await page.walked(5);
    await page.pause();
    await page.run(() => {
      // What the browser would put into its folder stays here.
      const make = URL.createObjectURL.bind(URL);
      URL.createObjectURL = (/** @type {any} */ blob) => {
        Reflect.get(window, "made").push(blob);
        return make(blob);
      };
      HTMLAnchorElement.prototype.click = () => {};
    });
    await page.click("#share");
    await page.until("the dialog", () => page.run(() => document.querySelector("#share-files") !== null));
    await page.click("#share-files summary");
    await page.until("the buttons", () => page.run(() => document.querySelector("#file-run-json") !== null));

    const { digest, spec, runs } = JSON.parse((await saved("run.json")).toString());
    assert.equal(`digest ${digest.slice(0, 4)}·${digest.slice(4)}`, await page.text("#digest"));
    assert.equal(spec.seed, 3);
    const steps = await page.steps();
    assert.equal(runs[0].step, steps);
    assert.equal(runs[0].path.step.at(-1), steps);
    assert.ok(runs[0].curve.train_loss.at(-1) < runs[0].curve.train_loss[0]);
    assert.equal(runs[0].log10_gradient_norms.length, 5);

    const npy = await saved("surface.npy");
    assert.match(npy.toString("latin1"), /'shape': \(257, 257\)/);
    const table = (await saved("surface.csv")).toString().trimEnd().split("\n");
    assert.equal(table.length, 258);
    const corner = npy.readFloatLE(npy.readUInt16LE(8) + 10);
    assert.equal(Math.fround(Number(table[1]?.split(",")[1])), corner);
    assert.ok((await saved("run.csv")).toString().includes(digest));
    const stl = await saved("mountain.stl");
    assert.equal(stl.length, 84 + 50 * stl.readUInt32LE(80));
  });

  it("gives drawings with words inside, which the browser reads without a complaint", async () => {
    for (const name of ["map", "loss", "accuracy", "gradients"]) {
      const svg = (await saved(`${name}.svg`)).toString();
      const read = await page.run((text) => {
        const { documentElement: root } = new DOMParser().parseFromString(text, "image/svg+xml");
        return {
          root: root.nodeName,
          title: root.querySelector("title")?.textContent,
          desc: root.querySelector("desc")?.textContent,
          role: root.getAttribute("role"),
          shapes: root.querySelectorAll("path, polyline, polygon, rect").length,
          numbers: [...root.querySelectorAll("text")].length,
        };
      }, svg);
      assert.equal(read.root, "svg");
      assert.equal(read.role, "img");
      assert.ok(read.title, name);
      assert.match(read.desc ?? "", /^Step \d+, fingerprint [0-9a-f]{8}\. http/);
      assert.ok(read.shapes > 4 && read.numbers > 2, `${name}: ${JSON.stringify(read)}`);
      assert.ok(!/NaN|inf|#ffffff00/.test(svg), name);
    }
  });

  it("gives pictures as fine as they are wished", async () => {
    const host = await page.run(() => {
      const { width, height } = /** @type {Element} */ (
        document.querySelector("#mountain-view canvas")
      ).getBoundingClientRect();
      return [Math.round(width), Math.round(height)];
    });
    for (const scale of [1, 3]) {
      await page.pick("#file-scale", String(scale));
      const picture = await saved("mountain.png");
      assert.deepEqual(
        size(picture),
        host.map((side) => side * scale),
      );
      assert.ok((await page.colours(picture.toString("base64"))) > 1000, "the mountain is in it");
    }
    const map = await saved("map.png");
    assert.deepEqual(size(map), [620 * 3, 480 * 3]);
    assert.ok((await page.colours(map.toString("base64"))) > 50);
  });
});
