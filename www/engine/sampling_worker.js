// A sampling worker: its share of the losses over a plane, coarse to fine. It owns one sampler of the core and knows nothing
// of runs: a plane comes as three vectors of weights.
import { initSync, Session, SurfaceSampler } from "../pkg/downhill.js";
import { survey } from "./survey.js";

/** Between two looks into the mail, in milliseconds: a newer request waits no longer than this and one row. */
const LOOK_MS = 12;
/** Rows, and points in each, that make the engine compile the core's kernels for speed before they are needed. */
const WARM_ROWS = 16;
const WARM_POINTS = 64;

/** @type {SurfaceSampler | undefined} */
let sampler;
let samplerRun = 0;
/** @type {import("./protocol.js").SurfaceRequest | undefined} */
let latest;
let isSampling = false;

const tick = new MessageChannel();

self.onmessage = ({ data }) => {
  const command = /** @type {import("./protocol.js").SamplingCommand} */ (data);
  switch (command.type) {
    case "module":
      initSync({ module: command.module });
      // The plane of the first surface takes a moment to be laid: time to warm up.
      guard(0, warm);
      break;
    case "sample":
      latest = command;
      if (!isSampling) void sampleAll();
      break;
    case "ping":
      post({ type: "alive" });
  }
};

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

/** Samples the latest request, and again while a newer one has come. */
async function sampleAll() {
  isSampling = true;
  while (latest) {
    const request = latest;
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

/** @param {import("./protocol.js").SurfaceRequest} request */
async function sample(request) {
  if (!sampler || samplerRun !== request.run) {
    sampler?.free();
    sampler = undefined;
    sampler = new SurfaceSampler(request.spec, request.file);
    samplerRun = request.run;
  }
  sampler.set_plane(request.origin, request.d1, request.d2);
  const { id, part } = request;
  let lookedAt = performance.now();
  for (const level of survey(sampler, request)) {
    if (level) {
      const { side, isFirst, isLast, losses } = level;
      post({ type: "losses", id, part, side, is_first: isFirst, is_last: isLast, losses }, [losses.buffer]);
    }
    if (performance.now() - lookedAt > LOOK_MS) {
      await mail();
      if (latest) return;
      lookedAt = performance.now();
    }
  }
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
