/**
 * Fewer pixels and triangles while the land moves on a slow machine, all of them at rest.
 *
 * @import { Sheet } from "./sheet.js"
 * @import { Stage } from "./scene.js"
 */
import { Quality } from "./quality.js";

/** After the last movement, wait this long before the one frame at full resolution. */
const REST_MS = 140;

/** The same in frames, while the ball keeps the loop running. */
const REST_FRAMES = 4;

export class Sharpness {
  /** @param {Stage} stage @param {Sheet} sheet @param {() => void} redraw */
  constructor(stage, sheet, redraw) {
    this.#stage = stage;
    this.#sheet = sheet;
    this.#redraw = redraw;
  }

  #stage;
  #sheet;
  #redraw;
  #quality = new Quality();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** Frames since the land last moved, while the ball walks on. */
  #rested = 0;

  /**
   * Decides for the next frame.
   * @param {number} passed milliseconds since the last one
   * @param {{moving: boolean, land: boolean}} what whether anything, and whether the land or the camera moves
   */
  adapt(passed, { moving, land }) {
    this.stop();
    if (land) {
      if (passed > 0) this.#quality.frame(passed);
      this.#set(this.#quality.share, this.#quality.coarse);
      return;
    }
    if (this.#stage.share === 1) return;
    const sharpen = () => {
      this.#set(1, false);
      this.#redraw();
    };
    // A moment of rest first: the next turn of the camera may follow at once.
    if (!moving) this.#timer = setTimeout(sharpen, REST_MS);
    else if (this.#rested++ > REST_FRAMES) sharpen();
  }

  stop() {
    clearTimeout(this.#timer);
  }

  /** @param {number} share @param {boolean} coarse */
  #set(share, coarse) {
    this.#rested = 0;
    this.#stage.setShare(share);
    this.#sheet.setCoarse(coarse);
  }
}
