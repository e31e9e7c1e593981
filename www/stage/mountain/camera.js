/**
 * The camera's hand: orbit, zoom, pinch and keys, presets, and easing between them.
 *
 * @import { ViewName, Field, Vec3 } from "./types.js"
 * @import { Box, Framing, Insets } from "./framing.js"
 * @import { PerspectiveCamera } from "three"
 */
import { MOUSE, TOUCH, Vector3 } from "three";
import { OrbitControls } from "three/addons/controls/OrbitControls.js";
import {
  alongPath,
  chooseYaw,
  FIELD_OF_VIEW,
  fit,
  fitClear,
  hidden,
  MAP_FIELD_OF_VIEW,
  outline,
  titlesOf,
  viewDirection,
} from "./framing.js";
import { GROUND, HEIGHT } from "./geometry.js";
import { KEYS } from "./keys.js";

/** Angle from the vertical of the opening view: high enough to look into the valley, low enough to feel its depth. */
const HERO_POLAR = 0.92;

/** Straight down, but for a hair: exactly vertical has no "up". */
const TOP_POLAR = 1e-4;

/** Bounds of the zoom, in shares of the distance at which everything fits. */
const NEAREST = 0.25;
const FARTHEST = 1.8;

/** Share of a coasting turn lost in one frame at 60 a second. */
const DAMPING = 0.12;

const EASE_MS = 420;

/** A finger turns the mountain once it has gone this far sideways, in CSS pixels. */
const DELIBERATE = 6;

/** The picture turns by itself for a hidden ball no more often than this. */
const PATIENCE_MS = 4000;

export class CameraRig {
  /**
   * @param {PerspectiveCamera} camera @param {HTMLCanvasElement} canvas
   * @param {() => void} onChange called when another frame is needed
   * @param {{reducedMotion: boolean, onHand: () => void}} options `onHand` is called when the user takes the camera
   */
  constructor(camera, canvas, onChange, options) {
    this.camera = camera;
    this.canvas = canvas;
    this.#onChange = onChange;
    this.#onHand = options.onHand;
    this.reducedMotion = options.reducedMotion;
    /** Whether the user has turned or zoomed since the last preset. */
    this.touched = false;
    this.view = /** @type {ViewName} */ ("hero");
    this.target = /** @type {Vec3} */ ([0, HEIGHT * 0.4, 0]);
    this.controls = new OrbitControls(camera, canvas);
    this.controls.enableDamping = !options.reducedMotion;
    this.controls.rotateSpeed = 0.7;
    this.controls.maxPolarAngle = 1.7;
    this.controls.mouseButtons = { LEFT: MOUSE.ROTATE, MIDDLE: MOUSE.DOLLY, RIGHT: MOUSE.PAN };
    this.controls.touches = { ONE: TOUCH.ROTATE, TWO: TOUCH.DOLLY_ROTATE };
    // One finger up or down scrolls the page, sideways it turns the mountain; OrbitControls would take all.
    canvas.style.touchAction = "pan-y";
    canvas.addEventListener("touchstart", keepTwoFingers, { passive: false });
    canvas.addEventListener("touchmove", keepTwoFingers, { passive: false });
    this.controls.target.fromArray(this.target);
    // Only what a hand does counts: `change` also fires for moves made here.
    this.controls.addEventListener("start", this.#onStart);
    this.controls.addEventListener("change", this.#onChange);
    const on = { signal: this.#off.signal };
    canvas.addEventListener("pointerdown", this.#onFinger, { ...on, capture: true });
    canvas.addEventListener("pointerdown", this.#onFingerDown, on);
    canvas.addEventListener("pointermove", this.#onFingerMove, { ...on, capture: true });
    for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, this.#onFingerUp, on);
    canvas.addEventListener("keydown", this.#onKey);
    canvas.addEventListener("wheel", this.#onStart, { passive: true });
    /** @type {Framing} */
    this.framing = { yaw: 0.6, polar: HERO_POLAR, fov: FIELD_OF_VIEW, distance: 6, shiftX: 0, shiftY: 0 };
    this.#apply(this.framing);
  }

  #onChange;
  #onHand;
  /** @type {{from: Framing, to: Framing, passed: number, fromTarget: Vector3, toTarget: Vector3} | null} */
  #move = null;

  #off = new AbortController();
  /** Where a single finger came down that has not yet said whether it turns or scrolls. @type {{x: number, y: number} | null} */
  #finger = null;

  /** Before OrbitControls hears of it. @param {PointerEvent} event */
  #onFinger = (event) => {
    this.controls.enableRotate = true;
    const isSingle = event.pointerType === "touch" && event.isPrimary;
    this.#finger = isSingle ? { x: event.clientX, y: event.clientY } : null;
  };

  /** After it has begun to turn: held until the finger goes sideways. */
  #onFingerDown = () => {
    if (this.#finger) this.controls.enableRotate = false;
  };

  /** @param {PointerEvent} event */
  #onFingerMove = (event) => {
    if (!this.#finger || !event.isPrimary) return;
    const [x, y] = [event.clientX - this.#finger.x, event.clientY - this.#finger.y];
    if (Math.abs(x) < DELIBERATE || Math.abs(x) < Math.abs(y)) return;
    this.#finger = null;
    this.controls.enableRotate = true;
    this.#onStart();
  };

  #onFingerUp = () => {
    this.#finger = null;
    this.controls.enableRotate = true;
  };

  #onStart = () => {
    // A finger that scrolls the page has not touched the camera.
    if (this.#finger) return;
    this.touched = true;
    this.#move = null;
    this.#onHand();
    this.#onChange();
  };

  /**
   * Frames the field in the present view.
   * @param {Field} field @param {ArrayLike<number>} path world points that should be seen, the ball last
   * @param {Insets} insets
   * @param {{turn: boolean, ease: boolean, boxes: Box[], beside?: Field[]}} how `turn`: choose the side anew; `ease`: move there
   *   smoothly; `boxes`: what to keep clear of; `beside`: what is seen with the same camera elsewhere, in as much room
   */
  frame(field, path, insets, how) {
    this.target = /** @type {Vec3} */ ([0, HEIGHT * 0.4, 0]);
    const to =
      (this.view === "along" && this.#frameAlong(field, path, insets)) ||
      this.#frameAll(field, path, insets, how);
    this.framing = to;
    this.touched = false;
    this.controls.minDistance = to.distance * NEAREST;
    this.controls.maxDistance = to.distance * FARTHEST;
    if (!how.ease || this.reducedMotion) {
      this.#move = null;
      this.controls.target.fromArray(this.target);
      this.#apply(to);
    } else {
      this.#moveTo(to, new Vector3(...this.target));
    }
    this.#onChange();
  }

  /**
   * The whole sheet, from its best side or from above.
   * @param {Field} field @param {ArrayLike<number>} path @param {Insets} insets @param {{turn: boolean, boxes: Box[], beside?: Field[]}} how
   */
  #frameAll(field, path, insets, how) {
    const isMap = this.view === "top";
    const lands = [field, ...(how.beside ?? [])];
    const points = lands.flatMap((land) => [...outline(land, GROUND, this.target)]);
    const polar = isMap ? TOP_POLAR : HERO_POLAR;
    const yaw = isMap ? 0 : how.turn ? chooseYaw(field, polar, path) : this.framing.yaw;
    const fov = isMap ? MAP_FIELD_OF_VIEW : FIELD_OF_VIEW;
    const titles = titlesOf(field, isMap ? 0 : GROUND, this.target, yaw);
    return fitClear(points, { yaw, polar, fov }, this.camera.aspect, insets, how.boxes, titles);
  }

  /**
   * Close by, looking where the ball goes; null while there is no way to look along.
   * @param {Field} field @param {ArrayLike<number>} path @param {Insets} insets
   */
  #frameAlong(field, path, insets) {
    const along = alongPath(field, path);
    if (!along) return null;
    this.target = along.target;
    const { yaw, polar, points } = along;
    return fit(points, { yaw, polar, fov: FIELD_OF_VIEW }, this.camera.aspect, insets);
  }

  /**
   * Whether the opening view, untouched by any hand, has lost sight of a point behind the land. Asked again, it says so
   * at most once in a while: a picture that turns on and on is worse than a hidden ball.
   * @param {Field} field @param {Vec3} point @param {number} time milliseconds
   */
  hasLost(field, point, time) {
    if (this.view !== "hero" || this.touched || this.#move || time - this.#turnedAt < PATIENCE_MS)
      return false;
    const { yaw, polar } = this.present();
    if (!hidden(field, [point[0], point[1] + 0.03, point[2]], viewDirection(yaw, polar))) return false;
    this.#turnedAt = time;
    return true;
  }

  #turnedAt = Number.NEGATIVE_INFINITY;

  /** Whether it eases or coasts, as of the last `advance`. */
  isMoving = false;

  /** Stands where another camera stands, towards the same point. @param {CameraRig} other */
  adopt(other) {
    this.#move = null;
    this.target = other.target;
    this.framing = other.framing;
    this.controls.minDistance = other.controls.minDistance;
    this.controls.maxDistance = other.controls.maxDistance;
    this.controls.target.copy(other.controls.target);
    this.#apply(other.present());
  }

  /**
   * Fits the preset to a new window without taking the user's own view away: side and zoom stay.
   * @param {Field} field @param {Insets} insets
   */
  refit(field, insets) {
    const present = this.present();
    const zoom = present.distance / this.framing.distance;
    const points = outline(field, GROUND, this.target);
    this.framing = fit(points, this.framing, this.camera.aspect, insets);
    const own = fit(points, present, this.camera.aspect, insets);
    this.#move = null;
    this.controls.minDistance = this.framing.distance * NEAREST;
    this.controls.maxDistance = this.framing.distance * FARTHEST;
    this.#apply({ ...own, distance: own.distance * zoom });
  }

  /**
   * Advances easing and damping.
   * @param {number} passed milliseconds
   * @returns {boolean} whether the camera still moves
   */
  advance(passed) {
    this.isMoving = this.#step(passed);
    return this.isMoving;
  }

  /** @param {number} passed */
  #step(passed) {
    if (this.#move) {
      const move = this.#move;
      move.passed += passed;
      const t = Math.min(1, move.passed / EASE_MS);
      const s = t * t * (3 - 2 * t);
      const between = (/** @type {keyof Framing} */ key) => move.from[key] * (1 - s) + move.to[key] * s;
      this.controls.target.lerpVectors(move.fromTarget, move.toTarget, s);
      this.#apply({
        yaw: between("yaw"),
        polar: between("polar"),
        fov: between("fov"),
        // What must change evenly is the size of the picture, not the distance: the lens changes, too.
        distance:
          (reach(move.from) * (1 - s) + reach(move.to) * s) / reach({ fov: between("fov"), distance: 1 }),
        shiftX: between("shiftX"),
        shiftY: between("shiftY"),
      });
      if (t === 1) this.#move = null;
      return true;
    }
    // OrbitControls damps per frame: on a slow machine the same coasting must take fewer of them.
    this.controls.dampingFactor = 1 - (1 - DAMPING) ** Math.max(1, passed / 16.7);
    const moved = this.controls.update();
    this.#limitPan();
    this.#fitDepth();
    return moved;
  }

  /** Where the camera stands now. @returns {Framing} */
  present() {
    const offset = this.camera.position.clone().sub(this.controls.target);
    const distance = offset.length();
    const view = this.camera.view;
    return {
      yaw: Math.atan2(offset.x, offset.z),
      polar: Math.acos(Math.min(1, Math.max(-1, offset.y / distance))),
      fov: this.camera.fov,
      distance,
      shiftX: view?.enabled ? (-2 * view.offsetX) / view.fullWidth : 0,
      shiftY: view?.enabled ? (2 * view.offsetY) / view.fullHeight : 0,
    };
  }

  dispose() {
    this.#off.abort();
    this.canvas.removeEventListener("keydown", this.#onKey);
    this.canvas.removeEventListener("wheel", this.#onStart);
    this.canvas.removeEventListener("touchstart", keepTwoFingers);
    this.canvas.removeEventListener("touchmove", keepTwoFingers);
    this.controls.dispose();
  }

  /** @param {Framing} to @param {Vector3} toTarget */
  #moveTo(to, toTarget) {
    const from = this.present();
    // The short way round; seen from straight above, yaw is where the last view left it.
    const turn = Math.atan2(Math.sin(to.yaw - from.yaw), Math.cos(to.yaw - from.yaw));
    const fromTarget = this.controls.target.clone();
    this.#move = { from, to: { ...to, yaw: from.yaw + turn }, passed: 0, fromTarget, toTarget };
  }

  /** @param {Framing} framing */
  #apply(framing) {
    const { yaw, polar, fov, distance, shiftX, shiftY } = framing;
    this.camera.fov = fov;
    const safe = Math.max(TOP_POLAR, polar);
    this.camera.position
      .set(Math.sin(safe) * Math.sin(yaw), Math.cos(safe), Math.sin(safe) * Math.cos(yaw))
      .multiplyScalar(distance)
      .add(this.controls.target);
    // Moves the picture inside the window without moving the point one turns around.
    const [width, height] = [1000 * this.camera.aspect, 1000];
    this.#fitDepth();
    this.camera.setViewOffset(width, height, (-shiftX * width) / 2, (shiftY * height) / 2, width, height);
    this.controls.update();
  }

  /** Puts the clipping planes around the object: the long lens of the map stands far away. */
  #fitDepth() {
    const distance = this.camera.position.distanceTo(this.controls.target);
    this.camera.near = Math.max(0.05, distance - 5);
    this.camera.far = distance + 8;
    this.camera.updateProjectionMatrix();
  }

  /** Keeps the point one turns around on the object. */
  #limitPan() {
    const target = this.controls.target;
    const limited = target.clone().clamp(new Vector3(-1, GROUND, -1), new Vector3(1, HEIGHT, 1));
    if (limited.equals(target)) return;
    this.camera.position.add(limited.clone().sub(target));
    target.copy(limited);
  }

  /**
   * Turns and zooms a little further, or goes back to the preset; easing if motion is welcome.
   * @param {{yaw?: number, polar?: number, zoom?: number, home?: boolean}} by radians, and how many times nearer
   */
  nudge({ yaw = 0, polar = 0, zoom = 1, home = false }) {
    const goal = this.#move ? { ...this.#move.to } : this.present();
    if (home) Object.assign(goal, this.framing);
    goal.yaw += yaw;
    if (polar !== 0)
      goal.polar = Math.min(this.controls.maxPolarAngle, Math.max(TOP_POLAR, goal.polar + polar));
    goal.distance /= zoom;
    goal.distance = Math.min(this.controls.maxDistance, Math.max(this.controls.minDistance, goal.distance));
    this.#onHand();
    this.touched = !home;
    const target = home ? new Vector3(...this.target) : this.controls.target.clone();
    if (this.reducedMotion) {
      this.#move = null;
      this.controls.target.copy(target);
      this.#apply(goal);
    } else {
      this.#moveTo(goal, target);
    }
    this.#onChange();
  }

  /** @param {KeyboardEvent} event */
  #onKey = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const by = KEYS[event.key];
    if (!by) return;
    event.preventDefault();
    this.nudge(by);
  };
}

/** Two fingers are the picture's, also where one would scroll the page. @param {TouchEvent} event */
function keepTwoFingers(event) {
  if (event.touches.length > 1 && event.cancelable) event.preventDefault();
}

/** Half the height of the window at the target, in world units. @param {Pick<Framing, "fov" | "distance">} framing */
function reach({ fov, distance }) {
  return distance * Math.tan((fov * Math.PI) / 360);
}
