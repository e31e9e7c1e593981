// The engine as the page sees it: one bundle of runs and one surface at a time. Keeps what is needed to build a dead worker's
// state again (the spec, the changes made by hand and the step), so that the user loses nothing.
//
// Length: every wish of the page, and the one state from which a worker can be built again.
import { formatEvent, formatEvents, rateAt, weightSet } from "./events.js";
import { isForFormulas } from "./formulas.js";
import { Post } from "./post.js";
import { SamplingTeam, teamSize } from "./sampling_team.js";
import { spawnTraining } from "./spawn.js";

/**
 * @typedef {import("./protocol.js").Report} Report
 * @typedef {import("./protocol.js").Plane} Plane
 * @typedef {import("./protocol.js").Surface} Surface
 */

/**
 * A surface to be measured; `spec` as JSON, if its network is another than the run's.
 * @typedef {{plane: Plane, rows: import("./protocol.js").Sheet["rows"], step?: number, spec?: string}} Site
 */

/**
 * @typedef {{
 *   onReport: (report: Report) => void,
 *   onSurface: (surface: Surface) => void,
 *   onEvents: () => void,
 *   onLimits: (limits: import("./protocol.js").Limits) => void,
 *   onReplaced: (which: "training" | "sampling", step: number) => void,
 *   onExam: (figures: import("./protocol.js").ExamFigures) => void,
 *   onLeftOut: (event: import("./protocol.js").RunEvent) => void,
 *   onFailure: (message: string) => void,
 * }} EngineListeners
 */

/**
 * What the core lacks: if it is that of formulas, where the whole one comes from, and if it is the first half, where the rest does.
 * @typedef {{fetchWhole?: (() => Promise<import("./parts.js").Parts>) | undefined, fetchRest?: (() => Promise<WebAssembly.Module>) | undefined}} Means
 */

/** Deaths within this time, in milliseconds, of which the third one is not answered by another worker. */
const DEATHS_WITHIN_MS = 60_000;

export class Engine {
  #run = 0;
  #plane = 0;
  #surface = 0;
  #spec = "";
  /** The table of the data set, if it has one that the core does not carry. @type {Uint8Array | undefined} */
  #file;
  #step = 0;
  #isPlaying = false;
  #stepsPerSecond = 20;
  /** Changes of the rate and drops of the ball, also those that lie ahead. @type {import("./protocol.js").RunEvent[]} */
  #events = [];
  /** The rate that the run was started with. */
  #startRate = Number.NaN;
  /** Turns of the dial that the worker has not answered yet. */
  #turns = 0;
  /** @type {number[]} */
  #deaths = [];
  /** Where the whole core comes from, as long as the workers have that of formulas. @type {Means["fetchWhole"]} */
  #fetchWhole;
  /** Where the rest of the core comes from, as long as the workers have its first half. @type {Means["fetchRest"]} */
  #fetchRest;
  /** @type {Promise<void> | undefined} */
  #growth;
  /** Another run waits for the whole core: that of now need not be made again. */
  #isRunHeld = false;
  /** The plane that was laid last, to be laid again. @type {Extract<import("./protocol.js").TrainingCommand, {type: "lay_plane"}> | undefined} */
  #laid;
  /** Where a paused run is on its way to. @type {number | undefined} */
  #goal;

  /**
   * @param {import("./parts.js").Parts} parts of the core
   * @param {EngineListeners} listeners
   * @param {number} [samplers] workers that share a surface
   * @param {Means} [means]
   */
  constructor(parts, listeners, samplers = teamSize(navigator.hardwareConcurrency), means = {}) {
    this.listeners = listeners;
    this.#fetchWhole = means.fetchWhole;
    this.#fetchRest = means.fetchRest;
    /** @type {Post<import("./protocol.js").TrainingCommand, import("./protocol.js").TrainingMessage>} */
    this.training = new Post(spawnTraining, parts, {
      onMessage: (message) => this.#onTraining(message),
      onDeath: (reason) => this.#onDeath(reason),
    });
    this.sampling = new SamplingTeam(samplers, parts, {
      onSurface: (surface) => this.listeners.onSurface(surface),
      onReplaced: () => this.listeners.onReplaced("sampling", this.#step),
      whenComplete: () => (this.#fetchRest ? this.becomeWhole() : undefined),
      onFailure: (message) => this.listeners.onFailure(message),
    });
  }

  /**
   * A new run from step 0; reports of the one before are dropped.
   * @param {string} spec as JSON
   * @param {Uint8Array | undefined} file the table of a data set that the core does not carry
   * @param {import("./protocol.js").RunEvent[]} events what will be done by hand on the way
   */
  start(spec, file, events = []) {
    this.#run += 1;
    this.#spec = spec;
    this.#file = file;
    this.#events = events;
    this.#turns = 0;
    this.#startRate = JSON.parse(spec).learning_rate;
    this.#step = 0;
    this.#isPlaying = false;
    this.#goal = undefined;
    this.#laid = undefined;
    this.#send({ type: "start", run: this.#run, spec, file, events, step: 0 });
    this.listeners.onEvents();
  }

  /** The surface of the run will be asked for soon: samplers get ready. A table is sent once, with the first surface. */
  expectSurface() {
    const canSample = !this.#fetchWhole || isForFormulas({ type: "sample", spec: this.#spec });
    if (canSample && !this.#file) this.sampling.prepare(this.#run, this.#spec);
  }

  /** @param {number} stepsPerSecond Infinity for as fast as it goes */
  play(stepsPerSecond) {
    this.#isPlaying = true;
    this.#stepsPerSecond = stepsPerSecond;
    this.#goal = undefined;
    this.#send({ type: "play", steps_per_second: stepsPerSecond });
  }

  pause() {
    this.#isPlaying = false;
    this.#goal = undefined;
    this.#send({ type: "pause" });
  }

  /** @param {number} count */
  step(count) {
    this.#isPlaying = false;
    this.#goal = (this.#goal ?? this.#step) + count;
    this.#send({ type: "step", count });
  }

  /** @param {number} rate */
  setLearningRate(rate) {
    this.#turns += 1;
    this.#send({ type: "set_learning_rate", rate });
  }

  /** Puts the ball at a place of an exact plane. @param {number} a @param {number} b */
  dropBall(a, b) {
    this.#send({ type: "drop_ball", a, b });
  }

  /** Gives one weight another value where the runs stand. @param {number} weight @param {number} value */
  setWeight(weight, value) {
    this.#send({ type: "set_weight", weight, value });
  }

  reset() {
    this.#step = 0;
    this.#goal = undefined;
    this.#send({ type: "reset" });
  }

  /** What was done by hand, as a link tells it in which the dial stands at `rate`. @param {number} rate */
  events(rate) {
    return formatEvents(this.#events, this.#startRate, rate);
  }

  /** The value that was given to a weight by hand, at or before a step. @param {number} weight @param {number} step */
  weightSet(weight, step) {
    return weightSet(this.#events, weight, step);
  }

  /** The record without the last change of a weight. @param {import("./protocol.js").WeightEvent} event @param {number} rate */
  eventsWithout(event, rate) {
    const kept = this.#events.filter((other) => other !== event && other.step <= event.step);
    return formatEvents(kept, this.#startRate, rate);
  }

  /** What the run is made of, for whoever tries it with something changed. @returns {import("./causes.js").Recipe} */
  get recipe() {
    return { parts: this.training.parts, spec: this.#spec, file: this.#file, events: this.#events };
  }

  /** What the dial shows at a step; undefined while it is being turned. @param {number} step */
  rateAt(step) {
    return this.#turns > 0 ? undefined : rateAt(this.#events, this.#startRate, step);
  }

  /** Another run will begin, whose record is empty. */
  forgetEvents() {
    this.#events = [];
  }

  /** Where the runs stand now. @returns {Promise<import("./protocol.js").Place>} */
  where() {
    return this.#ask((id) => ({ type: "where", id }));
  }

  /** Pauses and brings all runs to a step, back or on. @param {number} step */
  goTo(step) {
    this.#isPlaying = false;
    this.#goal = step;
    this.#send({ type: "go_to", step });
  }

  /**
   * Other branches beside the same lead.
   * @param {string} branches as the spec has them
   * @param {string} spec as JSON, with them
   */
  setBranches(branches, spec) {
    this.#spec = JSON.stringify({ ...JSON.parse(spec), learning_rate: this.#startRate });
    this.#send({ type: "set_branches", branches });
  }

  /**
   * Lays a plane through the run. Reports carry its number from then on.
   * @param {string} kind
   * @param {{ahead: number, work: number, from?: number}} effort steps to rehearse at most, multiplications that
   *   it may cost, and the step from which the rehearsal counts
   * @param {number} [second] branch that gets a mountain of its own
   * @returns {Promise<{number: number} & import("./protocol.js").Planes>}
   */
  async layPlane(kind, { ahead, work, from }, second) {
    this.#plane += 1;
    const number = this.#plane;
    /** @type {Extract<import("./protocol.js").TrainingCommand, {type: "lay_plane"}>} */
    const command = { type: "lay_plane", id: 0, plane: number, kind, ahead, work, from, second };
    const planes = await this.#ask((id) => ({ ...command, id }));
    this.#laid = command;
    return { number, ...planes };
  }

  /**
   * Asks for the losses over planes; they come to `onSurface`, coarse to fine. A newer wish ends the older one.
   * @param {Site[]} sites
   * @param {number} [finest] points along a side at most
   * @returns {number} the id that the surfaces will carry
   */
  sample(sites, finest = Number.POSITIVE_INFINITY) {
    this.#surface += 1;
    const sheets = sites.map(({ plane: { origin, d1, d2, a, b }, rows, step, spec = this.#spec }) => {
      return { spec, rows, step, origin, d1, d2, a, b };
    });
    const [id, run, file] = [this.#surface, this.#run, this.#file];
    if (sheets.some((sheet) => !isForFormulas({ type: "sample", ...sheet }))) this.#waitForWhole();
    this.sampling.sample({ id, run, file, sheets, finest });
    return id;
  }

  /** The two parameters that planes of the kind `weights` are laid along. @param {number} first @param {number} second */
  chooseWeights(first, second) {
    this.#spec = JSON.stringify({ ...JSON.parse(this.#spec), weight_a: first, weight_b: second });
    this.#send({ type: "choose_weights", first, second });
  }

  /**
   * @param {import("./protocol.js").InsideRequest} request
   * @returns {Promise<import("./protocol.js").Inside>}
   */
  lookInside(request) {
    return this.#ask((id) => ({ type: "look_inside", id, ...request }));
  }

  /** @returns {Promise<import("./protocol.js").Summary>} */
  summary() {
    return this.#ask((id) => ({ type: "summary", id }));
  }

  /**
   * How the run went since a step.
   * @param {number} since @param {number} lowest loss known of the surface, or NaN
   * @returns {Promise<import("./protocol.js").Outcome | null>}
   */
  outcome(since, lowest) {
    return this.#ask((id) => ({ type: "outcome", id, since, lowest }));
  }

  /** Looks at the sealed rows, and records that somebody did. @returns {Promise<import("./protocol.js").ExamFigures>} */
  openTest() {
    return this.#ask((id) => ({ type: "test", id }));
  }

  /** What the network answers. @param {import("./protocol.js").RawWish} wish @returns {Promise<import("./protocol.js").RawAnswer>} */
  rawAnswers(wish) {
    return this.#ask((id) => ({ type: "raw_answers", id, wish }));
  }

  /** Whether the workers have the whole core. */
  get isWhole() {
    return !this.#fetchWhole && !this.#fetchRest;
  }

  /**
   * The workers get what their core lacks. In the place of the core of formulas they get the whole one, and the run is made again to
   * where it stands: it has the same bits.
   * @returns {Promise<void>}
   */
  becomeWhole() {
    if (this.#fetchWhole) this.#growth ??= this.#grow(this.#fetchWhole);
    else if (this.#fetchRest) this.#growth ??= this.#complete(this.#fetchRest);
    return this.#growth ?? Promise.resolve();
  }

  /** @param {() => Promise<WebAssembly.Module>} fetchRest */
  async #complete(fetchRest) {
    try {
      const rest = await fetchRest();
      this.#fetchRest = undefined;
      this.training.complete(rest);
      this.sampling.complete(rest);
    } catch (error) {
      this.#growth = undefined; // the next wish tries again
      this.listeners.onFailure(error instanceof Error ? error.message : String(error));
    }
  }

  /** @param {() => Promise<import("./parts.js").Parts>} fetchWhole */
  async #grow(fetchWhole) {
    try {
      const parts = await fetchWhole();
      this.training.hold();
      // When this is answered, all that was sent before has been.
      const place = this.training.ask((id) => ({ type: "where", id }), "now");
      const step = await place.then(
        (there) => there.step,
        () => this.#step,
      );
      this.training.exchange(parts, this.#isRunHeld || this.#run === 0 ? [] : this.#restoring(step));
      this.sampling.exchange(parts);
      this.#fetchWhole = undefined;
    } catch (error) {
      this.#growth = undefined; // the next wish tries again
      this.training.release();
      this.sampling.release();
      this.listeners.onFailure(error instanceof Error ? error.message : String(error));
    }
    this.#isRunHeld = false;
  }

  /** All from here on is for the whole core. */
  #waitForWhole() {
    if (!this.#fetchWhole) return;
    this.training.hold();
    this.sampling.hold();
    void this.becomeWhole();
  }

  /** @param {import("./protocol.js").TrainingCommand} command */
  #send(command) {
    this.training.send(this.#checked(command));
  }

  /** @param {(id: number) => import("./protocol.js").TrainingCommand} command @returns {Promise<any>} */
  #ask(command) {
    return this.training.ask((id) => this.#checked(command(id)));
  }

  /** @param {import("./protocol.js").TrainingCommand} command */
  #checked(command) {
    if (this.#fetchWhole && !isForFormulas(command)) this.#waitForWhole();
    if (command.type === "start" && this.training.isHolding) this.#isRunHeld = true;
    return command;
  }

  /**
   * What brings a new worker to where the run is.
   * @param {number} step @returns {import("./protocol.js").TrainingCommand[]}
   */
  #restoring(step) {
    const [run, spec, file, events] = [this.#run, this.#spec, this.#file, this.#events];
    /** @type {import("./protocol.js").TrainingCommand[]} */
    const commands = [{ type: "start", run, spec, file, events, step }];
    if (this.#laid) commands.push(this.#laid);
    if (this.#isPlaying) commands.push({ type: "play", steps_per_second: this.#stepsPerSecond });
    else if (this.#goal !== undefined) commands.push({ type: "go_to", step: this.#goal });
    return commands;
  }

  dispose() {
    this.training.dispose();
    this.sampling.dispose();
  }

  /** @param {import("./protocol.js").TrainingMessage} message */
  #onTraining(message) {
    if (message.type === "report") {
      this.training.sendNow({ type: "seen" }); // also while others are kept back
      if (message.run !== this.#run) return;
      this.#step = message.clock;
      this.#isPlaying = message.is_playing;
      if (message.clock === this.#goal) this.#goal = undefined;
      this.listeners.onReport(message);
    } else if (message.type === "events") {
      if (message.run !== this.#run) return;
      if (message.is_turn) this.#turns = Math.max(0, this.#turns - 1);
      this.#events = message.events;
      this.listeners.onEvents();
    } else if (message.type === "exam") {
      if (message.run === this.#run) this.listeners.onExam(message.figures);
    } else if (message.type === "left_out") {
      if (message.run !== this.#run) return;
      const text = formatEvent(message.event);
      this.#events = this.#events.filter((event) => formatEvent(event) !== text);
      this.listeners.onLeftOut(message.event);
    } else if (message.type === "limits") {
      if (message.run === this.#run) this.listeners.onLimits(message.limits);
    } else if (message.type === "refused") {
      this.listeners.onFailure(message.message);
    }
  }

  /** @param {string} reason */
  #onDeath(reason) {
    if (this.#fetchRest) {
      // It may have died for want of the rest, on a line that does not hold: another one would, too, before that is here.
      void this.becomeWhole().then(() => this.#replace());
      return;
    }
    const now = performance.now();
    this.#deaths = [...this.#deaths.filter((at) => now - at < DEATHS_WITHIN_MS), now];
    if (this.#deaths.length > 2) {
      this.listeners.onFailure(reason);
      return;
    }
    this.#replace();
  }

  #replace() {
    this.training.replace();
    this.#turns = 0;
    this.#laid = undefined; // whoever hears of it lays the plane again
    for (const command of this.#restoring(this.#step)) this.training.sendNow(command);
    this.listeners.onReplaced("training", this.#step);
  }
}
