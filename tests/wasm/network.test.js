import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { initSync, Network, Session } from "../../target/pkg/downhill.js";

initSync({ module: readFileSync(new URL("../../target/pkg/downhill_bg.wasm", import.meta.url)) });

const TANH = '{"model": {"widths": [2, 3, 1], "activation": "tanh"}, "loss": {"kind": "mse"}}';
const LINE = '{"model": {"widths": [1, 1], "activation": "identity"}, "loss": {"kind": "mse"}}';
const CLASSES = '{"model": {"widths": [1, 2], "activation": "identity"}, "loss": {"kind": "softmax_ce"}}';

/**
 * @param {import("node:test").TestContext} test
 * @param {string} config
 */
function networkOf(test, config) {
  const network = new Network(config);
  test.after(() => network.free());
  return network;
}

/**
 * Four points of the line y = 2x + 1.
 * @param {import("node:test").TestContext} test
 */
function lineOf(test) {
  const network = networkOf(test, LINE);
  network.set_data(Float32Array.of(0, 1, 2, 3), Float32Array.of(1, 3, 5, 7));
  return network;
}

/**
 * @param {number} value
 * @param {number} expected
 */
function near(value, expected) {
  assert.ok(Math.abs(value - expected) <= 1e-5 * Math.max(1, Math.abs(expected)), `${value} ${expected}`);
}

describe("a network", () => {
  it("answers with the loss and the outputs of its formula", (test) => {
    const network = networkOf(test, TANH);
    const params = network.initial_params("xavier_normal", 7);
    assert.equal(params.length, network.param_count);
    const inputs = Float32Array.of(0.5, -1, 2, 0.25);
    network.set_data(inputs, Float32Array.of(1, -1));
    const expected = [0, 1].map((row) => {
      const hidden = [0, 1, 2].map((unit) =>
        Math.tanh(
          params[2 * unit] * inputs[2 * row] + params[2 * unit + 1] * inputs[2 * row + 1] + params[6 + unit],
        ),
      );
      return hidden.reduce((sum, value, unit) => sum + params[9 + unit] * value, params[12]);
    });
    const outputs = network.predict(params, inputs);
    assert.equal(outputs.length, 2);
    outputs.forEach((output, row) => {
      near(output, expected[row]);
    });
    near(network.loss(params), ((expected[0] - 1) ** 2 + (expected[1] + 1) ** 2) / 2);
  });

  it("has the slope of its loss as gradient", (test) => {
    const network = networkOf(test, TANH);
    network.set_data(Float32Array.of(0.5, -1, 2, 0.25), Float32Array.of(1, -1));
    const params = network.initial_params("xavier_normal", 3);
    const gradient = network.gradient(params);
    gradient.forEach((slope, at) => {
      const [before, behind] = [params.slice(), params.slice()];
      before[at] -= 0.01;
      behind[at] += 0.01;
      const difference = (network.loss(behind) - network.loss(before)) / (behind[at] - before[at]);
      assert.ok(Math.abs(difference - slope) < 2e-3, `${at}: ${difference} ${slope}`);
    });
  });

  it("knows classes by their number", (test) => {
    const network = networkOf(test, CLASSES);
    network.set_data(Float32Array.of(1, 1, 1), Float32Array.of(0, 1, 1));
    // Both logits 0: ln 2 for every row.
    near(network.loss(new Float32Array(4)), Math.LN2);
    assert.throws(
      () => network.set_data(Float32Array.of(1), Float32Array.of(2)),
      /^Error: y\[0\]: .*below 2, got 2/,
    );
    assert.throws(() => network.set_data(Float32Array.of(1), Float32Array.of(0.5)), /^Error: y\[0\]: /);
  });
});

describe("the surface of a network", () => {
  it("is the loss at every point of the grid", (test) => {
    const network = lineOf(test);
    const [a, b] = [Float32Array.of(-1, 0, 0.5), Float32Array.of(0, 2)];
    const losses = network.surface(Float32Array.of(2, 1), Float32Array.of(1, 0), Float32Array.of(0, 1), a, b);
    assert.equal(losses.length, 6);
    losses.forEach((loss, at) => {
      const [along, up] = [a[at % 3], b[Math.floor(at / 3)]];
      assert.equal(loss, Math.fround(network.loss(Float32Array.of(2 + along, 1 + up))));
      // Mean of (a x + b)² over x = 0, 1, 2, 3.
      near(loss, up * up + 3 * along * up + 3.5 * along * along);
    });
  });

  it("follows the data", (test) => {
    const network = lineOf(test);
    const point = () =>
      network.surface(
        Float32Array.of(0, 0),
        Float32Array.of(1, 0),
        Float32Array.of(0, 1),
        Float32Array.of(0),
        Float32Array.of(0),
      );
    assert.equal(point()[0], 21);
    network.set_data(Float32Array.of(0), Float32Array.of(2));
    assert.equal(point()[0], 4);
  });
});

describe("training", () => {
  it("changes the caller's parameters, all rows at every step", (test) => {
    const network = lineOf(test);
    network.set_optimizer('{"kind": "sgd"}');
    const params = new Float32Array(2);
    assert.equal(network.train(params, 0.1, 1, new Uint32Array(), 0), 1);
    // g = (−17, −8)
    near(params[0], 1.7);
    near(params[1], 0.8);
    assert.equal(network.train(params, 0.1, 500, new Uint32Array(), 0), 500);
    near(params[0], 2);
    near(params[1], 1);
  });

  it("takes rows in the order asked for, thousands of steps a call", (test) => {
    const network = lineOf(test);
    network.set_optimizer('{"kind": "sgd"}');
    const params = new Float32Array(2);
    network.train(params, 0.1, 2, Uint32Array.of(1, 0), 1);
    near(params[0], 0.6);
    near(params[1], 0.68);
    assert.equal(network.train(params, 0.01, 20_000, Uint32Array.of(3, 1, 0, 2), 1), 20_000);
    near(params[0], 2);
    near(params[1], 1);
  });

  it("goes on with the optimizer's memory, and forgets it when asked", (test) => {
    const network = lineOf(test);
    const [once, twice] = [new Float32Array(2), new Float32Array(2)];
    network.set_optimizer('{"kind": "adam", "betas": [0.8, 0.9]}');
    network.train(once, 0.1, 10, new Uint32Array(), 0);
    network.set_optimizer('{"kind": "adam", "betas": [0.8, 0.9]}');
    network.train(twice, 0.1, 4, new Uint32Array(), 0);
    network.train(twice, 0.1, 6, new Uint32Array(), 0);
    assert.deepEqual(twice, once);
  });

  it("stops where the loss leaves the numbers", (test) => {
    const network = lineOf(test);
    network.set_optimizer('{"kind": "sgd"}');
    const params = new Float32Array(2);
    const made = network.train(params, 1e6, 1000, new Uint32Array(), 0);
    assert.ok(made > 0 && made < 10, `${made}`);
    assert.ok(!Number.isFinite(network.loss(params)));
  });
});

describe("what does not fit", () => {
  it("is named", (test) => {
    assert.throws(() => new Network("{"), /^Error: network: /);
    assert.throws(() => new Network(TANH.replace("3", "0")), /^Error: model\.widths\[1\]: /);
    const network = networkOf(test, TANH);
    const params = network.initial_params("he_normal", 1);
    const none = new Uint32Array();
    assert.throws(() => network.initial_params("he", 1), /^Error: init: .*he_normal/);
    assert.throws(() => network.loss(params), /^Error: data: /);
    assert.throws(() => network.set_optimizer('{"kind": "sgd"}'), /^Error: data: /);
    assert.throws(() => network.set_data(Float32Array.of(1, 2, 3), Float32Array.of(1)), /^Error: x: /);
    assert.throws(() => network.set_data(Float32Array.of(1, 2), Float32Array.of(1, 2)), /^Error: y: /);
    assert.throws(
      () => network.set_data(Float32Array.of(1, NaN), Float32Array.of(1)),
      /^Error: x\[0\]\[1\]: /,
    );
    network.set_data(Float32Array.of(1, 2), Float32Array.of(1));
    assert.throws(() => network.train(params, 0.1, 1, none, 0), /^Error: optimizer: /);
    network.set_optimizer('{"kind": "sgd"}');
    assert.throws(() => network.loss(params.slice(1)), /^Error: params: .*13 numbers, got 12/);
    assert.throws(() => network.predict(params, Float32Array.of(1)), /^Error: x: /);
    assert.throws(() => network.train(params, -1, 1, none, 0), /^Error: learning_rate: /);
    assert.throws(() => network.train(params, 0.1, 0.5, none, 0), /^Error: steps: /);
    assert.throws(() => network.train(params, 0.1, 1, Uint32Array.of(1), 1), /^Error: order\[0\]: /);
    assert.throws(() => network.train(params, 0.1, 1, none, 3), /^Error: batch_size: /);
    assert.throws(() => network.set_optimizer('{"kind": "adan"}'), /^Error: kind: /);
    const many = new Float32Array(3000);
    assert.throws(
      () =>
        network.surface(
          params,
          params,
          params.map((_, at) => at),
          many,
          many,
        ),
      /^Error: a_values: /,
    );
    assert.throws(() => network.surface(params, params, params, params, params), /^Error: d2: /);
  });
});

it("a run tells programs the trace of its Hessian", (test) => {
  const session = new Session('{"problem": "bowl"}');
  test.after(() => session.free());
  assert.deepEqual([...session.hessian_trace(1e6)], [11, 0]);
});
