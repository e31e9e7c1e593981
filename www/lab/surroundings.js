// What stands around the mountain and comes along with it: settings, header, the mountain's own tools, legend and meter, the cards of
// curves, layers, answers and examination, and the keys. What the run did before it came is told to it then.
//
// Length: all wires between these parts and the run, so that they are seen together.
import { createCurves } from "../stage/curves/curves.js";
import { createLegend, legendData } from "../stage/mountain/legend.js";
import { Undo } from "../state/undo.js";
import { createAnnouncer } from "./announcer.js";
import { marksOf } from "./curve_marks.js";
import { curveWords } from "./curve_words.js";
import { byId } from "./dom.js";
import { createExam } from "./exam.js";
import { createFitPlace } from "./fit_place.js";
import { createFlowTabs } from "./flow_tabs.js";
import { createGroundKey } from "./ground_key.js";
import { createHeader } from "./header.js";
import { createHonesty } from "./honesty.js";
import { createMeasures } from "./measures.js";
import { createMountainCard } from "./mountain_card.js";
import { legendWords, lossTicks, mountainWords, sayMountain } from "./mountain_words.js";
import { createOwnDoor } from "./own/door.js";
import { createPair } from "./pair.js";
import { createPredict } from "./predict.js";
import { createRoom } from "./room.js";
import { runLook, runSeries } from "./runs.js";
import { createSettings } from "./settings.js";
import { createShortcuts } from "./shortcuts.js";
import { readColours } from "./theme.js";
import { createVerifyDoor } from "./verify/door.js";

/**
 * @typedef {import("./lab.js").DetailedReport} DetailedReport
 * What the Lab has from the start.
 * @typedef {{
 *   core: import("../state/core.js").Core, store: import("../state/store.js").Store, words: import("../i18n/index.js").Words,
 *   rooms: import("../state/room.js").Rooms, notices: import("./notices.js").Notices,
 *   charts: Promise<import("../state/charts.js").Charts>, experiment: import("./experiment.js").Experiment,
 *   readout: ReturnType<typeof import("./readout.js").createReadout>,
 *   actions: {toggle: () => void, step: () => void, back: () => void, restart: () => void, relay: () => void,
 *     scaleRate: (factor: number) => void, goTo: (step: number) => void},
 *   raise: ReturnType<typeof import("./raise.js").createRaise>,
 *   openShare: () => void, sayChartsFailed: (error: unknown) => void,
 * }} Beginning
 */

/** @param {Beginning} beginning */
export function createSurroundings(beginning) {
  const { core, store, words, rooms, notices, charts, experiment, readout, raise, sayChartsFailed } =
    beginning;
  const { schema } = core;
  const context = { store, words };
  /** @type {ReturnType<typeof import("./flow_card.js").createFlowCard> | undefined} */
  let flow;
  /** What it shows, once it is there. @type {Parameters<import("./experiment.js").Views["gradients"]> | undefined} */
  let bars;
  /** @type {import("./runs_card.js").RunsCard | undefined} */
  let runs;
  /** @type {ReturnType<typeof import("./exam_card.js").createExamCard> | undefined} */
  let examCard;
  /** Data and network of the run, for a view that comes later. @type {import("../engine/protocol.js").Summary | undefined} */
  let summary;
  /** The newest report with curves. @type {DetailedReport | undefined} */
  let detailed;
  /** Losses at the ends of the colours. */
  let heights = { low: 0, high: 1 };
  /** The plane that is drawn. @type {import("../engine/protocol.js").Plane | undefined} */
  let plane;
  /** @type {import("../stage/mountain/types.js").ViewName} */
  let view = "hero";

  const announcer = createAnnouncer(byId("announcer"));
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
  const fit = createFitPlace(byId("fit"), {
    ...context,
    charts,
    load: core.loadFits,
    failed: sayChartsFailed,
    ask: (wish) => experiment.engine.rawAnswers(wish),
  });
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
  const own = createOwnDoor({ ...context, rooms, experiment, loadFits: core.loadFits });
  const settings = createSettings(byId("settings"), schema, {
    ...context,
    freshSeed: core.freshSeed,
    openOwn: () => void own.open(),
  });
  const undo = new Undo(store);
  const actions = { ...beginning.actions, undo: () => undo.undo(), redo: () => undo.redo() };
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
  const predict = createPredict(byId("predict"), context, (since) => experiment.outcome(since));
  const tableOf = async () => experiment.tables.of(store.spec);
  const verify = createVerifyDoor({ words, store, experiment, tableOf });
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
    openLink,
    openShare: beginning.openShare,
    openVerify: () => void verify.open().catch((error) => experiment.views.failed(String(error))),
    showShortcuts: shortcuts.open,
    undo,
  });
  const leaveRoom = createRoom(experiment.surface, () => view);
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

  return {
    /** What the run and its pictures say, as they say it. */
    views: {
      /** @param {import("../engine/protocol.js").Summary} begun */
      begun(begun) {
        summary = begun;
        flowTabs.network?.begin(summary);
        predict.begin();
        runs?.forget();
        settings.showSummary(summary);
        fit.begin(summary);
        exam.begin();
        examCard?.begin(summary);
        honesty.showParameters(summary.parameters);
        groundKey.showRows(summary.rows);
      },
      /** @param {import("../engine/protocol.js").Report} report */
      report(report) {
        predict.show(report);
        fit.report(report);
        showHonesty();
        groundKey.showReport(report);
        announcer.tell(report.is_playing, () => sayMountain(words, report, plane, parameters()));
      },
      /** @param {DetailedReport} report */
      details(report) {
        detailed = report;
        examCard?.report(report);
        showCurves(report);
        flowTabs.network?.refresh();
        header.showDigest(report.details.digest_of_all);
      },
      /** @param {Parameters<import("./experiment.js").Views["gradients"]>} now */
      gradients(...now) {
        bars = now;
        showLayers();
      },
      /** @param {Parameters<import("./experiment.js").Views["progress"]>} how */
      progress(...[side, isLast]) {
        card.showProgress(side, isLast);
        honesty.showSide(side);
        showHonesty();
        groundKey.showGround(experiment.surface.grounds);
        pair.showNames();
      },
      /** @param {Parameters<import("./experiment.js").Views["range"]>} drawn */
      range(...[range, scale]) {
        heights = range;
        honesty.showRange(range);
        nameAxes();
        legend.update(legendData(range, scale, range.capped), legendWords(words), lossTicks(range));
      },
      /** @param {import("../engine/protocol.js").Plane} drawn */
      plane(drawn) {
        plane = drawn;
        honesty.showPlane(drawn);
        nameAxes();
      },
      /** @param {import("../engine/protocol.js").ExamFigures} figures */
      examined: (figures) => exam.opened(figures),
      tableWanted: () => notices.show(own.wish()),
      /** @param {import("./flow_tabs.js").TabName} name */
      tab: (name) => flowTabs.choose(name),
    },
    restyle,
    openTest: () => exam.open(),
    /** Puts the mountain up. @param {import("../stage/mountain/types.js").ViewName} startingView */
    async raise(startingView) {
      experiment.surface.attach(await raise(byId("mountain-view")));
      // The second one shares its renderer.
      pair.begin();
      restyle(readColours());
      if (startingView !== "hero") card.show(startingView);
      leaveRoom();
    },
    /** What waits until the mountain stands, where it is seen. */
    async fill() {
      addRuns().catch((error) => experiment.views.failed(String(error)));
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
  };
}
