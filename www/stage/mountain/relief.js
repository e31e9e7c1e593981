/**
 * The land of one mountain: the surface given, its range and height scale, the sheet that shows it and the morph
 * between two of them; and what may be asked of it.
 *
 * @import { Stage } from "./scene.js"
 * @import { HeightScale, LossRange, SurfaceGrid } from "./types.js"
 */
import { chooseContours } from "./contours.js";
import { Frame } from "./geometry.js";
import { legendData } from "./legend.js";
import { pickAt, toWindow } from "./pick.js";
import { standAt } from "./place.js";
import { chooseRange, levelOf, reachesAbove } from "./range.js";
import { readAt } from "./read.js";
import { Sheet } from "./sheet.js";

/** Duration of the morph between two surfaces. */
const MORPH_MS = 320;

export class Relief {
  sheet = new Sheet();
  /** @type {SurfaceGrid | null} */
  grid = null;
  /** The drawn rectangle. @type {Frame | null} */
  frame = null;
  /** @type {LossRange & {capped: boolean, floored?: boolean}} */
  range = { low: 0, high: 1, capped: false };
  /** @type {HeightScale} */
  scale = "linear";
  /** Whether heights must be taken anew. */
  stale = false;
  /** Range given by the page; null = chosen here. @type {LossRange | null} */
  #given = null;
  #morphed = MORPH_MS;

  /** @param {Stage} stage */
  constructor(stage) {
    this.#stage = stage;
    stage.land.add(this.sheet.object);
  }

  #stage;

  /** The drawn heights; null before the first surface. */
  get field() {
    return this.sheet.field;
  }

  /** How losses become places. */
  get mapping() {
    return this.frame && { frame: this.frame, range: this.range, scale: this.scale };
  }

  /** @param {SurfaceGrid} grid @returns {boolean} whether it lies over another rectangle: a new plane */
  setSurface(grid) {
    const frame = new Frame(grid.a, grid.b);
    const isNew = !this.frame?.equals(frame);
    this.grid = grid;
    this.frame = frame;
    this.stale = true;
    return isNew;
  }

  /** @param {LossRange | null} range @returns {boolean} whether it changes anything */
  setRange(range) {
    if (range && this.#given && range.low === this.#given.low && range.high === this.#given.high)
      return false;
    this.#given = range;
    this.stale = true;
    return true;
  }

  /** @param {HeightScale} scale @returns {boolean} whether it changes anything */
  setScale(scale) {
    if (scale === this.scale) return false;
    this.scale = scale;
    this.stale = true;
    return true;
  }

  /**
   * Draws what was set, if anything was; the sheet then morphs.
   * @param {ArrayLike<number>} losses along the paths, for the choice of the range @param {boolean} still no morph
   * @returns {{contours: import("./contours.js").Contours} | null} null if nothing was set
   */
  take(losses, still) {
    if (!this.stale || !this.grid || !this.frame) return null;
    this.chooseRange(losses);
    const isFirst = this.field === null;
    this.sheet.setHeights(this.grid, this.range, this.scale, this.frame);
    const contours = chooseContours(this.range, this.scale);
    this.sheet.setContours(this.range, this.scale, contours);
    this.#stage.setRectangle(this.frame.halfX, this.frame.halfZ);
    this.#morphed = isFirst || still ? MORPH_MS : 0;
    if (still) this.sheet.setMixing(1);
    this.#stage.backdrop.stale = true;
    this.stale = false;
    return { contours };
  }

  /** Chooses the losses at the ends of the colours. @param {ArrayLike<number>} losses along the paths */
  chooseRange(losses) {
    if (!this.grid) return;
    const { heights } = this.grid;
    if (this.#given) this.range = { ...this.#given, capped: reachesAbove(heights, this.#given.high) };
    else this.range = chooseRange(heights, losses, this.scale);
  }

  /** Lets the morph go on. @param {number} passed milliseconds @returns {boolean} whether it has further to go */
  advance(passed) {
    if (this.#morphed >= MORPH_MS) return false;
    this.#morphed = Math.min(MORPH_MS, this.#morphed + passed);
    const t = this.#morphed / MORPH_MS;
    this.sheet.setMixing(t * t * (3 - 2 * t));
    this.#stage.backdrop.stale = true;
    return this.#morphed < MORPH_MS;
  }

  /** Level of a loss, 0 to 1 within the range. @param {number} loss */
  levelOf = (loss) => levelOf(loss, this.range, this.scale);

  /** The sheet under a pixel. @param {number} x CSS pixels @param {number} y */
  pick(x, y) {
    const { field, frame, grid } = this;
    return field && frame && grid ? pickAt(this.#stage, field, frame, grid, x, y) : null;
  }

  /** The sheet at a place of the plane. @param {number} a @param {number} b */
  read(a, b) {
    return this.grid ? readAt(this.grid, a, b) : null;
  }

  /** World point of a model, held at the edge of the picture if it is beyond. @param {{a: number, b: number, loss: number}} place */
  stand(place) {
    return this.frame && standAt(place, this.frame, this.range, this.scale);
  }

  /** Where a model appears. @param {{a: number, b: number, loss: number}} place */
  locate(place) {
    const stand = this.stand(place);
    return stand && { ...toWindow(this.#stage, stand.point), held: stand.held };
  }

  legend() {
    return legendData(this.range, this.scale, this.range.capped);
  }

  dispose() {
    this.sheet.dispose();
  }
}
