// What is seen of a run: its mountain and the pictures beside it, in colours and words of now. It asks for the run's parts when it needs
// them: the run may doze and another one take its place.
import { twinBars } from "../lab/fresh.js";
import { legendWords, lossTicks, mountainWords } from "../lab/mountain_words.js";
import { runLook } from "../lab/runs.js";
import { legendData } from "../stage/mountain/legend.js";
import { readPlainColours } from "./colours.js";
import { note } from "./notes.js";
import { createPanel } from "./panels.js";
import { raise } from "./picture.js";

/**
 * @typedef {import("../engine/protocol.js").Report} Report
 * @typedef {{
 *   words: import("../i18n/index.js").Words, store: import("../state/store.js").Store, core: import("../state/core.js").Core,
 *   root: ShadowRoot, frame: HTMLElement, lab: HTMLElement, poster: HTMLElement,
 *   furniture: import("./furniture.js").Furniture, startingView: import("../stage/mountain/types.js").ViewName,
 *   run: () => import("../lab/experiment.js").Experiment | undefined,
 *   surface: () => import("../lab/surface.js").SurfaceKeeper | undefined,
 *   onDrop: (a: number, b: number, isFinal: boolean) => void, failed: (error: unknown) => void,
 * }} Context `surface` is that of a run whose mountain is to stand now
 */

/** Centre of the compass, in pixels from the right and upper edge. */
const COMPASS = { x: -38, y: 38 };

/** Up to this width, in pixels, there is no legend (`style/embed.css`). */
const NARROW = 480;
/** Shares of the picture that are kept free. */
const WIDE_INSETS = { top: 0.05, right: 0.06, bottom: 0.1, left: 0.12 };
const NARROW_INSETS = { top: 0.04, right: 0.06, bottom: 0.14, left: 0.06 };

export class Scenery {
  /** The plane that is drawn. @type {import("../engine/protocol.js").Plane | undefined} */
  plane;
  #heights = { low: 0, high: 1 };
  /** @type {import("./panels.js").Panel[]} */
  #panels = [];
  /** What is wished to be seen. @type {readonly import("./wishes.js").View[]} */
  #views = [];
  /** @type {import("../stage/mountain/types.js").ViewName} */
  #camera = "hero";
  /** @type {import("./picture.js").Raised | undefined} */
  #picture;
  #isRaising = false;
  /** @type {Promise<import("../state/charts.js").Charts> | undefined} */
  #charts;
  /** The newest of each, for a picture that comes later. @type {import("../engine/protocol.js").Summary | undefined} */
  #summary;
  /** @type {Report | undefined} */
  #report;
  /** @type {import("../stage/flow/flow.js").Bars | undefined} */
  #bars;

  /** @param {Context} context */
  constructor(context) {
    this.context = context;
    new ResizeObserver(() => this.#leaveRoom()).observe(context.furniture.view);
  }

  /** Shows what is wished and nothing else. @param {import("./wishes.js").Wishes} wishes */
  show({ views, controls, camera }) {
    const { furniture, poster, words, store, root, core, run, failed, startingView } = this.context;
    furniture.show(controls);
    const wished = camera ?? startingView;
    if (wished !== this.#camera) this.#picture?.mountain.setView(wished);
    this.#camera = wished;
    if (views.join() === this.#views.join()) return;
    this.#views = views;
    const charts = () => this.#loadCharts();
    const context = { words, store, root, core, charts, run, failed, summary: () => this.#summary };
    this.lower(this.context.surface());
    this.#panels = views.flatMap((view) => (view === "mountain" ? [] : [createPanel(view, context)]));
    const hasMountain = views.includes("mountain");
    if (hasMountain && poster.isConnected) furniture.mount.append(poster);
    else poster.remove();
    furniture.views.replaceChildren(
      ...(hasMountain ? [furniture.mount] : []),
      ...this.#panels.map(({ element }) => element),
      furniture.noticePlace,
    );
    for (const panel of this.#panels) {
      if (this.#summary) panel.begin?.(this.#summary);
      if (this.#report) panel.report?.(this.#report);
      if (this.#bars) panel.gradients?.(this.#bars, undefined, undefined);
    }
    this.restyle();
    void this.lift();
  }

  /** Another run. @param {import("../engine/protocol.js").Summary} summary */
  begin(summary) {
    this.#summary = summary;
    for (const panel of this.#panels) panel.begin?.(summary);
  }

  /** @param {Report} report */
  report(report) {
    this.#report = report;
    for (const panel of this.#panels) panel.report?.(report);
  }

  /** @param {import("../stage/flow/flow.js").Bars} bars @param {import("../stage/flow/flow.js").Bars | undefined} before @param {Report} report */
  gradients(bars, before, report) {
    this.#bars = bars;
    const twin = this.#twinIn(report);
    for (const panel of this.#panels) panel.gradients?.(bars, twin, before);
  }

  /** The gradients of a run beside it that has residual connections where this one has none, or the reverse. @param {Report} report */
  #twinIn({ others }) {
    const { core, store, run } = this.context;
    if (others.length === 0) return undefined;
    const specs = core.branchSpecs(store.spec);
    const isPlain = (/** @type {Readonly<import("../state/core.js").Spec>} */ spec) =>
      spec.residual === "off";
    const at = specs.findIndex((spec) => isPlain(spec) !== isPlain(store.spec));
    const log10Norms = others.find(({ index }) => index === at + 1)?.details?.gradients;
    const record = run()?.records.of(at + 1);
    return at < 0 || !log10Norms || !record ? undefined : twinBars(at + 1, log10Norms, specs[at], record);
  }

  /** @param {import("../engine/protocol.js").Plane} plane */
  setPlane(plane) {
    this.plane = plane;
    this.#nameAxes();
  }

  /** The losses at the ends of the colours. @param {{low: number, high: number, capped: boolean, floored?: boolean}} range @param {"linear" | "log"} scale */
  setRange(range, scale) {
    const { words, furniture, poster } = this.context;
    this.#heights = range;
    this.#nameAxes();
    furniture.legend.update(legendData(range, scale, range.capped), legendWords(words), lossTicks(range));
    if (!this.#picture) return;
    // There is a picture: what stood for it goes.
    this.#picture.uncover();
    poster.remove();
  }

  /** Puts the mountain up, if it is to be seen. */
  async lift() {
    const { surface, furniture, words, onDrop, failed } = this.context;
    const wanted = surface();
    if (!wanted || this.#picture || this.#isRaising || !this.#views.includes("mountain")) return;
    this.#isRaising = true;
    try {
      const description = words.say("mountain");
      const charts = () => this.#loadCharts();
      const picture = await raise(furniture.view, { charts, description, onDrop });
      this.#isRaising = false;
      // Meanwhile it may have been scrolled away, or the run may be another one.
      if (surface() !== wanted) {
        picture.lower();
        void this.lift();
        return;
      }
      this.#picture = picture;
      const { mountain, isPlain } = picture;
      mountain.setObstacles([furniture.legendPlace], COMPASS);
      this.#leaveRoom();
      this.restyle();
      if (this.#camera !== "hero") mountain.setView(this.#camera);
      wanted.attach(mountain);
      wanted.showRange();
      if (isPlain) furniture.notices.show(note(words, "no_webgl"));
    } catch (error) {
      this.#isRaising = false;
      failed(error);
    }
  }

  /** A small picture has no legend and wants its room for the words of its axes. */
  #leaveRoom() {
    const { clientWidth: width } = this.context.furniture.view;
    this.#picture?.mountain.setInsets(width > NARROW ? WIDE_INSETS : NARROW_INSETS);
  }

  /** Takes the mountain down; its last picture stays. @param {import("../lab/surface.js").SurfaceKeeper | undefined} surface that it stands on */
  lower(surface) {
    const picture = this.#picture;
    if (!picture) return;
    this.#picture = undefined;
    picture.keep();
    surface?.detach();
    picture.lower();
  }

  /** Light or dark, as is wished or as the system is. */
  applyTheme() {
    const { theme } = this.context.store.spec;
    const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
    this.context.frame.dataset.theme = theme === "auto" ? (isDark ? "dark" : "light") : String(theme);
    this.restyle();
  }

  /** Colours or words have changed. */
  restyle() {
    const { words, lab, surface } = this.context;
    const colours = readPlainColours(lab);
    for (const panel of this.#panels) panel.restyle(colours);
    const keeper = surface();
    const looks = colours.runs.map((colour, index) => ({
      ...runLook(index, lab),
      ...{ name: String(index), colour },
    }));
    if (keeper) keeper.walkers.look = (index) => looks[index];
    keeper?.setVeilColour(colours.veil);
    const mountain = this.#picture?.mountain;
    mountain?.setTheme(colours);
    mountain?.setDescription(words.say("mountain"));
    mountain?.setHelp(words.say("mountain_kind"), words.say("mountain_keys"));
    this.#nameAxes();
    keeper?.showRange();
  }

  /** What the core calls the parameters of a problem that has only two. */
  parameters() {
    const { core, store } = this.context;
    return core.schema.problems.find(({ name }) => name === store.spec.problem)?.parameters ?? [];
  }

  #nameAxes() {
    const said = mountainWords(this.context.words, this.plane, this.#heights, this.parameters());
    this.#picture?.mountain.setWords(said);
  }

  #loadCharts() {
    this.#charts ??= this.context.core.loadCharts();
    this.#charts.catch(this.context.failed);
    return this.#charts;
  }
}
