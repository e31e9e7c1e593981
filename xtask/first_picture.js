// Makes first pictures in Node, with the page's own workers on a marked copy of a core, and writes the numbers of the stretches of code
// that they ran, as JSON: `node xtask/first_picture.js MARKED.wasm LIST.json PICTURE`. PICTURE is what an address may begin with
// (`firstPicture` in www/state/faces.js): `default`, the Lab's default experiment, `formula`, where the story begins, or a kind of links,
// for all ready-made experiments of that kind, those of the story and what is near to them, one after another; or `none`: what an
// instance runs by itself. See src/split/.
//
// What is forgotten here costs a visitor a moment, never an answer: see www/engine/parts.js.
import { readFileSync, writeFileSync } from "node:fs";
import { FORMULAS } from "../www/engine/formulas.js";
import { fillFrom, scatter } from "../www/engine/refine.js";
import { batchOf, Grounds } from "../www/lab/grounds.js";
import { twinOf } from "../www/lab/pair.js";
import { CHAPTERS } from "../www/lesson/chapters/index.js";
import { linkAt, showsRun } from "../www/lesson/format.js";
import { firstPicture, KINDS, readFace } from "../www/state/faces.js";
import { BEGINNING } from "../www/state/told.js";

/** Who waits for an answer of the training worker, by its number. @type {Map<number, (value: any) => void>} */
const waiting = new Map();
/** Who takes the losses of a surface. @type {(losses: import("../www/engine/protocol.js").Losses) => void} */
let take = () => {};
/** Where the run has come to, or ended. */
let reached = 0;
/** The clock stands where it is put: what a slow machine does in between would be cut elsewhere. */
let now = 0;
performance.now = () => now;
// Both workers share this thread, and one instance of the core.
Object.assign(globalThis, {
  self: {},
  postMessage: (/** @type {any} */ message) => {
    // A core of formulas does not warm up: that has no number.
    const isWrong = message.type === "dead" || (message.type === "refused" && message.id > 0);
    if (isWrong) throw new Error(message.message);
    if (message.type === "answer") waiting.get(message.id)?.(message.value);
    if (message.type === "losses") take(message);
    if (message.type === "report") {
      reached = message.is_over ? Number.POSITIVE_INFINITY : message.clock;
      setTimeout(() => train({ type: "seen" }));
    }
  },
});
const core = await import("../www/pkg/downhill.js");
/** @param {string} file */
async function workerOf(file) {
  const { listen } = await import(file);
  listen();
  const { onmessage } = globalThis.self;
  return (/** @type {any} */ command) =>
    onmessage?.call(self, /** @type {MessageEvent} */ ({ data: command }));
}
const train = await workerOf("../www/engine/training_worker.js");
const sample = await workerOf("../www/engine/sampling_worker.js");

let asked = 0;
/** What the training worker answers. @param {object} question @returns {Promise<any>} */
function answered(question) {
  asked += 1;
  const id = asked;
  return new Promise((done) => {
    waiting.set(id, done);
    train({ ...question, id });
  });
}

const [marked = "", list = "", picture = ""] = process.argv.slice(2);
const lead = new WebAssembly.Module(readFileSync(marked));
const exports = core.initSync({ module: lead });
const parts = { lead, address: "" };
function finish() {
  const run = Object.entries(exports).flatMap(([name, mark]) =>
    /^run\d/.test(name) && mark.value === 1 ? [Number(name.slice("run".length))] : [],
  );
  writeFileSync(list, JSON.stringify(run));
  process.exit(0); // the workers' timers would go on
}
if (picture === "none") finish();

const isOfLinks = KINDS.some((kind) => kind === picture);
/** In the story nothing but its own buttons is turned. */
const isTold = picture.startsWith("told_");
const isOfNumbers = picture === "numbers";
/** Rules and schedules of training, for whatever is trained. */
const TRAINING = [
  ...["opt=momentum&lr=0.1&height=log", "opt=nesterov", "opt=adagrad", "opt=rmsprop"],
  ...["opt=adam&l2=0.001&lr=0.01", "opt=adamw"],
  ...["sched=step", "sched=exponential", "sched=cosine", "sched=inverse_sqrt", "sched=one_cycle"],
  ...["clip=1", "warmup=10", "l2=0.01"],
];
const ACTIVATIONS = [
  ...["tanh", "sigmoid", "relu", "leaky_relu", "gelu", "silu", "elu", "gelu_tanh", "softplus", "sin"],
  ...["identity", "step"],
];
/** Data, networks and planes. */
const NETWORKS = [
  ...["xor", "two_gaussians", "random_labels", "chairs", "plane", "multi_gauss"].map(
    (data) => `data=${data}`,
  ),
  ...["iris", "wine", "digits", "penguin_mass"].map((data) => `data=${data}`),
  ...["features=all", "labels=shuffled", "flip=0.1&data=moons", "batch=16", "widths=16-8-4"],
  ...ACTIVATIONS.map((name) => `act=${name}`),
  ...["average", "fixed", "learned", "sum"].map((name) => `skip=${name}`),
  ...["block=postact&skip=sum", "block=preact2&skip=sum"],
  ...["he", "uniform", "lecun", "orthogonal", "normal", "unit", "zeros"].map((name) => `init=${name}`),
  ...["xavier_uniform", "he_uniform", "lecun_uniform"].map((name) => `init=${name}`),
  ...["loss=mse", "loss=half_mse", "data=sine&loss=mae", "data=sine&loss=huber"],
  ...["path_mean", "ends", "random", "weights"].map((name) => `plane=${name}`),
  ...["ground=both", "ground=batch&batch=16"],
];
/** What is near to the ready-made experiments: all formulas and data, all ways to train, each with what usually is there beside it. */
const NEAR = [
  ...[...FORMULAS].map((name) => `problem=${name}`),
  ...["line", "neuron", "judges"].flatMap((name) => TRAINING.map((more) => `problem=${name}&${more}`)),
  ...["gnoise=1", ...TRAINING].map((more) => `problem=ravine&${more}`),
  ...["line", "neuron"].map((name) => `problem=${name}&batch=8`),
  ...[...TRAINING, ...NETWORKS],
  // Directions of the curvature would be too heavy beside several runs: such a link fetches both halves.
  ...ACTIVATIONS.map((name) => `act=${name}&plane=hessian`),
  ...["data=circle&skip=scaled&plane=hessian", "data=sine&plane=hessian", "loss=mse&plane=hessian"],
  ...[...TRAINING, ...NETWORKS].map((one) => `${one}&branches=0:lr:0.3`),
  "branches=0:lr:0.3&batch=16&data=xor&height=log",
  ...["branches=0:opt:nesterov", "branches=0:opt:adagrad", "branches=0:opt:adamw", "branches=0:skip:sum"],
  ...["branches=0:act:relu", "act=gelu&branches=0:lr:0.3"],
];
/** Tables that the core does not carry, by the data set. */
const TABLES = new Map(
  ["iris", "wine", "digits"].map((data) => [data, new Uint8Array(readFileSync(`crate/data/${data}.csv`))]),
);
/** @param {string} link */
const specOf = (link) => JSON.parse(core.decode_link(link)).spec;

/** Links whose first picture it is. @returns {string[]} */
function linksOf() {
  if (picture === "formula") return [BEGINNING];
  /** @type {Pick<import("../www/state/core.js").Schema, "presets">} */
  const { presets } = JSON.parse(readFileSync("www/pkg/schema.json", "utf8"));
  const told = CHAPTERS.flatMap((one) =>
    one.steps.flatMap(({ name }, step) =>
      showsRun(one, step) ? [{ address: `lesson=${one.id}.${name}`, link: linkAt(one, step) }] : [],
    ),
  );
  const linked = [...presets.map(({ link }) => link), ...told.map(({ link }) => link), ...NEAR];
  const all = isTold ? told : linked.map((link) => ({ address: link, link }));
  const links = all
    .filter(({ address }) => firstPicture(readFace(address)) === picture)
    .map(({ link }) => link);
  if (links.length === 0) throw new Error(`no ready-made experiment shows ${picture}`);
  return [...new Set(links)];
}

// The page reads its address.
core.decode_link("lang=zh");
// Settings may be changed before the rest is there, and the page should not have to wait for it.
const changed =
  picture === "formula" || isOfNumbers
    ? "problem=bowl&starta=-1.5&lr=0.22"
    : "data=circle&n=64&noise=0.2&layers=3&width=12&act=relu&skip=scaled&init=he&opt=adam&lr=0.025&batch=32&seed=7";
if (!isTold) core.encode_link(JSON.stringify(specOf(changed)));

sample({ type: "core", parts });
train({ type: "core", parts });
for (const [at, link] of linksOf().entries()) await show(link, at + 1);
finish();

/** The first picture of a link, as a run of that number. @param {string} link @param {number} run */
async function show(link, run) {
  const spec = specOf(link);
  const json = JSON.stringify(spec);
  core.encode_link(json);
  // Links from the share dialog tell what was done by hand, and where the run stands.
  if (isOfLinks) core.encode_link(JSON.stringify(specOf(`${link}&step=130&events=100:lr:0.2`)));
  const file = TABLES.get(spec.dataset);
  if (!file) sample({ type: "prepare", run, spec: json });
  train({ type: "start", run, spec: json, file, events: [], step: 0 });
  const { rows } = await answered({ type: "summary" });

  let isMeasured = () => {};
  /** Losses of each mountain so far. @type {Float32Array<ArrayBuffer>[]} */
  const heights = [];
  const grounds = new Grounds({
    sample(sites) {
      asked += 1;
      const id = asked;
      const sheets = sites.map(({ plane: { origin, d1, d2, a, b }, rows, step, spec: other = json }) => {
        return { spec: other, rows, step, origin, d1, d2, a, b };
      });
      take = ({ sheet, side, part, is_first, is_last, losses }) => {
        const grid = new Float32Array(side * side);
        scatter(grid, side, part, is_first, losses);
        if (!is_first) fillFrom(grid, side, heights[sheet] ?? grid);
        heights[sheet] = grid;
        const { a, b } = sheets[sheet] ?? { a: [0, 0], b: [0, 0] };
        grounds.take({ id, sheet, columns: side, rows: side, heights: grid, a, b, is_last });
        if (is_last && sheet + 1 === sheets.length) isMeasured();
      };
      const request = { type: "sample", id, run, part: { index: 0, of: 1 }, finest: 33, sheets, file };
      queueMicrotask(() => sample(request)); // whoever asks must know the number first
      return id;
    },
  });
  const measured = () => new Promise((/** @type {(done?: undefined) => void} */ done) => (isMeasured = done));
  grounds.choose(spec.ground);
  grounds.setRows({ batch: batchOf(spec, rows.train), validation: rows.validation });
  let step = 0;
  /** @param {number} work that the plane may cost @param {number} [second] branch with a mountain of its own @param {string} [other] its spec */
  const measure = async (work, second, other) => {
    asked += 1;
    const effort = { ahead: 300, work, second };
    const laid = await answered({ type: "lay_plane", plane: asked, kind: spec.plane, ...effort });
    const beside = laid.second ? [{ plane: laid.second, spec: other }] : [];
    const calm = measured();
    grounds.measure([{ plane: laid.plane }, ...beside]);
    await calm;
    if (grounds.ground !== "batch") return;
    const moving = measured();
    now += 1000; // each ground has time to be seen
    grounds.follow({ step, isPlaying: true });
    await moving;
  };

  // A plane at once, then the true one, with a second mountain where there is one: see www/lab/surface.js and pair.js.
  await measure(1.5e7);
  const twin = spec.branches ? twinOf(spec, JSON.parse(core.branch_specs(json))) : undefined;
  const ofTwin = /** @type {const} */ ([twin?.index, twin && JSON.stringify(twin.spec)]);
  await measure(Number.POSITIVE_INFINITY, ...ofTwin);
  if (twin) for (const grid of heights) core.relief(grid, Math.sqrt(grid.length));
  // The ball walks for some seconds, and the obvious controls are used. Steps are counted, not timed: the same build is cut at the same places.
  train({ type: "play", steps_per_second: 20 });
  train({ type: "pause" });
  if (isOfLinks) {
    // A link may lead to a step, with what is seen of the layers on the way.
    step = 40;
    train({ type: "go_to", step });
    while (reached < step) await new Promise((go) => setTimeout(go));
  }
  while (step < 140) {
    if (step === 120 && isOfNumbers) train({ type: "drop_ball", a: 0.5, b: -0.25 });
    if (step === 100) train({ type: "set_learning_rate", rate: 0.2 });
    train({ type: "step", count: 4 }); // few enough to be made at once
    step += 4;
  }
  // Two mountains grow as their networks do.
  if (twin) await measure(Number.POSITIVE_INFINITY, ...ofTwin);
  grounds.dispose();
}
