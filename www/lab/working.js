// What takes long: a bar that says how far it is, and a button that ends it. They come when there has been something to wait for.
import { h } from "./dom.js";

/** What takes longer than so many milliseconds shows that it goes on, and can be left. */
export const SHOWN_AFTER_MS = 500;

/** @typedef {ReturnType<typeof createWorking>} Working */

/**
 * @param {string} name that the ids of its parts begin with
 * @param {() => void} cancel
 * @param {Node[]} words before the bar
 */
export function createWorking(name, cancel, ...words) {
  const bar = h("progress", { id: `${name}-progress`, max: 1 });
  const button = h("button", { type: "button", class: "button", id: `${name}-cancel`, click: cancel });
  const element = h("div", { class: "working", id: `${name}-working`, hidden: true }, ...words, bar, button);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let patience;
  return {
    element,
    /** Something begins. @param {() => void} [shown] what else is to be done when it takes long */
    begin(shown) {
      clearTimeout(patience);
      bar.removeAttribute("value");
      patience = setTimeout(() => {
        element.hidden = false;
        shown?.();
      }, SHOWN_AFTER_MS);
    },
    /** @param {number} share of it that is done */
    show(share) {
      bar.value = Math.max(0, Math.min(1, share));
    },
    /** It is over, however. Whether the hand was at the button: it must be given another place. */
    end() {
      clearTimeout(patience);
      const hadFocus = document.activeElement === button;
      element.hidden = true;
      return hadFocus;
    },
    /** @param {string} progress what the bar is called @param {string} leave what the button says */
    label(progress, leave) {
      bar.setAttribute("aria-label", progress);
      button.textContent = leave;
    },
  };
}
