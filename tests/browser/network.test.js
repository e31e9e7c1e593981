// The network beside the mountain: its tab, one example's values and derivatives, the chain rule of a weight, and two weights as
// the mountain's axes. Numbers are held against the engine's own answers.
import assert from "node:assert/strict";
import { it } from "node:test";
import { inEveryEngine } from "./support/suite.js";

const LINK = "#data=circle&layers=2&width=4&act=tanh&noise=0";

inEveryEngine("the network view", (page) => {
  const click = (/** @type {string} */ selector) =>
    page.run((css) => /** @type {HTMLElement} */ (document.querySelector(css)).click(), selector);
  const pressed = (/** @type {string} */ selector) =>
    page.run((css) => document.querySelector(css)?.getAttribute("aria-pressed"), selector);

  it("is drawn when its tab is chosen, asks for nothing before, and says what the core says", async () => {
    await page.open(LINK);
    await page.run(() => {
      const { engine } = window.downhill;
      const ask = engine.lookInside.bind(engine);
      Reflect.set(window, "asked", 0);
      engine.lookInside = (/** @type {any} */ request) => {
        Reflect.set(window, "asked", Reflect.get(window, "asked") + 1);
        const answer = ask(request);
        answer.then((/** @type {any} */ value) => Reflect.set(window, "inside", value));
        return answer;
      };
    });
    assert.equal(await page.run(() => Reflect.get(window, "asked")), 0);
    await click("#tab-network");
    await page.until("an answer", async () =>
      /Loss \d|损失 \d/.test(
        (await page.run(() => document.querySelector("#network-says")?.textContent)) ?? "",
      ),
    );
    const drawn = await page.until("ink on the canvas", () =>
      page.run(() => {
        const canvas = /** @type {HTMLCanvasElement | null} */ (document.querySelector("#network-picture"));
        const pixels = canvas?.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data;
        return pixels?.some((value, at) => at % 4 === 3 && value > 0) ? canvas?.width : 0;
      }),
    );
    assert.ok(drawn > 0);
    await click("#tab-gradients");
    assert.equal(
      await page.run(() => document.querySelector("#network-panel")?.hasAttribute("hidden")),
      true,
    );
  });

  it("multiplies the chain rule for a chosen weight, and differences agree", async () => {
    await page.open(LINK);
    await click("#tab-network");
    await page.until("the card", () => page.run(() => Boolean(document.querySelector("#network-enlarge"))));
    await click("#network-enlarge");
    await page.until("the dialog", () =>
      page.run(() => document.querySelector("#network-dialog")?.hasAttribute("open")),
    );
    await page.until("layers to choose from", () =>
      page.run(() => Boolean(document.querySelector("#weight-layer option[value='3']"))),
    );
    await page.run(() => {
      const select = /** @type {HTMLSelectElement} */ (document.querySelector("#weight-layer"));
      select.value = "3";
      select.dispatchEvent(new Event("change"));
    });
    // From the output layer one path leads to the loss: its last product is the derivative.
    const rows = await page.until("two factors", () =>
      page.run(() => {
        const lines = [...document.querySelectorAll(".scope-table tbody tr")];
        const cells = lines.map((line) => [...line.children].map((cell) => cell.textContent ?? ""));
        return cells.length === 2 ? cells : undefined;
      }),
    );
    assert.match(rows[0]?.[1] ?? "", /∂L\/∂z = −?\d/);
    assert.match(rows[1]?.[1] ?? "", /× h = −?\d/);
    const value = await page.run(async () => {
      const { engine } = window.downhill;
      const request = /** @type {const} */ ({ part: "train", row: 0, first: 1, last: 3, entry: 32 });
      const [derivative, difference, resolution, paths] = (await engine.lookInside(request)).chain;
      return { derivative, difference, resolution, paths };
    });
    assert.equal(value.paths, 1);
    assert.ok(
      Math.abs(value.derivative - value.difference) <
        1e-4 * Math.abs(value.derivative) + 100 * value.resolution,
    );
    await page.screenshot("network");
    await click("#network-enlarge");
    await page.until("the view back in its card", () =>
      page.run(() => document.querySelector("#network-panel #network-view") !== null),
    );
  });

  it("makes two weights the axes of the mountain without a new run", async () => {
    await page.open(LINK);
    await click("#tab-network");
    await page.until("a weight", () =>
      page.run(() => /∂L\/∂w = −?\d/.test(document.querySelector("#network-weight")?.textContent ?? "")),
    );
    const step = await page.run(() => window.downhill.store.spec.weight_a);
    assert.equal(step, 0);
    await click("#weight-axis-2");
    assert.equal(await pressed("#weight-axis-2"), "true");
    const spec = await page.run(() => {
      const { plane, weight_a, weight_b } = window.downhill.store.spec;
      return { plane, weight_a, weight_b };
    });
    assert.deepEqual(spec, { plane: "weights", weight_a: 1, weight_b: 0 });
    await page.until("a mountain along them", () => page.run(() => location.hash.includes("plane=weights")));
  });
});
