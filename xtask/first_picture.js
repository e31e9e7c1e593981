// Makes a first picture in Node, with the page's own workers on a marked copy of a core, and writes the numbers of the stretches of code
// that it ran, as JSON: `node xtask/first_picture.js MARKED.wasm LIST.json PICTURE`, where PICTURE is `lab`, its default experiment,
// `lesson`, where the story begins, or `none`: what an instance runs by itself. See src/split/.
//
// What is forgotten here costs a visitor a moment, never an answer: see www/engine/parts.js.
import { readFileSync, writeFileSync } from "node:fs";
import { CHAPTERS } from "../www/lesson/chapters/index.js";
import { linkAt } from "../www/lesson/format.js";

/** Who waits for a message of the workers. @type {{is: (message: any) => boolean, take: (message: any) => void}[]} */
const waiting = [];
// Both workers share this thread, and one instance of the core.
Object.assign(globalThis, {
  self: {},
  postMessage: (/** @type {any} */ message) => {
    // A core of formulas does not warm up: that has no number.
    const isWrong = message.type === "dead" || (message.type === "refused" && message.id > 0);
    if (isWrong) throw new Error(message.message);
    for (const { take } of waiting.filter(({ is }) => is(message))) take(message);
    if (message.type === "report") setTimeout(() => train({ type: "seen" }));
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

/** @param {(message: any) => boolean} is @returns {Promise<any>} the first message that is so, after what is asked for has been */
const heard = (is) =>
  new Promise((take) => {
    waiting.push({ is, take });
  });

const [marked = "", list = "", picture = ""] = process.argv.slice(2);
const isLab = picture === "lab";
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

// The page reads its address.
core.decode_link("lang=zh");
const [chapter] = CHAPTERS;
if (!chapter) throw new Error("the story has no beginning");
const link = isLab ? "lang=zh" : linkAt(chapter, 0);
const { spec } = JSON.parse(core.decode_link(link));
const json = JSON.stringify(spec);
core.encode_link(json);
// Settings may be changed before the rest is there, and the page should not have to wait for it.
const changed = isLab
  ? "data=circle&n=64&noise=0.2&layers=3&width=12&act=relu&skip=scaled&init=he&opt=adam&lr=0.025&batch=32&seed=7"
  : "problem=bowl&starta=-1.5&lr=0.22";
core.encode_link(JSON.stringify(JSON.parse(core.decode_link(changed)).spec));

sample({ type: "core", parts });
train({ type: "core", parts });
sample({ type: "prepare", run: 1, spec: json });
train({ type: "start", run: 1, spec: json, file: undefined, events: [], step: 0 });
// A plane at once, then the true one: see www/lab/surface.js.
for (const [at, work] of [1.5e7, Number.POSITIVE_INFINITY].entries()) {
  const id = at + 1;
  const laid = heard((message) => message.type === "answer" && message.id === id);
  train({ type: "lay_plane", id, plane: id, kind: spec.plane, ahead: 300, work });
  const { origin, d1, d2, a, b } = (await laid).value.plane;
  const done = heard(({ type, is_last }) => type === "losses" && is_last);
  const sheet = { spec: json, rows: "train", origin, d1, d2, a, b };
  sample({ type: "sample", id, run: 1, part: { index: 0, of: 1 }, finest: 33, sheets: [sheet] });
  await done;
}
const summary = heard(({ id }) => id === 3);
train({ type: "summary", id: 3 });
await summary;
// The ball walks for some seconds, and the one obvious control is used. Steps are counted, not timed: the same build is cut at the same places.
train({ type: "play", steps_per_second: 20 });
train({ type: "pause" });
for (let walked = 0; walked < 140; walked += 4) {
  if (walked === 100) train({ type: "set_learning_rate", rate: 0.2 });
  train({ type: "step", count: 4 }); // few enough to be made at once
}
finish();
