// The picture first: redrawing the cards takes longer than measuring a mountain, so what a new run has to tell them waits until its
// first picture is drawn, or for a moment.

/** The longest that cards wait, in milliseconds. */
const LONGEST_WAIT_MS = 150;

export class PictureFirst {
  /** What the cards will be told; undefined: they are told at once. @type {(() => void)[] | undefined} */
  #held;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** A run has begun: what was to be told of the one before is forgotten. */
  begin() {
    clearTimeout(this.#timer);
    this.#held = [];
    this.#timer = setTimeout(() => this.#release(), LONGEST_WAIT_MS);
  }

  /** The mountain has its first heights: it draws them in the next frame, and the cards come after it. */
  given() {
    if (this.#held) requestAnimationFrame(() => setTimeout(() => this.#release()));
  }

  /** @param {() => void} tell the cards something of the present run */
  tell(tell) {
    if (this.#held) this.#held.push(tell);
    else tell();
  }

  /** Nobody is told any more. */
  end() {
    clearTimeout(this.#timer);
    this.#held = [];
  }

  #release() {
    clearTimeout(this.#timer);
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const tell of held) tell();
  }
}
