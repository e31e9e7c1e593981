// The visitor's own data: drawn, pasted, dropped; what is wrong with a file is said by line, and nobody loses their work.
import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { it } from "node:test";
import { Key } from "selenium-webdriver";
import { violations } from "./support/axe.js";
import { inEveryEngine } from "./support/suite.js";

/** How long a busy machine may read a large file, in milliseconds. */
const LARGE_PATIENCE_MS = 120_000;

inEveryEngine("the visitor's own data", (page) => {
  const summary = () => page.run(() => window.downhill.engine.summary());
  const hash = () => page.run(() => location.hash);
  const digest = () => page.text("#digest");
  const value = (/** @type {string} */ id) =>
    page.run(
      (/** @type {string} */ name) => /** @type {HTMLInputElement} */ (document.getElementById(name)).value,
      id,
    );
  const isOpen = () =>
    page.run(
      () => /** @type {HTMLDialogElement | null} */ (document.getElementById("own-dialog"))?.open === true,
    );

  async function openDialog() {
    await page.click("#own-data");
    await page.until("the dialog", isOpen);
    // The module that knows tables has come.
    await page.until("words", async () => (await page.text("#own-use")) !== "");
  }
  /** What a hand does that lets a file go over the page. @param {string} name @param {string} text @param {number} [times] */
  async function drop(name, text, times = 1) {
    await page.run(
      (/** @type {string} */ of, /** @type {string} */ content, /** @type {number} */ repeated) => {
        const file = new File(Array(repeated).fill(content), of);
        const event = new Event("drop", { bubbles: true, cancelable: true });
        // Engines let nobody put files into a transfer of their own making.
        Object.defineProperty(event, "dataTransfer", { value: { types: ["Files"], files: [file] } });
        (document.querySelector("#own-dialog[open]") ?? document.body).dispatchEvent(event);
      },
      name,
      text,
      times,
    );
  }

  it("is drawn by keyboard and travels in the link", async () => {
    await page.open("#data=circle&lang=en&layers=2");
    await page.walked(1);
    await openDialog();
    const pad = await page.find("#own-pad");
    assert.equal(await (await page.find("#own-use")).isEnabled(), false, "nothing is drawn yet");
    const to = (/** @type {string} */ key, times = 4) => Array(times).fill(Key.chord(Key.SHIFT, key));
    await pad.sendKeys(...to(Key.ARROW_LEFT), Key.ENTER, Key.ARROW_UP, Key.ENTER, Key.ARROW_UP, Key.ENTER);
    await pad.sendKeys(Key.ARROW_LEFT, Key.ENTER, Key.DELETE, Key.ENTER);
    // Other drivers let go of Shift between two keys, and the cross goes by small steps.
    const place =
      page.engine === "chromium"
        ? /^Point A at −0\.42, 0\.040; 4 in all/
        : /^Point A at −0\.\d+, 0\.040; 4 in all/;
    assert.match(await page.text("#own-pad-says"), place);
    await pad.sendKeys("2", ...to(Key.ARROW_RIGHT, 8), Key.ENTER, Key.ARROW_DOWN, Key.ENTER);
    await pad.sendKeys(Key.ARROW_RIGHT, Key.ENTER, Key.ARROW_DOWN, Key.ENTER, "9");
    const count = () => page.run(() => document.querySelectorAll("#own-pad .mark").length);
    assert.equal(await count(), 8);
    await page.click("#own-undo");
    assert.equal(await count(), 7);
    await page.click("#own-pad");
    assert.equal(await count(), 8, "a click puts one, too");
    await page.until("readiness", async () => (await page.find("#own-use")).isEnabled());
    assert.match(await page.text("#own-link"), /travels in the link/);
    await page.click("#own-use");
    await page.until("the run", async () => (await summary()).name === "own");
    const { rows, feature_names, class_names } = await summary();
    assert.equal(rows.train + rows.validation + rows.test, 8);
    assert.deepEqual(
      [feature_names, class_names],
      [
        ["x1", "x2"],
        ["A", "B"],
      ],
    );
    await page.walked(3);
    await page.pause();
    await page.run(() => window.downhill.experiment.goTo(2));
    await page.until("step 2", async () => (await page.steps()) === 2);
    const [link, seen] = [await hash(), await digest()];
    assert.match(link, /&table=1[\w-]+/);
    assert.ok(link.length < 2000);
    await page.open(`${link}&step=2`);
    await page.until("the same fingerprint", async () => (await digest()) === seen);
    await openDialog();
    await page.until("the points", async () => (await count()) === 8);
    await page.click("#own-close");
  });

  it("names what is wrong with a file by line, and keeps what was typed", async () => {
    await page.open("#data=circle&lang=en");
    await page.walked(1);
    await openDialog();
    await page.choose("paste");
    await (await page.find("#own-paste")).sendKeys("a,b", Key.ENTER, "1,2", Key.ENTER);
    await page.until("a word", async () => /Tick at least/.test(await page.text("#own-paste-problem")));
    // Semicolons, decimal commas, gaps, a word among numbers, a short line: a bad file that can be used.
    const bad = "Länge;Breite;Art\n1,5;2;x\n;3;y\nrot;4;x\n1;2\n2,5;1;y\n3;2;x\n4;2,5;y\n5;1;x\n6;2;y\n";
    await drop("messung.csv", bad);
    await page.until("the rows", async () => /6 of 9 rows/.test(await page.text("#own-file-taken")));
    const left = await page.text("#own-file-left");
    assert.match(left, /Länge is missing: 1 \(line 3\)/);
    assert.match(left, /Länge is no number, e\.g\. “rot”: 1 \(line 4\)/);
    assert.match(left, /another number of cells than 3: 1 \(line 5\)/);
    assert.equal(
      await page.run(() => document.querySelectorAll("#own-file-preview tbody tr").length > 3),
      true,
    );
    assert.deepEqual(await violations(page, { select: () => ({ include: "#own-dialog" }) }), []);
    // One that cannot be used.
    await drop("offen.csv", 'a,b\n1,2\n3,"4\n');
    await page.until("the reason", async () => /Line 3: a quote/.test(await page.text("#own-file-problem")));
    assert.equal(await (await page.find("#own-use")).isEnabled(), false);
    await drop("mappe.xlsx", "PK\u0003\u0004\u0014");
    await page.until("the reason", async () => /spreadsheet/.test(await page.text("#own-file-problem")));
    await drop("messung.csv", bad);
    await page.until("the rows", async () => /6 of 9 rows/.test(await page.text("#own-file-taken")));
    await page.choose("paste");
    assert.equal(await value("own-paste"), "a,b\n1,2\n");
    await page.choose("file");
    await page.click("#own-use");
    await page.until("the run", async () => (await summary()).name === "own");
    assert.deepEqual((await summary()).feature_names, ["Länge", "Breite"]);
  });

  it("lets go of a large file in the middle, then takes a sample of it", async () => {
    await page.open("#data=circle&lang=en");
    await page.walked(1);
    await openDialog();
    const block = Array.from({ length: 20_000 }, (_, row) => `${row % 97},${row % 89},${row % 2}\n`).join("");
    // A hand that stops it as soon as there is progress to be seen, however slowly a driver asks.
    await page.run(() => {
      const bar = /** @type {HTMLProgressElement} */ (document.getElementById("own-file-progress"));
      const hand = new MutationObserver(() => {
        const isSeen = document.getElementById("own-file-working")?.hidden === false;
        if (!isSeen || bar.value === 0) return;
        hand.disconnect();
        document.getElementById("own-file-cancel")?.click();
      });
      hand.observe(bar, { attributes: true });
    });
    await drop("large.csv", block, 500);
    await page.until(
      "the end",
      async () => /Cancelled/.test(await page.text("#own-file-problem")),
      LARGE_PATIENCE_MS,
    );
    assert.equal(
      await page.run(() => document.getElementById("own-file-working")?.hasAttribute("hidden")),
      true,
    );
    await drop("smaller.csv", block);
    await page.until(
      "a sample",
      async () => /^2\D?000 of 20\D?000 complete/.test(await page.text("#own-file-taken")),
      LARGE_PATIENCE_MS,
    );
    await page.click("#own-close");
  });

  it("must be brought where it is too large for a link, and another one is told", async () => {
    const rows = (/** @type {number} */ shift) =>
      Array.from(
        { length: 900 },
        (_, row) => `${row},${(row * 7919 + shift) % 1009},${(row * 31) % 7 > 3 ? "up" : "down"}`,
      );
    await mkdir("tests/output", { recursive: true });
    const [right, wrong] = ["right", "wrong"].map((name) =>
      resolve(`tests/output/own-${page.engine}-${name}.csv`),
    );
    await writeFile(right, `number,walk,way\n${rows(0).join("\n")}\n`);
    await writeFile(wrong, `number,walk,way\n${rows(1).join("\n")}\n`);
    await page.open("#data=circle&lang=en&layers=1");
    await page.walked(1);
    await openDialog();
    await page.choose("file");
    await (await page.find("#own-table")).sendKeys(right);
    await page.until("the rows", async () => /900 of 900/.test(await page.text("#own-file-taken")));
    assert.match(await page.text("#own-link"), /asked for this file/);
    await page.click('#own-file-preview [data-column="0"]');
    await page.until("one input", async () => (await page.find("#own-use")).isEnabled());
    await page.click("#own-use");
    await page.until("the run", async () => (await summary()).name === "own");
    assert.deepEqual((await summary()).feature_names, ["walk"]);
    await page.pause();
    await page.run(() => window.downhill.experiment.goTo(1));
    await page.until("step 1", async () => (await page.steps()) === 1);
    const [link, seen] = [await hash(), await digest()];
    assert.match(link, /table=0[0-9a-f]{16}ci1t2/);

    await page.open(link);
    await page.until("the wish", async () => /must be brought/.test(await page.notice("table")));
    await page.click("#bring-table");
    await page.until("the wish in the dialog", async () =>
      /Bring that file/.test(await page.text("#own-wanted")),
    );
    await (await page.find("#own-table")).sendKeys(wrong);
    await page.until("the difference", async () => /another table/.test(await page.text("#own-wanted")));
    await (await page.find("#own-table")).sendKeys(right);
    await page.until("the recognition", async () => /This is the table/.test(await page.text("#own-wanted")));
    await page.click("#own-use");
    await page.until("the run", async () => (await summary()).name === "own");
    assert.equal(await hash(), link);
    await page.pause();
    await page.run(() => window.downhill.experiment.goTo(1));
    await page.until("the same fingerprint", async () => (await digest()) === seen);
  });
});
