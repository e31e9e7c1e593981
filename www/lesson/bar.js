// Where one is in the story, and the ways on and back.
import { h, write } from "../lab/dom.js";
import { ORDER } from "../state/told.js";
import { say } from "./words.js";

/**
 * @param {{go: (by: number) => void, open: (chapter: number) => void}} hands
 */
export function createBar(hands) {
  const previous = h(
    "button",
    { type: "button", class: "button", id: "lesson-previous", click: () => hands.go(-1) },
    "‹",
  );
  const next = h(
    "button",
    { type: "button", class: "button", id: "lesson-next", click: () => hands.go(1) },
    "›",
  );
  const list = h("select", { class: "chip", id: "lesson-chapters" });
  list.addEventListener("change", () => hands.open(Number(list.value)));
  const count = h("span", { class: "lesson-count", id: "lesson-count", role: "img" });
  const line = h("div", { class: "lesson-line", "aria-hidden": "true" });
  const element = h(
    "nav",
    { class: "lesson-bar" },
    line,
    h("div", { class: "bare lesson-ways" }, previous, list, count, next),
  );

  /** @type {import("./format.js").LessonWords | undefined} */
  let told;
  /** @type {(chapter: string, step: string) => boolean} */
  let isDone = () => false;
  /** For each chapter that is here how many steps it has, and at which there is something to do. @type {{steps: number, places: string[][]}[]} */
  let chapters = [];
  const doneIn = (/** @type {string[][]} */ asked) =>
    asked.filter(([chapter = "", step = ""]) => isDone(chapter, step)).length;

  function showDone() {
    if (!told) return;
    const words = told;
    const all = chapters.flatMap(({ places }) => places);
    // How much there is to do is known when all chapters are here.
    count.hidden = Object.keys(chapters).length < ORDER.length;
    write(count, `${doneIn(all)} / ${all.length}`);
    count.title = say(words, "progress", { done: doneIn(all), all: all.length });
    count.setAttribute("aria-label", count.title);
    const isDoneWhole = (/** @type {number} */ index) => {
      const chapter = chapters[index];
      return chapter !== undefined && doneIn(chapter.places) === chapter.places.length;
    };
    for (const option of list.options) {
      const index = Number(option.value);
      const id = ORDER[index] ?? "";
      const name = `${index + 1} · ${words.titles[id] ?? id}`;
      write(option, isDoneWhole(index) ? `${name} ✓` : name);
      if (isDoneWhole(index))
        option.setAttribute("aria-label", say(words, "chapter_done", { chapter: name }));
      else option.removeAttribute("aria-label");
    }
    [...line.children].forEach((part, index) => void part.classList.toggle("is-done", isDoneWhole(index)));
  }

  return {
    element,
    /** What the reader has done. @param {(chapter: string, step: string) => boolean} has */
    showDone(has) {
      isDone = has;
      showDone();
    },
    /** @param {import("./words.js").Story} story */
    label({ from, chapters: present, words }) {
      chapters = [];
      present.forEach(({ id, steps }, index) => {
        const places = steps.filter(({ task, ask }) => task || ask).map(({ name }) => [id, name]);
        chapters[from + index] = { steps: steps.length, places };
      });
      element.setAttribute("aria-label", say(words, "chapters"));
      list.setAttribute("aria-label", say(words, "chapters"));
      for (const [button, key] of /** @type {const} */ ([
        [previous, "previous"],
        [next, "next"],
      ])) {
        button.setAttribute("aria-label", say(words, key));
        button.title = `${say(words, key)} (${say(words, "keys")})`;
      }
      const chosen = list.value;
      list.replaceChildren(...ORDER.map((_, index) => h("option", { value: index })));
      list.value = chosen || "0";
      told = words;
      showDone();
    },
    /** @param {import("./format.js").Place} place @param {boolean} isFirst @param {boolean} isLast */
    show(place, isFirst, isLast) {
      list.value = String(place.chapter);
      previous.disabled = isFirst;
      next.disabled = isLast;
      line.replaceChildren(
        ...ORDER.map((_, index) => {
          const part = h("span", {}, h("i"));
          const steps = chapters[index]?.steps ?? 1;
          const share = index < place.chapter ? 1 : index > place.chapter ? 0 : (place.step + 1) / steps;
          part.style.setProperty("--share", String(share));
          return part;
        }),
      );
      showDone();
    },
  };
}
