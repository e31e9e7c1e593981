// Builds what of the Lab is there from the start into the elements of index.html, and connects its parts: controls write into the
// store, the experiment follows the store, views follow the experiment. All that stands around the mountain comes along with it
// (surroundings.js).
import { formatEvent } from "../engine/events.js";
import { AROUND, TAGS } from "../i18n/index.js";
import { createSketch } from "../stage/sketch.js";
import { MOST_BRANCHES, parseBranches } from "../state/branches.js";
import { createDial } from "./dial.js";
import { byId } from "./dom.js";
import { Experiment } from "./experiment.js";
import { createNotices } from "./notices.js";
import { describeProblem } from "./problems.js";
import { createRaise, fetchMountain } from "./raise.js";
import { createReadout } from "./readout.js";
import { followTheme, readColours } from "./theme.js";
import { tracksOf } from "./time_line.js";
import { createTransport } from "./transport.js";
import { createTrouble } from "./trouble.js";

/**
 * @typedef {import("../engine/protocol.js").Report & {details: import("../engine/protocol.js").Details}} DetailedReport
 * @typedef {ReturnType<typeof import("./surroundings.js").createSurroundings>} Surroundings
 */

/**
 * @param {import("../state/core.js").Core} core
 * @param {{store: import("../state/store.js").Store, words: import("../i18n/index.js").Words, rooms: import("../state/room.js").Rooms}} page
 * @param {() => void} openShare
 */
export function createLab(core, { store, words, rooms }, openShare) {
  const { schema } = core;
  const context = { store, words };
  const notices = createNotices(byId("notices"), words);
  // Charts come after the mountain: it is what a visitor waits for.
  /** @type {() => void} */
  let fetchCharts = () => {};
  const charts = new Promise((/** @type {(value?: undefined) => void} */ go) => {
    fetchCharts = go;
  }).then(core.loadCharts);
  /** @param {unknown} error */
  function sayChartsFailed(error) {
    const message = error instanceof Error ? error.message : String(error);
    notices.show({ kind: "charts", tone: "warning", text: () => words.say("charts_failed", { message }) });
  }
  charts.catch(sayChartsFailed);

  /** @type {Surroundings | undefined} */
  let around;
  /** What is to be shown around the mountain before it is there: the newest of each kind. @type {Map<string, () => void>} */
  const untold = new Map();
  /**
   * @template {keyof Surroundings["views"]} K
   * @param {K} view @param {Parameters<Surroundings["views"][K]>} values
   */
  function showAround(view, ...values) {
    const say = () =>
      /** @type {(...values: unknown[]) => void} */ (around?.views[view])?.(
        .../** @type {unknown[]} */ (values),
      );
    if (around) say();
    else untold.set(view, say);
  }

  const experiment = new Experiment(
    core.parts,
    store,
    {
      report: showReport,
      gradients: (...now) => showAround("gradients", ...now),
      begun: (summary) => {
        notices.dismiss("failed");
        notices.dismiss("table");
        untold.delete("tableWanted");
        trouble.begin();
        readout.offerTest(summary.rows.test > 0);
        // A formula has no layers for a gradient to reach.
        const flowCard = byId("flow").closest(".card");
        if (flowCard instanceof HTMLElement) flowCard.hidden = summary.layers === 0;
        showAround("begun", summary);
      },
      progress: (side, isLast) => showAround("progress", side, isLast),
      range: (range, scale) => showAround("range", range, scale),
      plane: (plane) => showAround("plane", plane),
      blownUp: (status) => trouble.blownUp(status),
      done: () => told(),
      onWay: (way) => transport.showWay(way),
      newWay: (step) => transport.forget(step),
      wentOn: () => trouble.wentOn(),
      examined: (figures) => showAround("examined", figures),
      leftOut: (event) => {
        const used = "";
        showProblems([{ field: "events", kind: "not_events", got: formatEvent(event), used }]);
      },
      limits: (limits) => dial?.showLimits(limits),
      replaced: (which, step) =>
        notices.show({
          kind: "replaced",
          tone: "note",
          text: () => words.say(which === "training" ? "worker_replaced" : "sampler_replaced", { step }),
        }),
      failed: (message) =>
        notices.show({
          kind: "failed",
          tone: "warning",
          text: () => words.say("engine_failed", { message }),
        }),
      tableWanted: () => showAround("tableWanted"),
    },
    core.encodeLink,
    schema.fields,
    { fetchWhole: core.fetchWhole, fetchRest: core.fetchRest },
  );
  /** Whoever tells in the address what was done by hand. */
  let told = () => {};
  const rateField = schema.fields.find(({ name }) => name === "learning_rate");
  const actions = {
    toggle: () => experiment.toggle(),
    step: () => experiment.step(),
    back: () => experiment.back(),
    halt: () => experiment.pause(),
    goTo: (/** @type {number} */ step) => experiment.goTo(step),
    branch: (/** @type {[string, string][]} */ changes) => experiment.branch(changes),
    restart: () => experiment.restart(),
    setPace: (/** @type {number} */ pace) => experiment.setPace(pace),
    relay: () => {
      if (!rooms.isClosed("slice")) void experiment.surface.lay();
    },
    scaleRate: (/** @type {number} */ factor) => {
      const { min = 0, max = 1 } = rateField ?? {};
      const rate = Math.min(max, Math.max(min, Number(store.spec.learning_rate) * factor));
      store.change({ learning_rate: Number(rate.toPrecision(2)) });
    },
  };

  const trouble = createTrouble({ notices, words, store, experiment });
  const readout = createReadout(byId("readout"), words, async () => around?.openTest());
  const transport = createTransport(byId("transport"), words, actions);
  const dial = rateField && createDial(byId("dial"), rateField, { ...context, problems: schema.problems });
  /** Who else wants to hear of the run. @type {((report: import("../engine/protocol.js").Report) => void)[]} */
  const followers = [];
  experiment.whenReported = (report) => void followers.map((follow) => follow(report));

  words.follow(() => {
    document.documentElement.lang = TAGS[words.language];
    document.title = words.say("title");
    for (const element of document.querySelectorAll("[data-say]")) {
      element.textContent = words.say(/** @type {any} */ (element.getAttribute("data-say")));
    }
    byId("mountain").setAttribute("aria-label", words.say("mountain"));
    around?.restyle(readColours());
  });
  followTheme(store, (colours) => around?.restyle(colours));

  /** @param {import("../engine/protocol.js").Report} report */
  function showReport(report) {
    const { status, details } = report;
    readout.show(status);
    dial?.showScheduled(status.learning_rate, status.scheduled_rate);
    transport.show({
      isPlaying: report.is_playing,
      step: report.clock,
      stepsPerSecond: report.steps_per_second,
      rate: status.learning_rate,
      others: tracksOf(report, parseBranches(String(store.spec.branches))),
      hasRoom: report.others.length < MOST_BRANCHES,
    });
    if (details) {
      trouble.watch(details.curve);
      showAround("details", { ...report, details });
    }
    showAround("report", report);
  }

  /** @param {import("../state/core.js").Problem[]} problems */
  function showProblems(problems) {
    const tell = () =>
      notices.show({
        kind: "link",
        tone: "warning",
        text: () => words.say("link_problems"),
        list: () => problems.map((problem) => describeProblem(problem, schema, words)),
      });
    // It calls settings by their names.
    void core.learnNames().then(tell, tell);
  }

  async function surround() {
    const [{ createSurroundings }] = await Promise.all([
      import("./surroundings.js"),
      words.add(AROUND),
      core.learnNames(),
    ]);
    around = createSurroundings({
      ...{ core, store, words, rooms, notices, charts, experiment, readout, actions },
      raise: createRaise({ words, notices, charts, experiment }),
      ...{ openShare, sayChartsFailed },
    });
    around.restyle(readColours());
    for (const say of untold.values()) say();
    untold.clear();
    return around;
  }
  /** @param {import("../stage/mountain/types.js").ViewName} startingView */
  async function raiseMountain(startingView) {
    // A step of the story may show other pictures than the mountain: then they come first.
    const isSeen = byId("mountain").getClientRects().length > 0;
    if (isSeen) fetchMountain();
    const { raise, fill } = await surroundings;
    if (isSeen) await raise(startingView);
    fetchCharts();
    const whole = experiment.engine.becomeWhole();
    await fill();
    if (isSeen) return;
    await whole;
    await raise(startingView);
  }
  /** @type {Promise<Surroundings>} */
  let surroundings = new Promise(() => {});

  return {
    experiment,
    showProblems,
    tell: notices.show,
    /** @param {import("./flow_tabs.js").TabName} name */
    showTab: (name) => showAround("tab", name),
    /** Hears every report of the run. @param {(report: import("../engine/protocol.js").Report) => void} follower */
    listen(follower) {
      followers.push(follower);
    },
    /** What stands around the mountain, when it is there: for files of what it shows. */
    get surroundings() {
      return surroundings;
    },
    /** What was done by hand is to be told in the address. @param {() => void} tell */
    onDone(tell) {
      told = tell;
    },
    /** Done when the mountain stands. @param {"playing" | "paused"} state @param {import("../stage/mountain/types.js").ViewName} startingView */
    begin(state, startingView) {
      experiment.surface.setHeightScale(store.spec.height === "log" ? "log" : "linear");
      experiment.surface.setGround(/** @type {"train"} */ (store.spec.ground));
      experiment.surface.beginWith(createSketch(byId("mountain-view")));
      experiment.begin(state);
      surroundings = surround();
      return raiseMountain(startingView).catch((error) =>
        notices.show({
          kind: "around",
          tone: "warning",
          text: () => words.say("around_failed", { message: String(error) }),
        }),
      );
    },
  };
}
