/**
 * The hand on the sheet: a note with coordinates and loss under the pointer or at a place that the arrow keys move,
 * and dropping or dragging the ball where the page allows it.
 *
 * Keys while the canvas has the focus: P begins and ends probing; arrows move the probe (Shift: further), Enter drops
 * the ball there, Escape ends. Without probing the arrows are the camera's.
 */

/** A place on the sheet. @typedef {{a: number, b: number, loss: number, isSample: boolean}} Spot */

/**
 * @typedef {object} ProbeHost
 * @property {(x: number, y: number) => Spot | null} pick the sheet under a pixel
 * @property {(a: number, b: number) => Spot | null} read the sheet at coordinates
 * @property {(spot: {a: number, b: number, loss: number}) => {x: number, y: number} | null} locate
 * @property {() => {x: number, y: number, radius: number, a: number, b: number} | null} ball its disc on screen, and the model it is
 * @property {() => {a: [number, number], b: [number, number], yaw: number} | null} plane
 * @property {(spot: Spot) => string} describe
 * @property {(a: number, b: number, isFinal: boolean) => void} drop
 * @property {() => void} changed another frame is needed
 */

/** A press that moves less than this is a click, in CSS pixels. */
const CLICK = 5;

/** Steps of an arrow key over a side of the rectangle, and with Shift. */
const FINE_STEPS = 64;
const COARSE_STEPS = 8;

/** Arrow keys as directions on screen: to the right, upwards. @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/**
 * The step in the plane that looks most like a direction on screen. Pure.
 * @param {[number, number]} arrow to the right, upwards @param {number} yaw of the camera
 * @returns {[number, number]} along a and b
 */
export function planeStep([right, up], yaw) {
  let [a, b] = [right, up];
  // A quarter turn of the camera to the right makes "right" mean "away along b".
  const quarters = ((Math.round(yaw / (Math.PI / 2)) % 4) + 4) % 4;
  for (let k = 0; k < quarters; k++) [a, b] = [-b, a];
  return [a + 0, b + 0];
}

export class Probe {
  /** @param {HTMLElement} host @param {HTMLCanvasElement} canvas @param {ProbeHost} mountain */
  constructor(host, canvas, mountain) {
    this.#canvas = canvas;
    this.#mountain = mountain;
    this.#note = document.createElement("div");
    this.#note.className = "mountain-note";
    this.#note.setAttribute("role", "status");
    this.#note.hidden = true;
    host.append(this.#note);
    /** Whether a click or a drag puts the ball. */
    this.canDrop = false;
    const on = { signal: this.#off.signal };
    canvas.addEventListener("pointerdown", this.#onDown, { ...on, capture: true });
    canvas.addEventListener("pointermove", this.#onMove, on);
    canvas.addEventListener("pointerup", this.#onUp, on);
    canvas.addEventListener("pointercancel", this.#onCancel, on);
    canvas.addEventListener("pointerleave", this.#onLeave, on);
    canvas.addEventListener("touchstart", this.#keepTouch, { ...on, passive: false });
    canvas.addEventListener("keydown", this.#onKey, { ...on, capture: true });
    canvas.addEventListener("blur", this.#onBlur, on);
  }

  #canvas;
  #mountain;
  #note;
  #off = new AbortController();
  /** Last pixel of a resting pointer. @type {{x: number, y: number} | null} */
  #hover = null;
  /** Where the keys have put the probe. @type {{a: number, b: number} | null} */
  #keyed = null;
  /** A press that may become a click. @type {{x: number, y: number, moved: boolean} | null} */
  #press = null;
  #isDragging = false;
  /** @type {Spot | null} */
  #shown = null;

  /** The place shown, and whether the ball is being put there. */
  get mark() {
    return this.#shown
      ? { ...this.#shown, isDrop: this.#isDragging || (this.canDrop && !!this.#keyed) }
      : null;
  }

  /** Reads the place anew for this frame: the sheet or the camera may have moved below it. */
  refresh() {
    let spot = null;
    if (this.#keyed) spot = this.#mountain.read(this.#keyed.a, this.#keyed.b);
    else if (this.#hover) spot = this.#mountain.pick(this.#hover.x, this.#hover.y);
    this.#shown = spot;
    this.#showNote();
  }

  dispose() {
    this.#off.abort();
    this.#note.remove();
  }

  #showNote() {
    const spot = this.#shown;
    const at = spot && this.#mountain.locate(spot);
    this.#note.hidden = !at;
    if (!spot || !at) return;
    // What a pointer passes over is not read aloud; what keys ask for is.
    this.#note.setAttribute("aria-live", this.#keyed ? "polite" : "off");
    const text = this.#mountain.describe(spot);
    if (this.#note.textContent !== text) this.#note.textContent = text;
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    const { offsetWidth, offsetHeight } = this.#note;
    // Above and to the right of the place, turned inwards at the edges.
    const x = at.x + 16 + offsetWidth > width ? at.x - 16 - offsetWidth : at.x + 16;
    const y = at.y - 12 - offsetHeight < 0 ? at.y + 14 : at.y - 12 - offsetHeight;
    this.#note.style.transform = `translate(${Math.round(Math.max(2, x))}px, ${Math.round(Math.min(height - offsetHeight - 2, y))}px)`;
  }

  /** @param {PointerEvent} event */
  #at(event) {
    const box = this.#canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  /** @param {PointerEvent} event */
  #onDown = (event) => {
    if (!event.isPrimary || event.button !== 0) return;
    const at = this.#at(event);
    this.#press = { ...at, moved: false };
    this.#endKeys();
    if (!this.canDrop || !this.#isOnBall(at)) return;
    // The ball's, not the camera's.
    event.stopImmediatePropagation();
    this.#canvas.setPointerCapture(event.pointerId);
    this.#canvas.focus({ preventScroll: true });
    this.#isDragging = true;
    this.#hover = at;
    this.#mountain.changed();
  };

  /** @param {PointerEvent} event */
  #onMove = (event) => {
    const at = this.#at(event);
    if (this.#press && Math.hypot(at.x - this.#press.x, at.y - this.#press.y) > CLICK)
      this.#press.moved = true;
    if (this.#isDragging) {
      event.stopImmediatePropagation();
      this.#hover = at;
      this.#dropAt(at, false);
    } else if (event.pointerType === "mouse") {
      // While a button is down the land turns: nothing is pointed at.
      this.#hover = event.buttons === 0 ? at : null;
      if (event.buttons === 0) this.#showCursor(at);
      if (event.buttons === 0) this.#endKeys();
    } else if (this.#press?.moved) this.#hover = null;
    this.#mountain.changed();
  };

  /** A finger on the ball drags it: the page must not scroll away below it. @param {TouchEvent} event */
  #keepTouch = (event) => {
    const box = this.#canvas.getBoundingClientRect();
    const { clientX, clientY } = event.touches[0];
    const isOn = this.canDrop && this.#isOnBall({ x: clientX - box.left, y: clientY - box.top });
    if (isOn && event.cancelable) event.preventDefault();
  };

  /** @param {PointerEvent} event */
  #onUp = (event) => {
    const at = this.#at(event);
    const isClick = this.#press && !this.#press.moved;
    this.#press = null;
    if (this.#isDragging) {
      event.stopImmediatePropagation();
      this.#isDragging = false;
      this.#dropAt(at, true);
    } else if (isClick && event.button === 0) {
      if (this.canDrop) this.#dropAt(at, true);
      // A finger cannot hover: its tap asks.
      this.#hover = at;
    }
    this.#mountain.changed();
  };

  #onCancel = () => {
    this.#press = null;
    this.#isDragging = false;
    this.#hover = null;
    this.#mountain.changed();
  };

  /** @param {PointerEvent} event */
  #onLeave = (event) => {
    if (this.#isDragging || event.pointerType !== "mouse") return;
    this.#hover = null;
    this.#mountain.changed();
  };

  #onBlur = () => {
    this.#endKeys();
    this.#hover = null;
    this.#mountain.changed();
  };

  /** @param {KeyboardEvent} event */
  #onKey = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const plane = this.#mountain.plane();
    if (!plane) return;
    if (event.key.toLowerCase() === "p") {
      if (this.#keyed) this.#endKeys();
      else this.#beginKeys(plane);
    } else if (!this.#keyed) return;
    else if (event.key === "Escape") this.#endKeys();
    else if (event.key === "Enter" && this.canDrop) this.#mountain.drop(this.#keyed.a, this.#keyed.b, true);
    else if (event.key in ARROWS) this.#keyed = this.#moved(this.#keyed, plane, event);
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.#mountain.changed();
  };

  /** @param {{a: number, b: number}} from @param {{a: [number, number], b: [number, number], yaw: number}} plane @param {KeyboardEvent} event */
  #moved(from, plane, event) {
    const [a, b] = planeStep(ARROWS[event.key], plane.yaw);
    const steps = event.shiftKey ? COARSE_STEPS : FINE_STEPS;
    const move = (
      /** @type {number} */ value,
      /** @type {[number, number]} */ [low, high],
      /** @type {number} */ by,
    ) => Math.min(high, Math.max(low, value + (by * (high - low)) / steps));
    return { a: move(from.a, plane.a, a), b: move(from.b, plane.b, b) };
  }

  /** Begins at the ball, or in the middle. @param {{a: [number, number], b: [number, number]}} plane */
  #beginKeys(plane) {
    const ball = this.#mountain.ball();
    const spot = ball && this.#mountain.read(ball.a, ball.b);
    this.#hover = null;
    this.#keyed = spot ?? { a: (plane.a[0] + plane.a[1]) / 2, b: (plane.b[0] + plane.b[1]) / 2 };
  }

  #endKeys() {
    this.#keyed = null;
  }

  /** @param {{x: number, y: number}} at @param {boolean} isFinal */
  #dropAt(at, isFinal) {
    const spot = this.#mountain.pick(at.x, at.y);
    if (spot) this.#mountain.drop(spot.a, spot.b, isFinal);
  }

  /** @param {{x: number, y: number}} at */
  #isOnBall(at) {
    const ball = this.#mountain.ball();
    return !!ball && Math.hypot(at.x - ball.x, at.y - ball.y) <= ball.radius + 6;
  }

  /** @param {{x: number, y: number}} at */
  #showCursor(at) {
    this.#canvas.style.cursor = !this.canDrop ? "" : this.#isOnBall(at) ? "move" : "crosshair";
  }
}
