import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AROUND, Words } from "../../www/i18n/index.js";
import { describeRace } from "../../www/lab/race.js";
import { kindName, runNames } from "../../www/lab/runs.js";

/** @param {string} name @param {string} key @param {object} rest */
const field = (name, key, rest) =>
  /** @type {any} */ ({ name, key, branch: "any", label: both(name), ...rest });
/** @param {string} text */
const both = (text) => ({ en: text, zh: text });
const choices = [
  { value: "sgd", label: both("Gradient descent") },
  { value: "momentum", label: both("Momentum") },
];
const FIELDS = [
  field("optimizer", "opt", { type: "choice", choices }),
  field("momentum", "mom", {
    type: "number",
    label: both("Momentum"),
    when: [{ field: "optimizer", is: ["momentum"] }],
  }),
  field("learning_rate", "lr", { type: "number" }),
  field("batch_size", "batch", { type: "integer", zero: both("all") }),
  field("height", "h", { type: "choice", branch: "never" }),
];

describe("the names of runs", async () => {
  const words = await Words.in("en", AROUND);
  const lead = { optimizer: "sgd", momentum: 0.9, learning_rate: 0.1, batch_size: 0, height: "log" };
  /** The lead's own name and the list of branches that it has. */
  const ALONE = { lead_name: "", branches: "" };
  /** @param {object[]} others @param {Partial<typeof ALONE>} [called] */
  const names = (others, called) =>
    runNames(words, FIELDS, [
      { ...lead, ...ALONE, ...called },
      ...others.map((other) => ({ ...lead, ...other })),
    ]);
  it("say what differs and nothing else", () => {
    assert.deepEqual(names([{ learning_rate: 0.01 }]), ["rate 0.1", "rate 0.01"]);
    assert.deepEqual(names([{ batch_size: 8 }]), ["batch_size all", "batch_size 8"]);
  });
  it("leave out what has no meaning for a run", () => {
    assert.deepEqual(names([{ optimizer: "momentum", momentum: 0.5 }]), ["Gradient descent", "Momentum 0.5"]);
  });
  it("tell equal runs apart by their number or their start", () => {
    assert.deepEqual(names([{}]), ["run 1", "run 2"]);
    assert.deepEqual(names([{}], { branches: "30" }), ["run 1", "from step 30"]);
  });
  it("are what people call them, where they do", () => {
    const branches = "0:lr:0.01,0:lr:0.2:name:wild";
    const others = [{ learning_rate: 0.01 }, { learning_rate: 0.2 }];
    assert.deepEqual(names(others, { branches }), ["rate 0.1", "rate 0.01", "wild"]);
    assert.deepEqual(names(others, { branches, lead_name: "稳" }), ["稳", "rate 0.01", "wild"]);
    assert.deepEqual(names([], { lead_name: "alone" }), ["alone"]);
  });
  it("of two kinds of network are the kinds, or what people call them", () => {
    assert.equal(kindName(words, "off"), "plain");
    assert.equal(kindName(words, "scaled", "the bridge"), "the bridge");
  });
});

describe("who leads", () => {
  /** @param {number[]} losses */
  const of = (...losses) => describeRace(losses.map((loss) => ({ loss, hasStopped: false, hasBegun: true })));
  it("is the run with the lowest loss", () => {
    assert.deepEqual(of(0.5, 0.1, 0.3), { key: "race_leads", first: 1, second: 2 });
  });
  it("is nobody while losses are level", () => {
    assert.equal(of(0.5, 0.501)?.key, "race_alike");
    assert.deepEqual(of(0.5, 0.9, 0.501), { key: "race_level", first: 0, second: 2 });
    assert.equal(of(0, 0)?.key, "race_alike");
  });
  it("is not a run whose numbers have left the range, nor one that has not begun", () => {
    const stopped = { loss: 0.01, hasStopped: true, hasBegun: true };
    const walking = { loss: 0.4, hasStopped: false, hasBegun: true };
    assert.deepEqual(describeRace([stopped, walking]), { key: "race_one_left", first: 1, second: 1 });
    assert.equal(describeRace([stopped, stopped])?.key, "race_none_left");
    assert.equal(describeRace([walking, { ...walking, hasBegun: false }]), undefined);
    assert.equal(describeRace([walking, { ...walking, loss: Number.NaN }])?.key, "race_one_left");
    // Two that walk level are not "all" while a third lies where it broke.
    assert.equal(describeRace([walking, walking, stopped])?.key, "race_level");
  });
});
