// The first picture of every ready-made experiment is made by the first half of the core's cut for it, and by nothing else: what the page
// and its workers call is called here by hand. The bits are those of the whole core.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readPlane, readStatus } from "../../www/engine/readings.js";
import { firstPicture, readFace } from "../../www/state/faces.js";
import { leadAlone, SCHEMA, wholeCore } from "./support/core.js";

/** @typedef {typeof import("../../www/pkg/downhill.js")} Classes */

/** Where the cut for a first picture lies. */
const PLACES = { default: "downhill", numbers: "numbers", networks: "networks", races: "races" };
/** Points along a side of what is measured. */
const SIDE = 33;

const whole = await wholeCore("downhill");
/** Runs that nobody gives back, as the page's first one: that takes the rest. @type {object[]} */
const kept = [];

/**
 * What a visitor of a link sees at first, in numbers.
 * @param {Classes} core @param {string} link
 */
function picture({ branch_specs, decode_link, encode_link, relief, Session, SurfaceSampler }, link) {
  const { spec, problems } = JSON.parse(decode_link(`${link}&lang=zh`));
  assert.deepEqual(problems, []);
  const json = JSON.stringify(spec);
  const session = new Session(json);
  kept.push(session);
  const { rows } = JSON.parse(session.dataset_summary());
  const report = () =>
    [0, ...session.runs()].map((run) => [
      ...[readStatus(session, run), session.digest(run)],
      ...[session.curve(run), session.trail(run), session.layer_gradients(run)],
    ]);
  /** @param {import("../../www/engine/protocol.js").Plane} plane @param {string} of @param {(sampler: InstanceType<typeof SurfaceSampler>) => void} [choose] */
  const heights = ({ origin, d1, d2, a, b }, of, choose) => {
    const sampler = new SurfaceSampler(of);
    choose?.(sampler);
    sampler.set_plane(origin, d1, d2);
    const along = (/** @type {number} */ at) => at / (SIDE - 1);
    const across = Float32Array.from({ length: SIDE }, (_, at) => a[0] + along(at) * (a[1] - a[0]));
    const found = Array.from({ length: SIDE }, (_, row) => [
      ...sampler.row(across, b[0] + along(row) * (b[1] - b[0])),
    ]);
    const work = sampler.work_per_height();
    sampler.free();
    return { work, grid: Float32Array.from(found.flat()) };
  };
  const plane = readPlane(session.lay_plane(spec.plane, 300));
  const seen = [encode_link(json), rows, plane, heights(plane, json), report()];
  if (spec.ground === "both") seen.push(heights(plane, json, (sampler) => sampler.use_rows("validation")));
  if (spec.ground === "batch") seen.push(heights(plane, json, (sampler) => sampler.use_batch(0)));
  const branches = spec.branches === "" ? [] : JSON.parse(branch_specs(json));
  seen.push(branches);
  const twin = branches.findIndex((/** @type {any} */ branch) => branch.residual !== spec.residual);
  if (spec.mountains === "pair") {
    session.lay_plane(spec.plane, 300).free();
    const second = readPlane(session.lay_second_plane(twin + 1));
    const { grid } = heights(second, JSON.stringify(branches[twin]));
    seen.push(second, grid, [...relief(grid, SIDE)]);
  }
  session.advance(60);
  seen.push(
    session.catch_up(0),
    session.is_over(),
    session.next_batch_loss(),
    session.batch_spread(),
    report(),
  );
  session.set_learning_rate(0.05);
  session.advance(40);
  seen.push(session.clock(), session.digest_of_all(), report());
  return seen;
}

/** Not ready-made, but near to what is. */
const NEAR = [
  ...["bowl&lr=0.15", "himmelblau&lr=0.01", "rastrigin&lr=0.002", "rosenbrock&lr=0.001"].map(
    (of) => `problem=${of}`,
  ),
  ...["xor", "two_gaussians", "random_labels", "chairs", "plane", "multi_gauss"].map((of) => `data=${of}`),
  ...[
    "seed=7",
    "batch=16",
    "opt=momentum",
    "data=moons&n=100&width=12&layers=4",
    "data=spiral&act=relu&init=he",
    "data=spiral&act=gelu&opt=adamw&lr=0.01",
    "data=circle&act=silu&skip=learned",
    "data=moons&sched=cosine&opt=rmsprop&lr=0.01",
    "data=sine&loss=huber&sched=one_cycle",
    "data=xor&features=all&plane=ends",
  ],
  ...[
    "data=moons&plane=random&height=log",
    "data=circle&branches=0:lr:0.3",
    "data=xor&act=elu&init=he_uniform&branches=0:sched:step",
    "data=moons&act=sin&plane=hessian",
    "problem=neuron&opt=adamw&batch=8",
    "problem=judges&sched=one_cycle",
    "data=spiral&branches=0:opt:adam:lr:0.01",
  ],
].map((link) => ({ name: link, link }));

describe("the first half of the core", () => {
  for (const { name, link } of [...SCHEMA.presets, ...NEAR]) {
    const kind = firstPicture(readFace(link));
    it(`is enough for the first picture of ${name}`, async () => {
      const place = Reflect.get(PLACES, kind);
      assert.ok(place, kind);
      const lead = await leadAlone(`www/pkg/${place}`, name);
      const wanted = picture(whole, link);
      assert.deepEqual(picture(lead, link), wanted);
      // The test would see a call that is too much.
      const run = kept.at(-1);
      assert.ok(run instanceof lead.Session);
      assert.throws(() => run.curvature(1e6), /the first half is not enough/);
    });
  }

  it("is enough to read a link in which something was done by hand", async () => {
    for (const [kind, link] of Object.entries({
      numbers: "v=1&problem=bowl&lr=0.1&step=60&events=30:lr:0.2",
      networks: "v=1&data=spiral&lr=0.1&step=60&events=30:lr:0.2",
      races: "v=1&lr=0.1&branches=0:lr:0.3&step=60&events=30:lr:0.2",
    })) {
      const lead = await leadAlone(`www/pkg/${kind}`, "by hand");
      const [read, same] = [lead.decode_link(link), whole.decode_link(link)];
      assert.equal(read, same);
      const json = JSON.stringify(JSON.parse(same).spec);
      assert.equal(lead.encode_link(json), whole.encode_link(json));
    }
  });
});
