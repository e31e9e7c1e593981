// From the core of formulas to the whole one: what is kept back meanwhile, and how a run comes over.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Engine } from "../../www/engine/client.js";
import { FORMULAS, isForFormulas } from "../../www/engine/formulas.js";
import { CHAPTERS } from "../../www/lesson/chapters/index.js";
import { linkAt } from "../../www/lesson/format.js";
import { beginsOnFormula, readFace } from "../../www/state/faces.js";
import { specOf } from "../wasm/support/core.js";

const MODULE = /** @type {WebAssembly.Module} */ ({});
const WHOLE = /** @type {WebAssembly.Module} */ ({});

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

/** @param {import("node:test").TestContext} test */
function engineOf(test) {
  FakeWorker.all = [];
  // Files have no origin, and workers lie beside the page.
  Object.assign(globalThis, { Worker: FakeWorker, location: { origin: "null" } });
  /** @type {(module: WebAssembly.Module) => void} */
  let arrive = () => {};
  const arrival = new Promise(
    (/** @type {(module: WebAssembly.Module) => void} */ resolve) => (arrive = resolve),
  );
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
  const engine = new Engine(MODULE, listeners, 1, () => arrival);
  test.after(() => engine.dispose());
  return {
    engine,
    arrive: () => arrive(WHOLE),
    trainers: () => FakeWorker.all.filter(({ isTraining }) => isTraining),
  };
}

describe("an engine with the core of formulas", () => {
  it("makes its run again with the whole core, to the step where it stood, in its plane, and goes on", async (test) => {
    const { engine, arrive, trainers } = engineOf(test);
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
    assert.deepEqual(types(before), ["module", "start", "play", "lay_plane", "set_learning_rate", "where"]);
    assert.deepEqual(types(after), ["module", "start", "lay_plane", "play"]);
    assert.equal(after?.mail[0].module, WHOLE);
    assert.equal(after?.mail[1].step, 7);
    assert.equal(after?.mail[2].plane, before?.mail[3].plane);
  });

  it("keeps back what needs the whole core, and all after it, in its order", async (test) => {
    const { engine, arrive, trainers } = engineOf(test);
    engine.start(specOf("problem=bowl"), undefined);
    const inside = engine.outcome(0, Number.NaN);
    engine.goTo(30);
    assert.deepEqual(types(trainers()[0]), ["module", "start"]);
    arrive();
    await inside;
    assert.deepEqual(types(trainers()[1]), ["module", "start", "go_to", "outcome", "go_to"]);
  });

  it("does not make a run again that another one replaces", async (test) => {
    const { engine, arrive, trainers } = engineOf(test);
    engine.start(specOf("problem=bowl"), undefined);
    engine.start(specOf(""), undefined);
    engine.play(20);
    const summary = engine.summary();
    arrive();
    await summary;
    assert.deepEqual(types(trainers()[1]), ["module", "start", "play", "summary"]);
    assert.equal(trainers()[1]?.mail[1].run, 2);
  });
});

describe("the first picture", () => {
  it("is a formula where the story begins, and the page knows it from the address", () => {
    const [chapter] = CHAPTERS;
    assert.ok(chapter);
    const [first] = chapter.steps;
    for (const hash of ["", "#lesson", `#lesson=${chapter.id}`, `#lesson=${chapter.id}.${first?.name}`]) {
      assert.ok(beginsOnFormula(readFace(hash)), hash);
    }
    for (const [at, step] of chapter.steps.entries()) {
      const isFormula = isForFormulas({ type: "start", spec: specOf(linkAt(chapter, at)) });
      assert.equal(beginsOnFormula(readFace(`#lesson=${chapter.id}.${step.name}`)), isFormula, step.name);
    }
    assert.equal(beginsOnFormula(readFace("#lesson=layers")), false);
    assert.equal(beginsOnFormula(readFace("#data=moons")), false);
    assert.ok(FORMULAS.has("bowl"));
  });
});
