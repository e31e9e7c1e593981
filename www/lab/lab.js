// Builds the Lab into the elements of index.html and connects its parts: controls write into the store, the experiment
// follows the store, views follow the experiment.
//
// Length: all wires between controls, run and views, so that they are seen together.

import { TAGS } from "../i18n/index.js";
import { measured, ratio, setting } from "../i18n/numbers.js";
import { createCurves } from "../stage/curves/curves.js";
import { createFlow } from "../stage/flow/flow.js";
import { createLegend, legendData } from "../stage/mountain/legend.js";
import { MOST_BRANCHES, parseBranches } from "../state/branches.js";
import { Undo } from "../state/undo.js";
import { createAnnouncer } from "./announcer.js";
import { curveWords } from "./curve_words.js";
import { createDial } from "./dial.js";
import { byId } from "./dom.js";
import { Experiment } from "./experiment.js";
import { createFitPlace } from "./fit_place.js";
import { createFlowTabs } from "./flow_tabs.js";
import { createGroundKey } from "./ground_key.js";
import { createHeader } from "./header.js";
import { createHonesty } from "./honesty.js";
import { createMeasures } from "./measures.js";
import { createMountainCard } from "./mountain_card.js";
import { directionNames, lossTicks, mountainWords, sayDown } from "./mountain_words.js";
import { createNotices } from "./notices.js";
import { createPair } from "./pair.js";
import { createPredict } from "./predict.js";
import { describeProblem } from "./problems.js";
import { createReadout, figures } from "./readout.js";
import { createRoom } from "./room.js";
import { runLook, runSeries } from "./runs.js";
import { createSettings } from "./settings.js";
import { createShortcuts } from "./shortcuts.js";
import { tableWish } from "./table_entry.js";
import { followTheme, readColours } from "./theme.js";
import { tracksOf } from "./time_line.js";
import { createTransport } from "./transport.js";

/** @typedef {import("../engine/protocol.js").Report & {details: import("../engine/protocol.js").Details}} DetailedReport */

/**
 * @param {import("../state/core.js").Core} core
 * @param {import("../state/store.js").Store} store
 * @param {import("../i18n/index.js").Words} words
 * @param {() => void} openShare
 */
export function createLab(core, store, words, openShare) {
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
  /** @type {import("../stage/flow/flow.js").FlowWords} */
  const flowWords = {
    layer: () => words.say("chart_layer"),
    below: () => words.say("below_range"),
    title: () => words.say("gradients"),
    compared: ({ key, low, high, log10Ratio, log10Early }, residual) =>
      words.say("series_says", {
        series: words.say(/** @type {"series_off"} */ (`series_${residual}`)),
        text: words.say(key, { low, high, ratio: ratio(log10Ratio), size: ratio(log10Early) }),
      }),
    value: (layer, log10) => words.say("gradient_value", { layer, value: powerOf(log10) }),
  };
  const flow = createFlow(byId("flow"), byId("flow-says"), flowWords, charts);
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
      });
    },
    (message) => sayChartsFailed(new Error(message)),
  );
  const legend = createLegend(byId("mountain-legend"));
  const curves = createCurves(byId("curves"), byId("curves-says"), curveWords(words), charts);
  const measures = createMeasures(byId("measures"), words, curves.setMeasure);
  /** @type {import("./runs_card.js").RunsCard | undefined} */
  let runs;
  /** The newest report with curves. @type {DetailedReport | undefined} */
  let detailed;

  const ask = (/** @type {import("../engine/protocol.js").RawWish} */ wish) =>
    experiment.engine.rawAnswers(wish);
  const fit = createFitPlace(byId("fit"), {
    words,
    charts,
    load: core.loadFits,
    failed: sayChartsFailed,
    ask,
  });

  const experiment = new Experiment(
    core.module,
    store,
    {
      report: showReport,
      gradients: (bars, before, report) => flow.show(bars, runs?.twinOf(report) ?? before),
      begun: (begun) => {
        summary = begun;
        flowTabs.network?.begin(summary);
        predict.begin();
        runs?.forget();
        notices.dismiss("failed");
        notices.dismiss("table");
        settings.showSummary(summary);
        fit.begin(summary);
        readout.offerTest(summary.rows.test > 0);
        honesty.showParameters(summary.parameters);
        groundKey.showRows(summary.rows);
        // A formula has no layers for a gradient to reach.
        const flowCard = byId("flow").closest(".card");
        if (flowCard instanceof HTMLElement) flowCard.hidden = summary.layers === 0;
      },
      progress: (side, isLast) => {
        card.showProgress(side, isLast);
        honesty.showSide(side);
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
      blownUp: showBlowUp,
      done: () => told(),
      newWay: (step) => transport.forget(step),
      wentOn: () => notices.dismiss("blow_up"),
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
      tableWanted: () => notices.show(tableWish(words, (bytes) => experiment.bring(bytes))),
    },
    core.encodeLink,
  );
  /** Whoever tells in the address what was done by hand. */
  let told = () => {};
  const actions = {
    toggle: () => experiment.toggle(),
    step: () => experiment.step(),
    back: () => experiment.back(),
    goTo: (/** @type {number} */ step) => experiment.goTo(step),
    branch: (/** @type {[string, string][]} */ changes) => experiment.branch(changes),
    restart: () => experiment.restart(),
    setPace: (/** @type {number} */ pace) => experiment.setPace(pace),
    relay: () => void experiment.surface.lay(),
    undo: () => undo.undo(),
    redo: () => undo.redo(),
  };

  const readout = createReadout(byId("readout"), words, async () => {
    const figures = await experiment.openTest();
    fit.openTest(true);
    return figures;
  });
  const honesty = createHonesty(byId("honesty"), words);
  const groundKey = createGroundKey(byId("ground-key"), context);
  const transport = createTransport(byId("transport"), words, actions);
  const settings = createSettings(byId("settings"), schema, { ...context, freshSeed: core.freshSeed });
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
  /** @type {ReturnType<typeof import("./verify/verify.js").createVerify> | undefined} */
  let verify;
  async function openVerify() {
    const { createVerify } = await import("./verify/verify.js");
    const tableOf = async (/** @type {string} */ dataset) => experiment.tables.of(dataset);
    verify ??= createVerify({ words, store, experiment, tableOf });
    verify.open();
  }
  const undo = new Undo(store);
  const shortcuts = createShortcuts(words, actions);
  const header = createHeader(byId("header-tools"), schema, {
    ...context,
    openLink: (link) => openLink(link),
    openShare,
    openVerify: () => void openVerify().catch((error) => experiment.views.failed(String(error))),
    showShortcuts: shortcuts.open,
    undo,
  });

  /** Who else wants to hear of the run. @type {((report: import("../engine/protocol.js").Report) => void)[]} */
  const followers = [];
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
  store.listen((_, changed) => {
    if ([...changed].some((name) => schema.fields.some((field) => field.name === name && !field.live))) {
      readout.seal();
      fit.openTest(false);
    }
  });

  /** @param {import("./theme.js").Colours} colours */
  function restyle(colours) {
    flow.restyle(colours);
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
    card.sayHint(plane?.kind === "exact");
  }

  /** @param {import("../engine/protocol.js").Report} report @param {number | undefined} sheet */
  function showReport(report, sheet) {
    const { status, details } = report;
    for (const follower of followers) follower(report);
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
    const shares = {
      residual: String(store.spec.residual),
      path: status.path_share,
      gradient: status.gradient_share,
      loss: status.train_loss,
      sheet,
      distance: status.distance,
    };
    honesty.show(shares, experiment.surface.beside());
    groundKey.showReport(report);
    if (details) {
      detailed = { ...report, details };
      showCurves(detailed);
      flowTabs.network?.refresh();
      header.showDigest(details.digest_of_all);
    }
    announcer.tell(report.is_playing, () =>
      words
        .say("mountain_twin", {
          loss: measured(status.train_loss),
          step: status.step,
          figures: figures(words, status),
          rate: setting(status.learning_rate),
          state: words.say(report.is_playing ? "state_playing" : "state_paused"),
        })
        .concat(
          " ",
          sayDown(words, directionNames(words, plane, parameters()), status.down_a, status.down_b),
        ),
    );
  }

  /** @param {DetailedReport} report */
  function showCurves(report) {
    const alone = [{ points: report.details.curve, series: runSeries(store.spec) }];
    measures.offer(curves.show(runs?.show(report) ?? alone, runs?.sentence));
  }

  /** @param {import("../engine/protocol.js").RunStatus} status */
  function showBlowUp(status) {
    const { blow_up_step: step, blow_up_layer: layer, blow_up_cause: cause } = status;
    const key = /** @type {"blow_up_loss"} */ (
      layer > 0 || cause === "loss" ? `blow_up_${cause}` : "blow_up_loss"
    );
    const rate = setting(status.learning_rate);
    // With the plain sum the rate is only half of the reason.
    const isPlainSum = store.spec.residual === "sum";
    const tell = () => words.say(key, { step, layer, rate });
    notices.show({
      kind: "blow_up",
      tone: "warning",
      text: () => (step === 0 ? words.say("blow_up_start") : tell()),
      ...(isPlainSum ? { list: () => [words.say("blow_up_sum")] } : {}),
      actions:
        step === 0
          ? []
          : [
              {
                id: "back-to-before",
                label: () => words.say("back_to_before"),
                act: () => experiment.backToBefore(),
              },
              {
                id: "back-with-tenth",
                label: () => words.say("back_with_tenth"),
                act: () => experiment.backWithTenthOfRate(),
              },
            ],
    });
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

  /** @param {HTMLElement} host @returns {Promise<import("./surface.js").MountainView>} */
  async function raise(host) {
    try {
      const { createMountain } = await import("../stage/mountain/mountain.js");
      const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)").matches;
      return await createMountain(host, {
        reducedMotion,
        description: words.say("mountain"),
        onDrop: (a, b, isFinal) => experiment.dropBall(a, b, isFinal),
      });
    } catch {
      const { createFallback } = await import("../stage/fallback/fallback.js");
      notices.show({ kind: "no_webgl", tone: "note", text: () => words.say("no_webgl") });
      return createFallback(host, {
        charts,
        description: words.say("mountain"),
        onDrop: (a, b, isFinal) => experiment.dropBall(a, b, isFinal),
      });
    }
  }

  /** @param {import("../stage/mountain/types.js").ViewName} startingView */
  async function raiseMountain(startingView) {
    experiment.surface.attach(await raise(byId("mountain-view")));
    restyle(readColours());
    if (startingView !== "hero") card.show(startingView);
    leaveRoom();
    fetchCharts();
    pair.begin();
    const { createRunsCard } = await import("./runs_card.js");
    runs = createRunsCard(byId("runs"), schema, { ...context, branchSpecs: core.branchSpecs });
    if (detailed) showCurves(detailed);
  }

  return {
    experiment,
    showProblems,
    showTab: flowTabs.choose,
    /** Hears every report of the run. @param {(report: import("../engine/protocol.js").Report) => void} follower */
    listen(follower) {
      followers.push(follower);
    },
    /** The newest report with curves, and the plane that is drawn: for files of them. */
    get reading() {
      return { report: detailed, plane, colours: readColours() };
    },
    /** What was done by hand is to be told in the address. @param {() => void} tell */
    onDone(tell) {
      told = tell;
    },
    /** @param {"playing" | "paused"} state @param {import("../stage/mountain/types.js").ViewName} startingView */
    begin(state, startingView) {
      experiment.surface.setHeightScale(store.spec.height === "log" ? "log" : "linear");
      experiment.surface.setGround(/** @type {"train"} */ (store.spec.ground));
      experiment.begin(state);
      void raiseMountain(startingView);
    },
  };
}

/** 10⁻⁸ and the like; an exact zero is 0. @param {number} log10 */
function powerOf(log10) {
  return log10 === Number.NEGATIVE_INFINITY ? "0" : ratio(log10);
}
