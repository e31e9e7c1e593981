// The text: every chapter and step as elements. It knows no engine; what has come true is told to it.

import { filled, TAGS } from "../i18n/index.js";
import { h, write } from "../lab/dom.js";
import { ORDER } from "../state/told.js";
import { linkAt } from "./format.js";
import { createAsk, createChoices, createTask } from "./tasks.js";
import { inline, paragraphs } from "./text.js";
import { say } from "./words.js";

/**
 * @typedef {object} Teller
 * @property {HTMLElement} element the section, with `data-place`
 * @property {import("./format.js").Place} place
 * @property {string} name "chapter.step"
 * @property {(seen: import("./format.js").Seen) => boolean} look true when the task or the question has come true just now
 */

/**
 * @param {import("./words.js").Story} story
 * @param {{
 *   glossary: ReturnType<typeof import("./glossary.js").createGlossary>,
 *   isDone: (place: string) => boolean,
 *   choose: (place: import("./format.js").Place, choice: import("./format.js").Choice) => void,
 *   openLab: (place: import("./format.js").Place) => void,
 *   toStage: (place: import("./format.js").Place) => void,
 * }} hands
 */
export function tellStory({ language, from, chapters, words }, hands) {
  /** @type {Teller[]} */
  const tellers = [];
  const articles = chapters.map((chapter, index) => {
    const number = from + index;
    const told = words.chapters[chapter.id];
    const around = { numbers: chapter.numbers ?? {}, term: hands.glossary.term };
    const head = h(
      "header",
      { class: "chapter-head" },
      h("p", { class: "kick" }, say(words, "chapter_of", { chapter: number + 1, all: ORDER.length })),
      h("h2", { id: `chapter-${chapter.id}` }, words.titles[chapter.id] ?? chapter.id),
      h("p", { class: "lede" }, ...inline(told?.question ?? "", around)),
    );
    const sections = chapter.steps.map((step, at) => {
      const place = { chapter: number, step: at };
      const teller = tellStep(
        chapter,
        place,
        step,
        told?.steps[step.name] ?? { text: [] },
        words,
        around,
        hands,
      );
      tellers.push(teller);
      return teller.element;
    });
    // The heading belongs to the first step: who arrives there sees both.
    sections[0]?.prepend(head);
    return h(
      "article",
      { class: "chapter", "data-chapter": chapter.id, "aria-labelledby": `chapter-${chapter.id}` },
      ...sections,
    );
  });
  return { articles, tellers, language: TAGS[language] };
}

/** The terms, at the end of all chapters. @param {import("./format.js").LessonWords} words @param {HTMLElement} list */
export function tellGlossary(words, list) {
  return h(
    "section",
    { class: "chapter glossary-part", "aria-labelledby": "glossary-title" },
    h("h2", { id: "glossary-title" }, say(words, "glossary")),
    list,
  );
}

/**
 * @param {import("./format.js").Chapter} chapter
 * @param {import("./format.js").Place} place
 * @param {import("./format.js").Step} step
 * @param {import("./format.js").StepWords} told
 * @param {import("./format.js").LessonWords} words
 * @param {import("./text.js").Around} around
 * @param {Parameters<typeof tellStory>[1]} hands
 * @returns {Teller}
 */
function tellStep(chapter, place, step, told, words, around, hands) {
  const name = `${chapter.id}.${step.name}`;
  const ask = createAsk(step, told, words, around);
  const task = createTask(step, told, words, around, hands.isDone(name));
  const live = h("p", { class: "live" });
  const unsealed = h("p", { class: "live unsealed", role: "status" });
  const element = h(
    "section",
    { class: "step", "data-place": name, tabindex: -1 },
    ...(told.title ? [h("h3", {}, ...inline(told.title, around))] : []),
    ...paragraphs(told.text, around),
    ...ask.elements,
    ...(step.exam === undefined ? [] : [unsealed]),
    ...createChoices(step, told, (choice) => hands.choose(place, choice)),
    ...task.elements,
    ...(told.live ? [live] : []),
    ...paragraphs(told.after ?? [], around),
    ...folded("formula", say(words, "formula"), told.formula, around),
    ...(told.slip
      ? [
          h(
            "div",
            { class: "slip", role: "note", "aria-label": say(words, "slip") },
            h("p", { class: "slip-head" }, say(words, "slip")),
            h("p", {}, ...inline(told.slip, around)),
          ),
        ]
      : []),
    // Between the text and its instruments lie, for who goes by Tab, all later steps.
    h(
      "button",
      { type: "button", class: "link to-stage", click: () => hands.toStage(place) },
      say(words, "to_stage"),
    ),
    h(
      "p",
      { class: "step-tools" },
      h(
        "a",
        {
          class: "open-lab",
          href: `#${linkAt(chapter, place.step)}`,
          title: say(words, "open_lab_help"),
          click: (/** @type {MouseEvent} */ event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
            event.preventDefault();
            hands.openLab(place);
          },
        },
        say(words, "open_lab"),
      ),
    ),
  );
  return {
    element,
    place,
    name,
    look(seen) {
      const values = told.live && seen.report ? step.live?.(seen) : undefined;
      if (told.live && values) write(live, filled(told.live, values));
      const answered = ask.look(seen);
      if (step.exam !== undefined)
        write(unsealed, seen.isUnsealed ? say(words, "unsealed", { step: step.exam }) : "");
      const done = task.look(seen);
      return answered || done;
    },
  };
}

/** @param {string} kind @param {string} title @param {string[] | undefined} lines @param {import("./text.js").Around} around */
function folded(kind, title, lines, around) {
  if (!lines) return [];
  return [h("details", { class: kind }, h("summary", {}, title), ...paragraphs(lines, around))];
}
