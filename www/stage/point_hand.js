// A hand that puts, moves and removes the points of a drawn picture: by pointer, which drags a point out of the picture to remove it, and by
// keys at the cross of its reading. What a point means is known to whoever asks.

import { placeIn } from "./box.js";

/** Pixels that a pointer may tremble while it clicks, and within which it takes a point; a finger is wider. */
const TREMOR = 4;
const REACH = 9;
const FINGER = 18;

/** @typedef {import("./reading.js").Rectangle} Rectangle */
/**
 * Places are shares of the window from its lower left corner. A `Point` must mean the same one until it is let go, also when the picture
 * is drawn anew meanwhile.
 * @template Point
 * @typedef {{
 *   isOn: () => boolean,
 *   near: (u: number, v: number, room: Rectangle, reach: number) => Point | undefined,
 *   add: (u: number, v: number) => void,
 *   move: (point: Point, u: number, v: number) => void,
 *   remove: (point: Point) => void,
 * }} PointEditor
 */

/**
 * @template Point
 * @param {HTMLElement} host
 * @param {HTMLCanvasElement} canvas in it
 * @param {() => Rectangle | undefined} rectangle what the window of the picture fills
 * @param {{place: () => {u: number, v: number} | undefined}} reading
 * @param {PointEditor<Point>} editor
 */
export function createPointHand(host, canvas, rectangle, reading, editor) {
  const ghost = document.createElement("div");
  ghost.className = "point-ghost";
  ghost.hidden = true;
  host.append(ghost);
  /** @type {{point: Point | undefined, x: number, y: number, hasMoved: boolean} | undefined} */
  let held;

  /** @param {PointerEvent} event */
  function placeOf(event) {
    const room = rectangle();
    if (!room) return undefined;
    const { x, y } = placeIn(host, event);
    const [u, v] = [(x - room.left) / room.width, 1 - (y - room.top) / room.height];
    return { room, x, y, u, v, isInside: u >= 0 && u <= 1 && v >= 0 && v <= 1 };
  }
  canvas.addEventListener("pointerdown", (event) => {
    const at = editor.isOn() && event.button === 0 ? placeOf(event) : undefined;
    if (!at?.isInside) return;
    const reach = event.pointerType === "touch" ? FINGER : REACH;
    held = { point: editor.near(at.u, at.v, at.room, reach), x: at.x, y: at.y, hasMoved: false };
    canvas.setPointerCapture(event.pointerId);
  });
  // A finger on a point drags it; beside one it scrolls the page.
  canvas.addEventListener(
    "touchstart",
    (event) => {
      if (held?.point !== undefined && event.cancelable) event.preventDefault();
    },
    { passive: false },
  );
  canvas.addEventListener("pointermove", (event) => {
    const at = held && placeOf(event);
    if (!held || !at) return;
    held.hasMoved ||= Math.hypot(at.x - held.x, at.y - held.y) > TREMOR;
    ghost.hidden = held.point === undefined || !held.hasMoved;
    ghost.classList.toggle("is-leaving", !at.isInside);
    ghost.style.transform = `translate(${at.x}px, ${at.y}px)`;
  });
  canvas.addEventListener("pointerup", (event) => {
    const [before, at] = [held, placeOf(event)];
    end();
    if (!before || !at) return;
    if (before.point !== undefined && before.hasMoved) {
      if (at.isInside) editor.move(before.point, at.u, at.v);
      else editor.remove(before.point);
    } else if (at.isInside && before.point === undefined && !before.hasMoved) editor.add(at.u, at.v);
  });
  canvas.addEventListener("pointercancel", end);
  function end() {
    held = undefined;
    ghost.hidden = true;
  }

  canvas.addEventListener("keydown", (event) => {
    const [place, room] = [reading.place(), rectangle()];
    if (!editor.isOn() || !place || !room || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter") editor.add(place.u, place.v);
    else if (event.key === "Delete" || event.key === "Backspace") {
      const point = editor.near(place.u, place.v, room, FINGER);
      if (point !== undefined) editor.remove(point);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
}
