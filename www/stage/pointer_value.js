// A small label that follows the pointer over a chart, or the arrow keys, and says the numbers below it.

import { placeIn } from "./box.js";

/** CSS pixels that the core's chart frame keeps free at the right (`chart/axes.rs`). */
const RIGHT = 4;

/** Shares of the width that an arrow key goes, alone and with Shift. */
const KEY_STEP = 0.01;
const KEY_LEAP = 0.1;

/**
 * @param {HTMLElement} host
 * @param {(share: number) => string} describe what stands at this share of the width, "" for nothing
 * @param {() => number} left CSS pixels of the labels left of the drawing
 * @param {() => string} name what the keys move over, in the reader's language
 */
export function createPointerValue(host, describe, left, name) {
  const label = document.createElement("div");
  label.className = "pointer-value";
  label.hidden = true;
  host.append(label);

  // For keys and readers: over the chart, and not in the way of a pointer.
  const keys = document.createElement("div");
  keys.className = "chart-keys";
  keys.tabIndex = 0;
  keys.setAttribute("role", "slider");
  keys.setAttribute("aria-valuemin", "0");
  keys.setAttribute("aria-valuemax", "100");
  host.append(keys);
  let at = 1;

  /** @param {string} text @param {number} x CSS pixels within the host @param {number} y */
  function place(text, x, y) {
    label.hidden = text === "";
    label.textContent = text;
    const half = label.offsetWidth / 2;
    const within = Math.min(host.clientWidth - half, Math.max(half, x));
    label.style.transform = `translate(${within - half}px, ${Math.max(0, y)}px)`;
  }
  host.addEventListener("pointermove", (event) => {
    const { x, y } = placeIn(host, event);
    const from = left();
    const share = (x - from) / (host.clientWidth - from - RIGHT);
    const text = share >= 0 && share <= 1 ? describe(share) : "";
    place(text, x, y - 34);
  });
  host.addEventListener("pointerleave", () => {
    label.hidden = true;
  });

  function tell() {
    const text = describe(at);
    keys.setAttribute("aria-label", name());
    keys.setAttribute("aria-valuenow", String(Math.round(100 * at)));
    keys.setAttribute("aria-valuetext", text);
    return text;
  }
  function show() {
    const from = left();
    const x = from + at * (host.clientWidth - from - RIGHT);
    place(tell(), x, 0);
    keys.style.setProperty("--at", `${x}px`);
  }
  keys.addEventListener("focus", () => {
    if (keys.matches(":focus-visible")) show();
  });
  keys.addEventListener("blur", () => {
    label.hidden = true;
  });
  keys.addEventListener("keydown", (event) => {
    const by = event.shiftKey ? KEY_LEAP : KEY_STEP;
    /** @type {Record<string, number>} */
    const places = { ArrowLeft: at - by, ArrowRight: at + by, Home: 0, End: 1 };
    const wished = places[event.key];
    if (event.key === "Escape") label.hidden = true;
    if (wished === undefined) return;
    // These keys mean something else to the page.
    event.preventDefault();
    event.stopPropagation();
    at = Math.min(1, Math.max(0, wished));
    show();
  });
  tell();
  return { tell };
}
