// Where one is in the story, and the ways on and back.
import { h, write } from "../lab/dom.js";
import { say } from "./words.js";

/**
 * @param {readonly import("./format.js").Chapter[]} chapters
 * @param {{go: (by: number) => void, open: (chapter: number) => void}} hands
 */
export function createBar(chapters, hands) {
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
  const line = h("div", { class: "lesson-line", "aria-hidden": "true" });
  const element = h(
    "nav",
    { class: "lesson-bar" },
    line,
    h("div", { class: "bare lesson-ways" }, previous, list, next),
  );

  return {
    element,
    /** @param {import("./format.js").LessonWords} words */
    label(words) {
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
      list.replaceChildren(
        ...chapters.map(({ id }, index) =>
          h("option", { value: index }, `${index + 1} · ${words.chapters[id]?.title ?? id}`),
        ),
      );
      list.value = chosen || "0";
    },
    /** @param {import("./format.js").Place} place @param {boolean} isFirst @param {boolean} isLast */
    show(place, isFirst, isLast) {
      list.value = String(place.chapter);
      previous.disabled = isFirst;
      next.disabled = isLast;
      line.replaceChildren(
        ...chapters.map(({ steps }, index) => {
          const part = h("span", {}, h("i"));
          const share =
            index < place.chapter ? 1 : index > place.chapter ? 0 : (place.step + 1) / steps.length;
          part.style.setProperty("--share", String(share));
          return part;
        }),
      );
    },
    write,
  };
}
