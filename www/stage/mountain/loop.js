/**
 * Draws on demand: one frame when something changed, frame after frame only while something moves.
 */
export class Loop {
  /**
   * @param {(passed: number, time: number) => boolean} frame draws; `passed` is the time since the frame before in
   *   the same movement (0 for the first), `time` the clock, both in milliseconds; returns whether more must follow
   */
  constructor(frame) {
    this.#frame = frame;
    this.#handle = 0;
    this.#before = Number.NaN;
    this.#stopped = false;
  }

  #frame;
  #handle;
  #before;
  #stopped;

  /** Asks for a frame. Cheap to call often. */
  request() {
    if (this.#handle === 0 && !this.#stopped) this.#handle = requestAnimationFrame((time) => this.#run(time));
  }

  stop() {
    this.#stopped = true;
    cancelAnimationFrame(this.#handle);
    this.#handle = 0;
  }

  /** @param {number} time */
  #run(time) {
    this.#handle = 0;
    const passed = Number.isNaN(this.#before) ? 0 : time - this.#before;
    const more = this.#frame(passed, time);
    this.#before = more ? time : Number.NaN;
    if (more) this.request();
  }
}
