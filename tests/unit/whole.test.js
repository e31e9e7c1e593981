// From the core of formulas to the whole one: what is kept back meanwhile, and how a run comes over.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Engine } from "../../www/engine/client.js";
import { FORMULAS, isForFormulas } from "../../www/engine/formulas.js";
import { CHAPTERS } from "../../www/lesson/chapters/index.js";
import { linkAt, showsRun } from "../../www/lesson/format.js";
import { firstPicture, hasOwnCut, KINDS, readFace } from "../../www/state/faces.js";
import { BEGINNING } from "../../www/state/told.js";
import { SCHEMA, specOf } from "../wasm/support/core.js";

/** @typedef {import("../../www/engine/parts.js").Parts} Parts */

/** Two modules that nobody looks into. */
const [FIRST, SECOND] = [{}, {}].map((module) => /** @type {WebAssembly.Module} */ (module));
const WHOLE = { lead: SECOND };

/** A worker that keeps its mail and answers at once what has an id. */
class FakeWorker {
  /** @type {any[]} */
  mail = [];
  /** @type {((event: {data: any}) => void) | null} */
  onmessage = null;
  onerror = null;
  onmessageerror = null;
  step = 7;

  constructor(/** @type {URL} */ _, /** @type {{name: string}} */ { name }) {
    FakeWorker.all.push(this);
    this.isTraining = name === "training";
  }

  postMessage(/** @type {any} */ command) {
    if (command.type === "ping") return;
    this.mail.push(command);
    const { id } = command;
    const value = command.type === "where" ? { step: this.step, digest: "00000000" } : { kind: "exact" };
    if (this.isTraining && id !== undefined)
      queueMicrotask(() => this.onmessage?.({ data: { type: "answer", id, value } }));
  }

  terminate() {
    this.onmessage = null;
  }

  /** @type {FakeWorker[]} */
  static all = [];
}

const types = (/** @type {FakeWorker | undefined} */ worker) => worker?.mail.map(({ type }) => type);

/**
 * @param {import("node:test").TestContext} test
 * @param {(arrival: Promise<Parts>) => import("../../www/engine/client.js").Means} means
 */
function engineOf(test, means) {
  FakeWorker.all = [];
  // Files have no origin, and workers lie beside the page.
  Object.assign(globalThis, { Worker: FakeWorker, location: { origin: "null" } });
  /** @type {(parts: Parts) => void} */
  let arrive = () => {};
  const arrival = new Promise((/** @type {(parts: Parts) => void} */ resolve) => (arrive = resolve));
  const none = () => {};
  const listeners = {
    ...{
      onReport: none,
      onSurface: none,
      onEvents: none,
      onLimits: none,
      onReplaced: none,
      onExam: none,
      onLeftOut: none,
    },
    onFailure: (/** @type {string} */ message) => assert.fail(message),
  };
  const engine = new Engine({ lead: FIRST }, listeners, 1, means(arrival));
  test.after(() => engine.dispose());
  return {
    engine,
    arrive: () => arrive(WHOLE),
    trainers: () => FakeWorker.all.filter(({ isTraining }) => isTraining),
  };
}

/** @param {Promise<Parts>} arrival */
const formulas = (arrival) => ({ fetchWhole: () => arrival });

describe("an engine with the core of formulas", () => {
  it("makes its run again with the whole core, to the step where it stood, in its plane, and goes on", async (test) => {
    const { engine, arrive, trainers } = engineOf(test, formulas);
    engine.start(specOf("problem=bowl"), undefined);
    engine.play(20);
    await engine.layPlane("path", { ahead: 1, work: 1 });
    const grown = engine.becomeWhole();
    engine.setLearningRate(0.2);
    arrive();
    await grown;
    assert.ok(engine.isWhole);
    const [before, after, ...more] = trainers();
    assert.equal(more.length, 0);
    assert.deepEqual(types(before), ["core", "start", "play", "lay_plane", "set_learning_rate", "where"]);
    assert.deepEqual(types(after), ["core", "start", "lay_plane", "play"]);
    assert.equal(after?.mail[0].parts, WHOLE);
    assert.equal(after?.mail[1].step, 7);
    assert.equal(after?.mail[2].plane, before?.mail[3].plane);
  });

  it("keeps back what needs the whole core, and all after it, in its order", async (test) => {
    const { engine, arrive, trainers } = engineOf(test, formulas);
    engine.start(specOf("problem=bowl"), undefined);
    const inside = engine.outcome(0, Number.NaN);
    engine.goTo(30);
    assert.deepEqual(types(trainers()[0]), ["core", "start"]);
    arrive();
    await inside;
    assert.deepEqual(types(trainers()[1]), ["core", "start", "go_to", "outcome", "go_to"]);
  });

  it("does not make a run again that another one replaces", async (test) => {
    const { engine, arrive, trainers } = engineOf(test, formulas);
    engine.start(specOf("problem=bowl"), undefined);
    engine.start(specOf(""), undefined);
    engine.play(20);
    const summary = engine.summary();
    arrive();
    await summary;
    assert.deepEqual(types(trainers()[1]), ["core", "start", "play", "summary"]);
    assert.equal(trainers()[1]?.mail[1].run, 2);
  });
});

describe("an engine with the first half of the core", () => {
  it("goes on with the same workers when the rest comes, and asks for it once", async (test) => {
    let asked = 0;
    const { engine } = engineOf(test, () => ({
      fetchRest: async () => {
        asked += 1;
        return SECOND;
      },
    }));
    engine.start(specOf(""), undefined);
    assert.ok(!engine.isWhole);
    await Promise.all([engine.becomeWhole(), engine.becomeWhole()]);
    engine.play(20);
    assert.ok(engine.isWhole);
    assert.equal(asked, 1);
    assert.equal(FakeWorker.all.length, 2);
    for (const { mail } of FakeWorker.all)
      assert.equal(mail.find(({ type }) => type === "rest").rest, SECOND);
    assert.deepEqual(types(FakeWorker.all.find(({ isTraining }) => isTraining)), [
      "core",
      "start",
      "rest",
      "play",
    ]);
  });
});

describe("a worker that dies for want of the rest", () => {
  it("is followed by another one when that has come, with it", async (test) => {
    /** @type {(rest: WebAssembly.Module) => void} */
    let arrive = () => {};
    const arrival = new Promise((/** @type {(rest: WebAssembly.Module) => void} */ done) => {
      arrive = done;
    });
    const { engine } = engineOf(test, () => ({ fetchRest: () => arrival }));
    engine.start(specOf(""), undefined);
    const born = FakeWorker.all.length;
    for (const worker of FakeWorker.all.slice())
      for (let death = 0; death < 3; death += 1)
        worker.onmessage?.({ data: { type: "dead", message: "no line" } });
    assert.equal(FakeWorker.all.length, born, "no other worker yet");
    arrive(SECOND);
    await engine.becomeWhole();
    await Promise.resolve();
    const after = FakeWorker.all.slice(born);
    assert.equal(after.length, born);
    for (const { mail } of after) assert.equal(mail[0].parts.rest, SECOND);
    assert.deepEqual(types(after.find(({ isTraining }) => isTraining)), ["core", "start"]);
  });
});

describe("the first picture", () => {
  it("is a formula where the story begins, and the page knows it from the address", () => {
    const [chapter] = CHAPTERS;
    assert.ok(chapter);
    assert.equal(linkAt(chapter, 0), BEGINNING);
    assert.ok(isForFormulas({ type: "start", spec: specOf(BEGINNING) }));
    for (const hash of ["", "#lesson", `#lesson=${chapter.id}`, "#lesson=1", "#lesson=nothing"]) {
      assert.equal(firstPicture(readFace(hash)), "formula", hash);
    }
    assert.ok(FORMULAS.has("bowl"));
  });

  it("is told from the address: the default one, or that of a kind of links", () => {
    for (const [hash, shows] of /** @type {const} */ ([
      ["", "formula"],
      ["#lang=zh", "default"],
      ["#v=1", "default"],
      ["#lang=en&theme=dark&large=on&view=top", "default"],
      ["#lock=data.network&hide=race&ask=%E4%B8%BA", "default"],
      ["#gallery&lang=zh", "default"],
      ["#lr=0.5", "networks"],
      ["#lang=zh&problem=network&branches=", "networks"],
      ["#v=1&data=spiral&lock=data", "networks"],
      ["#problem=bowl", "numbers"],
      ["#v=1&problem=judges&lang=en", "numbers"],
      ["#problem=bowl&branches=0:lr:0.1", "races"],
      ["#branches=7", "races"],
      ["#lesson=layers", "told_networks"],
      ["#lesson=layers&branches=7", "told_networks"],
      ["#lesson=residual", "told_twins"],
      ["#lesson=residual.grounds", "told_grounds"],
      ["#lesson=knobs.rules", "told_races"],
      ["#lesson=wrong.valley", "numbers"],
      ["#lesson=8", "told_networks"],
      ["#lesson=vote.99", "formula"],
    ])) {
      assert.equal(firstPicture(readFace(hash)), shows, hash);
    }
  });

  it("of each step of the story is of the kind that the core reads in its link", () => {
    for (const chapter of CHAPTERS) {
      for (const [at, step] of chapter.steps.entries()) {
        const link = linkAt(chapter, at);
        const spec = JSON.parse(specOf(link));
        const network = chapter.id === "residual" ? "told_twins" : "told_networks";
        const single = spec.problem === "network" ? network : "numbers";
        const isGrounds = spec.mountains === "pair";
        const isTwins = !isGrounds && chapter.id === "residual";
        const race = isGrounds ? "told_grounds" : isTwins ? "told_twins" : "told_races";
        const kind = spec.branches === "" ? single : race;
        const isBeginning = link === BEGINNING || !showsRun(chapter, at);
        for (const place of [`${chapter.id}.${step.name}`, ...(at === 0 ? [chapter.id] : [])]) {
          assert.equal(firstPicture(readFace(`#lesson=${place}`)), isBeginning ? "formula" : kind, place);
        }
      }
    }
  });

  it("of a ready-made experiment is of the kind that the core reads in its link", () => {
    const usual = JSON.parse(specOf(""));
    const seen = new Set();
    for (const { name, link } of SCHEMA.presets) {
      const spec = JSON.parse(specOf(link));
      const isUsual = Object.keys(usual).every((field) => spec[field] === usual[field]);
      const single = spec.problem === "network" ? (isUsual ? "default" : "networks") : "numbers";
      const kind = spec.branches === "" ? single : "races";
      assert.equal(firstPicture(readFace(`#${link}&lang=en`)), kind, name);
      assert.equal(hasOwnCut(kind), kind !== "default");
      seen.add(kind);
    }
    assert.deepEqual([...seen].sort(), ["default", ...KINDS].sort(), "there is one of each");
  });
});
