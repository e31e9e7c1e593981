// The training worker: owns one session of the core, lets its runs walk at the wished pace, and reports. It decides when to look
// and when to speak, never what a number is.
//
// Length: every message of the worker and the one state that they change.
import { initSync, Session } from "../pkg/downhill.js";
import { EventLog, examine } from "./event_log.js";
import { LayerLooks } from "./layer_looks.js";
import { lookInside } from "./look_inside.js";
import { assemble } from "./parts.js";
import { buffersOf, readRaw } from "./raw_answers.js";
import { readPlane, readStatus } from "./readings.js";

/** The longest the worker walks without looking into its mail, in milliseconds. */
const SLICE_MS = 12;
/** Steps of a run that is behind, between two looks at the clock on the wall. */
const CATCH_UP_STEPS = 4;
/** Between two reports of where the ball is, in milliseconds. */
const REPORT_MS = 30;
/** Between two reports of curves, trail, gradients and digest, in milliseconds: charts are drawn at this pace. */
const DETAILS_MS = 110;
/** No more than this share of the time goes into reporting. */
const REPORT_SHARE = 0.4;

/** Operations that one look at the curvature may cost. */
const GAUGE_WORK = 3e7;
/** Looks at the curvature take no more than this share of the time while the run plays. */
const GAUGE_SHARE = 0.1;
/** Between two of them, in milliseconds, at least. */
const GAUGE_MS = 250;
/** A paused run is looked at until the curvature is known this well, or so often. */
const GAUGE_ERROR = 0.01;
const GAUGE_LOOKS = 30;
/** After a new run or plane the curvature waits this long, in milliseconds: the picture comes first, and cores are few. */
const GAUGE_REST_MS = 300;
/** Parameters times rows beyond which a single look would keep the worker from its mail for too long. */
const GAUGE_LIMIT = 4e6;

/** @type {ReturnType<typeof assemble> | undefined} */
let core;
/** @type {Session | undefined} */
let session;
/** What it was made of. @type {Record<string, any>} */
let spec = {};
let run = 0;
let plane = 0;
let isPlaying = false;
let stepsPerSecond = 20;
/** Where a paused session is on its way to. @type {number | undefined} */
let goal;
let log = new EventLog([], "");
/** Who wants to know where all runs stand, as soon as they are together. @type {number[]} */
const askedWhere = [];
let layers = new LayerLooks(0);
/** A step before all runs are together, to go back to when they are. @type {number | undefined} */
let backTo;
/** Steps that should have been made by now and were not. */
let owed = 0;
let lastTick = 0;
/** @type {number | undefined} */
let timer;
let isReportUnseen = false;
let lastReport = Number.NEGATIVE_INFINITY;
let lastDetails = Number.NEGATIVE_INFINITY;
let reportCost = 0;
let gauge = { isAffordable: false, next: 0, looks: 0, step: -1 };
/** Multiplications of one step of the lead. */
let stepWork = 0;
/** @type {number | undefined} */
let gaugeTimer;
let pace = { since: 0, step: 0, value: 0 };

/** Does what the page says from now on. */
export function listen() {
  self.onmessage = ({ data }) => {
    const command = /** @type {import("./protocol.js").TrainingCommand} */ (data);
    try {
      obey(command);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (error instanceof WebAssembly.RuntimeError) die(message);
      else post({ type: "refused", id: "id" in command ? command.id : 0, message });
    }
  };
}

/** @param {import("./protocol.js").TrainingCommand} command */
function obey(command) {
  switch (command.type) {
    case "core":
      core = assemble(command.parts, initSync({ module: command.parts.lead }));
      if (command.parts.rest) core.join(command.parts.rest);
      return;
    case "rest":
      core?.join(command.rest);
      report("now"); // with what had to wait for it
      return;
    case "start":
      start(command);
      return;
    case "seen":
      isReportUnseen = false;
      return;
    case "ping":
      post({ type: "alive" });
      return;
  }
  if (!session) {
    // The last start was refused: whoever waits for an answer is told.
    if ("id" in command) post({ type: "refused", id: command.id, message: "there is no run" });
    return;
  }
  switch (command.type) {
    case "play":
      goal = undefined;
      isPlaying = !session.is_over();
      stepsPerSecond = command.steps_per_second;
      owed = 0;
      lastTick = performance.now();
      pace = { since: lastTick, step: session.clock(), value: 0 };
      schedule();
      report("now");
      return;
    case "pause":
      isPlaying = false;
      goal = undefined;
      report("now");
      return;
    case "step":
      goTo((goal ?? session.clock()) + command.count);
      return;
    case "go_to":
      goTo(command.step);
      return;
    case "set_branches":
      log.setBranches(session, command.branches);
      // Whoever is new catches up, also while the others rest.
      schedule();
      report("now");
      return;
    case "set_learning_rate":
      session.set_learning_rate(command.rate);
      log.note({ step: session.clock(), rate: command.rate });
      tellLog(true);
      if (!isPlaying) report("now");
      return;
    case "drop_ball": {
      const { a, b } = command;
      log.join(session);
      session.drop_ball(a, b);
      log.note({ step: session.clock(), a, b });
      tellLog();
      report("now");
      return;
    }
    case "set_weight": {
      const { weight, value } = command;
      log.join(session);
      session.set_weight(weight, value);
      log.note({ step: session.clock(), weight, value });
      tellLog();
      schedule(); // who left the lead here catches up
      report("now");
      return;
    }
    case "reset":
      log.join(session);
      log.beginAnew(session.clock());
      tellLog();
      session.reset();
      owed = 0;
      report("now");
      return;
    case "lay_plane":
      layPlane(command);
      return;
    case "choose_weights":
      session.choose_weights(command.first, command.second);
      return;
    case "look_inside": {
      const { value, transfer } = lookInside(session, command);
      post({ type: "answer", id: command.id, value }, transfer);
      return;
    }
    case "summary":
      post({ type: "answer", id: command.id, value: JSON.parse(session.dataset_summary()) });
      return;
    case "outcome": {
      const value = JSON.parse(session.outcome(command.since, command.lowest));
      post({ type: "answer", id: command.id, value });
      return;
    }
    case "where":
      askedWhere.push(command.id);
      if (session.catch_up(0)) tellWhere();
      else schedule();
      return;
    case "test": {
      const value = log.noteTest(session);
      tellLog();
      post({ type: "answer", id: command.id, value });
      report("now"); // from here on the test is a part of what is seen
      return;
    }
    case "raw_answers": {
      const value = readRaw(session, command.wish);
      lastTick += value.ms; // the ball owes no steps for the time this took
      post({ type: "answer", id: command.id, value }, buffersOf(value));
    }
  }
}

/** @param {Extract<import("./protocol.js").TrainingCommand, {type: "start"}>} command */
function start(command) {
  isPlaying = false;
  goal = undefined;
  owed = 0;
  plane = 0;
  const message = "another run has begun";
  for (const id of askedWhere.splice(0)) post({ type: "refused", id, message });
  session?.free();
  session = undefined;
  const { events } = command;
  spec = JSON.parse(command.spec);
  log = new EventLog(events, spec.branches);
  const first = log.isAlone ? JSON.stringify({ ...spec, branches: "" }) : command.spec;
  session = new Session(first, command.file);
  run = command.run;
  const { parameters, rows, layers: depth } = JSON.parse(session.dataset_summary());
  layers = new LayerLooks(depth);
  // A gradient costs three products for each parameter and row.
  stepWork = 3 * parameters * rows.train;
  const next = performance.now() + GAUGE_REST_MS;
  gauge = { isAffordable: parameters * rows.train <= GAUGE_LIMIT, next, looks: 0, step: -1 };
  if (command.step > 0) post({ type: "busy", ms: 60_000 });
  log.advance(session, command.step);
  report("now");
}

/** Where all runs stand, to those who asked while some were behind. */
function tellWhere() {
  if (!session) return;
  const value = { step: session.clock(), digest: session.digest_of_all() };
  for (const id of askedWhere.splice(0)) post({ type: "answer", id, value });
}

/** What was done by hand has changed. @param {boolean} [isTurn] of the dial */
function tellLog(isTurn = false) {
  post({ type: "events", run, events: log.events, is_turn: isTurn });
}

/** What a replay met on its way. */
function tellEvents() {
  if (log.exam) post({ type: "exam", run, figures: log.exam });
  log.exam = undefined;
  for (const event of log.leftOut.splice(0)) post({ type: "left_out", run, event });
}

/** @param {Extract<import("./protocol.js").TrainingCommand, {type: "lay_plane"}>} command */
function layPlane(command) {
  if (!session) return;
  post({ type: "busy", ms: 20_000 });
  const step = session.clock();
  const { ahead, isRough } = within(command, step);
  const first = readPlane(session.lay_plane(command.kind, ahead));
  if (first.kind === "weights") first.weights = [...session.chosen_weights()];
  const { second } = command;
  const isThere = second !== undefined && session.runs().includes(second);
  plane = command.plane;
  /** @type {import("./protocol.js").Planes} */
  const value = {
    plane: first,
    second: isThere ? readPlane(session.lay_second_plane(second)) : undefined,
    is_rough: isRough && first.kind !== "exact",
    step,
  };
  const buffers = [first, value.second].flatMap((laid) =>
    laid ? [laid.origin.buffer, laid.d1.buffer, laid.d2.buffer] : [],
  );
  post({ type: "answer", id: command.id, value }, buffers);
  lastTick = performance.now(); // the ball owes no steps for the time this took
  gauge.next = Math.max(gauge.next, lastTick + GAUGE_REST_MS);
  report("now");
}

/**
 * How far a path can be rehearsed for the work allowed. Other kinds belong to the step at which they are laid, so nothing rough
 * goes before them.
 * @param {{kind: string, ahead: number, work: number, from?: number}} wish @param {number} clock
 */
function within({ kind, ahead, work, from }, clock) {
  // Counted from the step of the rough plane: the run may have walked a part of the way, and the way is the same.
  const wished = Math.max(0, (from ?? clock) + ahead - clock);
  // Two steps are three places: the fewest that a path can bend at.
  const affordable = kind.startsWith("path") ? Math.max(2, Math.floor(work / stepWork)) : wished;
  return { ahead: Math.min(wished, affordable), isRough: affordable < wished };
}

/**
 * Pauses and brings all runs to a step: back at once, on as fast as they walk. A newer command ends it on the way.
 * @param {number} step
 */
function goTo(step) {
  if (!session) return;
  isPlaying = false;
  goal = undefined;
  backTo = undefined;
  if (step < log.joinStep) {
    goal = log.joinStep;
    backTo = step;
    schedule();
    return;
  }
  if (step < session.clock()) {
    // Back at once to where a state was kept, and from there on as fast as it goes.
    session.rewind_near(step);
    goal = step;
    layers.setOut(session, step, false);
    clearTimeout(timer);
    walk();
    return;
  } else if (session.catch_up(0) && step <= session.clock() + CATCH_UP_STEPS) {
    log.advance(session, step - session.clock());
  } else {
    goal = step;
    // Without the rest of the core no report has looked.
    layers.setOut(session, step, core?.isComplete() !== true);
    schedule();
    return;
  }
  report("now");
}

function schedule() {
  if (timer !== undefined || !session) return;
  if (isPlaying) timer = setTimeout(walk, Number.isFinite(stepsPerSecond) ? 8 : 0);
  else if (goal !== undefined || !session.catch_up(0)) timer = setTimeout(walk, 0);
}

/** Makes the steps that are due, as many as fit into a slice: at the wished pace, or towards the goal as fast as it goes. */
function walk() {
  timer = undefined;
  if (!session) return;
  try {
    const now = performance.now();
    const isInTime = () => performance.now() - now < SLICE_MS;
    // Whoever is behind walks alone first.
    let areTogether = session.catch_up(0);
    while (!areTogether && isInTime()) areTogether = session.catch_up(CATCH_UP_STEPS);
    if (areTogether && askedWhere.length > 0) tellWhere();
    // A pace that the machine cannot keep is not caught up later.
    if (!isPlaying) owed = goal === undefined ? 0 : goal - session.clock();
    else if (!areTogether) owed = 0;
    else if (stepsPerSecond === Number.POSITIVE_INFINITY) owed = stepsPerSecond;
    else owed = Math.min(owed + ((now - lastTick) * stepsPerSecond) / 1000, Math.max(1, stepsPerSecond / 4));
    lastTick = now;
    let hasStopped = false;
    while (areTogether && owed >= 1 && !hasStopped && isInTime()) {
      hasStopped = log.advance(session, 1) < 1;
      owed -= 1;
      if (goal !== undefined) layers.passBy(session);
    }
    const hasArrived = !isPlaying && areTogether && owed < 1;
    if (hasStopped) isPlaying = false;
    if (hasStopped || hasArrived) goal = undefined;
    if (hasArrived && backTo !== undefined) goTo(backTo);
    report(hasStopped || hasArrived ? "now" : "when due");
    schedule();
  } catch (error) {
    die(error instanceof Error ? error.message : String(error));
  }
}

/** @param {"now" | "when due"} urgency */
function report(urgency) {
  if (!session) return;
  tellEvents();
  const now = performance.now();
  const pause = Math.max(REPORT_MS, reportCost / REPORT_SHARE);
  if (urgency === "when due" && (isReportUnseen || now - lastReport < pause)) return;
  const clock = session.clock();
  if (now - pace.since > 500) {
    pace = { since: now, step: clock, value: ((clock - pace.step) * 1000) / (now - pace.since) };
  }
  const withDetails = urgency === "now" || now - lastDetails >= DETAILS_MS;
  const isLooking = withDetails && core?.isComplete() === true && layers.isDue(urgency);
  const [lead, ...others] = [0, ...session.runs()].map((index) => readRun(index, withDetails, isLooking));
  const columns = layers.take();
  post(
    {
      type: "report",
      run,
      plane,
      is_playing: isPlaying,
      steps_per_second: pace.value,
      clock,
      is_over: session.is_over(),
      status: lead.status,
      details: lead.details,
      batch: withDetails ? { loss: session.next_batch_loss(), spread: session.batch_spread() } : undefined,
      others,
      columns,
    },
    [lead, ...others].flatMap(({ details }) =>
      details ? [details.trail.buffer, details.curve.buffer, details.gradients.buffer] : [],
    ),
  );
  if (withDetails) {
    lastDetails = now;
    scheduleGauge();
  }
  isReportUnseen = true;
  lastReport = performance.now();
  reportCost = lastReport - now;
}

/** @param {number} index @param {boolean} withDetails @param {boolean} withLayers @returns {import("./protocol.js").OtherRun} */
function readRun(index, withDetails, withLayers) {
  const from = /** @type {Session} */ (session);
  const status = readStatus(from, index);
  if (!withDetails) return { index, status };
  return {
    index,
    status,
    details: {
      trail: plane > 0 ? from.trail(index) : new Float32Array(),
      curve: from.curve(index),
      gradients: from.layer_gradients(index),
      flow: withLayers ? layers.look(from, index) : undefined,
      test: withLayers && index === 0 && isTestOpen(from) ? examine(from) : undefined,
      digest: from.digest(index),
      digest_of_all: from.digest_of_all(),
    },
  };
}

/** Whether somebody has seen the test rows: in this run so far, or before it began. @param {Session} of */
function isTestOpen(of) {
  return spec.exam === "opened" || log.isTestOpen(of.clock());
}

/** Looks at the curvature when it is due: after the report, so that no picture waits for it, and with the rest of the core. */
function scheduleGauge() {
  if (gaugeTimer !== undefined || !gauge.isAffordable || !core?.isComplete()) return;
  gaugeTimer = setTimeout(lookAtCurvature, Math.max(0, gauge.next - performance.now()));
}

function lookAtCurvature() {
  gaugeTimer = undefined;
  if (!session || !gauge.isAffordable) return;
  if (performance.now() < gauge.next) {
    scheduleGauge();
    return;
  }
  try {
    const start = performance.now();
    const reading = session.curvature(GAUGE_WORK);
    const limits = {
      step: reading.step,
      lambda_max: reading.lambda_max,
      error: reading.lambda_max_error,
      smooth: reading.smooth_limit,
      diverge: reading.diverge_limit,
      kind: /** @type {import("./protocol.js").Limits["kind"]} */ (reading.limit_kind),
    };
    reading.free();
    post({ type: "limits", run, limits });
    const now = performance.now();
    lastTick += now - start; // the ball owes no steps for the time this took
    gauge.looks = limits.step === gauge.step ? gauge.looks + 1 : 0;
    gauge.step = limits.step;
    gauge.next = now + Math.max(isPlaying ? GAUGE_MS : 0, (now - start) / GAUGE_SHARE);
    const isKnown = limits.error <= GAUGE_ERROR * Math.abs(limits.lambda_max);
    if (isPlaying || (!isKnown && gauge.looks < GAUGE_LOOKS)) scheduleGauge();
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) die(error.message);
    // A formula at a place without curvature, say: the dial stays without marks.
    else gauge.isAffordable = false;
  }
}

/** After a trap the instance is half changed: it is never asked again. @param {string} message */
function die(message) {
  isPlaying = false;
  session = undefined;
  post({ type: "dead", message });
}

/**
 * @param {import("./protocol.js").TrainingMessage} message
 * @param {Transferable[]} [transfer]
 */
function post(message, transfer = []) {
  postMessage(message, { transfer });
}
