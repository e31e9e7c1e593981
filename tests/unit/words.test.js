import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { aroundEn } from "../../www/i18n/around_en.js";
import { en } from "../../www/i18n/en.js";
import { chooseLanguage, filled, Words } from "../../www/i18n/index.js";
import { accuracy, measured, percent, powerOfTen, ratio, setting } from "../../www/i18n/numbers.js";
import { zh } from "../../www/i18n/zh.js";

const holes = (/** @type {string} */ sentence) => [...sentence.matchAll(/\{\w+\}/g)].map(String).sort();

describe("the two languages", () => {
  it("have the same keys", () => {
    assert.deepEqual(Object.keys(zh).sort(), Object.keys(en).sort());
  });

  it("have a sentence for each key, with the same values in it", () => {
    for (const key of /** @type {(keyof typeof en)[]} */ (Object.keys(en))) {
      assert.notEqual(zh[key].trim(), "", key);
      assert.deepEqual(holes(zh[key]), holes(en[key]), key);
    }
  });

  it("have the same keys and values in the words that come later, too", async () => {
    const files = (await readdir("www/i18n")).filter((file) => /^\w+_en\.js$/.test(file));
    assert.ok(files.length >= 10);
    for (const file of files) {
      const [said, other] = await Promise.all(
        [file, file.replace("_en", "_zh")].map(async (name) => {
          const [table] = Object.values(await import(`../../www/i18n/${name}`));
          return /** @type {Record<string, string>} */ (table);
        }),
      );
      assert.ok(said && other);
      assert.deepEqual(Object.keys(other).sort(), Object.keys(said).sort(), file);
      for (const key of Object.keys(said))
        assert.deepEqual(holes(other[key] ?? ""), holes(said[key] ?? ""), `${file}: ${key}`);
    }
  });

  it("use every key somewhere", async () => {
    const texts = [await readFile("index.html", "utf8")];
    for (const file of await readdir("www", { recursive: true })) {
      if (/\.js$/.test(file) && !/pkg|i18n\/(around_)?(en|zh)/.test(file))
        texts.push(await readFile(`www/${file}`, "utf8"));
    }
    const all = texts.join("\n");
    // Some keys are put together from the names of choices, axes, marks, causes, rows, problems, zones, places, planes and rivals.
    const made = /^(series|axis|mark|blow_up|key|problem|zone|verdict|landmark|rival|face)_/;
    const unused = Object.keys({ ...en, ...aroundEn }).filter(
      (key) => !made.test(key) && !all.includes(`"${key}"`),
    );
    assert.deepEqual(unused, []);
  });

  it("are chosen by the link, else by the browser's first known wish", () => {
    assert.equal(chooseLanguage("zh", ["en-GB"]), "zh");
    assert.equal(chooseLanguage("auto", ["fr", "zh-TW", "en"]), "zh");
    assert.equal(chooseLanguage("auto", ["fr"]), "en");
  });

  it("are told to whoever follows, at once and at each change", async () => {
    const words = await Words.in("en");
    /** @type {string[]} */
    const heard = [];
    words.follow(() => heard.push(words.say("step_count", { step: 3 })));
    await words.speak("zh");
    await words.speak("zh");
    assert.deepEqual(heard, ["step 3", "第 3 步"]);
  });

  it("are those wished last, however long they take", async () => {
    const words = await Words.in("en");
    await Promise.all([words.speak("zh"), words.speak("en")]);
    assert.equal(words.language, "en");
  });

  it("leave a hole visible rather than write undefined", () => {
    assert.equal(filled("a {x} {y}", { x: 1 }), "a 1 {y}");
  });
});

describe("numbers", () => {
  it("keep their digits, so that they do not dance", () => {
    assert.deepEqual(
      [0.2, 0.214159, 1.2, 12, 123.4, 1234.5].map((value) => measured(value)),
      ["0.200", "0.214", "1.20", "12.0", "123", "1235"],
    );
    assert.equal(measured(180, 2), "180");
    assert.equal(measured(-0.5), "−0.500");
  });

  it("say what is no number", () => {
    assert.deepEqual(
      [Number.NaN, Number.POSITIVE_INFINITY].map((value) => measured(value)),
      ["–", "∞"],
    );
    assert.equal(accuracy(Number.NaN), "–");
    assert.equal(percent(Number.NaN), "–");
  });

  it("are written with powers of ten where zeros would hide them", () => {
    assert.equal(measured(9e-4, 2), "0.00090");
    assert.equal(measured(1.23e-7), "1.2\u00a0×\u00a010⁻⁷");
    assert.equal(powerOfTen(-12), "10⁻¹²");
    assert.equal(setting(1e-5), "0.00001");
    assert.equal(setting(0.1 + 0.2), "0.3");
    assert.equal(setting(1e-8), "10⁻⁸");
    assert.equal(setting(-2.5e7), "−2.5\u00a0×\u00a010⁷");
  });

  it("show a ratio by one digit", () => {
    assert.equal(ratio(-6), "0.000001");
    assert.equal(ratio(Math.log10(0.3)), "0.3");
    assert.equal(ratio(Math.log10(37)), "37");
    assert.equal(ratio(-8), "10⁻⁸");
    assert.equal(ratio(Math.log10(4.2e-9)), "4\u00a0×\u00a010⁻⁹");
    assert.equal(ratio(Math.log10(9.7e-9)), "10⁻⁸");
  });

  it("give small shares a decimal", () => {
    assert.equal(percent(0.974), "97\u00a0%");
    assert.equal(percent(0.0123), "1.2\u00a0%");
    assert.equal(percent(0), "0\u00a0%");
    assert.deepEqual([percent(12), percent(398_380)], ["1200\u00a0%", "4.0\u00a0×\u00a010⁷\u00a0%"]);
  });
});
