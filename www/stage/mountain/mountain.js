/**
 * The loss mountain: a lit sheet over a plane through the network's weights, the ball at its true loss, its trail
 * and its next landing. WebGL2 through three.js, drawn on demand.
 *
 * Knows no network, no training, no worker and no control of the page: numbers and colours come in, a picture
 * comes out. `createMountain` throws where there is no WebGL2; the page then draws its fallback.
 *
 * Length: the whole interface of the picture, and the order of one frame.
 *
 * @import { HeightScale, LossRange, MountainColours, MountainWords, Place, SurfaceGrid, ViewName, Walker } from "./types.js"
 * @import { Insets } from "./framing.js"
 * @import { Painter } from "./painter.js"
 */
import { Vector3 } from "three";
import { Annotations } from "./annotations.js";
import { CameraRig } from "./camera.js";
import { toPoints } from "./geometry.js";
import { Loop } from "./loop.js";
import { Party } from "./party.js";
import { toWindow, windowOn } from "./pick.js";
import { takePicture } from "./picture.js";
import { PLAIN_WORDS } from "./plain_words.js";
import { Probe } from "./probe.js";
import { Relief } from "./relief.js";
import { lightFrom, Stage } from "./scene.js";
import { Sharpness } from "./sharpness.js";
import { Veil } from "./veil.js";

/** Room left free around the picture, in shares of the window. */
const DEFAULT_INSETS = { top: 0.05, right: 0.04, bottom: 0.05, left: 0.04 };

/** Duration of the second surface's morph. */
const VEIL_MS = 320;

/**
 * @typedef {object} MountainOptions
 * @property {boolean} [reducedMotion] no easing: every change is shown at once
 * @property {string} [description] accessible name of the picture
 * @property {Insets} [insets] shares of the window kept free, e.g. for text over the picture
 * @property {(a: number, b: number, isFinal: boolean) => void} [onDrop] the user puts the ball at (a, b); once
 *   `setDroppable(true)` allows it. `isFinal` is false while the ball is dragged
 * @property {Painter} [painter] another mountain's, or one made for several; without one, it makes its own
 * @property {(stats: {frames: number, lastFrameMs: number, pixelRatio: number}) => void} [onFrame] after each frame
 */

/**
 * @param {HTMLElement} host filled by the canvas; give it a size
 * @param {MountainOptions} [options]
 * @returns {Promise<Mountain>}
 * @throws {Error} without WebGL2
 */
export async function createMountain(host, options = {}) {
  const mountain = new Mountain(host, options);
  return mountain.prepare();
}

/** What the next frame must take in. @typedef {{path: boolean, jump: boolean, framing: boolean, turn: boolean, labels: boolean, veil: boolean}} Wishes */

export class Mountain {
  /** @param {HTMLElement} host @param {MountainOptions} options */
  constructor(host, options) {
    this.#options = options;
    this.#insets = options.insets ?? DEFAULT_INSETS;
    this.#stage = new Stage(host, options.painter);
    this.#relief = new Relief(this.#stage);
    this.#party = new Party(this.#stage.scene);
    this.#loop = new Loop((passed, time) => this.#frame(passed, time));
    this.#sharpness = new Sharpness(this.#stage, this.#relief.sheet, this.#redraw);
    const { canvas } = this.#stage;
    canvas.tabIndex = 0;
    // Not an image: it has keys of its own, which a screen reader must let through.
    canvas.setAttribute("role", "application");
    this.setDescription(options.description ?? "");
    this.#notes = new Annotations(host);
    // Before the camera: a key or a press that the probe takes is not the camera's.
    this.#probe = new Probe(host, canvas, this.#hand());
    this.#camera = new CameraRig(this.#stage.camera, canvas, this.#redraw, {
      reducedMotion: options.reducedMotion ?? false,
      onHand: () => this.#lead(),
    });
    this.#stage.painter.canvas.addEventListener("webglcontextrestored", this.#restore);
    this.#observer = new ResizeObserver(this.#redraw);
    this.#observer.observe(host);
  }

  #options;
  #insets;
  #stage;
  #relief;
  #party;
  #loop;
  #sharpness;
  #notes;
  #probe;
  #camera;
  #observer;
  /** A second surface over the first. @type {Veil | null} */
  #veil = null;
  /** @type {{grid: SurfaceGrid, colour: string} | null} */
  #second = null;
  /** Mountains that share one view, this one among them, and the one whose camera counts. @type {{all: Mountain[], leader: Mountain} | null} */
  #group = null;
  /** @type {MountainWords} */
  #words = PLAIN_WORDS;
  /** Steepest descent at the ball along a and b. @type {[number, number] | null} */
  #down = null;
  #light = new Vector3(0, 1, 0);
  #fadingDistance = Number.NaN;
  /** @type {Wishes} */
  #dirty = { path: false, jump: false, framing: false, turn: false, labels: true, veil: false };
  #stats = { frames: 0, lastFrameMs: 0, pixelRatio: 1 };

  /**
   * Shows a surface; the sheet morphs from the one before. A grid over another rectangle is a new plane: ball and
   * trail jump to their new coordinates, and the camera looks for its best side unless the user has turned it.
   * @param {SurfaceGrid} grid at least 2 × 2; copied by reference, must not change afterwards
   */
  setSurface(grid) {
    const isNewPlane = this.#relief.setSurface(grid);
    this.#wants(isNewPlane ? { framing: true, path: true, jump: true, turn: true } : { framing: true });
  }

  /**
   * Lays a second surface over the first as a translucent veil, e.g. the validation loss. Same heights, same range.
   * @param {SurfaceGrid | null} grid null takes it away @param {string} [colour] CSS colour
   */
  setSecondSurface(grid, colour = "#d9a0ff") {
    this.#second = grid && { grid, colour };
    if (grid) this.#veil ??= new Veil(this.#stage.scene);
    this.#wants({ veil: true });
  }

  /** Fixes the losses at the ends of the colours; null lets the mountain choose. @param {LossRange | null} range */
  setRange(range) {
    if (this.#relief.setRange(range)) this.#wants({ framing: true });
  }

  /** @param {HeightScale} scale */
  setHeightScale(scale) {
    if (this.#relief.setScale(scale)) this.#wants({ framing: true });
  }

  /**
   * @param {Place | null} place the model now @param {Place | null} next where the next step would land
   */
  setBall(place, next) {
    Object.assign(this.#party.first, { place, next });
    this.#wants({ path: true });
  }

  /**
   * @param {Float32Array} points 5 per point: step, a, b, loss, distance from the plane; kept by reference
   * @param {{fadingDistance?: number}} [options] distance at which the trail is palest; default: half the diagonal
   *   of the rectangle, right for directions of unit length
   */
  setTrail(points, options = {}) {
    this.#party.first.points = points;
    this.#fadingDistance = options.fadingDistance ?? Number.NaN;
    this.#wants({ path: true });
  }

  /**
   * Shows up to four walkers in place of the one ball, e.g. optimizers from one start; an empty list goes back to one.
   * The camera and the compass mind the first.
   * @param {Walker[]} walkers @param {{fadingDistance?: number}} [options] as for `setTrail`
   */
  setWalkers(walkers, options = {}) {
    this.#party.set(walkers);
    this.#fadingDistance = options.fadingDistance ?? Number.NaN;
    this.#wants({ path: true });
  }

  /**
   * Which way is down at the ball: the direction of steepest descent within the plane, along a and b; any length.
   * @param {[number, number] | null} direction null: no compass
   */
  setDown(direction) {
    this.#down = direction;
    this.#redraw();
  }

  /** Words and numbers in the reader's language. @param {MountainWords} words */
  setWords(words) {
    const { axisA, axisB } = this.#words;
    this.#words = words;
    // Only titles need room of their own.
    this.#wants(axisA === words.axisA && axisB === words.axisB ? {} : { labels: true });
  }

  /**
   * What the page lays over the picture: numbers and titles keep clear of it.
   * @param {Element[]} elements @param {{x: number, y: number}} [compass] where its centre goes, in CSS pixels;
   *   negative: from the right or lower edge
   */
  setObstacles(elements, compass) {
    this.#notes.setObstacles(elements, compass);
    this.#wants({ labels: true });
  }

  /** Whether a click, a drag or Enter while probing puts the ball; right only where a place is a whole model. @param {boolean} droppable */
  setDroppable(droppable) {
    this.#probe.canDrop = droppable;
  }

  /** @param {MountainColours} colours */
  setTheme(colours) {
    this.#stage.setTheme(colours);
    this.#relief.sheet.setTheme(colours, this.#stage.dark);
    this.#party.setTheme(colours, this.#stage.dark);
    this.#notes.setTheme(colours);
    this.#redraw();
  }

  /** @param {ViewName} view */
  setView(view) {
    this.#camera.view = view;
    this.resetView();
  }

  /** Back to the present preset, seen from its best side. */
  resetView() {
    this.#camera.touched = false;
    this.#lead();
    this.#wants({ framing: true, turn: true });
  }

  /** Turns and zooms by a hand that cannot drag. @param {{yaw?: number, polar?: number, zoom?: number}} by radians, and how many times nearer */
  nudge(by) {
    this.#camera.nudge(by);
  }

  /** Shares one camera with other mountains from now on: who is turned, turns all. @param {Mountain[]} others */
  linkCamera(...others) {
    const group = { all: [this, ...others], leader: /** @type {Mountain} */ (this) };
    for (const mountain of group.all) mountain.#group = group;
    this.#wants({ framing: true });
  }

  /** @param {Insets} insets shares of the window kept free */
  setInsets(insets) {
    this.#insets = insets;
    this.#wants({ framing: true });
  }

  /** @param {boolean} reduced */
  setReducedMotion(reduced) {
    this.#options.reducedMotion = reduced;
    this.#camera.reducedMotion = reduced;
    this.#camera.controls.enableDamping = !reduced;
  }

  /** Accessible name of the picture. @param {string} text */
  setDescription(text) {
    this.#stage.canvas.setAttribute("aria-label", text);
  }

  /** For readers. @param {string} kind said in place of "application" @param {string} keys what the picture's keys do */
  setHelp(kind, keys) {
    this.#stage.canvas.setAttribute("aria-roledescription", kind);
    this.#stage.canvas.setAttribute("aria-description", keys);
  }

  /** Readies the shaders; called by `createMountain`. */
  async prepare() {
    await this.#stage.prepare();
    return this;
  }

  /**
   * The point of the sheet under a pixel.
   * @param {number} x CSS pixels from the left edge of the canvas @param {number} y from its top
   * @returns {{a: number, b: number, loss: number, isSample: boolean} | null} `loss` is read between the samples,
   *   uncapped; `isSample`: it was measured right there
   */
  pick(x, y) {
    return this.#relief.pick(x, y);
  }

  /**
   * Where a model appears on the canvas: the foot of its ball.
   * @param {{a: number, b: number, loss: number}} place
   * @returns {{x: number, y: number, held: boolean} | null} CSS pixels; `held`: beyond the picture, kept at its edge
   */
  locate(place) {
    return this.#relief.locate(place);
  }

  /** What the legend shows for the present range. */
  legend() {
    this.#relief.chooseRange(this.#party.losses());
    return this.#relief.legend();
  }

  /** What draws it. Other mountains may share it, as long as this one lives if it made it itself. */
  get painter() {
    return this.#stage.painter;
  }

  /** What is seen now, for a file. @param {number} scale pixels a CSS pixel @returns {HTMLCanvasElement} */
  picture(scale) {
    const write = () => this.#annotate({ isMorphing: false, isTurning: false });
    const canvas = takePicture(this.#stage, this.#notes.canvas, scale, { pose: () => this.#pose(), write });
    this.#redraw();
    return canvas;
  }

  /** Counters for tests. */
  stats() {
    return { ...this.#stats };
  }

  dispose() {
    this.#loop.stop();
    this.#sharpness.stop();
    this.#observer.disconnect();
    this.#stage.painter.canvas.removeEventListener("webglcontextrestored", this.#restore);
    if (this.#group) this.#group.all = this.#group.all.filter((mountain) => mountain !== this);
    for (const part of [this.#camera, this.#probe, this.#notes, this.#stage, this.#relief, this.#party])
      part.dispose();
    this.#veil?.dispose();
  }

  #redraw = () => this.#loop.request();

  /** @param {Partial<Wishes>} what the next frame must take in */
  #wants(what) {
    Object.assign(this.#dirty, what);
    this.#loop.request();
  }

  /** three rebuilds its own objects after a lost context; the kept picture of the land is gone. */
  #restore = () => {
    this.#stage.backdrop.renew();
    this.#relief.sheet.renew();
    this.#loop.request();
  };

  /** From here on this mountain's camera counts for all that share it. */
  #lead() {
    if (this.#group) this.#group.leader = this;
  }

  /** The mountain whose camera this one copies; null if it goes its own way. */
  #leader() {
    return this.#group && this.#group.leader !== this ? this.#group.leader : null;
  }

  /**
   * One frame.
   * @param {number} passed milliseconds since the frame before, 0 after a rest @param {number} time
   * @returns {boolean} whether something still moves
   */
  #frame(passed, time) {
    const still = this.#options.reducedMotion ?? false;
    const resized = this.#stage.measure();
    this.#takeHeights(still);
    this.#takePath(time, still);
    this.#takeFraming(resized);

    const isMorphing = this.#relief.advance(passed);
    const isVeilMorphing = this.#veil?.advance(passed / VEIL_MS) ?? false;
    const isWalking = this.#party.advance(passed);
    const isTurning = this.#turn(passed);
    const moving = isMorphing || isVeilMorphing || isWalking || isTurning;

    this.#sharpness.adapt(passed, { moving, land: isMorphing || isTurning });
    this.#pose();
    const begun = performance.now();
    this.#stage.draw();
    this.#annotate({ isMorphing, isTurning });
    this.#stats.lastFrameMs = performance.now() - begun;
    this.#stats.pixelRatio = this.#stage.ratio * this.#stage.share;
    this.#stats.frames++;
    this.#options.onFrame?.(this.stats());
    return moving;
  }

  /** Lets the camera move on, and those that share it. @param {number} passed @returns {boolean} whether it still moves */
  #turn(passed) {
    const leader = this.#leader();
    if (leader) {
      this.#camera.adopt(leader.#camera);
      return leader.#camera.isMoving;
    }
    const isTurning = this.#camera.advance(passed);
    for (const mountain of this.#group?.all ?? []) if (mountain !== this) mountain.#redraw();
    return isTurning;
  }

  /** @param {boolean} still */
  #takeHeights(still) {
    const taken = this.#relief.take(this.#party.losses(), still);
    if (taken) this.#dirty.labels = true;
    const { field } = this.#relief;
    if (taken && field) this.#notes.setContours(field, taken.contours, this.#relief.levelOf);
    if (!this.#veil || !(taken || this.#dirty.veil)) return;
    if (this.#second) this.#veil.setColour(this.#second.colour);
    this.#veil.lay(this.#second?.grid ?? null, this.#relief, still);
    this.#dirty.veil = false;
  }

  /** @param {number} time @param {boolean} still */
  #takePath(time, still) {
    if (!this.#dirty.path) return;
    this.#party.report(time, still || this.#dirty.jump);
    this.#dirty.path = false;
    this.#dirty.jump = false;
    // A ball that has walked behind a ridge: look from another side, unless a hand has chosen this one.
    const { field } = this.#relief;
    const { place } = this.#party.first;
    const stand = place && this.#relief.stand(place);
    if (field && stand && !stand.held && !this.#leader() && this.#camera.hasLost(field, stand.point, time))
      Object.assign(this.#dirty, { framing: true, turn: true });
  }

  /** @param {boolean} resized */
  #takeFraming(resized) {
    const { field, mapping } = this.#relief;
    if (!field || !mapping || !(this.#dirty.framing || resized)) return;
    Object.assign(this.#dirty, { framing: false, labels: true });
    // Whose camera this is leaves room for what stands here.
    const leader = this.#leader();
    if (leader) return leader.#wants({ framing: true });
    const first = this.#stats.frames === 0 || resized;
    // A hand on the camera outranks every preset; a new window only fits what the hand has chosen.
    if (!this.#camera.touched) {
      const others = (this.#group?.all ?? []).filter((mountain) => mountain !== this);
      const boxes = [this, ...others].flatMap((mountain) => mountain.#notes.boxes());
      const beside = others.flatMap((mountain) => mountain.#relief.field ?? []);
      const how = { turn: this.#dirty.turn, ease: !first, boxes, beside };
      this.#camera.frame(field, this.#party.pathPoints(mapping), this.#insets, how);
      this.#dirty.turn = false;
    } else if (resized) this.#camera.refit(field, this.#insets);
  }

  /** Moves marks and light to where this frame wants them. */
  #pose() {
    const { camera, width, height, ratio } = this.#stage;
    const { field, mapping, sheet } = this.#relief;
    camera.updateMatrixWorld();
    lightFrom(camera, this.#light);
    sheet.uniforms.light.value.copy(this.#light);
    sheet.uniforms.pixelRatio.value = ratio * this.#stage.share;
    sheet.setFineness(this.#stage.pixelsPerUnit());
    this.#veil?.setPixelRatio(ratio);
    if (!mapping) return;
    const { a, b } = mapping.frame;
    const half = Math.hypot(a[1] - a[0], b[1] - b[0]) / 2;
    const fadingDistance = Number.isNaN(this.#fadingDistance) ? half : this.#fadingDistance;
    this.#party.pose({ field, mapping, fadingDistance }, camera, this.#light, { width, height, ratio });
  }

  /**
   * Writes over the picture. Numbers wait for the end of a morph; their places are chosen anew when the camera rests.
   * @param {{isMorphing: boolean, isTurning: boolean}} how
   */
  #annotate({ isMorphing, isTurning }) {
    const { field, frame, mapping } = this.#relief;
    if (!field || !frame || !mapping) return;
    const { camera, width, height, ratio } = this.#stage;
    const seen = windowOn({ camera, width, height }, field);
    const view = { ...seen, width, height, ratio, frame, field, turn: this.#camera.present() };
    if (isTurning) this.#dirty.labels = true;
    if (this.#dirty.labels && !isTurning && !isMorphing) {
      this.#notes.choose(view, toPoints(this.#party.pathPoints(mapping)), this.#words);
      this.#dirty.labels = false;
    }
    this.#probe.refresh();
    const mark = this.#probe.mark;
    const stand = mark && this.#relief.stand(mark);
    this.#notes.draw(view, {
      words: this.#words,
      labels: !isMorphing,
      down: this.#down,
      balls: this.#party.balls(),
      probe: mark && stand && { point: stand.point, isDrop: mark.isDrop },
    });
  }

  /** What the hand on the sheet may ask and do. @returns {import("./probe.js").ProbeHost} */
  #hand() {
    return {
      pick: (x, y) => this.pick(x, y),
      read: (a, b) => this.#relief.read(a, b),
      locate: (spot) => this.locate(spot),
      ball: () => {
        const { place } = this.#party.first;
        const disc = this.#party.first.disc();
        return disc && place && { ...place, ...toWindow(this.#stage, disc.centre), radius: disc.radius };
      },
      plane: () => {
        const { frame } = this.#relief;
        return frame && { a: frame.a, b: frame.b, yaw: this.#camera.present().yaw };
      },
      describe: (spot) => this.#words.probe(spot),
      drop: (a, b, isFinal) => this.#options.onDrop?.(a, b, isFinal),
      changed: this.#redraw,
    };
  }
}
