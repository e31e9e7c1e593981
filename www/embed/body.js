// One experiment inside an element: its run, its mountain and its controls. It can be seen or not, near or far; out of sight it walks not
// at all, far away it has no picture, and when the page needs its workers it dozes: a replay brings it back to the same step.
//
// Length: one run with all its ways to rest and to come back, which change one state.

import { formatEvent } from "../engine/events.js";
import { AROUND, chooseLanguage, Words } from "../i18n/index.js";
import { Experiment } from "../lab/experiment.js";
import { createTrouble } from "../lab/trouble.js";
import { loadCore } from "../state/core.js";
import { repaired } from "../state/rules.js";
import { Store } from "../state/store.js";
import { Tables } from "../state/tables.js";
import { createFurniture } from "./furniture.js";
import { guests } from "./guests.js";
import { failureNote, note, problemNote } from "./notes.js";
import { Scenery } from "./scenery.js";
import { readWishes, settingsLink, splitWishes } from "./wishes.js";
import { embedWords } from "./words.js";

/**
 * @typedef {import("../engine/protocol.js").Report} Report
 * @typedef {import("./wishes.js").Wishes} Wishes
 * @typedef {{attributes: () => ReadonlyMap<string, string>, root: ShadowRoot, frame: HTMLElement, lab: HTMLElement,
 *   poster: HTMLElement, language: string, wholePage: string,
 *   say: <Name extends keyof import("./types.js").Events>(name: Name, detail: import("./types.js").Events[Name]) => void,
 *   failed: (message: string) => void}} Given
 */

/** The mark of a wish to rest, in milliseconds after it went out of sight: whoever scrolls to and fro finds it awake. */
const DOZE_MS = 12_000;

/** The core, for all elements of a page. @type {ReturnType<typeof loadCore> | undefined} */
let arrival;
/** @param {import("../i18n/index.js").Language} language that is probably spoken first */
function coreOnce(language) {
  arrival ??= loadCore(language);
  arrival.catch(() => {
    arrival = undefined; // a network that comes back may be asked again
  });
  return arrival;
}

/** Fetches core and language, then builds. @param {Given} given */
export async function createBody(given) {
  const probably = wishedLanguage({ language: "auto" }, given.language);
  const core = await coreOnce(chooseLanguage(probably, navigator.languages));
  const wishes = readWishes(given.attributes(), core.schema.fields);
  const { spec } = core.decodeLink(wishes.link);
  const language = chooseLanguage(wishedLanguage(spec, given.language), navigator.languages);
  const [words] = await Promise.all([Words.in(language, AROUND), core.learn(language), core.learnNames()]);
  words.learn(embedWords);
  words.learnMore = core.learn;
  await core.learn(words.language);
  return new Body({ ...given, core, wishes }, words);
}

/** The experiment's own word, or the page's. @param {import("../state/core.js").Spec} spec @param {string} page */
function wishedLanguage({ language }, page) {
  if (language !== "auto") return String(language);
  if (/^zh\b/i.test(page)) return "zh";
  return /^en\b/i.test(page) ? "en" : "auto";
}

export class Body {
  /** @type {Experiment | undefined} */
  #experiment;
  /** @type {ReturnType<typeof createTrouble> | undefined} */
  #trouble;
  #tables = new Tables();
  /** Where it dozed off. @type {{step: number, events: string} | undefined} */
  #moment;
  /** A step it is on its way to before it may walk. @type {number | undefined} */
  #goal;
  /** Whether somebody wants it to walk. */
  #isWanted;
  #isNear = false;
  isSeen = false;
  /** Whether it has told that it has begun: with its first loss and fingerprint. */
  #isReady = false;
  /** The newest report. @type {Report | undefined} */
  #report;
  #digest = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #dozing;
  /** @type {AbortController | undefined} */
  #watching;
  /** What the attributes said last. @type {Wishes} */
  #wishes;
  #language;

  /** @param {Given & {core: import("../state/core.js").Core, wishes: Wishes}} given @param {Words} words */
  constructor(given, words) {
    this.given = given;
    this.words = words;
    this.#wishes = given.wishes;
    this.#language = given.language;
    const { core, wishes } = given;
    const { spec, problems, room } = core.decodeLink(wishes.link);
    this.problems = [...wishes.problems, ...problems];
    this.room = room;
    this.store = new Store(spec, (next) => repaired(core.schema.fields, next));
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.#isWanted = !wishes.isPaused && !isCalm && spec.predict !== "on" && Number(spec.step) === 0;
    this.furniture = this.#build();
    this.scenery = new Scenery({
      ...{ ...given, words, store: this.store, furniture: this.furniture, startingView: room.view },
      run: () => this.#experiment,
      surface: () => (this.#isNear ? this.#experiment?.surface : undefined),
      onDrop: (a, b, isFinal) => this.#experiment?.dropBall(a, b, isFinal),
      failed: (error) => this.#failed(error),
    });
    this.scenery.show(wishes);
    words.follow(() => {
      this.scenery.restyle();
      this.#showProblems();
    });
    this.store.listen((_, changed, manner) => this.#onChange(changed, manner));
    this.scenery.applyTheme();
    if (this.problems.length > 0) given.say("problems", this.problems);
  }

  /** What anybody may know of it. @returns {import("./types.js").State} */
  get state() {
    const status = this.#report?.status;
    const { learning_rate: rate } = this.store.spec;
    return {
      status: this.#experiment ? "awake" : "asleep",
      // Asked to pause, it has done so when its worker says where.
      playing: this.#experiment ? this.#experiment.isPlaying || this.#report?.is_playing === true : false,
      step: this.#report?.clock ?? this.#moment?.step ?? 0,
      loss: status?.train_loss ?? Number.NaN,
      accuracy: status?.train_accuracy ?? Number.NaN,
      validationLoss: status?.validation_loss ?? Number.NaN,
      validationAccuracy: status?.validation_accuracy ?? Number.NaN,
      learningRate: status?.learning_rate ?? Number(rate),
      diverged: (status?.blow_up_step ?? -1) >= 0,
      digest: this.#digest,
      link: this.link(),
      problems: this.problems.map((problem) => ({ ...problem })),
    };
  }

  /** The link of what is set and was done by hand, without its `#`. */
  link() {
    return (
      this.#experiment?.link() ?? this.given.core.encodeLink({ ...this.store.spec, ...this.#moment, step: 0 })
    );
  }

  play() {
    this.#isWanted = true;
    if (this.#moment || !this.#experiment) {
      if (guests.enter(this, "at once")) this.#wake();
      return;
    }
    this.#experiment.play();
  }

  pause() {
    this.#isWanted = false;
    this.#experiment?.pause();
    this.#showTransport();
  }

  /** @param {number} count */
  step(count) {
    this.#isWanted = false;
    this.#withRun((experiment) => experiment.goTo((this.#goal ?? this.#report?.clock ?? 0) + count));
  }

  reset() {
    this.#withRun((experiment) => experiment.restart());
  }

  /**
   * Another experiment by its link, or some settings of this one. What cannot be used is named.
   * @param {string | Record<string, number | string | boolean>} wish
   */
  set(wish) {
    const { fields } = this.given.core.schema;
    const link =
      typeof wish === "string"
        ? splitWishes(wish).rest
        : this.link() + settingsLink(Object.entries(wish), fields);
    const { spec, problems } = this.given.core.decodeLink(link);
    this.problems = problems;
    this.#tellProblems();
    this.store.change(spec, "link");
    return problems;
  }

  /** The attributes say something else: only what differs from what they said before is changed. @param {ReadonlyMap<string, string>} attributes */
  wish(attributes) {
    const { core } = this.given;
    const wishes = readWishes(attributes, core.schema.fields);
    const before = core.decodeLink(this.#wishes.link).spec;
    const { spec, problems } = core.decodeLink(wishes.link);
    this.#wishes = wishes;
    this.problems = [...wishes.problems, ...problems];
    this.#tellProblems();
    const differing = Object.entries(spec).filter(([name, value]) => !Object.is(before[name], value));
    this.store.change(Object.fromEntries(differing), "link");
    this.scenery.show(wishes);
  }

  /** The language of the page around it. @param {string} language */
  speak(language) {
    this.#language = language;
    const wish = wishedLanguage(this.store.spec, language);
    const next = chooseLanguage(wish, navigator.languages);
    const learned = this.given.core.learn(next).then(() => this.words.speak(next));
    learned.catch((error) => this.#failed(error));
  }

  /** @param {boolean} isNear within a screen's reach */
  setNear(isNear) {
    if (isNear === this.#isNear) return;
    this.#isNear = isNear;
    clearTimeout(this.#dozing);
    if (isNear) this.#watch();
    if (isNear) {
      if (guests.enter(this, "if there is room")) this.#wake();
      else this.#showWaiting(true);
      return;
    }
    this.setSeen(false);
    this.scenery.lower(this.#experiment?.surface);
    if (this.#experiment) this.#dozing = setTimeout(() => this.#giveUp(), DOZE_MS);
    else guests.leave(this);
  }

  /** @param {boolean} isSeen */
  setSeen(isSeen) {
    if (isSeen === this.isSeen) return;
    this.isSeen = isSeen;
    if (!isSeen) {
      this.#experiment?.pause();
      guests.look();
    } else if (this.#experiment) this.#goOn();
    else if (this.#isNear && guests.enter(this, "if there is room")) this.#wake();
  }

  /** Room was found. */
  rouse() {
    if (this.#isNear && guests.enter(this, "if there is room")) this.#wake();
  }

  /** Gives the workers back and remembers where they were. */
  doze() {
    const experiment = this.#experiment;
    if (!experiment) return;
    clearTimeout(this.#dozing);
    this.#moment = this.#goal === undefined ? experiment.moment : { ...experiment.moment, step: this.#goal };
    this.#goal = undefined;
    this.scenery.lower(experiment.surface);
    experiment.dispose();
    this.#experiment = undefined;
    this.#showWaiting(this.#isNear);
    this.#showTransport();
  }

  /** Its element is gone from the page. */
  leave() {
    this.#isNear = false;
    this.isSeen = false;
    this.#watching?.abort();
    this.#watching = undefined;
    this.#giveUp();
  }

  /** Follows what concerns the whole page, as long as the element is in it. */
  #watch() {
    if (this.#watching) return;
    this.#watching = new AbortController();
    const { signal } = this.#watching;
    const onVisibility = () => (document.hidden ? this.#experiment?.pause() : this.#goOn());
    document.addEventListener("visibilitychange", onVisibility, { signal });
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", () => this.scenery.applyTheme(), { signal });
  }

  #giveUp() {
    this.doze();
    guests.leave(this);
  }

  #wake() {
    if (this.#experiment) {
      // Back before it dozed off: the run is there, its picture was taken down.
      void this.scenery.lift();
      return;
    }
    this.#showWaiting(false);
    const { core } = this.given;
    const { store } = this;
    const moment = this.#moment;
    this.#moment = undefined;
    if (moment) store.change(moment, "link");
    this.#goal = Number(store.spec.step) > 0 ? Number(store.spec.step) : undefined;
    this.furniture.readout.wayTo(moment && this.#goal);
    const samplers = guests.size > 1 ? 1 : undefined;
    const { fields } = core.schema;
    const experiment = new Experiment(core.parts, store, this.#views(), core.encodeLink, fields, {
      samplers,
    });
    const { notices } = this.furniture;
    this.#trouble = createTrouble({ notices, words: this.words, store, experiment });
    experiment.tables = this.#tables;
    this.#experiment = experiment;
    experiment.surface.setHeightScale(store.spec.height === "log" ? "log" : "linear");
    experiment.surface.setGround(/** @type {"train"} */ (store.spec.ground));
    experiment.begin("paused");
    void this.scenery.lift();
    this.scenery.restyle();
    this.#goOn();
  }

  /** Walks if it is seen, somebody wants it, and it is where it should be. */
  #goOn() {
    if (this.#isWanted && this.isSeen && this.#goal === undefined && !document.hidden)
      this.#experiment?.play();
  }

  /** Somebody uses the controls: if it dozes it wakes for that. @param {(experiment: Experiment) => void} act */
  #withRun(act) {
    if (!this.#experiment && guests.enter(this, "at once")) this.#wake();
    if (this.#experiment) act(this.#experiment);
  }

  /** @returns {import("../lab/experiment.js").Views} */
  #views() {
    const { say } = this.given;
    const { scenery } = this;
    const { notices, dial } = this.furniture;
    return {
      report: (report) => this.#onReport(report),
      gradients: (bars, before, report) => scenery.gradients(bars, before, report),
      begun: (summary) => {
        scenery.begin(summary);
        this.#trouble?.begin();
        for (const kind of ["failed", "table_wanted", "blow_up"]) notices.dismiss(kind);
      },
      progress: () => {},
      range: (range, scale) => scenery.setRange(range, scale),
      plane: (plane) => scenery.setPlane(plane),
      blownUp: (status) => {
        this.#isWanted = false;
        this.#trouble?.blownUp(status);
        const { blow_up_step: step, blow_up_layer: layer, blow_up_cause: cause } = status;
        say("diverged", { step, layer, cause });
      },
      done: () => {},
      newWay: () => {},
      wentOn: () => notices.dismiss("blow_up"),
      limits: (limits) => dial?.showLimits(limits),
      replaced: () => notices.show(note(this.words, "embed_replaced")),
      failed: (message) => this.#failed(message),
      tableWanted: () => notices.show(note(this.words, "table_wanted")),
      onWay: (way) => this.furniture.readout.wayTo(way?.to ?? this.#goal),
      examined: () => {},
      leftOut: (event) => {
        const problem = { field: "events", kind: "not_events", got: formatEvent(event), used: "" };
        this.problems = [problem];
        this.#tellProblems();
      },
    };
  }

  /** @param {Report} report */
  #onReport(report) {
    this.#report = report;
    if (this.#experiment?.isPlaying) this.#isWanted = true;
    if (report.details) this.#trouble?.watch(report.details.curve);
    if (report.details) this.#digest = report.details.digest_of_all;
    if (this.#goal !== undefined && report.clock >= this.#goal) {
      this.#goal = undefined;
      this.furniture.readout.wayTo(undefined);
      this.#goOn();
    }
    this.furniture.readout.show(report, this.scenery.plane, this.scenery.parameters());
    this.furniture.dial?.showScheduled(report.status.learning_rate, report.status.scheduled_rate);
    this.#showTransport();
    this.scenery.report(report);
    if (report.details) this.#address();
    if (!this.#isReady && report.details) {
      this.#isReady = true;
      this.given.say("ready", this.state);
    }
    this.given.say("step", this.state);
  }

  #showTransport() {
    this.furniture.transport.show(
      this.#experiment?.isPlaying ?? false,
      this.#report?.clock ?? this.#moment?.step ?? 0,
    );
  }

  /** @param {ReadonlySet<string>} changed @param {import("../state/store.js").Manner} manner */
  #onChange(changed, manner) {
    const { spec } = this.store;
    const names = [...changed];
    // While it dozes another experiment has nothing to come back to.
    const { fields } = this.given.core.schema;
    const isAnother = names.some((name) => !fields.find((field) => field.name === name)?.live);
    if (isAnother) this.#moment = undefined;
    if (isAnother) {
      this.#goal = undefined;
      this.furniture.readout.wayTo(undefined);
    }
    if (changed.has("language")) this.speak(this.#language);
    if (changed.has("theme")) this.scenery.applyTheme();
    if (manner === "link") return;
    const values = Object.fromEntries(names.map((name) => [name, spec[name]]));
    this.given.say("change", { changed: values, link: this.link() });
  }

  #build() {
    const { core } = this.given;
    const { words, store, room } = this;
    return createFurniture(
      this.given,
      { words, store, schema: core.schema, room, branchSpecs: core.branchSpecs },
      {
        toggle: () => (this.#experiment?.isPlaying ? this.pause() : this.play()),
        back: () => {
          this.#isWanted = false;
          this.#withRun((experiment) => experiment.back());
        },
        step: () => this.step(1),
        restart: () => this.reset(),
      },
    );
  }

  /** Where the whole page shows this experiment. */
  #address() {
    const { wholePage } = this.given;
    const next = `${wholePage}#${this.link()}`;
    if (this.furniture.whole.href !== next) this.furniture.whole.href = next;
  }

  /** @param {boolean} isWaiting others have the workers */
  #showWaiting(isWaiting) {
    this.furniture.waiting.hidden = !isWaiting;
  }

  #showProblems() {
    const { words, problems, furniture } = this;
    if (problems.length === 0) furniture.notices.dismiss("link");
    else furniture.notices.show(problemNote(words, this.given.core.schema, problems));
  }

  #tellProblems() {
    this.#showProblems();
    if (this.problems.length > 0) this.given.say("problems", this.problems);
  }

  /** @param {unknown} error */
  #failed(error) {
    const message = error instanceof Error ? error.message : String(error);
    this.furniture.notices.show(failureNote(this.words, message));
    this.given.failed(message);
  }
}
