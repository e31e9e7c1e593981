// The Lab's stage in the hands of the story: which cards are seen, which experiment runs, how fast, and what has been seen of it.
import { byId, h } from "../lab/dom.js";
import { createSegments } from "../lab/segments.js";
import { linkAt, showsRun } from "./format.js";

/**
 * What the Lesson uses of the page.
 * @typedef {{
 *   core: import("../state/core.js").Core,
 *   store: import("../state/store.js").Store,
 *   experiment: import("../lab/experiment.js").Experiment,
 *   startsAnew: (names: readonly string[]) => boolean,
 *   showTab: (name: "gradients" | "network") => void,
 *   listen: (follower: (report: import("../engine/protocol.js").Report) => void) => void,
 *   openLab: () => void,
 * }} Lab
 */

/** What is looked at: a narrow window has room for one at a time. @type {readonly import("./format.js").View[]} */
const PICTURES = ["mountain", "curves", "flow", "network", "fit", "runs"];
/** Views in the row of charts. @type {readonly import("./format.js").View[]} */
const CHARTS = ["curves", "flow", "network", "fit", "runs"];
/** Steps a second where a step says nothing. */
const PACE = 20;

export class Stage {
  /** @type {Lab | undefined} */
  #lab;
  /** @type {import("./format.js").Chapter | undefined} */
  #chapter;
  #step = 0;
  /** The experiment that the story has set up. @type {string | undefined} */
  #link;
  /** @type {(seen: import("./format.js").Seen) => void} */
  #tell = () => {};
  /** @type {import("../engine/protocol.js").Report | undefined} */
  #report;
  /** @type {Record<string, number | string>} */
  #widget = {};
  /** @type {string[]} */
  #chosen = [];
  /** What the sealed test said since this step began, where it counts. @type {import("../engine/protocol.js").ExamFigures | undefined} */
  #test;
  /** The test is being looked at again. */
  #isLooking = false;
  /** @type {import("./format.js").LessonWords | undefined} */
  #told;
  /** In a narrow window: which picture is seen. */
  #picker = createSegments((view) => {
    this.#see(view);
    if (view === "network") this.#lab?.showTab("network");
    else if (view === "flow") this.#lab?.showTab("gradients");
  });
  #card = h("section", { class: "card lesson-widget", id: "lesson-widget", hidden: true });
  /** @type {import("./widgets/index.js").Widget | undefined} */
  #instrument;
  /** When the step was entered, until it shows its first sign of life. @type {number | undefined} */
  #enteredAt;
  /** The step whose instrument is wanted. @type {import("./format.js").Step | undefined} */
  #wanted;
  /** It was playing when the page went out of sight. */
  #isResting = false;
  #isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;

  /** @param {import("../i18n/index.js").Words} words */
  constructor(words) {
    this.words = words;
    byId("stage").prepend(this.#card);
    this.#picker.element.classList.add("lesson-views");
    byId("stage").before(this.#picker.element);
    document.addEventListener("visibilitychange", () => this.#onVisibility());
    addEventListener("resize", () => this.#restUnseen());
  }

  /** @param {Lab} lab */
  connect(lab) {
    this.#lab = lab;
    lab.listen((report) => {
      if (!this.#chapter) return;
      // Between a turn of the dial and the first report after it, the numbers are those of the rate before.
      const rate = Number(lab.store.spec.learning_rate);
      if (Math.abs(report.status.learning_rate - rate) > 1e-5 * rate) return;
      this.#report = report;
      this.#live();
      this.#look();
    });
    lab.experiment.whenTested = (figures) => {
      if (figures.step >= (this.#now?.exam ?? 0)) this.#test = figures;
      this.#look();
    };
    lab.store.listen(() => this.#look());
    this.#restUnseen();
    if (this.#chapter) this.#begin();
  }

  /**
   * A step is read now.
   * @param {import("./format.js").Chapter} chapter @param {number} step @param {(seen: import("./format.js").Seen) => void} tell
   */
  enter(chapter, step, tell) {
    this.#chapter = chapter;
    this.#step = step;
    this.#tell = tell;
    this.#enteredAt = performance.now();
    this.#widget = {};
    this.#chosen = [];
    this.#test = undefined;
    const views = this.#views();
    const { dataset } = document.body;
    dataset.views = views.join(" ");
    dataset.charts = String(views.filter((view) => CHARTS.includes(view)).length);
    this.#labelPicker();
    const first = views.find((view) => PICTURES.includes(view)) ?? "widget";
    dataset.lead = first;
    this.#see(first);
    this.#showWidget();
    this.#begin();
  }

  leave() {
    this.#chapter = undefined;
    this.#link = undefined;
    this.#tell = () => {};
    this.#isResting = false;
    this.#dropWidget();
    this.#lab?.experiment.surface.rest(false);
    delete document.body.dataset.views;
    delete document.body.dataset.charts;
    delete document.body.dataset.lead;
    delete document.body.dataset.shown;
  }

  /** The picture that a narrow window shows. @param {string} view */
  #see(view) {
    document.body.dataset.shown = view;
    this.#picker.show(view);
    this.#restUnseen();
  }

  /** A mountain that this step, or this narrow window, does not show is not measured. */
  #restUnseen() {
    if (!this.#chapter) return;
    this.#lab?.experiment.surface.rest(byId("mountain").getClientRects().length === 0);
  }

  #labelPicker() {
    const shown = PICTURES.filter((view) => this.#views().includes(view));
    this.#picker.element.hidden = shown.length < 2;
    if (!this.#told) return;
    const { ui } = this.#told;
    const segments = shown.map((view) => ({ value: view, label: ui[`picture_${view}`] ?? view, help: "" }));
    this.#picker.label(ui.pictures ?? "", "", segments);
  }

  /** A button of the text. @param {import("./format.js").Choice} choice */
  choose(choice) {
    this.#chosen = [...this.#chosen, choice.name];
    const lab = this.#lab;
    if (!lab) return;
    // Back first: the new rate then holds from the first step.
    if (choice.restart) lab.experiment.restart();
    lab.store.change(choice.change);
    if (choice.run === "play" || (choice.restart && choice.run !== "pause")) lab.experiment.play();
    if (choice.run === "pause") lab.experiment.pause();
    this.#look();
  }

  /** The step's experiment in the Lab, as it stands here; of a step that shows none, the chapter's. */
  openLab() {
    const [lab, chapter] = [this.#lab, this.#chapter];
    if (!lab || !chapter) return;
    const link = linkAt(chapter, this.#step);
    if (link !== this.#link) this.#load(lab, link);
    lab.openLab();
  }

  /** The hand goes to the first thing that can be used here: of the step's instrument, or the run's button. */
  focus() {
    const first = [this.#card, byId("transport")].flatMap((host) => [
      ...host.querySelectorAll("button, input, select"),
    ]);
    const seen = first.find((element) => element.getClientRects().length > 0);
    if (seen instanceof HTMLElement) seen.focus();
  }

  /** Whether something stands on the stage. @param {Element} element */
  has(element) {
    return byId("stage").contains(element) || element.closest(".charts") !== null;
  }

  /** @param {import("./format.js").LessonWords} told */
  label(told) {
    this.#told = told;
    this.#labelPicker();
    this.#instrument?.label(this.#widgetWords());
  }

  get #now() {
    return this.#chapter?.steps[this.#step];
  }

  #views() {
    return this.#now?.views ?? this.#chapter?.views ?? [];
  }

  #begin() {
    const [lab, chapter] = [this.#lab, this.#chapter];
    const step = this.#now;
    if (!lab || !chapter || !step) return;
    const { experiment, store } = lab;
    const views = this.#views();
    const link = linkAt(chapter, this.#step);
    if (!showsRun(chapter, this.#step)) {
      experiment.pause();
      return;
    }
    if (link !== this.#link) this.#load(lab, link);
    if (views.includes("network")) lab.showTab("network");
    else if (views.includes("flow")) lab.showTab("gradients");
    experiment.setPace(step.pace ?? PACE);
    const waits = step.run === "pause" || store.spec.predict === "on" || this.#isCalm;
    if (waits) experiment.pause();
    else if (!this.#report?.is_over) experiment.play();
    // The run of the step before goes on: it lives already.
    if (this.#report) this.#live();
    this.#look();
  }

  /** Another step's experiment. @param {Lab} lab @param {string} link */
  #load({ core, experiment, store, startsAnew }, link) {
    this.#link = link;
    this.#report = undefined;
    const { language, theme, ...before } = store.spec;
    store.change({ ...core.decodeLink(link).spec, language, theme }, "link");
    const changed = Object.keys(before).filter((name) => !Object.is(before[name], store.spec[name]));
    // A rate or a view changes a run and does not begin it anew.
    if (!startsAnew(changed)) experiment.restart();
  }

  #look() {
    if (!this.#chapter || !this.#lab) return;
    const { spec } = this.#lab.store;
    const isUnsealed = spec.exam === "opened" && this.#test === undefined;
    if (isUnsealed) void this.#lookAgain();
    this.#tell({
      spec,
      report: this.#report,
      widget: this.#widget,
      chosen: this.#chosen,
      test: this.#test,
      isUnsealed,
    });
  }

  /** An exam that was opened before, or before it counted, is looked at once more as soon as the run has come far enough. */
  async #lookAgain() {
    const [counts, clock] = [this.#now?.exam, this.#report?.clock ?? 0];
    if (this.#isLooking || counts === undefined || clock < counts) return;
    this.#isLooking = true;
    try {
      await this.#lab?.experiment.openTest();
    } catch {
      // The run was replaced meanwhile; the next one brings its own reports.
    } finally {
      this.#isLooking = false;
    }
  }

  /** The run has reported, or the instrument has drawn: how long that took stands in the browser's own record. */
  #live() {
    if (this.#enteredAt === undefined) return;
    const place = `${this.#chapter?.id}.${this.#now?.name}`;
    performance.measure("lesson-alive", { start: this.#enteredAt, detail: place });
    this.#enteredAt = undefined;
  }

  #showWidget() {
    const step = this.#now;
    if (!step?.widget || !this.#views().includes("widget")) {
      this.#dropWidget();
      return;
    }
    this.#dropWidget();
    this.#card.hidden = false;
    this.#wanted = step;
    import("./widgets/index.js").then(
      ({ createWidget }) => {
        if (this.#wanted !== step || !step.widget) return;
        this.#instrument = createWidget(step.widget, this.#card, {
          setting: step.setting ?? {},
          words: this.#widgetWords(),
          changed: (values) => {
            this.#widget = { ...this.#widget, ...values };
            this.#live();
            this.#look();
          },
        });
      },
      () => {
        if (this.#wanted === step) this.#card.textContent = this.#told?.ui.reload ?? "";
      },
    );
  }

  #widgetWords() {
    const chapter = this.#chapter;
    const step = this.#now;
    return this.#told?.chapters[chapter?.id ?? ""]?.steps[step?.name ?? ""]?.widget ?? {};
  }

  #dropWidget() {
    this.#instrument?.dispose();
    this.#instrument = undefined;
    this.#wanted = undefined;
    this.#card.replaceChildren();
    this.#card.hidden = true;
  }

  /** Nobody sees it: nothing is computed. */
  #onVisibility() {
    const experiment = this.#lab?.experiment;
    if (!experiment || !this.#chapter) return;
    if (document.hidden && experiment.isPlaying) {
      this.#isResting = true;
      experiment.pause();
    } else if (!document.hidden && this.#isResting) {
      this.#isResting = false;
      experiment.play();
    }
  }
}
