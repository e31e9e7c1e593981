// Why a run has blown up, found by trying: the same run again with one thing changed, up to a little beyond the step that could
// not be made, in a worker of its own: the run can be taken up meanwhile. What was not tried is not told.
import { Post } from "./post.js";
import { spawnTraining } from "./spawn.js";

/** Steps beyond the blow-up that count as having got away. */
const BEYOND = 10;
/** Multiplications that one trial may cost: a second or two. */
const WORK = 1e9;
/** What a lower rate is. */
const TENTH = 0.1;
const LEAST_RATE = 1e-5;

/**
 * What a run is made of: the core, its spec as JSON, the table of its data, and what was done by hand.
 * @typedef {{parts: import("./parts.js").Parts, spec: string, file: Uint8Array | undefined, events: import("./protocol.js").RunEvent[]}} Recipe
 */

/**
 * @param {Recipe} recipe of the run
 * @param {{step: number, stepWork: number}} end the step that could not be made, and multiplications of one
 * @param {{signal: AbortSignal, progress: (share: number) => void}} work
 * @returns {Promise<import("./protocol.js").Causes>} rejected when it is left
 */
export async function findCauses({ spec, ...recipe }, { step, stepWork }, { signal, progress }) {
  const steps = step + BEYOND;
  if (steps * stepWork > WORK) return {};
  const alone = { ...JSON.parse(spec), branches: "" };
  const isPlainSum = alone.problem === "network" && alone.residual === "sum";
  /** @type {[name: "slower" | "scaled", changes: Record<string, unknown>, factor: number][]} */
  const trials = [
    ["slower", { learning_rate: lowered(alone.learning_rate) }, TENTH],
    ...(isPlainSum ? [/** @type {typeof trials[number]} */ (["scaled", { residual: "scaled" }, 1])] : []),
  ];
  /** @type {import("./protocol.js").Causes} */
  const causes = {};
  for (const [index, [name, changes, factor]] of trials.entries()) {
    const events = recipe.events.map((event) =>
      "rate" in event && factor !== 1 ? { ...event, rate: lowered(event.rate) } : event,
    );
    const trial = { ...recipe, events, spec: JSON.stringify({ ...alone, ...changes }) };
    const walked = (/** @type {number} */ done) => progress((index + done / steps) / trials.length);
    causes[name] = await getsAway(trial, steps, walked, signal);
  }
  return causes;
}

/** @param {number} rate */
const lowered = (rate) => Math.max(LEAST_RATE, rate * TENTH);

/**
 * Whether a run makes so many steps.
 * @param {Recipe} trial @param {number} steps @param {(clock: number) => void} walked @param {AbortSignal} signal
 * @returns {Promise<boolean>}
 */
function getsAway({ parts, ...recipe }, steps, walked, signal) {
  return new Promise((done, fail) => {
    signal.throwIfAborted();
    /** @type {Post<import("./protocol.js").TrainingCommand, import("./protocol.js").TrainingMessage>} */
    const post = new Post(spawnTraining, parts, {
      onMessage: (message) => {
        if (message.type === "refused") end(() => fail(new Error(message.message)));
        if (message.type !== "report") return;
        post.send({ type: "seen" });
        walked(message.clock);
        if (message.is_over || message.clock >= steps) end(() => done(message.clock >= steps));
      },
      onDeath: (reason) => end(() => fail(new Error(reason))),
    });
    const leave = () => end(() => fail(signal.reason));
    const end = (/** @type {() => void} */ settle) => {
      signal.removeEventListener("abort", leave);
      post.dispose();
      settle();
    };
    signal.addEventListener("abort", leave);
    post.send({ type: "start", run: 1, step: 0, ...recipe });
    post.send({ type: "go_to", step: steps });
  });
}
