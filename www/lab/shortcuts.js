// Keys for the whole page, and the list of them. Keys do nothing while someone types or works a control that wants them.
import { h } from "./dom.js";
import { PANELS } from "./panels.js";

const TYPING = "input:not([type=radio], [type=range]), textarea, select, [contenteditable], dialog *";

/** What a key makes of the learning rate, or undoes of it: three of them are a factor of two. */
const RATE_STEP = 2 ** (1 / 3);
/** Places by the key that leads there. */
const PLACES = new Map(PANELS.flatMap(({ key, at }) => (key ? [[key, at]] : [])));

/** Goes to a place, if it is on the page as it is now. @param {string} selector */
function reach(selector) {
  const place = selector && document.querySelector(selector);
  if (!(place instanceof HTMLElement) || place.getClientRects().length === 0) return false;
  place.focus();
  if (place.matches("button, summary")) place.click();
  return true;
}
/**
 * @param {import("../i18n/index.js").Words} words
 * @param {{toggle: () => void, step: () => void, back: () => void, restart: () => void, relay: () => void,
 *   undo: () => void, redo: () => void, scaleRate: (factor: number) => void}} actions
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
      "rate",
      "d",
      "b",
      "g",
      "n",
      "e",
      "s",
      "c",
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
    else if (key === "[" || key === "]") actions.scaleRate(key === "]" ? RATE_STEP : 1 / RATE_STEP);
    else if (key === "?") open();
    else if (!reach(PLACES.get(key) ?? "")) return;
    event.preventDefault();
  });
  return { open };
}
