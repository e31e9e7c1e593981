// A sampling worker: its share of the losses over planes, coarse to fine. It owns a sampler of the core for each surface and
// knows nothing of runs: a plane comes as three vectors of weights.
import { initSync, Session, SurfaceSampler } from "../pkg/downhill.js";
import { assemble } from "./parts.js";
import { survey } from "./survey.js";

/** Between two looks into the mail, in milliseconds: a newer request waits no longer than this and one row. */
const LOOK_MS = 12;
/** Rows, and points in each, that make the engine compile the core's kernels for speed before they are needed. */
const WARM_ROWS = 16;
const WARM_POINTS = 64;

/** @type {ReturnType<typeof assemble> | undefined} */
let core;
/** One sampler for each sheet of a request, kept for the next one. @type {{spec: string, rows: string, sampler: SurfaceSampler}[]} */
const samplers = [];
let samplersRun = 0;
/** @type {import("./protocol.js").SurfaceRequest | undefined} */
let latest;
/** @type {import("./protocol.js").Preparation | undefined} */
let next;
let isSampling = false;

const tick = new MessageChannel();

/** Does what the page says from now on. */
export function listen() {
  self.onmessage = ({ data }) => {
    const command = /** @type {import("./protocol.js").SamplingCommand} */ (data);
    switch (command.type) {
      case "core":
        core = assemble(command.parts, initSync({ module: command.parts.lead }));
        if (command.parts.rest) core.join(command.parts.rest);
        // The plane of the first surface takes a moment to be laid: time to warm up. A core of formulas refuses, and nobody minds.
        guard(0, warm);
        break;
      case "rest":
        core?.join(command.rest);
        break;
      case "prepare":
        next = command;
        if (!isSampling) void sampleAll();
        break;
      case "sample":
        latest = command;
        if (!isSampling) void sampleAll();
        break;
      case "ping":
        post({ type: "alive" });
    }
  };
}

/** Samples a few rows of the default experiment, for nothing but the engine's attention. */
function warm() {
  const session = new Session("{}");
  const { origin, d1, d2 } = session.lay_plane("random", 0);
  session.free();
  const first = new SurfaceSampler("{}");
  first.set_plane(origin, d1, d2);
  const a = new Float32Array(WARM_POINTS);
  for (let row = 0; row < WARM_ROWS; row += 1) first.row(a, 0);
  first.free();
}

/** Prepares what is to come, samples the latest request, and again while a newer one has come. */
async function sampleAll() {
  isSampling = true;
  while (next || latest) {
    if (next) {
      const { run, spec } = next;
      next = undefined;
      // Whoever asks for its surface hears of what is wrong with a spec.
      if ((await guard(0, () => prepare(run, spec))) === "dead") return;
      continue;
    }
    const request = /** @type {import("./protocol.js").SurfaceRequest} */ (latest);
    latest = undefined;
    if ((await guard(request.id, () => sample(request))) === "dead") return; // for ever "sampling": never asked again
  }
  isSampling = false;
}

/**
 * Does something with the core and says what became of it. A trapped instance is not asked again.
 * @param {number} id of the request that it belongs to
 * @param {() => void | Promise<void>} work
 * @returns {Promise<"done" | "dead">}
 */
async function guard(id, work) {
  try {
    await work();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof WebAssembly.RuntimeError) {
      post({ type: "dead", message });
      return "dead";
    }
    post({ type: "refused", id, message });
  }
  return "done";
}

/** @param {number} run */
function beginRun(run) {
  if (samplersRun === run) return;
  for (const { sampler } of samplers.splice(0)) sampler.free();
  samplersRun = run;
}

/** Builds a run's sampler while its plane is being laid. @param {number} run @param {string} spec */
function prepare(run, spec) {
  beginRun(run);
  if (samplers.length === 0) samplers.push({ spec, rows: "train", sampler: new SurfaceSampler(spec) });
}

/** @param {import("./protocol.js").SurfaceRequest} request */
async function sample(request) {
  beginRun(request.run);
  const sites = request.sheets.map((sheet, index) => ({
    ...sheet,
    sampler: ready(sheet, index, request.file),
  }));
  const { id, part } = request;
  let lookedAt = performance.now();
  for (const level of survey(sites, request)) {
    if (level) {
      const { sheet, side, isFirst, isLast, losses } = level;
      const message = /** @type {const} */ ({ type: "losses", id, sheet, part, side, losses });
      post({ ...message, is_first: isFirst, is_last: isLast }, [losses.buffer]);
    }
    if (performance.now() - lookedAt > LOOK_MS) {
      await mail();
      if (latest || next) return;
      lookedAt = performance.now();
    }
  }
}

/**
 * The sampler of a sheet, on its plane and rows.
 * @param {import("./protocol.js").Sheet} sheet @param {number} index @param {Uint8Array | undefined} file
 */
function ready({ spec, rows, step, origin, d1, d2 }, index, file) {
  if (samplers[index]?.spec !== spec) {
    for (const { sampler } of samplers.splice(index)) sampler.free();
    samplers.push({ spec, rows: "train", sampler: new SurfaceSampler(spec, file) });
  }
  const kept = samplers[index];
  if (rows === "batch") kept.sampler.use_batch(step ?? 0);
  else if (kept.rows !== rows) kept.sampler.use_rows(rows);
  kept.rows = rows;
  kept.sampler.set_plane(origin, d1, d2);
  return kept.sampler;
}

/** Lets waiting messages come in. @returns {Promise<void>} */
function mail() {
  return new Promise((done) => {
    tick.port1.onmessage = () => done();
    tick.port2.postMessage(null);
  });
}

/**
 * @param {import("./protocol.js").SamplingMessage} message
 * @param {Transferable[]} [transfer]
 */
function post(message, transfer = []) {
  postMessage(message, { transfer });
}
