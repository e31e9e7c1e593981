// What a step asks of its reader: something to do, and a question that is answered by doing it.
import { h, write } from "../lab/dom.js";
import { inline, paragraphs } from "./text.js";
import { say } from "./words.js";

/**
 * @typedef {import("./format.js").Step} Step
 * @typedef {import("./format.js").StepWords} StepWords
 * @typedef {import("./format.js").Seen} Seen
 */

/**
 * @typedef {object} Card
 * @property {HTMLElement[]} elements
 * @property {(seen: Seen) => boolean} look shows what has come true; true when something has for the first time
 */

/**
 * The buttons of a step.
 * @param {Step} step @param {StepWords} words @param {(choice: import("./format.js").Choice) => void} choose
 */
export function createChoices(step, words, choose) {
  if (!step.choices) return [];
  return [
    h(
      "div",
      { class: "choices", role: "group", "aria-label": words.task ?? words.title ?? "" },
      ...step.choices.map((choice) =>
        h(
          "button",
          { type: "button", class: "button", "data-choice": choice.name, click: () => choose(choice) },
          words.choices?.[choice.name] ?? choice.name,
        ),
      ),
    ),
  ];
}

/**
 * @param {Step} step @param {StepWords} words @param {import("./format.js").LessonWords} lesson
 * @param {import("./text.js").Around} around @param {boolean} isDone on an earlier visit
 * @returns {Card}
 */
export function createTask(step, words, lesson, around, isDone) {
  if (!step.task || !words.task) return { elements: [], look: () => false };
  const { task } = step;
  let hasSeen = isDone;
  const done = h("p", { class: "done", role: "status" });
  const element = h(
    "div",
    { class: "task" },
    h("p", { class: "task-head" }, say(lesson, "task")),
    h("p", {}, ...inline(words.task, around)),
    done,
  );
  const show = () => {
    element.dataset.done = String(hasSeen);
    if (hasSeen && done.childNodes.length === 0) {
      done.append(
        h("span", { class: "tick", "aria-hidden": "true" }, "✓ "),
        h("span", { class: "for-readers" }, `${say(lesson, "task_done")}: `),
        ...inline(words.done ?? say(lesson, "task_done"), around),
      );
    }
  };
  show();
  return {
    elements: [element],
    look(seen) {
      if (hasSeen || !task(seen)) return false;
      hasSeen = true;
      show();
      return true;
    },
  };
}

let questions = 0;

/**
 * @param {Step} step @param {StepWords} words @param {import("./format.js").LessonWords} lesson
 * @param {import("./text.js").Around} around
 * @returns {Card}
 */
export function createAsk(step, words, lesson, around) {
  const { ask } = step;
  const asked = words.ask;
  if (!ask || !asked) return { elements: [], look: () => false };
  questions += 1;
  const name = `lesson-ask-${questions}`;
  /** @type {string | undefined} */
  let said;
  /** @type {string | undefined} */
  let came;
  const verdict = h("p", { class: "verdict", role: "status" });
  const why = h("div", { class: "why" });
  const explanation = paragraphs([asked.why], around);
  const answers = ask.answers.map((value) =>
    h(
      "label",
      { class: "answer" },
      h("input", { type: "radio", name, value, change: () => answer(value) }),
      h("span", {}, ...inline(asked.answers[value] ?? value, around)),
    ),
  );
  const element = h(
    "fieldset",
    { class: "ask" },
    h("legend", {}, ...inline(asked.question, around)),
    h("div", { class: "answers" }, ...answers),
    verdict,
    why,
  );
  const names = asked.answers;
  const plain = (/** @type {string} */ value) => (names[value] ?? value).replaceAll(/[*`]|[.。]$/g, "");

  /** @param {string} value */
  function answer(value) {
    said = value;
    show();
  }
  function show() {
    element.dataset.came = came ?? "";
    element.dataset.verdict =
      came === undefined || said === undefined ? "" : said === came ? "right" : "other";
    if (came === undefined) {
      write(verdict, said === undefined ? "" : say(lesson, "ask_wait", { said: plain(said) }));
      return;
    }
    const key = said === undefined ? "ask_first" : said === came ? "ask_right" : "ask_other";
    write(verdict, say(lesson, key, { said: plain(said ?? ""), seen: plain(came) }));
    if (why.childNodes.length === 0) why.append(...explanation);
    for (const label of answers) {
      label.classList.toggle("came", label.querySelector("input")?.value === came);
    }
  }
  return {
    elements: [element],
    look(seen) {
      if (came !== undefined) return false;
      came = ask.seen(seen);
      if (came === undefined) return false;
      show();
      return true;
    },
  };
}
