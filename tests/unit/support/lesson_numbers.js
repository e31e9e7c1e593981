// How each number that stands in the lesson's text is computed again by the core.
import assert from "node:assert/strict";
import { Session, specOf } from "../../wasm/support/core.js";
import { Neuron } from "../../wasm/support/instruments.js";

/** @typedef {import("../../../www/lesson/format.js").Quoted} Quoted */

/** A unit of the core, looked at and freed. @template T @param {Record<string, any>} setting @param {(unit: Neuron) => T} look */
function withUnit({ inputs, weights, bias = 0, activation }, look) {
  const unit = new Neuron(Float64Array.from(inputs), Float64Array.from(weights), bias, activation);
  try {
    return look(unit);
  } finally {
    unit.free();
  }
}

/** @param {Record<string, any>} setting @param {string} take */
function ofNeuron(setting, take) {
  const { target, wrongness } = setting;
  const [name = "", place] = take.split(".");
  return withUnit(setting, (unit) => {
    if (name === "products") return Number(unit.products()[Number(place)]);
    if (name === "gradient") return Number(unit.gradient(wrongness, target)[Number(place)]);
    if (["absolute", "squared", "cross_entropy"].includes(name)) return unit.wrong_by(name, target);
    return Number(Reflect.get(unit, name));
  });
}

const JUDGES = { inputs: [0.1, 0.1, 0.4], weights: [0.5, 0.1, 0.4], activation: "identity" };

/** Answers after 8 and 9 steps with the absolute error at a rate of 1. */
function rocking() {
  return withUnit(JUDGES, (unit) => {
    const answers = Array.from({ length: 9 }, () => {
      unit.step("absolute", 0.6, 1);
      return unit.answer;
    });
    return answers.slice(-2);
  });
}

/** @type {Record<string, () => number>} */
const CORE = {
  // The largest rate that does not leave the bowl, between two that are near each other.
  limit_of_bowl: () => {
    const [inside, outside] = [0.199, 0.201].map((rate) =>
      lossAfter(`problem=bowl&starta=-2&startb=1.2&lr=${rate}`, 400),
    );
    assert.ok(Number(inside) < 9 && Number(outside) > 20, `${inside} ${outside}`);
    return 0.2;
  },
  third_weight_of_right_judges: () =>
    withUnit(JUDGES, (unit) => {
      const valley = [...unit.valley(2, 0, 2, 201, "squared", 0.6)];
      return valley.indexOf(Math.min(...valley)) / 100;
    }),
  rise_by_third_weight: () =>
    withUnit({ ...JUDGES, weights: [0.5, 0.1, 0.5] }, (unit) => unit.sum) -
    withUnit(JUDGES, (unit) => unit.sum),
  // A step is stable up to twice one over the curvature.
  curvature_of_judges: () => 2 / withUnit(JUDGES, (unit) => unit.squared_limit),
  half_of_squared_limit: () => withUnit(JUDGES, (unit) => unit.squared_limit) / 2,
  second_layer_of_thirty: () => gradientExponent(THIRTY, 2),
  last_hidden_layer_of_thirty: () => gradientExponent(THIRTY, 29),
  factor_of_a_layer: () => 10 ** (fallOverThirty() / 27),
  fall_over_thirty: fallOverThirty,
  curvature_of_pit: () => curvatureAtRest(PIT).lambda_max,
  limit_of_pit: () => curvatureAtRest(PIT).diverge_limit,
  curvature_of_valley: () => curvatureAtRest(VALLEY).lambda_max,
  limit_of_valley: () => curvatureAtRest(VALLEY).diverge_limit,
  weights_of_wave: () => summaryOf("v=1&data=sine&n=128&layers=2&width=16").parameters,
  rows_of_penguins: () => summaryOf("v=1").rows.train,
  epoch_of_penguins: () => summaryOf("v=1").rows.train / 4,
  rows_in_hundred_steps: () => summaryOf("v=1").rows.train * 100,
  second_layer_backwards: () =>
    gradientExponent("v=1&data=circle&noise=0&layers=49&width=16&init=normal&var=9&lr=0.01", 2),
  final_exam_of_four: () =>
    testAfter("v=1&data=circle&n=2000&noise=0&train=0.03&flip=0.15&layers=2&width=4&opt=adam&lr=0.01"),
  chairs_elsewhere: () => testAfter("v=1&data=chairs&n=1000&layers=1&width=4&lr=0.3"),
  luckiest_of_twenty: () => Math.max(...twentyByCoin()),
  mean_of_twenty: () => twentyByCoin().reduce((sum, one) => sum + one, 0) / 20,
  low_of_rocking: () => Math.min(...rocking()),
  high_of_rocking: () => Math.max(...rocking()),
};

const THIRTY = "v=1&data=circle&noise=0&layers=29&width=16&init=uniform&lr=0.3";

const PIT = "v=1&problem=pit&starta=5.5&startb=0.1&lr=0.02";
const VALLEY = "v=1&problem=pit&starta=5.5&startb=0.1&lr=0.1";

/** Curvature where a walk has come to rest. @param {string} link */
function curvatureAtRest(link) {
  const session = sessionAfter(link, 2000);
  const { lambda_max, diverge_limit } = session.curvature(1e8);
  session.free();
  return { lambda_max, diverge_limit };
}

/** @param {string} link @returns {{parameters: number, rows: Record<string, number>}} */
function summaryOf(link) {
  const session = sessionAfter(link, 0);
  const summary = JSON.parse(session.dataset_summary());
  session.free();
  return summary;
}

/** From what layer 29 receives to what layer 2 does, as a power of ten. */
function fallOverThirty() {
  return gradientExponent(THIRTY, 2) - gradientExponent(THIRTY, 29);
}

/** The power of ten of what a layer, counted from 1, receives before the first step. @param {string} link @param {number} layer */
function gradientExponent(link, layer) {
  const session = sessionAfter(link, 0);
  const exponent = Number(session.layer_gradients(undefined)[layer - 1]);
  session.free();
  return exponent;
}

/** The share of right answers on the sealed rows after 300 steps. @param {string} link */
function testAfter(link) {
  const session = sessionAfter(link, 300);
  const accuracy = session.test_accuracy();
  session.free();
  return accuracy;
}

/** Twenty networks that learn labels by chance, and what each of them gets in its final exam. */
function twentyByCoin() {
  return Array.from({ length: 20 }, (_, seed) => testAfter(`v=1&data=random_labels&n=128&seed=${seed}`));
}

/** @param {string} link @param {number} steps */
function sessionAfter(link, steps) {
  const session = new Session(specOf(link));
  session.advance(steps);
  return session;
}

/** @param {string} link @param {number} steps */
function lossAfter(link, steps) {
  return takeOf(link, steps, "train_loss");
}

/** A number of a run's status. @param {string} link @param {number} steps @param {string} take */
function takeOf(link, steps, take) {
  const session = sessionAfter(link, steps);
  const status = session.status();
  const value = Number(Reflect.get(status, take));
  status.free();
  session.free();
  return value;
}

/** The number anew; `undefined` for one that was chosen by us. @param {Quoted} quoted @returns {number | undefined} */
export function recomputed({ is, from }) {
  if ("given" in from) return undefined;
  if ("neuron" in from) return ofNeuron(from.neuron, from.take);
  if ("run" in from) return takeOf(from.run, from.steps, from.take);
  const ask = CORE[from.core];
  assert.ok(ask, `${is}: nothing computes ${from.core}`);
  return ask();
}
