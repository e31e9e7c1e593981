// Who is taken for whom: a native table, so that readers have it cell by cell.
import { h, write } from "../element.js";

/** Of more classes than this only short names stand in the table, else their numbers, so that it fits the card. */
const NAMED = 5;
const SHORT = 2;

/** @param {import("../../i18n/index.js").Words} words */
export function createConfusion(words) {
  const caption = h("caption");
  const head = h("thead");
  const body = h("tbody");
  const table = h("table", {}, caption, head, body);
  const element = h("div", { class: "confusion", role: "group" }, table);
  /** @type {HTMLTableCellElement[][]} */
  let cells = [];

  return {
    element,
    /**
     * Another run or language.
     * @param {string[]} names of the classes as the data have them @param {(index: number) => string} nameOf in the reader's words
     * @param {string} partName of the rows counted
     */
    begin(names, nameOf, partName) {
      const isMany = names.length > NAMED;
      const short = (/** @type {number} */ index) =>
        isMany ? (names[index].length > SHORT ? String(index + 1) : names[index]) : nameOf(index);
      const header =
        (/** @type {string} */ scope) => (/** @type {string} */ _, /** @type {number} */ index) =>
          h("th", { scope, title: nameOf(index), "aria-label": nameOf(index) }, short(index));
      write(caption, words.say("fit_table", { part: partName }));
      head.replaceChildren(h("tr", {}, h("td"), ...names.map(header("col"))));
      cells = names.map(() => names.map(() => h("td")));
      body.replaceChildren(...names.map((name, row) => h("tr", {}, header("row")(name, row), ...cells[row])));
      element.classList.toggle("many", isMany);
      element.setAttribute("aria-label", caption.textContent ?? "");
      // It scrolls in a narrow card; keys must get there, too.
      if (isMany) element.tabIndex = 0;
      else element.removeAttribute("tabindex");
    },
    /** @param {number[][]} table rows of each class by answer */
    show(table) {
      for (const [wanted, line] of table.entries()) {
        const most = Math.max(1, ...table.flat());
        for (const [answered, count] of line.entries()) {
          const cell = cells[wanted]?.[answered];
          if (!cell) continue;
          write(cell, String(count));
          cell.className = count === 0 ? "none" : wanted === answered ? "right" : "wrong";
          cell.style.setProperty("--share", String(count / most));
        }
      }
    },
  };
}
