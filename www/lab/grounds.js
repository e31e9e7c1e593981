// What the mountains stand on: over which rows sheet and veil are losses, and when they are measured again. It knows no picture.

/** Points along a side of a ground that is soon replaced, of one that moves, of one that has come to rest, and of the veil of all rows over it. */
const ROUGH_SIDE = 17;
const MOVING_SIDE = 33;
const STILL_SIDE = 129;
const VEIL_SIDE = 65;
/** @typedef {"rough" | "coarse" | "fine"} Grain */
const FINEST = { rough: ROUGH_SIDE, coarse: MOVING_SIDE, fine: Number.POSITIVE_INFINITY };
/** A moving ground is measured no more often than this, in milliseconds: each has time to be seen. */
const GROUND_MS = 450;

/**
 * @typedef {import("../engine/protocol.js").Surface} Surface
 * @typedef {import("../engine/protocol.js").Sheet["rows"]} Rows
 * @typedef {"train" | "both" | "batch"} Ground
 * A mountain's place: its plane and, if its network is another than the run's, the spec. @typedef {{plane: import("../engine/protocol.js").Plane, spec?: string}} Place
 */

/** Rows that each step looks at; 0: all of them. @param {Readonly<import("../state/store.js").Spec>} spec @param {number} rows that train */
export function batchOf(spec, rows) {
  const batch = Number(spec.batch_size);
  return batch < rows ? batch : 0;
}

export class Grounds {
  /** @type {Ground} */
  #wish = "train";
  /** Rows that a step looks at (0: all of them), and rows held back. */
  #rows = { batch: 0, validation: 0 };
  /** @type {Place[]} */
  #places = [];
  /** The surfaces of each mountain by their rows. @type {Partial<Record<Rows, Surface>>[]} */
  #grids = [];
  /** @type {Grain} */
  #grain = "fine";
  /** Whether what is kept belongs to another plane and goes when the first surface of this one comes. */
  #isNew = true;
  /** What the present request holds, in its order. @type {{mountain: number, rows: Rows}[]} */
  #asked = [];
  #wanted = 0;
  #isMeasuring = false;
  /** The mini-batch that was asked for last, by the step that it is for. */
  #batch = { step: -1, finest: 0 };
  /** That of the sheet that is there. */
  #shownStep = -1;
  #askedAt = Number.NEGATIVE_INFINITY;
  /** @type {{step: number, isPlaying: boolean} | undefined} */
  #run;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** Heights of all calm surfaces, and what they were put together from. @type {{parts: Float32Array[], all: Float32Array}} */
  #joined = { parts: [], all: new Float32Array() };

  /** @param {Pick<import("../engine/client.js").Engine, "sample">} engine */
  constructor(engine) {
    this.engine = engine;
  }

  /** What is drawn: all training rows where there are no rows of their own for what is wished. @returns {Ground} */
  get ground() {
    const { batch, validation } = this.#rows;
    const isThere = this.#wish === "batch" ? batch > 0 : this.#wish === "train" || validation > 0;
    return isThere ? this.#wish : "train";
  }

  /** The step whose mini-batch the sheet is a loss over; undefined where it is over all rows. */
  get batchStep() {
    return this.ground === "batch" && this.#grids[0]?.batch ? this.#shownStep : undefined;
  }

  /** @param {Ground} wish */
  choose(wish) {
    const before = this.ground;
    this.#wish = wish;
    if (this.ground !== before) this.#complete();
  }

  /** Another run: nothing of the one before is measured any more. */
  begin() {
    this.#places = [];
    this.#isNew = true;
    this.#rows = { batch: 0, validation: 0 };
    this.#run = undefined;
    this.#complete();
  }

  /** The rows of this run. @param {{batch: number, validation: number}} rows batch: what each step looks at, 0 for all */
  setRows(rows) {
    const before = this.ground;
    this.#rows = rows;
    if (this.ground !== before) this.#complete();
  }

  /**
   * Another plane, or one for each of two mountains.
   * @param {Place[]} places @param {Grain} [grain] coarse: another one follows soon; rough: at once
   */
  measure(places, grain = "fine") {
    this.#places = places;
    this.#grain = grain;
    this.#isNew = true;
    this.#complete();
  }

  /**
   * Takes a surface that has been measured.
   * @param {Surface} surface
   * @returns {boolean} whether it was asked for and is not out of date
   */
  take(surface) {
    if (surface.id !== this.#wanted) return false;
    const { mountain, rows } = this.#asked[surface.sheet];
    if (this.#isNew) this.#grids = this.#places.map(() => ({}));
    this.#isNew = false;
    this.#grids[mountain][rows] = surface;
    if (rows === "batch") this.#shownStep = this.#batch.step;
    if (surface.is_last && surface.sheet + 1 === this.#asked.length) {
      this.#isMeasuring = false;
      this.#follow();
    }
    return true;
  }

  /** Where the run stands: the ground of the mini-batch goes with it. @param {{step: number, isPlaying: boolean}} run */
  follow(run) {
    this.#run = run;
    this.#follow();
  }

  /** Whether surfaces are still on their way. */
  get isMeasuring() {
    return this.#isMeasuring;
  }

  /** The surface of all training rows. @param {number} mountain */
  calm(mountain) {
    return this.#grids[mountain]?.train;
  }

  /** The surface to stand on. @param {number} [mountain] */
  sheet(mountain = 0) {
    const grids = this.#grids[mountain];
    return (this.ground === "batch" && grids?.batch) || grids?.train;
  }

  /** The surface over it, if there is one. @param {number} [mountain] */
  veil(mountain = 0) {
    const grids = this.#grids[mountain];
    if (this.ground === "both") return grids?.validation;
    return this.ground === "batch" && grids?.batch ? grids.train : undefined;
  }

  /** Losses that colours and heights are chosen for: of all calm surfaces, so that moving ones and pairs share them. */
  heights() {
    const kept = this.#grids.flatMap(({ train, validation }) => [
      train,
      this.ground === "both" ? validation : undefined,
    ]);
    const parts = kept.flatMap((surface) => (surface ? [surface.heights] : []));
    const { parts: before } = this.#joined;
    if (parts.length !== before.length || parts.some((part, index) => part !== before[index])) {
      const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
      let at = 0;
      for (const part of parts) {
        all.set(part, at);
        at += part.length;
      }
      this.#joined = { parts, all: parts.length === 1 ? parts[0] : all };
    }
    return this.#joined.all;
  }

  dispose() {
    clearTimeout(this.#timer);
  }

  /** Asks for what the present ground lacks. */
  #complete() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#batch = { step: -1, finest: 0 };
    if (!this.#isNew) for (const grids of this.#grids) delete grids.batch;
    const wanted = /** @type {Rows[]} */ (this.ground === "both" ? ["train", "validation"] : ["train"]);
    const lacking = this.#places.flatMap((_, mountain) =>
      wanted
        .filter((rows) => this.#isNew || !this.#grids[mountain]?.[rows]?.is_last)
        .map((rows) => ({ mountain, rows })),
    );
    this.#wanted = -1;
    this.#isMeasuring = false;
    const finest = Math.min(
      FINEST[this.#grain],
      this.ground === "batch" ? VEIL_SIDE : Number.POSITIVE_INFINITY,
    );
    if (lacking.length > 0) this.#ask(lacking, finest);
    else this.#follow();
  }

  /** Measures the ground of the present step's mini-batch, when what was asked before is there and it is time. */
  #follow() {
    if (this.ground !== "batch" || !this.#run || this.#isMeasuring || this.#isNew) return;
    const { step, isPlaying } = this.#run;
    const finest = isPlaying ? MOVING_SIDE : STILL_SIDE;
    if (step === this.#batch.step && finest <= this.#batch.finest) return;
    const wait = this.#askedAt + GROUND_MS - performance.now();
    if (wait > 0) {
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        this.#follow();
      }, wait);
      return;
    }
    this.#batch = { step, finest };
    this.#ask(
      this.#places.map((_, mountain) => ({ mountain, rows: "batch" })),
      finest,
    );
  }

  /** @param {{mountain: number, rows: Rows}[]} sheets @param {number} [finest] */
  #ask(sheets, finest) {
    this.#asked = sheets;
    this.#isMeasuring = true;
    this.#askedAt = performance.now();
    const sites = sheets.map(({ mountain, rows }) => {
      return { ...this.#places[mountain], rows, step: rows === "batch" ? this.#batch.step : undefined };
    });
    this.#wanted = this.engine.sample(sites, finest);
  }
}
