// Reading a picture: a label says what stands under the pointer or at a place that the arrow keys move.

import { placeIn } from "./box.js";

/** Steps of an arrow key over the picture, and with Shift. */
const FINE_STEPS = 40;
const COARSE_STEPS = 8;

/** Arrow keys to the right and upwards. @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/** A rectangle in CSS pixels of the host. @typedef {{left: number, top: number, width: number, height: number}} Rectangle */

/**
 * @param {HTMLElement} host
 * @param {HTMLCanvasElement} canvas in it; it takes the focus
 * @param {() => Rectangle | undefined} rectangle what the window of the picture fills
 * @param {(u: number, v: number, rectangle: Rectangle) => string} describe what stands at these shares of the window from its lower
 *   left corner, "" for nothing
 */
export function createReading(host, canvas, rectangle, describe) {
  const label = document.createElement("div");
  label.className = "pointer-value";
  label.hidden = true;
  const cross = document.createElement("div");
  cross.className = "reading-cross";
  cross.hidden = true;
  host.append(cross, label);
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");
  /** Where the keys have put the cross. @type {{u: number, v: number} | undefined} */
  let keyed;

  /** @param {number} u @param {number} v */
  function tell(u, v) {
    const room = rectangle();
    const isInside = u >= 0 && u <= 1 && v >= 0 && v <= 1;
    const text = room && isInside ? describe(u, v, room) : "";
    label.hidden = text === "";
    if (!room || text === "") return;
    if (label.textContent !== text) label.textContent = text;
    const [x, y] = [room.left + u * room.width, room.top + (1 - v) * room.height];
    const half = label.offsetWidth / 2;
    const left = Math.min(host.clientWidth - half, Math.max(half, x)) - half;
    const above = y - label.offsetHeight - 12;
    label.style.transform = `translate(${left}px, ${above >= 0 ? above : y + 14}px)`;
    cross.style.transform = `translate(${x}px, ${y}px)`;
  }
  function end() {
    keyed = undefined;
    label.hidden = true;
    cross.hidden = true;
  }
  canvas.addEventListener("pointermove", (event) => {
    const room = rectangle();
    if (!room) return;
    end();
    label.setAttribute("aria-live", "off");
    const { x, y } = placeIn(host, event);
    tell((x - room.left) / room.width, 1 - (y - room.top) / room.height);
  });
  canvas.addEventListener("pointerleave", end);
  canvas.addEventListener("blur", end);
  canvas.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && keyed) {
      end();
      event.preventDefault();
      return;
    }
    const arrow = ARROWS[event.key];
    if (!arrow || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const step = 1 / (event.shiftKey ? COARSE_STEPS : FINE_STEPS);
    const from = keyed ?? { u: 0.5, v: 0.5 };
    const within = (/** @type {number} */ share) => Math.min(1, Math.max(0, share));
    keyed = keyed ? { u: within(from.u + arrow[0] * step), v: within(from.v + arrow[1] * step) } : from; // the first press shows where it is
    label.setAttribute("aria-live", "polite");
    cross.hidden = false;
    tell(keyed.u, keyed.v);
  });

  return {
    /** Where the keys have put the cross. */
    place: () => keyed,
    /** The numbers have changed: what is said at the cross, too. */
    refresh() {
      if (keyed) tell(keyed.u, keyed.v);
    },
  };
}
