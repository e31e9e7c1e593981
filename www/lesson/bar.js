// Where one is in the story, and the ways on and back.
import { h, write } from "../lab/dom.js";
import { COUNT } from "./chapters/opening.js";
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
  /** Those that are here. @type {readonly import("./format.js").Chapter[]} */
  let chapters = [];
  /** For each of them the steps at which there is something to do. @type {string[][][]} */
  let places = [];
  const doneIn = (/** @type {string[][]} */ asked) =>
    asked.filter(([chapter = "", step = ""]) => isDone(chapter, step)).length;

  function showDone() {
    if (!told) return;
    const words = told;
    // How much there is to do is known when all chapters are here.
    count.hidden = chapters.length < COUNT;
    write(count, `${doneIn(places.flat())} / ${places.flat().length}`);
    count.title = say(words, "progress", { done: doneIn(places.flat()), all: places.flat().length });
    count.setAttribute("aria-label", count.title);
    const options = [...list.options];
    chapters.forEach(({ id }, index) => {
      const option = options.find(({ value }) => value === String(index));
      const asked = places[index] ?? [];
      if (!option) return;
      const name = `${index + 1} · ${words.chapters[id]?.title ?? id}`;
      const isWhole = doneIn(asked) === asked.length;
      write(option, isWhole ? `${name} ✓` : name);
      if (isWhole) option.setAttribute("aria-label", say(words, "chapter_done", { chapter: name }));
      else option.removeAttribute("aria-label");
    });
    [...line.children].forEach((part, index) => {
      const asked = places[index];
      part.classList.toggle("is-done", asked !== undefined && doneIn(asked) === asked.length);
    });
  }

  return {
    element,
    /** What the reader has done. @param {(chapter: string, step: string) => boolean} has */
    showDone(has) {
      isDone = has;
      showDone();
    },
    /** @param {readonly import("./format.js").Chapter[]} present @param {import("./format.js").LessonWords} words */
    label(present, words) {
      chapters = present;
      places = present.map(({ id, steps }) =>
        steps.filter(({ task, ask }) => task || ask).map(({ name }) => [id, name]),
      );
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
      list.replaceChildren(...present.map((_, index) => h("option", { value: index })));
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
        ...Array.from({ length: COUNT }, (_, index) => {
          const part = h("span", {}, h("i"));
          const steps = chapters[index]?.steps.length ?? 1;
          const share = index < place.chapter ? 1 : index > place.chapter ? 0 : (place.step + 1) / steps;
          part.style.setProperty("--share", String(share));
          return part;
        }),
      );
      showDone();
    },
  };
}
