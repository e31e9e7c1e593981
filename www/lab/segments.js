// A row of choices of which one holds: native radio buttons in a fieldset, dressed as one control.
import { h } from "./dom.js";

/**
 * @typedef {{value: string, label: string, help: string, picture?: Element}} Segment
 */

let groups = 0;

/**
 * @param {(value: string) => void} onChoose
 * @param {"segments" | "tiles"} dress
 */
export function createSegments(onChoose, dress = "segments") {
  groups += 1;
  const name = `choice-${groups}`;
  // Engines lay a legend out by rules of their own: readers get it, eyes get the name beside the row.
  const legend = h("legend", { class: "for-readers" });
  const shownName = h("span", { class: "choice-name", "aria-hidden": "true" });
  const row = h("div", { class: dress });
  const element = h("fieldset", { class: "choice" }, legend, shownName, row);
  let chosen = "";

  return {
    element,
    /** @param {string} label @param {string} help @param {Segment[]} segments */
    label(label, help, segments) {
      legend.textContent = label;
      shownName.textContent = label;
      element.title = help;
      row.replaceChildren(
        ...segments.map(({ value, label: text, help: hint, picture }) =>
          h(
            "label",
            { title: hint },
            h("input", { type: "radio", name, value, change: () => onChoose(value) }),
            h("span", {}, ...(picture ? [picture] : []), h("span", { class: "word" }, text)),
          ),
        ),
      );
      this.show(chosen);
    },
    /** @param {string} value */
    show(value) {
      chosen = value;
      for (const input of row.querySelectorAll("input")) input.checked = input.value === value;
    },
  };
}
