// The mountain's side of a run: lays planes, asks for their losses, and shows ball and trail only on the sheet they belong to.
//
// Length: one state, which plane is wanted and which is drawn, for both mountains.

import { chooseRange } from "../stage/mountain/range.js";
import { heightAt } from "../stage/sheet.js";
import { Grounds } from "./grounds.js";
import { Walkers } from "./walkers.js";

/**
 * Steps that a plane along the path rehearses: about what a visitor sees of the first walk. The core bounds the work by counting
 * it, not by a clock, so that the same run has the same mountain on every machine.
 */
const REHEARSED_STEPS = 300;
/**
 * Multiplications for a plane that is only there to be seen at once, until the true one is laid: some 5 ms of one core.
 */
const ROUGH_WORK = 1.5e7;
/** The whole rehearsal begins so long after the first picture was given, in milliseconds: it must not take a core from its drawing. */
const DRAWING_MS = 40;
/** Without a first picture by then the rehearsal begins all the same, in milliseconds. */
const LONGEST_WAIT_MS = 400;
/** A sheet of fewer points along a side is a first picture, not yet a measure of how low the land lies. */
const MEASURED_SIDE = 33;
/** A ball that leaves the sheet is followed no more often than this, in milliseconds. */
const FOLLOW_MS = 2000;

/**
 * What the real mountain and its replacement have in common.
 * @typedef {{
 *   setSurface: (grid: import("../stage/mountain/types.js").SurfaceGrid) => void,
 *   setSecondSurface: (grid: import("../stage/mountain/types.js").SurfaceGrid | null, colour?: string) => void,
 *   linkCamera?: (...others: any[]) => void,
 *   setRange: (range: {low: number, high: number}) => void,
 *   setHeightScale: (scale: "linear" | "log") => void,
 *   setBall: (place: import("../stage/mountain/types.js").Place, next: import("../stage/mountain/types.js").Place | null) => void,
 *   setTrail: (points: Float32Array<any>, options?: {fadingDistance?: number}) => void,
 *   setWalkers?: (walkers: import("../stage/mountain/types.js").Walker[], options?: {fadingDistance?: number}) => void,
 *   setDown: (direction: [number, number] | null) => void,
 *   setWords: (words: import("../stage/mountain/types.js").MountainWords) => void,
 *   setDroppable: (droppable: boolean) => void,
 *   setHelp: (kind: string, keys: string) => void,
 *   setObstacles: (elements: Element[], compass: {x: number, y: number}) => void,
 *   setTheme: (colours: any) => void,
 *   setView: (name: import("../stage/mountain/types.js").ViewName) => void,
 *   resetView: () => void,
 *   picture?: (scale: number) => HTMLCanvasElement,
 *   painter?: import("../stage/mountain/painter.js").Painter,
 *   nudge: (by: {yaw?: number, polar?: number, zoom?: number}) => void,
 *   setInsets: (insets: {top: number, right: number, bottom: number, left: number}) => void,
 *   setDescription: (text: string) => void,
 *   dispose: () => void,
 * }} MountainView
 */

/**
 * The sheet that stands, the losses at the ends of its colours, how its heights follow the losses, and the plane wished for last.
 * @typedef {{grid: import("../engine/protocol.js").Surface, range: {low: number, high: number}, scale: "linear" | "log",
 *   plane?: import("../engine/protocol.js").Plane}} DrawnSheet
 */

/** A branch with a mountain of its own: its number, its text, its residual switch, and its whole spec as JSON. @typedef {{index: number, branch: string, residual: string, spec: string}} Twin */

export class SurfaceKeeper {
  /** @type {MountainView | undefined} */
  #mountain;
  /** What is shown until it stands. @type {ReturnType<typeof import("../stage/sketch.js").createSketch> | undefined} */
  #sketch;
  /** @type {import("../engine/protocol.js").Surface | undefined} */
  #grid;
  /** Number of the plane whose sheet is drawn, and of the one being measured. */
  #drawnPlane = 0;
  #wantedPlane = 0;
  /** The surface over the sheet. @type {import("../engine/protocol.js").Surface | undefined} */
  #veil;
  #veilColour = "";
  /** The plane being measured or drawn. @type {import("../engine/protocol.js").Plane | undefined} */
  #plane;
  #isBallFree = true;
  /** Nobody sees a mountain, and one is owed to whoever looks next. */
  isResting = false;
  #isOwed = false;
  #isLaying = false;
  #isWantedAgain = false;
  /** Who waits for a sheet. @type {(() => void)[]} */
  #waiting = [];
  #laidAt = Number.NEGATIVE_INFINITY;
  #kind = "path";
  /** @type {"linear" | "log"} */
  #scale = "linear";
  /** @type {{low: number, high: number} | undefined} */
  #range;
  walkers = new Walkers();
  /** Who sees every frame of a mountain, in the task that has drawn it. @type {((host: HTMLElement) => void) | undefined} */
  witness;
  /** The mountain beside it, and the branch that it belongs to. @type {MountainView | undefined} */
  #second;
  /** @type {Twin | undefined} */
  #twin;
  /** What is drawn there. @type {{sheet?: import("../engine/protocol.js").Surface, veil?: import("../engine/protocol.js").Surface}} */
  #beside = {};
  /** The step at which the wanted plane was laid, and whether it is measured coarsely. */
  #laidStep = -1;
  #isCoarse = false;
  /** Whether the wanted plane gives way to another one as soon as that is laid. */
  #isRough = false;
  /** @type {"at once" | "whole"} */
  #manner = "at once";
  /** Ends the wait between a rough plane and the true one. */
  #wake = () => {};
  /** When the wanted plane's first picture has been given to the mountain. */
  #given = () => {};

  /**
   * @param {import("../engine/client.js").Engine} engine
   * @param {(side: number, isLast: boolean) => void} onProgress side 0: measuring has begun
   * @param {(range: {low: number, high: number, capped: boolean, floored?: boolean}, scale: "linear" | "log") => void} onRange
   * @param {(plane: import("../engine/protocol.js").Plane) => void} onPlane of the surface now drawn
   */
  constructor(engine, onProgress, onRange, onPlane) {
    this.engine = engine;
    this.grounds = new Grounds(engine);
    this.onProgress = onProgress;
    this.onRange = onRange;
    this.onPlane = onPlane;
  }

  get mountain() {
    return this.#mountain;
  }

  /** What the run's mountain shows. @returns {DrawnSheet | undefined} */
  get drawn() {
    if (!this.#grid || !this.#range) return undefined;
    return { grid: this.#grid, range: this.#range, scale: this.#scale, plane: this.#plane };
  }

  /** The mountain of the branch. */
  get second() {
    return this.#second;
  }

  get mountains() {
    return [this.#mountain, this.#second].flatMap((mountain) => (mountain ? [mountain] : []));
  }

  /** Is shown from the first losses until the mountain stands. @param {ReturnType<typeof import("../stage/sketch.js").createSketch>} sketch */
  beginWith(sketch) {
    this.#sketch = sketch;
  }

  /** @param {MountainView} mountain */
  attach(mountain) {
    this.#sketch?.dispose();
    this.#sketch = undefined;
    this.#mountain = mountain;
    mountain.setHeightScale(this.#scale);
    this.#showHand();
    if (this.#grid) mountain.setSurface(this.#grid);
    this.#showVeil();
    this.#showAll();
  }

  /** @param {boolean} isFree whether a hand may put the ball, where the plane is all there is */
  freeBall(isFree) {
    this.#isBallFree = isFree;
    this.#showHand();
  }

  #showHand() {
    this.#mountain?.setDroppable(this.#isBallFree && this.#plane?.kind === "exact");
  }

  /** The view is taken away: what was measured stays for the next one. */
  detach() {
    this.#mountain = undefined;
  }

  /** The branch whose mountain stands beside the run's. @param {Twin | undefined} twin */
  setTwin(twin) {
    const isSame = twin?.index === this.#twin?.index && twin?.branch === this.#twin?.branch;
    this.#twin = twin;
    this.walkers.apart = twin?.index;
    if (isSame) return;
    this.#beside = {};
    if (this.#drawnPlane !== 0) void this.lay();
  }

  /** Shows the branch's mountain in this view; undefined: takes the view away. @param {MountainView | undefined} mountain */
  attachSecond(mountain) {
    this.#second?.dispose();
    this.#second = mountain;
    // Without others it is its own leader again.
    this.#mountain?.linkCamera?.(...(mountain ? [mountain] : []));
    if (!mountain) return;
    mountain.setHeightScale(this.#scale);
    if (this.#beside.sheet) mountain.setSurface(this.#beside.sheet);
    this.#showVeil();
    this.#showAll();
  }

  /** @param {"linear" | "log"} scale */
  setHeightScale(scale) {
    this.#scale = scale;
    for (const mountain of this.mountains) mountain.setHeightScale(scale);
    this.showRange();
  }

  /** Another run: planes of the one before count no longer. @param {string} kind */
  begin(kind) {
    if (!this.isResting) this.engine.expectSurface();
    this.grounds.begin();
    this.#kind = kind;
    this.walkers.forget();
    this.#drawnPlane = -1;
    void this.lay();
  }

  /** Whether nobody sees a mountain: no plane is laid and none is measured until somebody does. @param {boolean} isResting */
  rest(isResting) {
    this.isResting = isResting;
    if (!isResting && this.#isOwed) void this.lay(this.#kind, this.#manner);
  }

  /**
   * Lays a plane through where the run is now and has it measured. Where that takes long there is first a rough one, through
   * a short rehearsal, to be seen at once.
   * @param {string} [kind] @param {"at once" | "whole"} [manner] whole: without a rough one
   */
  async lay(kind = this.#kind, manner = "at once") {
    this.#kind = kind;
    this.#manner = manner;
    this.#isOwed = this.isResting;
    if (this.isResting) return;
    if (this.#isLaying) {
      this.#isWantedAgain = true;
      this.#wake();
      return;
    }
    this.#isLaying = true;
    this.#laidAt = performance.now();
    try {
      do {
        this.#isWantedAgain = false;
        const from = await this.#layOne(this.#manner === "at once" ? ROUGH_WORK : Number.POSITIVE_INFINITY);
        if (!this.#isRough || this.#isWantedAgain) continue;
        await this.#drawn();
        // Nobody may see it any more: then the rest of the work is owed.
        if (this.isResting) this.#isOwed = true;
        else if (!this.#isWantedAgain) await this.#layOne(Number.POSITIVE_INFINITY, from);
      } while (this.#isWantedAgain && !this.isResting);
    } catch {
      // The worker was replaced while it laid the plane; whoever replaced it asks again.
    } finally {
      this.#isLaying = false;
      if (this.#isWantedAgain && this.isResting) this.#isOwed = true;
    }
  }

  /** @param {number} work that it may cost @param {number} [from] step of the rough plane before it @returns {Promise<number | undefined>} its own */
  async #layOne(work, from) {
    const twin = this.#twin;
    const effort = { ahead: REHEARSED_STEPS, work, from };
    const {
      number,
      plane,
      second,
      is_rough: isRough,
      step,
    } = await this.engine.layPlane(this.#kind, effort, twin?.index);
    if (this.#isWantedAgain || this.#isOwed) return undefined;
    this.#wantedPlane = number;
    this.#plane = plane;
    this.#isRough = isRough;
    this.#laidStep = -1;
    const places = [{ plane }, ...(twin && second ? [{ plane: second, spec: twin.spec }] : [])];
    this.#isCoarse = this.#isFollowed() && (this.walkers.report?.is_playing ?? false);
    this.grounds.measure(places, isRough ? "rough" : this.#isCoarse ? "coarse" : "fine");
    this.onProgress(0, false);
    return step;
  }

  /** Waits until the first picture of the wanted plane has had time to be drawn, or another plane is wished for. */
  #drawn() {
    return new Promise((resolve) => {
      let timer = setTimeout(resolve, LONGEST_WAIT_MS);
      this.#given = () => {
        clearTimeout(timer);
        timer = setTimeout(resolve, DRAWING_MS);
        this.#given = () => {};
      };
      this.#wake = () => resolve(undefined);
    });
  }

  /** @param {import("../engine/protocol.js").Surface} surface */
  showSurface(surface) {
    if (!this.grounds.take(surface)) return;
    if (this.#drawnPlane !== this.#wantedPlane && this.#plane) {
      this.onPlane(this.#plane);
      this.#showHand();
    }
    this.#drawnPlane = this.#wantedPlane;
    this.#showSheets();
    this.#showAll();
    this.#given();
    if (this.#isMeasured()) for (const go of this.#waiting.splice(0)) go();
    this.onProgress(surface.columns, surface.is_last && !this.#isRough);
    this.#followPair();
  }

  /** Which rows the mountain stands on. @param {import("./grounds.js").Ground} ground */
  setGround(ground) {
    this.grounds.choose(ground);
    this.#showSheets();
    this.showRange();
    const sheet = this.grounds.sheet();
    if (sheet) this.onProgress(sheet.columns, sheet.is_last && !this.#isRough);
  }

  /** @param {string} colour CSS colour */
  setVeilColour(colour) {
    this.#veilColour = colour;
    this.#showVeil();
  }

  #showSheets() {
    const sheet = this.grounds.sheet();
    if (sheet && sheet !== this.#grid) (this.#mountain ?? this.#sketch)?.setSurface(sheet);
    this.#grid = sheet ?? this.#grid;
    const [veil, beside] = [this.grounds.veil(), this.grounds.sheet(1)];
    if (beside && beside !== this.#beside.sheet) this.#second?.setSurface(beside);
    if (veil === this.#veil && this.grounds.veil(1) === this.#beside.veil && beside === this.#beside.sheet)
      return;
    this.#veil = veil;
    this.#beside = { sheet: beside, veil: this.grounds.veil(1) };
    this.#showVeil();
  }

  #showVeil() {
    this.#mountain?.setSecondSurface(this.#veil ?? null, this.#veilColour);
    this.#second?.setSecondSurface(this.#beside.veil ?? null, this.#veilColour);
  }

  /** Whether the planes go through the weights of now, so that they are left by every step: two mountains grow as their networks do. */
  #isFollowed() {
    return this.#twin !== undefined && !this.#plane?.kind.startsWith("path");
  }

  /** Lays two mountains again when the ones before are there and the run has gone on; finely when it rests. */
  #followPair() {
    const { report } = this.walkers;
    if (!report || report.plane !== this.#wantedPlane || !this.#isFollowed()) return;
    if (this.#laidStep < 0) this.#laidStep = report.status.step;
    if (this.grounds.isMeasuring || this.#isLaying || this.#drawnPlane !== this.#wantedPlane) return;
    const hasWalked = report.status.step !== this.#laidStep;
    const isDue = report.is_playing ? performance.now() - this.#laidAt > FOLLOW_MS : this.#isCoarse;
    if ((hasWalked && (isDue || !report.is_playing)) || (isDue && !report.is_playing))
      void this.lay(this.#kind, "whole");
  }

  /** @param {import("../engine/protocol.js").Report} report */
  showReport(report) {
    this.walkers.take(report);
    if (report.details && report.plane === this.#drawnPlane) this.showRange();
    this.#showWalkers();
    if (report.plane === this.#drawnPlane) {
      this.grounds.follow({ step: report.status.step, isPlaying: report.is_playing });
    }
    this.#followPair();
    const isDue = !this.#isLaying && performance.now() - this.#laidAt > FOLLOW_MS;
    if (isDue && this.#hasLeft()) void this.lay(this.#kind, "whole");
  }

  /** The drawn height below the ball; undefined if it stands outside. */
  #sheetAtBall() {
    const report = this.walkers.report;
    if (!this.#grid || report?.plane !== this.#drawnPlane) return Number.NaN;
    return heightAt(this.#grid, report.status.a, report.status.b);
  }

  /** Whether the wanted plane has a sheet that says how low the land lies. */
  #isMeasured() {
    if (this.#drawnPlane <= 0 || this.#drawnPlane !== this.#wantedPlane || this.#isRough) return false;
    return this.#grid !== undefined && (this.#grid.is_last || this.#grid.columns >= MEASURED_SIDE);
  }

  /**
   * How the run stands in its picture, and then the branch with a mountain of its own in that one.
   * @param {string} residual switch of the run
   * @returns {import("./honesty.js").Shares[]}
   */
  shares(residual) {
    const { report, apart } = this.walkers;
    if (!report) return [];
    const own = sharesOf(report.status, 0, residual, this.#sheetAtBall());
    const status = report.others.find(({ index }) => index === apart)?.status;
    if (!this.#second || !this.#twin || !status || report.plane !== this.#drawnPlane) return [own];
    const { sheet } = this.#beside;
    const height = sheet && heightAt(sheet, status.a, status.b);
    return [own, sharesOf(status, this.#twin.index, this.#twin.residual, height)];
  }

  /** Waits until the wanted plane has such a sheet. @returns {Promise<void>} */
  measured() {
    if (this.#isMeasured()) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** The lowest loss of the drawn sheet; NaN while there is none. */
  lowest() {
    const finite = this.#grid?.heights.filter(Number.isFinite);
    return finite?.length ? finite.reduce((low, height) => Math.min(low, height)) : Number.NaN;
  }

  /** Whether someone whom the picture follows walks beside the sheet. */
  #hasLeft() {
    const grid = this.#grid;
    if (!grid || this.#drawnPlane <= 0) return false;
    const followed = this.walkers.followed(this.#drawnPlane);
    return followed.some(({ a, b }) => Number.isFinite(a) && heightAt(grid, a, b) === undefined);
  }

  #showAll() {
    this.showRange();
    this.#showWalkers();
  }

  #showWalkers() {
    if (this.#mountain) this.walkers.show(this.#mountain, this.#drawnPlane, this.#plane?.half_diagonal);
    else this.#sketch?.setWalkers(this.walkers.all(this.#drawnPlane));
    if (this.#second) this.walkers.showBeside(this.#second, this.#drawnPlane, this.#plane?.half_diagonal);
  }

  /** Chooses the losses at the ends of the colours again. */
  showRange() {
    if (!this.#grid) return;
    const losses = [...this.walkers.losses(), ...(this.#twin ? this.walkers.losses(this.#twin.index) : [])];
    const range = chooseRange(this.grounds.heights(), losses, this.#scale);
    this.#range = range;
    for (const mountain of this.mountains) mountain.setRange(range);
    this.#sketch?.setRange(range, this.#scale);
    this.onRange(range, this.#scale);
  }
}

/**
 * @param {import("../engine/protocol.js").RunStatus} status @param {number} run its number, 0 is the lead
 * @param {string} residual @param {number | undefined} sheet height at the ball
 * @returns {import("./honesty.js").Shares}
 */
function sharesOf(status, run, residual, sheet) {
  const { path_share: path, gradient_share: gradient, train_loss: loss, distance } = status;
  return { run, residual, path, gradient, loss, sheet, distance };
}
