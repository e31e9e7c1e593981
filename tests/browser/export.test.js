// Files of the experiment, taken as the browser would save them and read back.
import assert from "node:assert/strict";
import { it } from "node:test";
// @ts-expect-error It brings no types.
import validator from "gltf-validator";
import { inEveryEngine } from "./support/suite.js";

inEveryEngine("saving files", (page) => {
  /** Presses the button of a file. @param {string} file */
  const press = async (file) => {
    await page.run(() => {
      Reflect.set(window, "made", []);
      const status = document.querySelector("#file-status");
      if (status) status.textContent = "";
    });
    await page.run((id) => document.getElementById(id)?.click(), `file-${file.replace(".", "-")}`);
  };
  /** Presses a button and gives what would be saved. @param {string} file */
  const saved = async (file) => {
    await press(file);
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
    await page.open("#lang=en&seed=3&name=calm%20%E6%89%8B");
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
    assert.deepEqual([runs[0].step, runs[0].name], [steps, "calm 手"]);
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
    assert.match((await saved("run.csv")).toString(), /\ncalm 手,curve,0,/);
    const stl = await saved("mountain.stl");
    assert.equal(stl.length, 84 + 50 * stl.readUInt32LE(80));

    const glb = await saved("mountain.glb");
    const { issues, info } = await validator.validateBytes(new Uint8Array(glb));
    assert.deepEqual(issues.messages, []);
    assert.equal(info.totalTriangleCount, 2 * 256 ** 2);
    const { asset, meshes } = JSON.parse(glb.subarray(20, 20 + glb.readUInt32LE(12)).toString());
    assert.equal(asset.extras.digest, digest);
    assert.deepEqual(asset.extras.spec, spec);
    assert.equal(meshes.length, 2, "the sheet and the path over it");
  });

  it("gives the curve of the opened test, and none while it is sealed", async () => {
    const before = JSON.parse((await saved("run.json")).toString());
    assert.deepEqual(before.runs[0].test, { step: [], test_loss: [], test_accuracy: [] });
    const figures = await page.run(() => window.downhill.experiment.openTest());
    await page.until("the test in the record", () =>
      page.run(() => window.downhill.experiment.records.tested.columns.length > 0),
    );
    const { test } = JSON.parse((await saved("run.json")).toString()).runs[0];
    assert.deepEqual(
      [test.step, Math.fround(test.test_loss[0])],
      [[figures.step], Math.fround(figures.loss)],
    );
    const row = new RegExp(`,test,${figures.step},.*,${test.test_loss[0]},${test.test_accuracy[0]}\n`);
    assert.match((await saved("run.csv")).toString(), row);
  });

  it("gives a program that makes the same run, made from the link alone", async () => {
    const script = (await saved("experiment.py")).toString();
    const { digest, link } = JSON.parse((await saved("run.json")).toString());
    assert.match(script, /^# One experiment of Downhill, made again with PyTorch/);
    assert.ok(script.includes(`fingerprint ${digest}. ${link}\n`));
    assert.match(script, new RegExp(`first_step=0, last_step=${await page.steps()},`));
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

  it("gives a film that plays, or says why it cannot", async () => {
    const isShown = (/** @type {string} */ id) =>
      page.run((name) => !document.getElementById(name)?.closest("[hidden]"), id);
    if (
      !(await page.run(
        () => typeof MediaRecorder === "function" && MediaRecorder.isTypeSupported("video/webm"),
      ))
    ) {
      assert.deepEqual([await isShown("no-film"), await isShown("file-run-webm")], [true, false]);
      assert.match(await page.text("#no-film"), /records no films.*WebM/);
      return;
    }
    assert.equal(await isShown("no-film"), false);
    const steps = await page.steps();
    const stands = await page.text("#digest");
    await page.pick("#film-length", "5");

    // Given up on the way, the run stands where it stood.
    await press("run.webm");
    await page.until("the recording", () =>
      page.run(() => Number(document.querySelector("#file-progress")?.getAttribute("value")) > 0),
    );
    await page.run(() => document.getElementById("file-cancel")?.click());
    await page.until("the end", async () => (await page.text("#file-status")) === "run.webm was cancelled.");
    await page.until("the place", async () => (await page.text("#digest")) === stands);

    const webm = await saved("run.webm");
    assert.equal(webm.readUInt32BE(0), 0x1a45dfa3, "EBML");
    await page.until("the place", async () => (await page.text("#digest")) === stands);
    assert.equal(await page.steps(), steps);
    // A page of its own: this one shows no videos, and says so in its policy.
    await page.driver.get("about:blank");
    const seen = await page.driver.executeAsyncScript(
      (/** @type {string} */ base64, /** @type {(answer: unknown) => void} */ done) => {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        const video = document.createElement("video");
        video.muted = true;
        video.onerror = () => done(video.error?.message ?? "error");
        video.onloadeddata = () => {
          const { duration, videoWidth: width, videoHeight: height } = video;
          /** How many shades the present picture has. */
          const look = () => {
            const canvas = document.createElement("canvas");
            Object.assign(canvas, { width, height });
            const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
            pen.drawImage(video, 0, 0);
            const { data } = pen.getImageData(0, 0, width, height);
            return new Set(data.filter((_, at) => at % 401 === 0)).size;
          };
          video.onended = () => done({ duration, width, height, colours: look(), played: video.currentTime });
          video.playbackRate = 4;
          video.play().catch((error) => done(String(error)));
        };
        video.src = URL.createObjectURL(new Blob([bytes], { type: "video/webm" }));
      },
      webm.toString("base64"),
    );
    const film = /** @type {Record<string, number>} */ (seen);
    assert.ok(film.duration > 5 && film.duration < 30, JSON.stringify(seen));
    assert.ok(film.width > 100 && film.height > 100 && film.colours > 20, JSON.stringify(seen));
    assert.ok(film.played > 4, JSON.stringify(seen));
  });
});
