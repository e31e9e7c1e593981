// One experiment on the page: what a change of the spec means for the run, and what a report means for the views.
//
// Length: one state, that of the run as the page knows it, and everything that may be done to it.
import { Engine } from "../engine/client.js";
import { parseEvents } from "../engine/events.js";
import { formatBranches, parseBranches } from "../state/branches.js";
import { OWN, Tables } from "../state/tables.js";
import { freshOf } from "./fresh.js";
import { batchOf } from "./grounds.js";
import { PictureFirst } from "./picture_first.js";
import { RunRecords } from "./run_records.js";
import { SurfaceKeeper } from "./surface.js";
import { USUAL_PACE } from "./transport.js";
import { SHOWN_AFTER_MS } from "./working.js";

/**
 * @typedef {import("../engine/protocol.js").Report} Report
 * @typedef {import("../state/store.js").Spec} Spec
 */

/**
 * @typedef {{
 *   report: (report: Report) => void,
 *   gradients: (bars: import("../stage/flow/flow.js").Bars, before: import("../stage/flow/flow.js").Bars | undefined,
 *     report: Report) => void,
 *   begun: (summary: import("../engine/protocol.js").Summary) => void,
 *   progress: (side: number, isLast: boolean) => void,
 *   range: (range: {low: number, high: number, capped: boolean, floored?: boolean}, scale: "linear" | "log") => void,
 *   plane: (plane: import("../engine/protocol.js").Plane) => void,
 *   blownUp: (status: import("../engine/protocol.js").RunStatus) => void,
 *   done: () => void,
 *   onWay: (way: {to: number, share: number} | undefined) => void,
 *   newWay: (step: number) => void,
 *   wentOn: () => void,
 *   examined: (figures: import("../engine/protocol.js").ExamFigures) => void,
 *   leftOut: (event: import("../engine/protocol.js").RunEvent) => void,
 *   limits: (limits: import("../engine/protocol.js").Limits | undefined) => void,
 *   replaced: (which: "training" | "sampling", step: number) => void,
 *   failed: (message: string) => void,
 *   tableWanted: () => void,
 * }} Views
 */

/** Steps to go back to "before" a blow-up, unless another number is wished for. */
export const STEPS_BACK = 10;
/** Between two turns of the dial while it is dragged, in milliseconds. */
const TURN_MS = 120;

export class Experiment {
  isPlaying = false;
  stepsPerSecond = USUAL_PACE;
  /** @type {Report | undefined} */
  #last;
  /** The newest bars of each residual setting, as long as nothing else has changed. @type {Map<string, import("../stage/flow/flow.js").Bars>} */
  #bars = new Map();
  /** What was seen of all runs on their way. */
  records = new RunRecords();
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
  /** Settings that change under a run without beginning another one. */
  #live;
  /** The way to another step: where it leads, where it began, and when. @type {{from: number, to: number, since: number} | undefined} */
  #way;
  #cards = new PictureFirst();
  /** Runs that were wished for so far. */
  #starts = 0;
  /** @type {() => void} */
  #leave;
  tables = new Tables();
  /** Who else wants to hear what the sealed test says. @type {(figures: import("../engine/protocol.js").ExamFigures) => void} */
  whenTested = () => {};
  /** Who hears of a report before the cards are drawn. @type {(report: Report) => void} */
  whenReported = () => {};

  /**
   * @param {import("../engine/parts.js").Parts} parts of the core
   * @param {import("../state/store.js").Store} store
   * @param {Views} views
   * @param {(spec: Spec) => string} encodeLink
   * @param {import("../state/core.js").Field[]} fields
   * @param {{samplers?: number} & import("../engine/client.js").Means} [means] `samplers`: workers that share a surface, as the machine can if not said
   */
  constructor(parts, store, views, encodeLink, fields, { samplers, ...means } = {}) {
    this.store = store;
    this.#live = new Set(fields.filter(({ live }) => live).map(({ name }) => name));
    this.encodeLink = encodeLink;
    this.views = views;
    /** @type {import("../engine/client.js").EngineListeners} */
    const listeners = {
      onReport: (report) => this.#onReport(report),
      onSurface: (surface) => this.surface.showSurface(surface),
      onEvents: () => views.done(),
      onLimits: (limits) => views.limits(limits),
      onReplaced: (which, step) => {
        views.replaced(which, step);
        // The plane died with the run; a surface is sampled again by whoever took the dead sampler's place.
        if (which === "training") void this.surface.lay();
      },
      onExam: (figures) => views.examined(figures),
      onLeftOut: (event) => views.leftOut(event),
      onFailure: (message) => views.failed(message),
    };
    this.engine = new Engine(parts, listeners, samplers, means);
    const progress = (/** @type {number} */ side, /** @type {boolean} */ isLast) => {
      views.progress(side, isLast);
      if (side > 0) this.#cards.given();
    };
    this.surface = new SurfaceKeeper(this.engine, progress, views.range, views.plane);
    this.#leave = store.listen((spec, changed, manner) => this.#onChange(spec, changed, manner));
  }

  /** Ends the workers and leaves the store; another experiment may take over, from `moment`. */
  dispose() {
    this.#leave();
    clearTimeout(this.#turning);
    this.#cards.end();
    this.engine.dispose();
  }

  /** What another experiment must be given to stand where this one does, as far as has been reported. */
  get moment() {
    const { learning_rate: rate } = this.store.spec;
    return { step: this.#last?.clock ?? 0, events: this.engine.events(Number(rate)) };
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
    this.#way = undefined;
    this.engine.pause();
  }

  /** Whether a change of these settings begins another run. @param {readonly string[]} names */
  startsAnew(names) {
    return names.some((name) => !this.#live.has(name));
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
    this.#way = { from: this.#last?.clock ?? 0, to: this.#goal, since: performance.now() };
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

  /**
   * Gives one weight another value where the runs stand: an event of the run. A weight in the hand does not walk.
   * @param {number} weight its number in the flat vector @param {number} value @param {boolean} isFinal false while it is dragged
   */
  setWeight(weight, value, isFinal) {
    this.#goOn();
    if (!isFinal) this.engine.pause();
    // As a link writes it.
    this.engine.setWeight(weight, Number(value.toPrecision(5)));
    this.views.newWay(this.#last?.clock ?? 0);
    if (isFinal && this.isPlaying) this.engine.play(this.stepsPerSecond);
  }

  /** The last value that was given by hand to a weight, before where the runs stand. @param {number} weight */
  weightSet(weight) {
    return this.engine.weightSet(weight, this.#last?.clock ?? 0);
  }

  /** As if a weight had not been set: the run is made again up to there without it. @param {import("../engine/protocol.js").WeightEvent} event */
  takeBack(event) {
    this.isPlaying = false;
    const events = this.engine.eventsWithout(event, Number(this.store.spec.learning_rate));
    this.#start({ step: event.step, events });
  }

  /** @param {number} stepsPerSecond */
  setPace(stepsPerSecond) {
    this.stepsPerSecond = stepsPerSecond;
    if (this.isPlaying) this.engine.play(stepsPerSecond);
  }

  /** @param {number} [steps] before the last good one */
  backToBefore(steps = STEPS_BACK) {
    const step = this.#last?.status.step ?? 0;
    this.#goOn();
    this.isPlaying = false;
    this.engine.goTo(Math.max(0, step - steps));
  }

  /** @param {number} [steps] before the last good one */
  backWithTenthOfRate(steps = STEPS_BACK) {
    this.backToBefore(steps);
    this.store.change({ learning_rate: Number((Number(this.store.spec.learning_rate) / 10).toPrecision(3)) });
    this.play();
  }

  /**
   * Opens the sealed test rows where the runs stand. That is told in the record of the run and in the settings, which keep it
   * for every later run on the same rows.
   */
  async openTest() {
    const figures = await this.engine.openTest();
    this.views.examined(figures);
    this.views.done();
    this.whenTested(figures);
    return figures;
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
    const { spec: now } = this.store;
    // A table that nobody learns from just now would only make it long.
    const spec = now.dataset === OWN ? now : { ...now, table: "" };
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

  /**
   * Takes a table of the user's own and learns from it.
   * @param {Uint8Array} bytes @param {string} fingerprint
   * @param {{isSame: boolean, change: Partial<Spec>}} wish what the spec says of it, and whether it said so before
   */
  bring(bytes, fingerprint, { isSame, change }) {
    const wasMissing = !this.tables.has(this.store.spec);
    this.tables.bring(bytes, fingerprint);
    if (!isSame) this.store.change(change);
    else if (wasMissing) this.#start();
  }

  /**
   * Another run with the present spec, as soon as the table of its data is at hand.
   * @param {{step: number, events: string}} [replay] where it goes and what is done on the way, if not as the spec says
   */
  #start(replay) {
    this.#starts += 1;
    clearTimeout(this.#turning);
    this.engine.forgetEvents();
    const start = this.#starts;
    if (!this.tables.has(this.store.spec)) {
      this.engine.pause();
      this.views.tableWanted();
      return;
    }
    const table = this.tables.of(this.store.spec);
    if (!(table instanceof Promise)) {
      this.#startWith(table, replay);
      return;
    }
    this.engine.pause(); // the run before is not this one
    const isStillWanted = () => start === this.#starts;
    table.then(
      (bytes) => isStillWanted() && this.#startWith(bytes, replay),
      (error) => isStillWanted() && this.views.failed(error instanceof Error ? error.message : String(error)),
    );
  }

  /** @param {Uint8Array | undefined} table @param {{step: number, events: string}} [replay] */
  #startWith(table, replay) {
    if (this.surface.mountain && !this.surface.isResting) this.#cards.begin();
    this.#goOn();
    this.#last = undefined;
    this.records.clear();
    this.records.setBranches(String(this.store.spec.branches));
    this.views.limits(undefined);
    this.views.newWay(0);
    const { spec } = this.store;
    // Taken once: another run of this page begins at its start again.
    const { step, events } = replay ?? spec;
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
        this.#cards.tell(() => this.views.begun(summary));
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
    const ofRun = [...changed].filter((name) => !this.#live.has(name));
    const isReplay = Number(spec.step) > 0 || spec.events !== "";
    if (ofRun.length > 0 || (isReplay && (changed.has("step") || changed.has("events")))) {
      const isOnlyResidual = ofRun.length === 1 && ofRun[0] === "residual";
      if (isOnlyResidual) this.#comparedWith = this.#otherResidual(String(spec.residual));
      else this.#forgetBars();
      this.#start();
      return;
    }
    if (changed.has("learning_rate")) this.#turn(manner);
    if (changed.has("branches")) {
      this.records.setBranches(String(spec.branches));
      this.engine.setBranches(String(spec.branches), JSON.stringify(spec));
    }
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

  /** A long way to another step is shown, and can be left where it is. @param {Report} report */
  #showWay({ clock, is_over, is_playing }) {
    const way = this.#way;
    if (way && (clock === way.to || is_over || is_playing)) this.#way = undefined;
    if (way && way.from > way.to && clock < way.to) way.from = clock; // back to a kept state, and on from there
    const isLong = this.#way && performance.now() - this.#way.since > SHOWN_AFTER_MS;
    this.views.onWay(
      isLong && way ? { to: way.to, share: (clock - way.from) / Math.max(1, way.to - way.from) } : undefined,
    );
  }

  /** @param {Report} report */
  #onReport(report) {
    this.#last = report;
    this.records.add(report);
    this.#showWay(report);
    this.#follow(report.clock);
    this.#isGoing = false;
    this.#go();
    this.surface.showReport(report);
    if (report.is_over) this.isPlaying = false;
    this.whenReported(report);
    this.#cards.tell(() => this.#show(report));
  }

  /** Tells the cards. @param {Report} report */
  #show(report) {
    if (report.details) {
      const { residual, activation, problem } = this.store.spec;
      const record = this.records.of(0);
      const bars = {
        log10Norms: report.details.gradients,
        flow: record.flow,
        residual: String(residual),
        activation: String(activation),
        isHeld: problem !== "network",
      };
      this.#bars.delete(bars.residual); // the newest last
      this.#bars.set(bars.residual, bars);
      const before = this.#comparedWith && this.#bars.get(this.#comparedWith);
      this.views.gradients({ ...bars, record, fresh: freshOf(this.store.spec) }, before || undefined, report);
    }
    const hasBlownUp = report.status.blow_up_step >= 0;
    this.views.report(report);
    if (hasBlownUp && !this.#isBlownUp) this.views.blownUp(report.status);
    if (!hasBlownUp && this.#isBlownUp) this.views.wentOn();
    this.#isBlownUp = hasBlownUp;
  }
}
