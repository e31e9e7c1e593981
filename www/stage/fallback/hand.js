/**
 * The hand on the fallback: drag, wheel, two fingers and keys, as on the mountain itself. What the probe takes first is not
 * the camera's.
 *
 * @import { ParallelCamera } from "./parallel.js"
 */
import { KEYS } from "../mountain/keys.js";

/** Radians a pixel of dragging turns. */
const DRAG = 0.008;
/** How many times nearer a pixel of the wheel brings. */
const WHEEL = 1.0012;
/** A finger turns once it has gone this far sideways, in CSS pixels: up or down it scrolls the page. */
const DELIBERATE = 6;

/**
 * @param {HTMLCanvasElement} canvas
 * @param {{camera: () => ParallelCamera, turned: () => void, home: () => void}} parts
 * @returns {() => void} takes the hand away
 */
export function createHand(canvas, { camera, turned, home }) {
  const off = new AbortController();
  const on = { signal: off.signal };
  /** Fingers and buttons that are down. @type {Map<number, {x: number, y: number}>} */
  const down = new Map();
  /** A single finger that has not yet said whether it turns or scrolls. @type {{x: number, y: number} | null} */
  let undecided = null;
  canvas.style.touchAction = "pan-y";

  const at = (/** @type {MouseEvent} */ { clientX, clientY }) => {
    const box = canvas.getBoundingClientRect();
    return { x: clientX - box.left, y: clientY - box.top };
  };
  const apart = () => {
    const [p, q] = [...down.values()];
    return Math.hypot(p.x - q.x, p.y - q.y);
  };

  canvas.addEventListener(
    "pointerdown",
    (event) => {
      down.set(event.pointerId, at(event));
      undecided = event.pointerType === "touch" && down.size === 1 ? at(event) : null;
      if (event.pointerType !== "touch") canvas.setPointerCapture(event.pointerId);
    },
    on,
  );
  canvas.addEventListener(
    "pointermove",
    (event) => {
      const before = down.get(event.pointerId);
      if (!before) return;
      const now = at(event);
      if (undecided) {
        const [x, y] = [Math.abs(now.x - undecided.x), Math.abs(now.y - undecided.y)];
        if (x < DELIBERATE || x < y) return;
        undecided = null;
      }
      const [dx, dy] = [now.x - before.x, now.y - before.y];
      if (down.size === 2) {
        const wide = apart();
        down.set(event.pointerId, now);
        camera().turn({ zoom: apart() / Math.max(1, wide), at: now });
      } else {
        down.set(event.pointerId, now);
        if ((event.buttons & 2) !== 0) camera().push(dx, dy);
        else camera().turn({ yaw: -dx * DRAG, polar: -dy * DRAG });
      }
      turned();
    },
    on,
  );
  for (const end of /** @type {const} */ (["pointerup", "pointercancel"])) {
    canvas.addEventListener(
      end,
      (event) => {
        down.delete(event.pointerId);
        undecided = null;
      },
      on,
    );
  }
  canvas.addEventListener("contextmenu", (event) => event.preventDefault(), on);
  canvas.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      camera().turn({ zoom: WHEEL ** -event.deltaY, at: at(event) });
      turned();
    },
    { ...on, passive: false },
  );
  // Two fingers are the picture's, also where one would scroll the page.
  for (const touch of /** @type {const} */ (["touchstart", "touchmove"])) {
    canvas.addEventListener(
      touch,
      (event) => {
        if (event.touches.length > 1 && event.cancelable) event.preventDefault();
      },
      { ...on, passive: false },
    );
  }
  canvas.addEventListener(
    "keydown",
    (event) => {
      const by = KEYS[event.key];
      if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      if (by.home) home();
      else {
        camera().turn(by);
        turned();
      }
    },
    on,
  );
  return () => off.abort();
}
