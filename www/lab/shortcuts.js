// Keys for the whole page, and the list of them. Keys do nothing while someone types or works a control that wants them.
import { h } from "./dom.js";

const TYPING = "input:not([type=radio], [type=range]), textarea, select, [contenteditable], dialog *";

/**
 * @param {import("../i18n/index.js").Words} words
 * @param {{toggle: () => void, step: () => void, back: () => void, restart: () => void, relay: () => void,
 *   undo: () => void, redo: () => void}} actions
 */
export function createShortcuts(words, actions) {
  const dialog = h("dialog", { class: "card shortcuts" });
  document.body.append(dialog);

  function open() {
    const rows = /** @type {const} */ ([
      "space",
      "right",
      "left",
      "r",
      "l",
      "undo",
      "redo",
      "mountain",
      "probe",
      "question",
    ]);
    dialog.setAttribute("aria-label", words.say("shortcuts"));
    dialog.replaceChildren(
      h("h2", {}, words.say("shortcuts")),
      h(
        "dl",
        {},
        ...rows.flatMap((row) => [
          h("dt", {}, h("kbd", {}, words.say(`key_${row}`))),
          h("dd", {}, words.say(`key_${row}_does`)),
        ]),
      ),
      h("form", { method: "dialog" }, h("button", { class: "button", type: "submit" }, words.say("close"))),
    );
    dialog.showModal();
  }

  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.altKey) return;
    const target = event.target instanceof Element ? event.target : document.body;
    if (target.closest(TYPING)) return;
    const key = event.key.toLowerCase();
    if (event.ctrlKey || event.metaKey) {
      const isRedo = key === "y" || (key === "z" && event.shiftKey);
      if (isRedo) actions.redo();
      else if (key === "z") actions.undo();
      else return;
      event.preventDefault();
      return;
    }
    // Arrows belong to sliders, radio buttons and the mountain; space presses the button that has the focus.
    const ownsArrows = target.closest("input, [role=application], canvas, #mountain");
    const ownsSpace = target.closest("button, summary, a, input[type=radio]");
    if (key === " " && !ownsSpace) actions.toggle();
    else if (key === "arrowright" && !ownsArrows) actions.step();
    else if (key === "arrowleft" && !ownsArrows) actions.back();
    else if (key === "r") actions.restart();
    else if (key === "l") actions.relay();
    else if (key === "?") open();
    else return;
    event.preventDefault();
  });
  return { open };
}
