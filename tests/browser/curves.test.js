// The curves: marks of what happened, the axis, values by the arrow keys, the test once it is opened.
import assert from "node:assert/strict";
import { it } from "node:test";
import { Key } from "selenium-webdriver";
import { inEveryEngine } from "./support/suite.js";

inEveryEngine("the curves", (page) => {
  const marks = () =>
    page.run(() => [...document.querySelectorAll("#curve-marks span")].map((line) => line.textContent));
  /** The picture of the curves, as its pixels. */
  const picture = () =>
    page.run(() => /** @type {HTMLCanvasElement} */ (document.querySelector("#curves canvas")).toDataURL());

  /** The picture when it has stayed the same for a while: one that is on its way comes within a tenth of a second. */
  const calmPicture = () => {
    /** @type {string[]} */
    const seen = [];
    return page.until("a calm picture", async () => {
      seen.push(await picture());
      const latest = seen.slice(-5);
      return latest.length === 5 && new Set(latest).size === 1 && latest[0];
    });
  };

  it("mark what was done on the way, who leaves, and where validation was best", async () => {
    await page.open(
      "#lang=en&data=moons&n=60&noise=0.4&layers=2&width=16&opt=adam&lr=0.05&events=10:lr:0.1&branches=20:lr:0.01&step=200",
    );
    // A pause on the way there would end the way.
    await page.walked(200);
    await page.pause();
    await page.until("the marks", async () => (await marks()).length >= 3);
    const told = await marks();
    assert.equal(told[0], "▾ learning rate changed at step 10");
    assert.equal(told[1], "◆ another run leaves at step 20");
    assert.match(String(told[2]), /^○ best validation at step \d+$/);
  });

  it("mark the test once it is opened, and not before", async () => {
    assert.ok(!(await marks()).some((line) => line?.startsWith("■")));
    const before = await picture();
    await page.click("#open-test");
    await page.until("the test", async () => (await page.text("#test-result")) !== "");
    await page.until("the mark", async () =>
      (await marks()).some((line) => line === "■ test opened at step 200"),
    );
    await page.until("the picture", async () => (await picture()) !== before);
  });

  it("draw the opened test from there on, and no test of a run that went back before it", async () => {
    const tested = () =>
      page.run(() =>
        window.downhill.experiment.records.tested.columns.map((/** @type {any} */ { step }) => step),
      );
    const goTo = (/** @type {number} */ step) =>
      page.run((wished) => window.downhill.experiment.goTo(wished), step);
    /** Keeps only the newest of what the test said, or puts the rest back; and has the page draw it. @param {boolean} isWhole */
    const draw = (isWhole) =>
      page.run((whole) => {
        const { experiment } = window.downhill;
        const { tested: seen } = experiment.records;
        const kept = Reflect.get(window, "kept") ?? seen.columns;
        Reflect.set(window, "kept", kept);
        seen.columns = whole ? kept : kept.slice(-1);
        experiment.pause();
      }, isWhole);
    await page.run(() => window.downhill.experiment.play());
    await page.until("the way on", async () => (await tested()).length > 5);
    await page.pause();
    const steps = await tested();
    assert.ok(steps[0] >= 200, String(steps));
    // In a race losses that climb far above the start are out of sight; shares of right answers never are.
    await page.click('#measures label:has(input[value="accuracy"])');
    const drawn = await calmPicture();
    await draw(false);
    await page.until("a picture without the curve", async () => (await picture()) !== drawn);
    await draw(true);
    await page.until("the picture with it", async () => (await picture()) === drawn);
    await goTo(100);
    await page.until("no test", async () => (await tested()).length === 0);
    assert.equal(await page.run(() => document.getElementById("test-key")?.hidden), true);
    await page.click('#measures label:has(input[value="loss"])');
  });

  it("draw the validation of the run that a hand or the focus is at", async () => {
    const lead = await calmPicture();
    await page.run(() => {
      const name = document.querySelector('#runs tr[data-run="1"] .run-name');
      if (name instanceof HTMLElement) name.focus();
    });
    const focused = await page.until("that of the branch", async () => {
      const one = await picture();
      return one !== lead && one;
    });
    await page.run(() => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    });
    await page.until("that of the lead", async () => (await picture()) === lead);
    const point = (/** @type {string} */ type) =>
      page.run(
        (name) => document.querySelector('#runs tr[data-run="1"]')?.dispatchEvent(new PointerEvent(name)),
        type,
      );
    await point("pointerenter");
    await page.until("that of the branch", async () => (await picture()) === focused);
    await point("pointerleave");
    await page.until("that of the lead", async () => (await picture()) === lead);
  });

  it("draw losses on the axis that is chosen", async () => {
    const seen = [];
    for (const axis of ["linear", "log"]) {
      await page.pick("#curve-axis", axis);
      await page.until(`the ${axis} axis`, () =>
        page.run(
          (wished) =>
            /** @type {HTMLCanvasElement} */ (document.querySelector("#curves canvas")).dataset.axis ===
            wished,
          axis,
        ),
      );
      seen.push(await picture());
    }
    assert.notEqual(seen[0], seen[1]);
    await page.pick("#curve-axis", "auto");
  });

  it("say their values to the arrow keys, and so do the gradients", async () => {
    for (const [card, value] of /** @type {const} */ ([
      ["#curves", /step \d+/],
      ["#flow", /layer \d/],
    ])) {
      const keys = await page.find(`${card} .chart-keys`);
      await keys.sendKeys(Key.HOME);
      const first = await keys.getAttribute("aria-valuetext");
      assert.match(first ?? "", value);
      assert.match(await page.text(`${card} .pointer-value`), value);
      await keys.sendKeys(Key.END);
      assert.notEqual(await keys.getAttribute("aria-valuetext"), first);
      await keys.sendKeys(Key.ESCAPE);
      assert.equal(
        await page.run((id) => document.querySelector(`${id} .pointer-value`)?.hasAttribute("hidden"), card),
        true,
      );
    }
  });

  it("show gradients over time, and what theory expects of a deep plain network", async () => {
    await page.open("#lang=en&data=moons&n=60&layers=20&width=20&act=sigmoid&lr=0.01&branches=0:skip:scaled");
    await page.walked(3);
    await page.pause();
    await page.until("the theory", async () => (await page.text("#flow-theory")) !== "");
    // σ_w² = 1: χ of a sigmoid lies far below 1.
    const factor = Number(/× (0\.\d+) with each layer/.exec(await page.text("#flow-theory"))?.[1]);
    assert.ok(factor > 0.1 && factor < 0.4, String(factor));
    await page.until("the strip", () =>
      page.run(() => !document.querySelector("#flow-strip")?.hasAttribute("hidden")),
    );
    const said = await (await page.find("#flow-strip canvas")).getAttribute("aria-label");
    // The plain network and its twin, each from the first step on.
    assert.match(
      said ?? "",
      /^layer 2 received .* at step \d+ and receives .* at step \d+; layer 2 received /,
    );
    const colours = await page.run(() => {
      const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector("#flow-strip canvas"));
      const pen = canvas.getContext("2d");
      const read = (/** @type {number} */ share) =>
        pen?.getImageData(Math.floor(canvas.width * share), canvas.height - 3, 1, 1).data.join();
      return { layers: canvas.height, plain: read(0.3), skip: read(0.7) };
    });
    assert.equal(colours.layers, 21);
    assert.notEqual(colours.plain, colours.skip);
  });

  it("tell what goes forward, what comes back and which units are dead, side by side", async () => {
    await page.open(
      "#lang=en&data=circle&noise=0&n=60&layers=12&act=relu&init=he&lr=0.1&step=40&branches=0:skip:scaled",
    );
    await page.mountainStands();
    // The strip has been walked, too: the link leads to a step, and what lay on the way is there.
    await page.until("the way", async () => (await page.steps()) === 40);
    const seen = await page.run(() => {
      const { records } = window.downhill.experiment;
      return [0, 1].map((run) => records.of(run).signals.columns.map((/** @type {any} */ { step }) => step));
    });
    for (const steps of seen)
      assert.ok(steps.length > 8 && steps[0] === 0 && steps.at(-1) === 40, String(steps));

    const told = async () =>
      page.run(() => [
        ...["flow-says", "flow-units"].flatMap((id) =>
          [...(document.getElementById(id)?.children ?? [])].map((line) => line.textContent ?? ""),
        ),
        document.getElementById("flow-unit")?.textContent ?? "",
      ]);
    await page.until("the units", async () => (await page.text("#flow-units")) !== "");
    for (const [quantity, unit, words] of /** @type {const} */ ([
      ["outputs", "log₁₀ size of h", /outputs|answer/],
      ["signals", "log₁₀ ‖∂L/∂h‖", /comes? back/],
      ["weights", "log₁₀ ‖∂L/∂W‖", /receive/],
    ])) {
      await page.run((value) => {
        /** @type {HTMLInputElement | null} */ (
          document.querySelector(`.flow-choice input[value=${value}]`)
        )?.click();
      }, quantity);
      const [plain, skip, dead, none, shown] = await told();
      assert.match(plain ?? "", new RegExp(`^plain: .*(${words.source})`));
      assert.match(skip ?? "", new RegExp(`^scaled skip: .*(${words.source})`));
      assert.match(
        `${dead}; ${none}`,
        /^(dead: \d+ of \d+ units.*|no dead units); (dead: .*|no dead units)$/,
      );
      assert.equal(shown, unit);
    }
  });
});
