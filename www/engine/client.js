// The engine as the page sees it: one bundle of runs and one surface at a time. Keeps what is needed to build a dead worker's
// state again (the spec, the changes made by hand and the step), so that the user loses nothing.
import { formatEvents, rateAt } from "./events.js";
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
 *   onFailure: (message: string) => void,
 * }} EngineListeners
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

  /**
   * @param {WebAssembly.Module} module
   * @param {EngineListeners} listeners
   * @param {number} [samplers] workers that share a surface
   */
  constructor(module, listeners, samplers = teamSize(navigator.hardwareConcurrency)) {
    this.listeners = listeners;
    /** @type {Post<import("./protocol.js").TrainingCommand, import("./protocol.js").TrainingMessage>} */
    this.training = new Post(spawnTraining, module, {
      onMessage: (message) => this.#onTraining(message),
      onDeath: (reason) => this.#onDeath(reason),
    });
    this.sampling = new SamplingTeam(samplers, module, {
      onSurface: (surface) => this.listeners.onSurface(surface),
      onReplaced: () => this.listeners.onReplaced("sampling", this.#step),
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
    this.training.send({ type: "start", run: this.#run, spec, file, events, step: 0 });
    this.listeners.onEvents();
  }

  /** @param {number} stepsPerSecond Infinity for as fast as it goes */
  play(stepsPerSecond) {
    this.#isPlaying = true;
    this.#stepsPerSecond = stepsPerSecond;
    this.training.send({ type: "play", steps_per_second: stepsPerSecond });
  }

  pause() {
    this.#isPlaying = false;
    this.training.send({ type: "pause" });
  }

  /** @param {number} count */
  step(count) {
    this.#isPlaying = false;
    this.training.send({ type: "step", count });
  }

  /** @param {number} rate */
  setLearningRate(rate) {
    this.#turns += 1;
    this.training.send({ type: "set_learning_rate", rate });
  }

  /** Puts the ball at a place of an exact plane. @param {number} a @param {number} b */
  dropBall(a, b) {
    this.training.send({ type: "drop_ball", a, b });
  }

  reset() {
    this.#step = 0;
    this.training.send({ type: "reset" });
  }

  /** What was done by hand, as a link tells it in which the dial stands at `rate`. @param {number} rate */
  events(rate) {
    return formatEvents(this.#events, this.#startRate, rate);
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
    return this.training.ask((id) => ({ type: "where", id }));
  }

  /** Pauses and brings all runs to a step, back or on. @param {number} step */
  goTo(step) {
    this.#isPlaying = false;
    this.training.send({ type: "go_to", step });
  }

  /**
   * Other branches beside the same lead.
   * @param {string} branches as the spec has them
   * @param {string} spec as JSON, with them
   */
  setBranches(branches, spec) {
    this.#spec = JSON.stringify({ ...JSON.parse(spec), learning_rate: this.#startRate });
    this.training.send({ type: "set_branches", branches });
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
    const planes = await this.training.ask((id) => ({
      type: "lay_plane",
      id,
      plane: number,
      kind,
      ahead,
      work,
      from,
      second,
    }));
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
    this.sampling.sample({ id, run, file, sheets, finest });
    return id;
  }

  /** The two parameters that planes of the kind `weights` are laid along. @param {number} first @param {number} second */
  chooseWeights(first, second) {
    this.#spec = JSON.stringify({ ...JSON.parse(this.#spec), weight_a: first, weight_b: second });
    this.training.send({ type: "choose_weights", first, second });
  }

  /**
   * @param {import("./protocol.js").InsideRequest} request
   * @returns {Promise<import("./protocol.js").Inside>}
   */
  lookInside(request) {
    return this.training.ask((id) => ({ type: "look_inside", id, ...request }));
  }

  /** @returns {Promise<import("./protocol.js").Summary>} */
  summary() {
    return this.training.ask((id) => ({ type: "summary", id }));
  }

  /**
   * How the run went since a step.
   * @param {number} since @param {number} lowest loss known of the surface, or NaN
   * @returns {Promise<import("./protocol.js").Outcome | null>}
   */
  outcome(since, lowest) {
    return this.training.ask((id) => ({ type: "outcome", id, since, lowest }));
  }

  /** @returns {Promise<import("./protocol.js").TestFigures>} */
  openTest() {
    return this.training.ask((id) => ({ type: "test", id }));
  }

  /** What the network answers. @param {import("./protocol.js").RawWish} wish @returns {Promise<import("./protocol.js").RawAnswer>} */
  rawAnswers(wish) {
    return this.training.ask((id) => ({ type: "raw_answers", id, wish }));
  }

  dispose() {
    this.training.dispose();
    this.sampling.dispose();
  }

  /** @param {import("./protocol.js").TrainingMessage} message */
  #onTraining(message) {
    if (message.type === "report") {
      this.training.send({ type: "seen" });
      if (message.run !== this.#run) return;
      this.#step = message.clock;
      this.#isPlaying = message.is_playing;
      this.listeners.onReport(message);
    } else if (message.type === "events") {
      if (message.run !== this.#run) return;
      if (message.is_turn) this.#turns = Math.max(0, this.#turns - 1);
      this.#events = message.events;
      this.listeners.onEvents();
    } else if (message.type === "limits") {
      if (message.run === this.#run) this.listeners.onLimits(message.limits);
    } else if (message.type === "refused") {
      this.listeners.onFailure(message.message);
    }
  }

  /** @param {string} reason */
  #onDeath(reason) {
    const now = performance.now();
    this.#deaths = [...this.#deaths.filter((at) => now - at < DEATHS_WITHIN_MS), now];
    if (this.#deaths.length > 2) {
      this.listeners.onFailure(reason);
      return;
    }
    this.training.replace();
    this.#turns = 0;
    const [run, spec, file, events] = [this.#run, this.#spec, this.#file, this.#events];
    this.training.send({ type: "start", run, spec, file, events, step: this.#step });
    if (this.#isPlaying) this.play(this.#stepsPerSecond);
    this.listeners.onReplaced("training", this.#step);
  }
}
