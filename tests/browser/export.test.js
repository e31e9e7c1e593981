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

  /** What is said where there is no such file. @param {string} file @returns {Promise<string>} */
  const refused = async (file) => {
    await press(file);
    await page.until("the word", async () => (await page.text("#file-status")) !== "");
    return await page.text("#file-status");
  };
  /** Opens the buttons of all files; what the browser would save stays on the page. */
  const openFiles = async () => {
    await page.run(() => {
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
  };

  it("gives numbers with the run's fingerprint", async () => {
    await page.open("#lang=en&seed=3&name=calm%20%E6%89%8B");
    await page.mountainStands();
    await page.walked(5);
    await page.pause();
    await openFiles();

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

  /** What the browser reads of a drawing. @param {string} svg */
  const read = async (svg) =>
    await page.run((text) => {
      const { documentElement: root } = new DOMParser().parseFromString(text, "image/svg+xml");
      return {
        root: root.nodeName,
        title: root.querySelector("title")?.textContent ?? "",
        desc: root.querySelector("desc")?.textContent ?? "",
        role: root.getAttribute("role"),
        size: ["width", "height"].map((side) => Number(root.getAttribute(side))),
        ground: root.querySelector("rect")?.getAttribute("fill")?.toLowerCase(),
        shapes: root.querySelectorAll("path, polyline, polygon, rect").length,
        marks: root.querySelectorAll("circle, polygon").length,
        numbers: [...root.querySelectorAll("text")].length,
      };
    }, svg);

  it("gives drawings with words inside, which the browser reads without a complaint", async () => {
    for (const name of ["map", "loss", "accuracy", "gradients", "answers"]) {
      const svg = (await saved(`${name}.svg`)).toString();
      const seen = await read(svg);
      assert.equal(seen.root, "svg");
      assert.equal(seen.role, "img");
      assert.ok(seen.title, name);
      assert.match(seen.desc, /^Step \d+, fingerprint [0-9a-f]{8}\. http/);
      assert.ok(seen.shapes > 4 && seen.numbers > 2, `${name}: ${JSON.stringify(seen)}`);
      assert.ok(!/NaN|inf|#ffffff00/.test(svg), name);
    }
    assert.match(await refused("clusters.svg"), /no groups were looked for/);
  });

  it("gives pictures as fine as they are wished", async () => {
    const host = await page.run(() => {
      const { width, height } = /** @type {Element} */ (
        document.querySelector("#mountain-view canvas")
      ).getBoundingClientRect();
      return [Math.round(width), Math.round(height)];
    });
    for (const scale of [1, 2, 3, 4]) {
      await page.pick("#file-scale", String(scale));
      for (const [name, width, height] of /** @type {const} */ ([
        ["network", 620, 400],
        ["answers", 480, 460],
      ])) {
        const drawing = await saved(`${name}.png`);
        assert.deepEqual(size(drawing), [width * scale, height * scale], name);
        assert.ok((await page.colours(drawing.toString("base64"))) > 50, `${name} is in it`);
      }
      const picture = await saved("mountain.png");
      assert.deepEqual(
        size(picture),
        host.map((side) => side * scale),
      );
      assert.ok((await page.colours(picture.toString("base64"))) > 1000, "the mountain is in it");
    }
    const map = await saved("map.png");
    assert.deepEqual(size(map), [620 * 4, 480 * 4]);
    assert.ok((await page.colours(map.toString("base64"))) > 50);
  });

  it("draws what the network answers at the step that it tells, and lets a run play on", async () => {
    await page.run(() => window.downhill.experiment.play());
    const { desc } = await read((await saved("answers.svg")).toString());
    assert.equal(await page.run(() => window.downhill.experiment.isPlaying), true);
    await page.pause();
    const [, step, digest] = /^Step (\d+), fingerprint ([0-9a-f]{8})/.exec(desc) ?? [];
    await page.goTo(Number(step));
    assert.equal((await page.stands(Number(step))).replace(/digest |·/g, ""), digest);
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

  it("draws for print in light colours on a dark page, with the groups that were found", async () => {
    await page.open("#data=iris&theme=dark&lang=en");
    await page.mountainStands();
    await page.walked(5);
    await page.pause();
    await page.run(() => document.getElementById("fit")?.scrollIntoView());
    await page.choose("clusters");
    await page.until("a start", async () => /^Nobody says/.test(await page.text("#clusters-says")));
    await page.click("#clusters-settle");
    const found = await page.text("#clusters-says");
    await openFiles();
    const panel = await page.run(() =>
      getComputedStyle(document.documentElement).getPropertyValue("--panel"),
    );
    assert.equal(panel.trim(), "#181d23", "the page is dark");

    for (const name of ["map", "loss", "accuracy", "gradients", "answers", "clusters"]) {
      const svg = (await saved(`${name}.svg`)).toString();
      assert.equal((await read(svg)).ground, "#ffffff", name);
      assert.doesNotMatch(svg, /#181d23|#e9e7e2/i, `${name} has nothing of the dark theme`);
    }
    const answers = await read((await saved("answers.svg")).toString());
    assert.equal(answers.title, "What the network draws");
    assert.match(answers.desc, / · → [^·]+ · ↑ [^·]+ · ● [^·]+ · ▲ [^·]+ · ■ /);
    assert.match(answers.desc, /filled marks are training rows/);
    const groups = await read((await saved("clusters.svg")).toString());
    assert.equal(groups.title, "Groups without answers");
    assert.ok(groups.desc.endsWith(` · ${found}`), groups.desc);
    assert.ok(groups.marks > 80 && groups.numbers > 4, JSON.stringify(groups));
    const corner = async (/** @type {string} */ file) => {
      const png = (await saved(file)).toString("base64");
      return await page.colours(png, { x: 0, y: 0, width: 2, height: 2 });
    };
    for (const scale of [1, 2, 3, 4]) {
      await page.pick("#file-scale", String(scale));
      const picture = await saved("clusters.png");
      assert.deepEqual(size(picture), [480 * scale, 460 * scale]);
      assert.equal(await corner("network.png"), 1);
    }
  });

  it("has another picture for another run, and says where there is none", async () => {
    const begin = async (/** @type {string} */ link) => {
      await page.open(link);
      await page.mountainStands();
      await page.walked(1);
      await page.pause();
      await openFiles();
    };
    await begin("#data=sine&lang=en");
    const line = await read((await saved("answers.svg")).toString());
    assert.deepEqual(line.size, [480, 280]);
    assert.match(line.desc, / · → .* · ↑ /);
    assert.ok(line.marks > 20, JSON.stringify(line));
    await begin("#data=penguin_mass&features=all&lang=en");
    const scatter = await read((await saved("answers.svg")).toString());
    assert.match(scatter.desc, /: true · ↑ answered/);
    await begin("#data=wine&features=all&lang=zh");
    assert.match(await refused("answers.svg"), /不能画成平面图/);
    await begin("#problem=rosenbrock&lang=en");
    for (const file of ["answers.svg", "clusters.png", "network.png"])
      assert.match(await refused(file), /goes down a formula, without a network/);
  });
});
