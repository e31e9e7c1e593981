// Builds the Lab into the elements of index.html and connects its parts: controls write into the store, the experiment
// follows the store, views follow the experiment.
//
// Length: all wires between controls, run and views, so that they are seen together.
import { formatEvent } from "../engine/events.js";
import { TAGS } from "../i18n/index.js";
import { createCurves } from "../stage/curves/curves.js";
import { createLegend, legendData } from "../stage/mountain/legend.js";
import { MOST_BRANCHES, parseBranches } from "../state/branches.js";
import { Undo } from "../state/undo.js";
import { createAnnouncer } from "./announcer.js";
import { marksOf } from "./curve_marks.js";
import { curveWords } from "./curve_words.js";
import { createDial } from "./dial.js";
import { byId } from "./dom.js";
import { createExam } from "./exam.js";
import { Experiment } from "./experiment.js";
import { createFitPlace } from "./fit_place.js";
import { createFlowTabs } from "./flow_tabs.js";
import { createGroundKey } from "./ground_key.js";
import { createHeader } from "./header.js";
import { createHonesty } from "./honesty.js";
import { createMeasures } from "./measures.js";
import { createMountainCard } from "./mountain_card.js";
import { lossTicks, mountainWords, sayMountain } from "./mountain_words.js";
import { createNotices } from "./notices.js";
import { createOwnDoor } from "./own/door.js";
import { createPair } from "./pair.js";
import { createPredict } from "./predict.js";
import { describeProblem } from "./problems.js";
import { createRaise } from "./raise.js";
import { createReadout } from "./readout.js";
import { createRoom } from "./room.js";
import { runLook, runSeries } from "./runs.js";
import { createSettings } from "./settings.js";
import { createShortcuts } from "./shortcuts.js";
import { followTheme, readColours } from "./theme.js";
import { tracksOf } from "./time_line.js";
import { createTransport } from "./transport.js";
import { createTrouble } from "./trouble.js";
import { createVerifyDoor } from "./verify/door.js";

/** @typedef {import("../engine/protocol.js").Report & {details: import("../engine/protocol.js").Details}} DetailedReport */

/**
 * @param {import("../state/core.js").Core} core
 * @param {{store: import("../state/store.js").Store, words: import("../i18n/index.js").Words, rooms: import("../state/room.js").Rooms}} page
 * @param {() => void} openShare
 */
export function createLab(core, { store, words, rooms }, openShare) {
  const { schema } = core;
  const context = { store, words };
  const notices = createNotices(byId("notices"), words);
  const announcer = createAnnouncer(byId("announcer"));
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
  /** @type {ReturnType<typeof import("./flow_card.js").createFlowCard> | undefined} */
  let flow;
  /** What it shows, once it is there. @type {Parameters<import("./experiment.js").Views["gradients"]> | undefined} */
  let bars;
  /** Data and network of the run, for a view that comes later. @type {import("../engine/protocol.js").Summary | undefined} */
  let summary;
  const flowTabs = createFlowTabs(
    {
      tabs: byId("flow-tabs"),
      unit: byId("flow-unit"),
      gradients: byId("gradients-panel"),
      network: byId("network-panel"),
    },
    words,
    async () => {
      const { createNetworkCard } = await import("./network_card.js");
      const { engine } = experiment;
      return createNetworkCard(byId("network-panel"), {
        ...context,
        engine,
        colours: readColours(),
        summary,
        hand: {
          set: (entry, value, isFinal) => experiment.setWeight(entry, value, isFinal),
          setBefore: (entry) => experiment.weightSet(entry),
          takeBack: (event) => experiment.takeBack(event),
        },
      });
    },
    (message) => sayChartsFailed(new Error(message)),
  );
  const legend = createLegend(byId("mountain-legend"));
  const curves = createCurves(byId("curves"), byId("curves-says"), curveWords(words), charts);
  const measures = createMeasures(byId("measures"), words, curves);
  /** @type {import("./runs_card.js").RunsCard | undefined} */
  let runs;
  /** The newest report with curves. @type {DetailedReport | undefined} */
  let detailed;

  const fit = createFitPlace(byId("fit"), {
    ...context,
    charts,
    load: core.loadFits,
    failed: sayChartsFailed,
    ask: (wish) => experiment.engine.rawAnswers(wish),
  });

  const experiment = new Experiment(
    core.parts,
    store,
    {
      report: showReport,
      gradients: (...now) => {
        bars = now;
        showLayers();
      },
      begun: (begun) => {
        summary = begun;
        flowTabs.network?.begin(summary);
        predict.begin();
        runs?.forget();
        notices.dismiss("failed");
        trouble.begin();
        notices.dismiss("table");
        settings.showSummary(summary);
        fit.begin(summary);
        readout.offerTest(summary.rows.test > 0);
        exam.begin();
        examCard?.begin(summary);
        honesty.showParameters(summary.parameters);
        groundKey.showRows(summary.rows);
        // A formula has no layers for a gradient to reach.
        const flowCard = byId("flow").closest(".card");
        if (flowCard instanceof HTMLElement) flowCard.hidden = summary.layers === 0;
      },
      progress: (side, isLast) => {
        card.showProgress(side, isLast);
        honesty.showSide(side);
        showHonesty();
        groundKey.showGround(experiment.surface.grounds);
        pair.showNames();
      },
      range: (range, scale) => {
        heights = range;
        honesty.showRange(range);
        nameAxes();
        legend.update(
          legendData(range, scale, range.capped),
          {
            title: words.say("loss"),
            cap: words.say("legend_cap"),
            floor: words.say("legend_floor"),
            step: words.say("legend_step"),
            describe: words.say("legend_describe"),
          },
          lossTicks(range),
        );
      },
      plane: (drawn) => {
        plane = drawn;
        honesty.showPlane(drawn);
        nameAxes();
      },
      blownUp: (status) => trouble.blownUp(status),
      done: () => told(),
      onWay: (way) => transport.showWay(way),
      newWay: (step) => transport.forget(step),
      wentOn: () => trouble.wentOn(),
      examined: (figures) => exam.opened(figures),
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
      tableWanted: () => notices.show(own.wish()),
    },
    core.encodeLink,
    schema.fields,
    { fetchWhole: core.fetchWhole, fetchRest: core.fetchRest },
  );
  /** Whoever tells in the address what was done by hand. */
  let told = () => {};
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
    undo: () => undo.undo(),
    redo: () => undo.redo(),
  };

  const trouble = createTrouble({ notices, words, store, experiment });
  const readout = createReadout(byId("readout"), words, () => exam.open());
  const exam = createExam(
    store,
    schema.fields,
    () => experiment.openTest(),
    (now) => {
      readout.showExam(now);
      fit.openTest(now.isOpen);
      examCard?.show(now);
      if (detailed) showCurves(detailed);
    },
  );
  const honesty = createHonesty(byId("honesty"), {
    ...context,
    failed: (error) => experiment.views.failed(String(error)),
  });
  const groundKey = createGroundKey(byId("ground-key"), context);
  const transport = createTransport(byId("transport"), words, actions);
  const own = createOwnDoor({ ...context, rooms, experiment, loadFits: core.loadFits });
  const settings = createSettings(byId("settings"), schema, {
    ...context,
    freshSeed: core.freshSeed,
    openOwn: () => void own.open(),
  });
  const card = createMountainCard(
    {
      tools: byId("mountain-tools"),
      views: byId("mountain-views"),
      progress: byId("mountain-progress"),
      hint: byId("mountain-hint"),
    },
    schema,
    {
      ...context,
      relay: actions.relay,
      pair: () => pair.toggle(),
      view: (name) => {
        view = name;
        byId("mountain").dataset.view = view;
        leaveRoom();
        experiment.surface.mountain?.setView(name);
      },
      nudge: (by) => experiment.surface.mountain?.nudge(by),
    },
  );
  const rateField = schema.fields.find(({ name }) => name === "learning_rate");
  const dial = rateField && createDial(byId("dial"), rateField, { ...context, problems: schema.problems });
  const predict = createPredict(byId("predict"), context, (since) => experiment.outcome(since));
  const tableOf = async () => experiment.tables.of(store.spec);
  const verify = createVerifyDoor({ words, store, experiment, tableOf });
  const undo = new Undo(store);
  /** Where two numbers are all that trains, the ball is the network. */
  const freeBall = () => experiment.surface.freeBall(!rooms.isClosed("network"));
  freeBall();
  rooms.listen(() => {
    // What was set before something was locked is not taken back by a key.
    undo.forget();
    freeBall();
    nameAxes();
  });
  const shortcuts = createShortcuts(words, actions);
  const header = createHeader(byId("header-tools"), schema, {
    ...context,
    openLink: (link) => openLink(link),
    openShare,
    openVerify: () => void verify.open().catch((error) => experiment.views.failed(String(error))),
    showShortcuts: shortcuts.open,
    undo,
  });

  /** Who else wants to hear of the run. @type {((report: import("../engine/protocol.js").Report) => void)[]} */
  const followers = [];
  experiment.whenReported = (report) => void followers.map((follow) => follow(report));
  /** @type {ReturnType<typeof import("./exam_card.js").createExamCard> | undefined} */
  let examCard;
  /** Losses at the ends of the colours. */
  let heights = { low: 0, high: 1 };
  /** The plane that is drawn. @type {import("../engine/protocol.js").Plane | undefined} */
  let plane;
  /** @type {import("../stage/mountain/types.js").ViewName} */
  let view = "hero";
  const leaveRoom = createRoom(experiment.surface, () => view);

  words.follow(() => {
    document.documentElement.lang = TAGS[words.language];
    document.title = words.say("title");
    for (const element of document.querySelectorAll("[data-say]")) {
      element.textContent = words.say(/** @type {any} */ (element.getAttribute("data-say")));
    }
    byId("mountain").setAttribute("aria-label", words.say("mountain"));
    restyle(readColours());
  });
  const raise = createRaise({ words, notices, charts, experiment });
  const pair = createPair(
    { card: byId("mountain"), view: byId("second-view"), names: [byId("first-name"), byId("second-name")] },
    {
      words,
      store,
      surface: experiment.surface,
      core,
      raise,
      changed: () => {
        restyle(readColours());
        leaveRoom();
      },
    },
  );
  followTheme(store, restyle);

  /** @param {import("./theme.js").Colours} colours */
  function restyle(colours) {
    flow?.restyle(colours);
    if (detailed) showCurves(detailed);
    flowTabs.network?.restyle(colours);
    curves.restyle(colours);
    for (const mountain of experiment.surface.mountains) {
      mountain.setTheme(colours);
      mountain.setDescription(words.say("mountain"));
      mountain.setHelp(words.say("mountain_kind"), words.say("mountain_keys"));
    }
    fit.restyle(colours);
    const looks = [0, 1, 2, 3].map((index) => ({ name: String(index), ...runLook(index) }));
    experiment.surface.walkers.look = (index) => looks[index];
    experiment.surface.setVeilColour(colours.veil);
    nameAxes();
    experiment.surface.showRange();
  }

  /** What the core calls the parameters of a problem that has only two. */
  function parameters() {
    return schema.problems.find(({ name }) => name === store.spec.problem)?.parameters ?? [];
  }

  function nameAxes() {
    const said = mountainWords(words, plane, heights, parameters());
    for (const mountain of experiment.surface.mountains) mountain.setWords(said);
    card.sayHint(plane?.kind === "exact", !rooms.isClosed("network"));
  }

  /** After a report, and after a sheet that comes while the run rests. */
  function showHonesty() {
    const [own, beside] = experiment.surface.shares(String(store.spec.residual));
    if (own) honesty.show(own, beside);
  }

  /** @param {import("../engine/protocol.js").Report} report */
  function showReport(report) {
    const { status, details } = report;
    readout.show(status);
    predict.show(report);
    fit.report(report);
    dial?.showScheduled(status.learning_rate, status.scheduled_rate);
    transport.show({
      isPlaying: report.is_playing,
      step: report.clock,
      stepsPerSecond: report.steps_per_second,
      rate: status.learning_rate,
      others: tracksOf(report, parseBranches(String(store.spec.branches))),
      hasRoom: report.others.length < MOST_BRANCHES,
    });
    showHonesty();
    groundKey.showReport(report);
    if (details) {
      detailed = { ...report, details };
      examCard?.report(detailed);
      trouble.watch(details.curve);
      showCurves(detailed);
      flowTabs.network?.refresh();
      header.showDigest(details.digest_of_all);
    }
    announcer.tell(report.is_playing, () => sayMountain(words, report, plane, parameters()));
  }

  function showLayers() {
    if (!bars) return;
    const [now, before, report] = bars;
    flow?.show(now, runs?.twinOf(report, experiment.records), before);
  }

  /** @param {DetailedReport} report */
  function showCurves(report) {
    const alone = [{ points: report.details.curve, series: runSeries(store.spec) }];
    const marks = marksOf(report, store.spec, experiment.engine, readout.opened);
    const { columns } = experiment.records.tested;
    byId("test-key").hidden = columns.length === 0;
    measures.offer(curves.show(runs?.show(report) ?? alone, runs?.sentence, marks, columns));
  }

  /** @param {import("../state/core.js").Problem[]} problems */
  function showProblems(problems) {
    notices.show({
      kind: "link",
      tone: "warning",
      text: () => words.say("link_problems"),
      list: () => problems.map((problem) => describeProblem(problem, schema, words)),
    });
  }

  /** An example keeps the reader's language and colours. @param {string} link */
  function openLink(link) {
    const { language, theme } = store.spec;
    store.change({ ...core.decodeLink(link).spec, language, theme });
  }

  /** The race asks the core which rivals there can be: that takes more of it than the first picture did. */
  async function addRuns() {
    const [{ createRunsCard }] = await Promise.all([import("./runs_card.js"), core.complete()]);
    const { branchSpecs } = core;
    runs = createRunsCard(byId("runs"), schema, { ...context, branchSpecs, onPoint: curves.point });
    showLayers();
    if (detailed) showCurves(detailed);
  }

  /** @param {import("../stage/mountain/types.js").ViewName} startingView */
  async function raiseMountain(startingView) {
    experiment.surface.attach(await raise(byId("mountain-view")));
    restyle(readColours());
    if (startingView !== "hero") card.show(startingView);
    leaveRoom();
    fetchCharts();
    void experiment.engine.becomeWhole();
    addRuns().catch((error) => experiment.views.failed(String(error)));
    pair.begin();
    const [{ createFlowCard }, { createExamCard }] = await Promise.all([
      import("./flow_card.js"),
      import("./exam_card.js"),
    ]);
    const [panel, says] = [byId("gradients-panel"), byId("flow-says")];
    flow = createFlowCard({ panel, chart: byId("flow"), says, unit: byId("flow-unit") }, context, charts);
    flow.restyle(readColours());
    showLayers();
    examCard = createExamCard(byId("exam"), schema, {
      ...context,
      open: () => void exam.open(),
      goTo: actions.goTo,
    });
    examCard.show(exam.now);
    if (summary) examCard.begin(summary);
    if (detailed) examCard.report(detailed);
    if (detailed) showCurves(detailed);
  }

  return {
    experiment,
    showProblems,
    tell: notices.show,
    showTab: flowTabs.choose,
    /** Hears every report of the run. @param {(report: import("../engine/protocol.js").Report) => void} follower */
    listen(follower) {
      followers.push(follower);
    },
    /** The newest report with curves, and the plane that is drawn: for files of them. */
    get reading() {
      return {
        report: detailed,
        plane,
        colours: readColours(),
        marks: curves.marks,
        tested: curves.tested,
        flow,
      };
    },
    /** Cards whose pictures become files; they come when somebody wants one. */
    cards: { fit: fit.card, network: flowTabs.card },
    /** What was done by hand is to be told in the address. @param {() => void} tell */
    onDone(tell) {
      told = tell;
    },
    /** Done when the mountain stands. @param {"playing" | "paused"} state @param {import("../stage/mountain/types.js").ViewName} startingView */
    begin(state, startingView) {
      experiment.surface.setHeightScale(store.spec.height === "log" ? "log" : "linear");
      experiment.surface.setGround(/** @type {"train"} */ (store.spec.ground));
      experiment.begin(state);
      return raiseMountain(startingView);
    },
  };
}
