import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { CUTS as LINKED } from "../../www/state/faces.js";
import {
  branch_specs,
  decode_link,
  halvedCore,
  SCHEMA,
  Session,
  SurfaceSampler,
  scalarCore,
  sessionOf,
  specOf,
  wholeCore,
} from "./support/core.js";

/** The core is cut after its default picture, and for links. */
const CUTS = ["downhill", ...LINKED];
/** Numbers a point of curve or trail has. */
const STRIDE = 5;

/**
 * The spec of a preset that a visitor can choose.
 * @param {string} name
 * @returns {string}
 */
function linkOf(name) {
  const preset = SCHEMA.presets.find((/** @type {{name: string}} */ one) => one.name === name);
  assert.ok(preset, name);
  return preset.link;
}

describe("a session", () => {
  it("trains: the loss falls and every figure is a number", (test) => {
    const session = sessionOf(test);
    const start = session.status();
    assert.equal(session.advance(200), 200);
    const end = session.status();
    assert.equal(end.step, 200);
    assert.ok(end.train_loss < 0.6 * start.train_loss, `${start.train_loss} → ${end.train_loss}`);
    assert.ok(end.train_accuracy > 0.9 && end.validation_accuracy > 0.8);
    assert.ok(end.gradient_norm > 0 && end.validation_loss > 0);
    assert.deepEqual([end.blow_up_step, end.blow_up_cause, end.blow_up_layer], [-1, "", 0]);
    assert.ok(session.test_accuracy() > 0.8);
  });

  /** In one piece, in two of each cut that begin with the first one alone, and in two of which the first one has nothing but beginnings. */
  const builds = {
    SIMD: () => wholeCore("downhill"),
    scalar: scalarCore,
    ...Object.fromEntries(CUTS.map((cut) => [`halved (${cut})`, () => halvedCore(`www/pkg/${cut}`)])),
    bare: () => halvedCore("target/bare"),
  };
  for (const [build, load] of Object.entries(builds))
    it(`has the same bits as the native core, in the ${build} build`, async () => {
      const loaded = await load();
      const halved = "fetched" in loaded ? loaded : undefined;
      const core = "fetched" in loaded ? loaded.core : loaded;
      const golden = JSON.parse(readFileSync(new URL("../golden/digests.json", import.meta.url), "utf8"));
      assert.ok(golden.length >= 20);
      for (const { link, digests, blow_up = -1 } of golden) {
        const session = new core.Session(specOf(link));
        let made = 0;
        for (const [step, digest] of Object.entries(digests)) {
          made += session.advance(Number(step) - made);
          assert.equal(session.digest(), digest, `${link} step ${step}`);
          if (made < Number(step)) break;
        }
        assert.equal(session.status().blow_up_step, blow_up, link);
        session.free();
      }
      if (halved) assert.equal(halved.fetched.length, 1, "the other half was needed, once");
    });

  it("rewinds to the bit, also over a change of the learning rate", (test) => {
    const session = sessionOf(test, "#data=circle&batch=16&opt=adam&lr=0.01");
    session.advance(30);
    session.set_learning_rate(0.02);
    session.advance(7);
    const middle = { digest: session.digest(), gradients: session.layer_gradients() };
    session.advance(63);
    const end = session.digest();
    session.rewind_to(37);
    assert.equal(session.status().step, 37);
    assert.equal(session.status().learning_rate, Math.fround(0.02));
    assert.equal(session.digest(), middle.digest);
    assert.deepEqual(session.layer_gradients(), middle.gradients);
    session.advance(63);
    assert.equal(session.digest(), end);
    session.rewind_to(10);
    assert.equal(session.status().learning_rate, Math.fround(0.01));
  });

  it("tells what a schedule makes of the dial's rate", (test) => {
    const session = sessionOf(test, "#lr=0.5&sched=step&period=10&decay=0.5");
    session.advance(10);
    const { learning_rate, scheduled_rate } = session.status();
    assert.deepEqual([learning_rate, scheduled_rate], [0.5, 0.25]);
  });

  it("walks with its branches in lockstep, and they leave it where they say", (test) => {
    const alone = sessionOf(test, "#data=circle&batch=16");
    alone.advance(20);
    const session = sessionOf(
      test,
      "#data=circle&batch=16&branches=7,7:opt:adam:lr:0.01,0:skip:scaled,19@2:lr:1",
    );
    assert.deepEqual([...session.runs()], [3]);
    assert.throws(() => session.status(1), /^Error: run: must be 0 or a branch that has started, got 1$/);
    session.lay_plane("random", 0).free();
    assert.equal(session.advance(18), 18);
    assert.deepEqual([session.clock(), ...session.runs()], [18, 1, 2, 3]);
    session.advance(2);
    assert.deepEqual(
      [0, ...session.runs()].map((run) => session.status(run).step),
      [20, 20, 20, 20, 20],
    );
    // One that changes nothing is the same run; the lead does not feel who leaves it.
    assert.deepEqual([session.digest(), session.digest(1)], [alone.digest(), alone.digest()]);
    assert.notEqual(session.digest(2), alone.digest());
    assert.deepEqual([session.trail(2)[0], session.curve(2)[0], session.curve(4)[0]], [7, 7, 19]);
    assert.equal(session.layer_gradients(3).length, session.layer_gradients().length);
    assert.notDeepEqual(session.layer_gradients(3), session.layer_gradients());
    assert.equal(session.is_over(), false);
    // All go back and come again to the same place.
    const all = session.digest_of_all();
    assert.notEqual(all, session.digest());
    session.rewind_to(3);
    assert.deepEqual([session.clock(), ...session.runs()], [3, 3]);
    session.advance(17);
    assert.equal(session.digest_of_all(), all);
  });

  it("takes other branches on the way, which catch up", (test) => {
    const session = sessionOf(test, "#data=circle&branches=0:lr:0.3,0:opt:adam");
    session.advance(40);
    const [lead, adam] = [session.digest(), session.digest(2)];
    session.set_branches("0:opt:adam,10:lr:0.5");
    assert.deepEqual([session.digest(), session.digest(1), session.status(2).step], [lead, adam, 10]);
    assert.equal(session.catch_up(29), false);
    assert.equal(session.catch_up(1), true);
    assert.deepEqual([session.status(2).step, session.clock()], [40, 40]);
    assert.throws(() => session.set_branches("0:data:moons"), /^Error: branches: may change act, /);
    assert.throws(
      () => session.set_branches("0:skip:learned"),
      /^Error: branches: must have as many parameters/,
    );
    assert.equal(session.digest(1), adam);
    session.set_branches("");
    assert.deepEqual([...session.runs()], []);
    assert.equal(session.digest_of_all(), lead);
  });

  it("tells the settings of each branch", () => {
    const { spec } = JSON.parse(decode_link("#data=circle&branches=0:opt:adam,30@1:lr:0.02"));
    const specs = JSON.parse(branch_specs(JSON.stringify(spec)));
    assert.deepEqual(
      specs.map((/** @type {Record<string, unknown>} */ one) => [
        one.dataset,
        one.optimizer,
        one.learning_rate,
        one.branches,
      ]),
      [
        ["circle", "adam", 0.1, ""],
        ["circle", "adam", 0.02, ""],
      ],
    );
  });

  it("looking does not change the run", (test) => {
    const [quiet, watched] = [sessionOf(test), sessionOf(test)];
    watched.lay_plane("path", 50).free();
    for (let step = 0; step < 20; step += 1) {
      watched.advance(1);
      watched.status().free();
      watched.trail();
      watched.curve();
      watched.layer_gradients();
    }
    quiet.advance(20);
    assert.equal(watched.digest(), quiet.digest());
  });

  it("resets to the same start with the rate it had last", (test) => {
    const session = sessionOf(test);
    const start = session.digest();
    session.advance(5);
    session.set_learning_rate(0.25);
    session.reset();
    assert.equal(session.digest(), start);
    assert.equal(session.status().learning_rate, 0.25);
    assert.equal(session.curve().length, STRIDE);
  });

  it("says where the next step lands before it is made", (test) => {
    const session = sessionOf(test);
    session.lay_plane("random", 0).free();
    const { next_a, next_b, next_loss } = session.status();
    session.advance(1);
    const { a, b, train_loss } = session.status();
    assert.deepEqual([next_a, next_b, next_loss], [a, b, train_loss]);
  });

  it("tells the curve and the trail, the present included", (test) => {
    const session = sessionOf(test);
    session.lay_plane("path", 100).free();
    session.advance(1500); // beyond the number of points that are kept
    const { step, a, b, train_loss, distance } = session.status();
    const last = (/** @type {Float32Array} */ numbers) => [...numbers.slice(-STRIDE)];
    const curve = session.curve();
    assert.equal(curve.length % STRIDE, 0);
    assert.ok(curve.length / STRIDE <= 1025);
    assert.deepEqual(last(curve).slice(0, 2), [step, Math.fround(train_loss)]);
    const trail = session.trail();
    assert.deepEqual(last(trail), [step, a, b, train_loss, distance].map(Math.fround));
    assert.equal(trail[0], 0);
    const steps = trail.filter((_, index) => index % STRIDE === 0);
    assert.ok(steps.every((value, index) => index === 0 || value > steps[index - 1]));
    assert.deepEqual(session.trail(), trail);
  });

  it("measures one gradient a layer", (test) => {
    const session = sessionOf(test, "#data=circle&layers=29&width=16&init=uniform&noise=0");
    const gradients = session.layer_gradients();
    assert.equal(gradients.length, 30);
    assert.ok(gradients[1] < -7 && gradients[29] > -3, `${gradients[1]} ${gradients[29]}`);
  });

  it("describes its data and its network", (test) => {
    const summary = JSON.parse(sessionOf(test).dataset_summary());
    assert.equal(summary.name, "penguins");
    const { train, validation, test: held } = summary.rows;
    assert.equal(train + validation + held, 342);
    assert.equal(summary.feature_names.length, 2);
    assert.deepEqual(summary.class_names, ["Adelie", "Chinstrap", "Gentoo"]);
    assert.deepEqual([summary.layers, summary.blocks], [5, 0]);
    assert.equal(summary.parameters, 2 * 8 + 8 + 3 * (8 * 8 + 8) + 8 * 3 + 3);
  });
});

describe("a blow-up", () => {
  it("stops at the first number that is not finite and leaves a way back", (test) => {
    const session = sessionOf(test, linkOf("careless_skip"));
    session.set_learning_rate(100);
    const made = session.advance(1000);
    assert.ok(made < 1000);
    const status = session.status();
    assert.equal(status.step, made);
    assert.equal(status.blow_up_step, made + 1);
    assert.match(status.blow_up_cause, /^(loss|gradient|parameter)$/);
    assert.ok(Number.isFinite(status.train_loss));
    assert.ok(Number.isNaN(status.next_loss));
    assert.equal(session.advance(1), 0);
    session.rewind_to(0);
    session.set_learning_rate(1e-5);
    assert.equal(session.advance(10), 10);
    assert.equal(session.status().blow_up_step, -1);
  });
});

describe("a wrong value", () => {
  it("throws an error that names the field", (test) => {
    const session = sessionOf(test);
    /** @type {[RegExp, () => unknown][]} */
    const cases = [
      [/^Error: hidden_layers: must be 0 to 100, got 101$/, () => new Session('{"hidden_layers":101}')],
      [/^Error: depth: is not a field/, () => new Session('{"depth":3}')],
      [/^Error: spec: must be JSON/, () => new Session("")],
      [/^Error: steps: must be a whole number from 0, got -1$/, () => session.advance(-1)],
      [/^Error: steps: /, () => session.advance(Number.NaN)],
      [/^Error: steps: /, () => session.advance(0.5)],
      [/^Error: step: /, () => session.rewind_to(Number.POSITIVE_INFINITY)],
      [/^Error: learning_rate: /, () => session.set_learning_rate(0)],
      [/^Error: learning_rate: /, () => session.set_learning_rate(Number.NaN)],
      [/^Error: kind: must be one of random, path, /, () => session.lay_plane("flat", 0)],
      [/^Error: ahead: /, () => session.lay_plane("path", -1)],
      [/^Error: plane: /, () => session.trail()],
    ];
    for (const [message, call] of cases) assert.throws(call, message);
    // None of it has harmed the session.
    assert.equal(session.advance(1), 1);
  });
});

describe("two chosen weights", () => {
  it("are told by layer and units, a bias as such", (test) => {
    const session = sessionOf(test, "#plane=weights&layers=2&width=3");
    // 2 inputs, 3 and 3 units: 6 weights, 3 biases, then the second layer.
    session.choose_weights(3, 7);
    assert.deepEqual([...session.chosen_weights()], [1, 1, 1, 1, -1, 1]);
    session.choose_weights(9, 14);
    assert.deepEqual([...session.chosen_weights()], [2, 0, 0, 2, 2, 1]);
    assert.equal(sessionOf(test, "#problem=bowl").chosen_weights().length, 0);
  });
});

describe("a second mountain", () => {
  it("is that of a branch: the same directions through its own weights, by its own network", (test) => {
    const link = "#plane=random&branches=0:skip:scaled";
    const session = sessionOf(test, link);
    assert.throws(() => session.lay_second_plane(1), /plane/);
    session.advance(30);
    const first = session.lay_plane("random", 0);
    const second = session.lay_second_plane(1);
    assert.throws(() => session.lay_second_plane(2), /run/);
    assert.notDeepEqual(first.origin, second.origin);
    // The same chance, each row of a layer scaled by the weights of its own network: one factor for both of its entries.
    const factor = (/** @type {number} */ at) => second.d1[at] / first.d1[at];
    assert.ok(Math.abs(factor(0) / factor(1) - 1) < 1e-5 && Math.abs(factor(0) - 1) > 1e-6);
    const [{ a, b, distance, train_loss: loss }, trail] = [session.status(1), session.trail(1)];
    assert.ok(Math.abs(a) + Math.abs(b) + distance < 1e-5);
    assert.ok(Math.abs(trail[trail.length - 1]) < 1e-5);
    const [branch] = JSON.parse(branch_specs(specOf(link)));
    const sampler = new SurfaceSampler(JSON.stringify(branch));
    test.after(() => sampler.free());
    sampler.set_plane(second.origin, second.d1, second.d2);
    assert.ok(Math.abs(sampler.row(new Float32Array([0]), 0)[0] - loss) < 1e-6 * loss + 1e-7);
    // Along the paths one plane holds both.
    const paths = session.lay_plane("path", 0);
    assert.ok(session.status(1).distance > 0);
    assert.deepEqual(session.lay_second_plane(1).d1, paths.d1);
  });
});
