// Words of the field: what one means is said where it stands, on hover, focus or a press, and in a list at the end.
import { h } from "../lab/dom.js";

/** Room kept to the window's edges, in pixels. */
const MARGIN = 8;

/**
 * @param {HTMLElement} host
 * @param {() => import("./words.js").Story} told
 * @param {() => Promise<void>} fetchRest what the terms mean comes with all chapters
 */
export function createGlossary(host, told, fetchRest) {
  const otherTag = () => (told().language === "en" ? "zh-Hans" : "en");
  // Named by a part of its own: a name given as aria-label would be read in place of what the term says.
  const card = h("div", {
    class: "term-card card",
    role: "tooltip",
    id: "term-card",
    "aria-labelledby": "term-card-name",
    hidden: true,
  });
  host.append(card);
  /** @type {HTMLElement | undefined} */
  let shownAt;

  /** @param {HTMLElement} at @param {string} name */
  function show(at, name) {
    const { glossary, meanings } = told().words;
    const term = glossary[name];
    if (!term) return;
    card.replaceChildren(
      h(
        "p",
        { class: "term-name", id: "term-card-name" },
        h("b", {}, term.term),
        " ",
        h("span", { lang: otherTag() }, term.other),
      ),
      ...(meanings ? [h("p", {}, meanings[name] ?? "")] : []),
    );
    card.hidden = false;
    shownAt = at;
    place(at);
    if (!meanings)
      void fetchRest().then(() => {
        if (shownAt === at && told().words.meanings) show(at, name);
      });
  }
  /** @param {HTMLElement} at */
  function place(at) {
    const box = at.getBoundingClientRect();
    const { width, height } = card.getBoundingClientRect();
    const left = Math.max(MARGIN, Math.min(box.left, innerWidth - width - MARGIN));
    const isBelow = box.bottom + height + MARGIN < innerHeight;
    card.style.left = `${left}px`;
    card.style.top = `${isBelow ? box.bottom + 4 : Math.max(MARGIN, box.top - height - 4)}px`;
  }
  function hide() {
    card.hidden = true;
    shownAt = undefined;
  }
  // The pointer may go onto the card, to read or to mark it.
  card.addEventListener("pointerleave", hide);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  // A term that gets the focus scrolls into sight, and its card goes with it.
  host.addEventListener(
    "scroll",
    () => {
      const box = shownAt?.getBoundingClientRect();
      if (shownAt && box && box.bottom > 0 && box.top < innerHeight) place(shownAt);
      else hide();
    },
    true,
  );

  return {
    hide,
    /** A term in the text. @param {string} name @param {string} shown as it reads here; empty: as it is called */
    term(name, shown) {
      const term = told().words.glossary[name];
      if (!term) return document.createTextNode(shown || name);
      // A button element cannot break over lines, and would part a word from its full stop.
      const button = h(
        "span",
        { role: "button", tabindex: 0, class: "term", "data-term": name, "aria-describedby": "term-card" },
        shown || term.term,
      );
      const showIt = () => show(button, name);
      button.addEventListener("pointerenter", showIt);
      button.addEventListener("focus", showIt);
      button.addEventListener("click", showIt);
      button.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        showIt();
      });
      button.addEventListener("blur", hide);
      button.addEventListener("pointerleave", (event) => {
        const isOntoCard = event.relatedTarget instanceof Node && card.contains(event.relatedTarget);
        if (shownAt === button && !isOntoCard && document.activeElement !== button) hide();
      });
      return button;
    },
    /** All of them. */
    list() {
      const { glossary, meanings = {} } = told().words;
      return h(
        "dl",
        { class: "glossary" },
        ...Object.entries(glossary).flatMap(([name, { term, other }]) => [
          h("dt", {}, term, " ", h("span", { lang: otherTag() }, other)),
          h("dd", {}, meanings[name] ?? ""),
        ]),
      );
    },
  };
}
