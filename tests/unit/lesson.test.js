// The lesson as data: every chapter speaks both languages about the same things, and every number in its text comes from the core.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { describe, it } from "node:test";
import { lesson as en } from "../../www/i18n/lesson/lesson_en.js";
import { lesson as zh } from "../../www/i18n/lesson/lesson_zh.js";
import { CHAPTERS } from "../../www/lesson/chapters/index.js";
import { linkAt, piecesOf, placeOf, toldChapter } from "../../www/lesson/format.js";
import { formatGallery, formatLesson, readFace } from "../../www/state/faces.js";
import { chapterOf, ORDER } from "../../www/state/told.js";
import { decode_link } from "../wasm/support/core.js";
import { recomputed } from "./support/lesson_numbers.js";

const LANGUAGES = { en, zh };
/** Names that the text of a step follows its run with. */
const holes = (/** @type {string} */ text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** A printed number as JavaScript reads it: without signs of percent; of a bare power of ten the power. @param {string} printed */
function plain(printed) {
  const power = /^10([⁻·⁰¹²³⁴⁵⁶⁷⁸⁹]+)$/.exec(printed)?.[1];
  if (!power) return printed.replace("−", "-").replaceAll(/[,\s%]/g, "");
  return [...power]
    .map((sign) => ({ "⁻": "-", "·": "." })[sign] ?? String(SUPERSCRIPTS.indexOf(sign)))
    .join("");
}

/** Every text of a step with the chapter's numbers in it. @param {import("../../www/lesson/format.js").StepWords} words */
function textsOf(words) {
  const { ask } = words;
  return [
    words.title ?? "",
    ...words.text,
    words.task ?? "",
    words.done ?? "",
    ...(ask ? [ask.question, ...Object.values(ask.answers), ask.why] : []),
    ...(words.formula ?? []),
    words.slip ?? "",
    ...(words.after ?? []),
  ];
}

describe("the lesson", () => {
  for (const [language, told] of Object.entries(LANGUAGES)) {
    it(`says in ${language} what every step shows and asks`, () => {
      assert.deepEqual(Object.keys(told.chapters).sort(), CHAPTERS.map(({ id }) => id).sort());
      for (const chapter of CHAPTERS) {
        const words = told.chapters[chapter.id];
        assert.ok(told.titles[chapter.id] && words?.question, chapter.id);
        assert.deepEqual(
          Object.keys(words.steps),
          chapter.steps.map(({ name }) => name),
        );
        for (const step of chapter.steps) {
          const place = `${language} ${chapter.id}.${step.name}`;
          const said = words.steps[step.name];
          assert.ok(said, place);
          assert.equal(Boolean(step.task), Boolean(said.task && said.done), `${place}: task`);
          assert.deepEqual(step.ask?.answers, said.ask && Object.keys(said.ask.answers), `${place}: answers`);
          assert.deepEqual(
            (step.choices ?? []).map(({ name }) => name),
            Object.keys(said.choices ?? {}),
            `${place}: choices`,
          );
          assert.equal(Boolean(step.live), Boolean(said.live), `${place}: live`);
          assert.equal(Boolean(step.widget), Boolean(said.widget), `${place}: widget`);
        }
      }
    });

    it(`uses in ${language} only numbers and terms that there are`, () => {
      for (const chapter of CHAPTERS) {
        for (const [name, words] of Object.entries(told.chapters[chapter.id]?.steps ?? {})) {
          for (const text of textsOf(words)) {
            const place = `${language} ${chapter.id}.${name}: ${text}`;
            for (const hole of holes(text)) assert.ok(chapter.numbers?.[hole], `${place}: {${hole}}`);
            for (const piece of piecesOf(text)) {
              if (piece.kind === "term") assert.ok(told.glossary[piece.name], `${place}: [[${piece.name}]]`);
            }
          }
        }
      }
    });
  }

  it("answers by what was moved, not by what was expected", () => {
    const ask = (
      /** @type {string} */ chapter,
      /** @type {string} */ name,
      /** @type {Record<string, number | string>} */ widget,
    ) =>
      CHAPTERS.find(({ id }) => id === chapter)
        ?.steps.find((step) => step.name === name)
        ?.ask?.seen({ spec: {}, report: undefined, widget, chosen: [] });
    assert.equal(ask("vote", "learn", { answer: 1, alone: "third" }), "third");
    assert.equal(ask("vote", "learn", { answer: 1, alone: "second" }), "second");
    assert.equal(ask("vote", "learn", { answer: 0, alone: "third" }), undefined);
    assert.equal(ask("vote", "learn", { answer: 1, alone: "" }), undefined, "several were moved");
    assert.equal(ask("down", "nudge", { sum: 0.5, rise_third: 0.4 }), undefined, "only one was tried");
    assert.equal(
      ask("down", "nudge", { sum: 0.3, rise_first: 0.1, rise_third: 0.4 }),
      undefined,
      "not there yet",
    );
    assert.equal(ask("down", "nudge", { sum: 0.5, rise_first: 0.1, rise_third: 0.4 }), "third");
    assert.equal(ask("down", "nudge", { sum: 0.5, rise_first: 0.4, rise_third: 0.1 }), "first");
    assert.equal(ask("down", "nudge", { sum: 0.5, rise_first: 0.2, rise_third: 0.2 }), "same");
  });

  it("has its chapters in the order that is known before they are here", () => {
    assert.deepEqual(
      CHAPTERS.map(({ id }) => id),
      ORDER,
    );
    for (const told of [en, zh]) assert.deepEqual(Object.keys(told.titles), ORDER);
  });

  it("keeps each chapter and its words in a file by which it is found alone", () => {
    for (const folder of ["www/lesson/chapters", "www/i18n/lesson/en", "www/i18n/lesson/zh"]) {
      const numbered = readdirSync(folder).filter((file) => /^\d/.test(file));
      const names = ORDER.map((id, index) => `${String(index + 1).padStart(2, "0")}_${id}.js`);
      assert.deepEqual(numbered.sort(), names, folder);
    }
  });

  it("has something to do in every chapter", () => {
    for (const { id, steps } of CHAPTERS)
      assert.ok(
        steps.some(({ task, ask }) => task || ask),
        id,
      );
  });

  it("has the same terms in both languages, each with its name in the other", () => {
    assert.deepEqual(Object.keys(zh.glossary).sort(), Object.keys(en.glossary).sort());
    assert.deepEqual(Object.keys(zh.ui).sort(), Object.keys(en.ui).sort());
    for (const { glossary, meanings = {} } of [en, zh]) {
      assert.deepEqual(Object.keys(meanings), Object.keys(glossary));
      for (const { term, other } of Object.values(glossary)) assert.ok(term && other);
      for (const says of Object.values(meanings)) assert.ok(says);
    }
  });

  it("has the same numbers and instruments in both languages", () => {
    for (const chapter of CHAPTERS) {
      for (const { name } of chapter.steps) {
        const [one, other] = [en, zh].map((told) => told.chapters[chapter.id]?.steps[name]);
        if (!one || !other) assert.fail(`${chapter.id}.${name}`);
        const used = (/** @type {import("../../www/lesson/format.js").StepWords} */ words) =>
          [...new Set(textsOf(words).flatMap(holes))].sort();
        assert.deepEqual(used(other), used(one), `${chapter.id}.${name}: numbers`);
        assert.deepEqual(holes(other.live ?? "").sort(), holes(one.live ?? "").sort());
        assert.deepEqual(Object.keys(other.widget ?? {}).sort(), Object.keys(one.widget ?? {}).sort());
      }
    }
  });

  it("quotes no number that the core does not say", () => {
    let count = 0;
    for (const chapter of CHAPTERS) {
      for (const [name, quoted] of Object.entries(chapter.numbers ?? {})) {
        const found = recomputed(quoted);
        if (found === undefined) continue;
        count += 1;
        const printed = plain(quoted.is);
        const digits = printed.split(".")[1]?.length ?? 0;
        assert.equal(
          (quoted.is.endsWith("%") ? 100 * found : found).toFixed(digits),
          Number(printed).toFixed(digits),
          `${chapter.id}: ${name}, ${found}`,
        );
      }
    }
    assert.ok(count > 20);
  });

  it("has only links that the Lab understands word for word", () => {
    for (const chapter of CHAPTERS) {
      chapter.steps.forEach((step, index) => {
        const { problems } = JSON.parse(decode_link(linkAt(chapter, index)));
        assert.deepEqual(problems, [], `${chapter.id}.${step.name}`);
      });
    }
  });
});

describe("places of the lesson", () => {
  it("are found by name and by number; what there is not is the first", () => {
    const all = { from: 0, chapters: CHAPTERS };
    assert.deepEqual(placeOf(all, "3", "2"), { chapter: 2, step: 1 });
    assert.deepEqual(placeOf(all, "vote", "learn"), { chapter: 2, step: 1 });
    for (const [chapter, step] of [
      ["", ""],
      ["0", "0"],
      ["99", "-1"],
      ["constructor", "__proto__"],
    ]) {
      assert.deepEqual(placeOf(all, String(chapter), String(step)), { chapter: 0, step: 0 });
    }
  });

  it("are found in a chapter that is told alone, and only there", () => {
    const vote = { from: 2, chapters: CHAPTERS.slice(2, 3) };
    assert.deepEqual(placeOf(vote, "vote", "learn"), { chapter: 2, step: 1 });
    assert.deepEqual(placeOf(vote, "3", "2"), { chapter: 2, step: 1 });
    assert.deepEqual(placeOf(vote, "residual", "depths"), { chapter: 12, step: 0 });
    assert.equal(toldChapter(vote, 2), CHAPTERS[2]);
    for (const untold of [1, 3, -1]) assert.equal(toldChapter(vote, untold), undefined);
    assert.deepEqual(["residual", "13", "", "99", "nothing"].map(chapterOf), [12, 12, 0, 0, 0]);
  });

  it("stand in the address beside the reader's language and colours", () => {
    assert.deepEqual(readFace("#lesson=vote.sum&lang=zh"), {
      face: "lesson",
      chapter: "vote",
      step: "sum",
      link: "lang=zh",
    });
    assert.deepEqual(readFace("#lesson"), { face: "lesson", chapter: "", step: "", link: "" });
    assert.deepEqual(readFace("#lang=en"), { face: "lab", link: "lang=en" });
    assert.deepEqual(readFace("#gallery&lang=zh"), { face: "gallery", link: "lang=zh" });
    assert.equal(formatGallery({ language: "zh", theme: "auto" }), "#gallery&lang=zh");
    assert.equal(formatGallery({ language: "auto", theme: "auto", large: "on" }), "#gallery&large=on");
    assert.equal(formatGallery({ language: "auto", theme: "auto", large: "" }), "#gallery");
    assert.equal(readFace("", "lab").face, "lab");
    assert.equal(readFace("", "lesson").face, "lesson");
    assert.equal(
      formatLesson("vote", "sum", { language: "auto", theme: "dark" }),
      "#lesson=vote.sum&theme=dark",
    );
    assert.deepEqual(readFace(formatLesson("vote", "sum", { language: "zh" })).link, "lang=zh");
  });
});

describe("marks in a text", () => {
  it("become pieces, and everything else stays as it is", () => {
    assert.deepEqual(piecesOf("a *b* **c** [[d|e]] {f} `g*h`."), [
      { kind: "plain", text: "a " },
      { kind: "em", text: "b" },
      { kind: "plain", text: " " },
      { kind: "strong", text: "c" },
      { kind: "plain", text: " " },
      { kind: "term", name: "d", text: "e" },
      { kind: "plain", text: " " },
      { kind: "number", name: "f" },
      { kind: "plain", text: " " },
      { kind: "code", text: "g*h" },
      { kind: "plain", text: "." },
    ]);
    assert.deepEqual(piecesOf("<b>&amp;"), [{ kind: "plain", text: "<b>&amp;" }]);
  });
});
