// One experiment on the page: what a change of the spec means for the run, and what a report means for the views.
import { Engine } from "../engine/client.js";
import { parseEvents } from "../engine/events.js";
import { formatBranches, parseBranches } from "../state/branches.js";
import { OWN, Tables } from "../state/tables.js";
import { batchOf } from "./ground_key.js";
import { SurfaceKeeper } from "./surface.js";
import { USUAL_PACE } from "./transport.js";

/**
 * @typedef {import("../engine/protocol.js").Report} Report
 * @typedef {import("../state/store.js").Spec} Spec
 */

/**
 * @typedef {{
 *   report: (report: Report, sheet: number | undefined) => void,
 *   gradients: (bars: import("../stage/flow/flow.js").Bars, before: import("../stage/flow/flow.js").Bars | undefined,
 *     report: Report) => void,
 *   begun: (summary: import("../engine/protocol.js").Summary) => void,
 *   progress: (side: number, isLast: boolean) => void,
 *   range: (range: {low: number, high: number, capped: boolean, floored?: boolean}, scale: "linear" | "log") => void,
 *   plane: (plane: import("../engine/protocol.js").Plane) => void,
 *   blownUp: (status: import("../engine/protocol.js").RunStatus) => void,
 *   done: () => void,
 *   newWay: (step: number) => void,
 *   wentOn: () => void,
 *   limits: (limits: import("../engine/protocol.js").Limits | undefined) => void,
 *   replaced: (which: "training" | "sampling", step: number) => void,
 *   failed: (message: string) => void,
 *   tableWanted: () => void,
 * }} Views
 */

/** Steps to go back to "before" a blow-up. */
const STEPS_BACK = 10;
/** Between two turns of the dial while it is dragged, in milliseconds. */
const TURN_MS = 120;
/** Settings that change no run. */
const SHOWN_ONLY = new Set([
  "step",
  "events",
  "ground",
  "mountains",
  "height",
  "predict",
  "language",
  "theme",
]);
/** Settings that change a run without starting it anew. */
const LIVE = new Set(["learning_rate", "plane", "weight_a", "weight_b", "branches"]);

/** Whether a change of these settings begins another run. @param {readonly string[]} names */
export function startsAnew(names) {
  return names.some((name) => !SHOWN_ONLY.has(name) && !LIVE.has(name));
}

export class Experiment {
  isPlaying = false;
  stepsPerSecond = USUAL_PACE;
  /** @type {Report | undefined} */
  #last;
  /** The newest bars of each residual setting, as long as nothing else has changed. @type {Map<string, Float32Array>} */
  #bars = new Map();
  /** @type {string | undefined} */
  #comparedWith;
  #isBlownUp = false;
  /** A step that is wished for while the engine is still on its way to another one. @type {number | undefined} */
  #goal;
  #isGoing = false;
  /** The dial follows the run just now. */
  #isFollowing = false;
  /** The dial in the hand is sent no more often than this. @type {ReturnType<typeof setTimeout> | undefined} */
  #turning;
  /** Runs that were wished for so far. */
  #starts = 0;
  tables = new Tables();

  /**
   * @param {WebAssembly.Module} module
   * @param {import("../state/store.js").Store} store
   * @param {Views} views
   * @param {(spec: Spec) => string} encodeLink
   */
  constructor(module, store, views, encodeLink) {
    this.store = store;
    this.encodeLink = encodeLink;
    this.views = views;
    this.engine = new Engine(module, {
      onReport: (report) => this.#onReport(report),
      onSurface: (surface) => this.surface.showSurface(surface),
      onEvents: () => views.done(),
      onLimits: (limits) => views.limits(limits),
      onReplaced: (which, step) => {
        views.replaced(which, step);
        // The plane died with the run; a surface is sampled again by whoever took the dead sampler's place.
        if (which === "training") void this.surface.lay();
      },
      onFailure: (message) => views.failed(message),
    });
    this.surface = new SurfaceKeeper(this.engine, views.progress, views.range, views.plane);
    store.listen((spec, changed, manner) => this.#onChange(spec, changed, manner));
  }

  /** @param {"playing" | "paused"} state */
  begin(state) {
    this.isPlaying = state === "playing";
    this.#start();
  }

  toggle() {
    if (this.isPlaying) this.pause();
    else this.play();
  }

  play() {
    if (this.#last?.is_over) this.backToBefore();
    this.isPlaying = true;
    this.engine.play(this.stepsPerSecond);
  }

  pause() {
    this.isPlaying = false;
    this.engine.pause();
  }

  step() {
    this.isPlaying = false;
    this.engine.step(1);
  }

  /** One step back, exactly. */
  back() {
    this.goTo(Math.max(0, (this.#last?.clock ?? 0) - 1));
  }

  /**
   * Pauses at a step, back or on. Of many wishes in a row, as from a hand that drags, the last one counts.
   * @param {number} step
   */
  goTo(step) {
    this.isPlaying = false;
    this.#goal = step;
    if (!this.#isGoing) this.#go();
  }

  #go() {
    if (this.#goal === undefined) return;
    this.#isGoing = true;
    this.engine.goTo(this.#goal);
    this.#goal = undefined;
  }

  /** Another run leaves this one where it stands. @param {[key: string, value: string][]} changes */
  branch(changes) {
    const branches = parseBranches(String(this.store.spec.branches));
    branches.push({ parent: 0, step: this.#last?.clock ?? 0, changes });
    this.store.change({ branches: formatBranches(branches) });
  }

  /** Back to step 0, the same run again; playing or paused as it was. */
  restart() {
    this.#goOn();
    this.engine.reset();
    if (this.isPlaying) this.engine.play(this.stepsPerSecond);
  }

  /**
   * Puts the ball down elsewhere, where the plane is all there is. A ball in the hand does not walk.
   * @param {number} a @param {number} b @param {boolean} isFinal false while it is still dragged
   */
  dropBall(a, b, isFinal) {
    this.#goOn();
    if (!isFinal) this.engine.pause();
    // As a link writes it: short, and finer than a pixel.
    this.engine.dropBall(Number(a.toPrecision(5)), Number(b.toPrecision(5)));
    this.views.newWay(0);
    if (isFinal && this.isPlaying) this.engine.play(this.stepsPerSecond);
  }

  /** @param {number} stepsPerSecond */
  setPace(stepsPerSecond) {
    this.stepsPerSecond = stepsPerSecond;
    if (this.isPlaying) this.engine.play(stepsPerSecond);
  }

  backToBefore() {
    const step = this.#last?.status.step ?? 0;
    this.#goOn();
    this.isPlaying = false;
    this.engine.goTo(Math.max(0, step - STEPS_BACK));
  }

  backWithTenthOfRate() {
    this.backToBefore();
    this.store.change({ learning_rate: Number((Number(this.store.spec.learning_rate) / 10).toPrecision(3)) });
    this.play();
  }

  /** @returns {Promise<import("../engine/protocol.js").TestFigures>} */
  openTest() {
    return this.engine.openTest();
  }

  /** How the run went since a step. @param {number} since @returns {Promise<import("../engine/protocol.js").Outcome | null>} */
  async outcome(since) {
    // Without a sheet nobody knows of a lower place.
    await this.surface.measured();
    return this.engine.outcome(since, this.surface.lowest());
  }

  /**
   * The link, without its `#`, of this experiment with what was done by hand; opened anew it does that again at the same steps.
   * Without what was done if that is too much for a link.
   * @param {number} [step] where whoever opens it finds the runs
   */
  link(step = 0) {
    const { spec } = this.store;
    const events = this.engine.events(Number(spec.learning_rate));
    try {
      return this.encodeLink({ ...spec, step, events });
    } catch {
      return this.encodeLink({ ...spec, step: 0, events: "" });
    }
  }

  /**
   * The link that leads exactly to where the runs stand now, and the fingerprint that everybody finds there. `isExact` is false
   * if too much was done by hand for a link.
   * @returns {Promise<{link: string, step: number, digest: string, isExact: boolean}>}
   */
  async exactLink() {
    if (this.#turning !== undefined) this.#turn("choice");
    const { step, digest } = await this.engine.where();
    const link = this.link(step);
    return { link, step, digest, isExact: step === 0 || /&step=/.test(link) };
  }

  /** Takes a table of the user's own and learns from it. @param {Uint8Array} bytes */
  bring(bytes) {
    this.tables.bring(bytes);
    if (this.store.spec.dataset === OWN) this.#start();
    else this.store.change({ dataset: OWN });
  }

  /** Another run with the present spec, as soon as the table of its data is at hand. */
  #start() {
    this.#starts += 1;
    clearTimeout(this.#turning);
    this.engine.forgetEvents();
    const start = this.#starts;
    if (!this.tables.has(String(this.store.spec.dataset))) {
      this.engine.pause();
      this.views.tableWanted();
      return;
    }
    const table = this.tables.of(String(this.store.spec.dataset));
    if (!(table instanceof Promise)) {
      this.#startWith(table);
      return;
    }
    this.engine.pause(); // the run before is not this one
    const isStillWanted = () => start === this.#starts;
    table.then(
      (bytes) => isStillWanted() && this.#startWith(bytes),
      (error) => isStillWanted() && this.views.failed(error instanceof Error ? error.message : String(error)),
    );
  }

  /** @param {Uint8Array | undefined} table */
  #startWith(table) {
    this.#goOn();
    this.#last = undefined;
    this.views.limits(undefined);
    this.views.newWay(0);
    const { spec } = this.store;
    // Taken once: another run of this page begins at its start again.
    const { step, events } = spec;
    this.engine.start(JSON.stringify({ ...spec, step: 0, events: "" }), table, parseEvents(String(events)));
    if (Number(step) > 0) this.goTo(Number(step));
    else if (this.isPlaying) this.engine.play(this.stepsPerSecond);
    this.store.change({ step: 0, events: "" }, "link");
    // Before the first plane: which ground there is to measure depends on the number of rows.
    this.engine.summary().then(
      (summary) => {
        this.surface.grounds.setRows({
          batch: batchOf(spec, summary.rows.train),
          validation: summary.rows.validation,
        });
        this.views.begun(summary);
      },
      () => {}, // a newer run has replaced this one
    );
    this.surface.begin(String(spec.plane));
  }

  #goOn() {
    this.#isBlownUp = false;
    this.views.wentOn();
  }

  /**
   * Turns the run's dial. While it is in the hand only so often: each turn at another step is one more to be told in a link.
   * @param {import("../state/store.js").Manner} manner
   */
  #turn(manner) {
    const send = () => {
      this.#turning = undefined;
      this.engine.setLearningRate(Number(this.store.spec.learning_rate));
      this.views.newWay(this.#last?.clock ?? 0);
    };
    if (manner === "drag" && this.isPlaying) {
      this.#turning ??= setTimeout(send, TURN_MS);
      return;
    }
    clearTimeout(this.#turning);
    send();
  }

  /** The dial shows the rate that holds where the runs stand: it may have been turned there before. @param {number} step */
  #follow(step) {
    const rate = this.#turning === undefined ? this.engine.rateAt(step) : undefined;
    if (rate === undefined || rate === this.store.spec.learning_rate) return;
    this.#isFollowing = true;
    this.store.change({ learning_rate: rate }, "link");
    this.#isFollowing = false;
  }

  /** @param {Readonly<Spec>} spec @param {ReadonlySet<string>} changed @param {import("../state/store.js").Manner} manner */
  #onChange(spec, changed, manner) {
    if (this.#isFollowing) return;
    if (changed.has("ground")) this.surface.setGround(/** @type {"train"} */ (spec.ground));
    if (changed.has("height")) {
      this.surface.setHeightScale(spec.height === "log" ? "log" : "linear");
    }
    const ofRun = [...changed].filter((name) => !SHOWN_ONLY.has(name));
    const isReplay = Number(spec.step) > 0 || spec.events !== "";
    if (startsAnew(ofRun) || (isReplay && (changed.has("step") || changed.has("events")))) {
      const isOnlyResidual = ofRun.length === 1 && ofRun[0] === "residual";
      if (isOnlyResidual) this.#comparedWith = this.#otherResidual(String(spec.residual));
      else this.#forgetBars();
      this.#start();
      return;
    }
    if (changed.has("learning_rate")) this.#turn(manner);
    if (changed.has("branches")) this.engine.setBranches(String(spec.branches), JSON.stringify(spec));
    const hasWeights = changed.has("weight_a") || changed.has("weight_b");
    if (hasWeights) this.engine.chooseWeights(Number(spec.weight_a), Number(spec.weight_b));
    if (changed.has("plane") || (hasWeights && spec.plane === "weights")) {
      void this.surface.lay(String(spec.plane));
    }
  }

  /** The setting to compare with: the plain network if it was seen, since it has a colour of its own. @param {string} now */
  #otherResidual(now) {
    if (now !== "off") return this.#bars.has("off") ? "off" : undefined;
    return [...this.#bars.keys()].reverse().find((residual) => residual !== "off");
  }

  #forgetBars() {
    this.#bars.clear();
    this.#comparedWith = undefined;
  }

  /** @param {Report} report */
  #onReport(report) {
    this.#last = report;
    this.#follow(report.clock);
    this.#isGoing = false;
    this.#go();
    this.surface.showReport(report);
    if (report.details) {
      const residual = String(this.store.spec.residual);
      const log10Norms = report.details.gradients;
      this.#bars.delete(residual); // the newest last
      this.#bars.set(residual, log10Norms);
      const before = this.#comparedWith && this.#bars.get(this.#comparedWith);
      this.views.gradients(
        { log10Norms, residual },
        before ? { log10Norms: before, residual: String(this.#comparedWith) } : undefined,
        report,
      );
    }
    const hasBlownUp = report.status.blow_up_step >= 0;
    if (report.is_over) this.isPlaying = false;
    this.views.report(report, this.surface.sheetAtBall());
    if (hasBlownUp && !this.#isBlownUp) this.views.blownUp(report.status);
    if (!hasBlownUp && this.#isBlownUp) this.views.wentOn();
    this.#isBlownUp = hasBlownUp;
  }
}
