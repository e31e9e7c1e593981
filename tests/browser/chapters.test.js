// A link to a chapter: it alone is told at first, and the others come around it without moving what is read.
import assert from "node:assert/strict";
import { it } from "node:test";
import { press } from "./support/lesson.js";
import { inEveryEngine } from "./support/suite.js";

/** Whoever asks for the text of all chapters waits until it is opened. */
let door = shut();
function shut() {
  let open = () => {};
  const opened = new Promise((/** @type {(value?: undefined) => void} */ go) => {
    open = () => go();
  });
  return { opened, open };
}

inEveryEngine(
  "a chapter by itself",
  (page) => {
    const told = () =>
      page.run(() =>
        [...document.querySelectorAll("#story-scroll article")].map((one) =>
          one.getAttribute("data-chapter"),
        ),
      );
    const top = (/** @type {string} */ place) =>
      page.run(
        (name) => document.querySelector(`[data-place="${name}"]`)?.getBoundingClientRect().top ?? Number.NaN,
        place,
      );
    const read = () =>
      page.run(() => document.querySelector(".step.is-read")?.getAttribute("data-place") ?? "");
    /** Opens a link while the other chapters wait at the door. @param {string} link */
    async function open(link) {
      door = shut();
      // Another link alone would not load the page anew.
      await page.driver.get("about:blank");
      await page.driver.get(`${page.address}${link}`);
      await page.until("a chapter", async () => (await told()).length > 0);
    }
    async function openDoor() {
      door.open();
      await page.until("all chapters", async () => (await told()).length === 16);
    }

    it("is all that is told, with the names of the others and of its terms; their meaning comes with the rest", async () => {
      await open("#lesson=residual&lang=en");
      assert.deepEqual(await told(), ["residual"]);
      const chapters = await page.run(() =>
        [...document.querySelectorAll("#lesson-chapters option")].map((option) => option.textContent ?? ""),
      );
      assert.equal(chapters.length, 16);
      assert.match(chapters[0] ?? "", /The mountain/);
      assert.equal(
        await page.run(
          () => /** @type {HTMLSelectElement} */ (document.querySelector("#lesson-chapters")).value,
        ),
        "12",
      );
      // It is shown by who hovers over it, and says more as soon as it can.
      const card = () => page.text("#term-card");
      await page.run(() =>
        document.querySelector('[data-term="residual"]')?.dispatchEvent(new PointerEvent("pointerenter")),
      );
      assert.equal(await card(), "residual connection 残差连接");
      await openDoor();
      await page.until("what it means", async () => (await card()).length > 40);
    });

    it("stays where it is when the others come around it", async () => {
      await open("#lesson=stuck.waits&lang=zh");
      await page.until("the step", async () => (await read()) === "stuck.waits");
      const wanted = await top("stuck.waits");
      await openDoor();
      assert.ok(Math.abs((await top("stuck.waits")) - wanted) < 2, "it is held there");
      // Of who has scrolled by hand the text is not moved either.
      await open("#lesson=stuck&lang=zh");
      await page.run(() => {
        const scroller = document.querySelector("#story-scroll");
        scroller?.dispatchEvent(new WheelEvent("wheel", { bubbles: true }));
        scroller?.scrollBy({ top: 300, behavior: "instant" });
      });
      const before = await top("stuck.waits");
      await openDoor();
      assert.ok(Math.abs((await top("stuck.waits")) - before) < 2, `${before} → ${await top("stuck.waits")}`);
      assert.equal(await page.run(() => document.querySelectorAll(".glossary-part").length), 1);
    });

    it("leads to the chapter before it and to any other, as soon as they are here", async () => {
      await open("#lesson=vote&lang=en");
      assert.equal(
        await page.run(() => document.querySelector("#lesson-previous")?.hasAttribute("disabled")),
        false,
      );
      await press(page, "p");
      assert.deepEqual(await told(), ["vote"]);
      await openDoor();
      await page.until("the step before", async () => (await read()) === "answers.own");
      await open("#lesson=vote&lang=en");
      await page.run(() => {
        const list = /** @type {HTMLSelectElement} */ (document.querySelector("#lesson-chapters"));
        list.value = "15";
        list.dispatchEvent(new Event("change"));
      });
      await openDoor();
      await page.until("the last chapter", async () => (await read()) === "memorised.chance");
      assert.match(await page.run(() => location.hash), /lesson=memorised\.chance/);
    });
  },
  {
    hold: (path) => (/^assets\/(lesson_(en|zh)|chapters)-/.test(path) ? door.opened : undefined),
  },
);
