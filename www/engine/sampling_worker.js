// The sampling worker: losses over a plane, coarse to fine, until they are fine enough for the time there is.
// It owns one sampler of the core and knows nothing of runs: a plane comes as three vectors of weights.
import { initSync, SurfaceSampler } from "../pkg/downhill.js";
import { LEVELS } from "./protocol.js";
import { refined, spaced } from "./refine.js";

/** Between two looks into the mail, in milliseconds: a newer request waits no longer than this and one row. */
const LOOK_MS = 12;

/** The least fine surface that is worth stopping at, however slow the network is. */
const LEAST_SIDE = 17;
/** Coarser ones are shown only if waiting for it would take longer than this, in milliseconds. */
const IMPATIENCE_MS = 250;

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
      break;
    case "sample":
      latest = command;
      if (!isSampling) void sampleAll();
      break;
    case "ping":
      post({ type: "alive" });
  }
};

/** Samples the latest request, and again while a newer one has come. */
async function sampleAll() {
  isSampling = true;
  while (latest) {
    const request = latest;
    latest = undefined;
    try {
      await sample(request);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (error instanceof WebAssembly.RuntimeError) {
        post({ type: "dead", message });
        return; // for ever "sampling": a trapped instance is not asked again
      }
      post({ type: "refused", id: request.id, message });
    }
  }
  isSampling = false;
}

/** @param {import("./protocol.js").SurfaceRequest} request */
async function sample(request) {
  const start = performance.now();
  if (!sampler || samplerRun !== request.run) {
    sampler?.free();
    sampler = undefined;
    sampler = new SurfaceSampler(request.spec, request.file);
    samplerRun = request.run;
  }
  sampler.set_plane(request.origin, request.d1, request.d2);

  /** @type {{side: number, heights: Float32Array} | null} */
  let coarse = null;
  let points = 0;
  let lookedAt = start;
  for (const [level, side] of LEVELS.entries()) {
    const a = spaced(request.a[0], request.a[1], side);
    const b = spaced(request.b[0], request.b[1], side);
    const { heights, columnsOf } = refined(coarse, side);
    for (let row = 0; row < side; row += 1) {
      const columns = columnsOf(row);
      const losses = sampler.row(
        Float32Array.from(columns, (column) => a[column]),
        b[row],
      );
      for (const [index, column] of columns.entries()) heights[row * side + column] = losses[index];
      points += columns.length;
      if (performance.now() - lookedAt > LOOK_MS) {
        await mail();
        if (latest) return;
        lookedAt = performance.now();
      }
    }
    const spent = performance.now() - start;
    const next = LEVELS[level + 1];
    const wouldSpend = (spent / points) * (next ?? 0) ** 2;
    const isLast = next === undefined || (side >= LEAST_SIDE && wouldSpend > request.budget_ms);
    if (side < LEAST_SIDE && wouldSpend < IMPATIENCE_MS) {
      coarse = { side, heights };
      continue;
    }
    coarse = isLast ? null : { side, heights: heights.slice() };
    const { id, a: aRange, b: bRange } = request;
    post({ type: "surface", id, columns: side, rows: side, heights, a: aRange, b: bRange, is_last: isLast }, [
      heights.buffer,
    ]);
    if (isLast) return;
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
