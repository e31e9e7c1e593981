// Scripts for PyTorch, run where it is installed: their losses are those of the core. Everything that a spec can say is in one of them.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { initSync, Recipe } from "../../www/pkg/verify.js";
import { pytorchScript } from "../../www/share/export/pytorch.js";
import { decode_link } from "./support/core.js";

initSync({ module: readFileSync(new URL("../../www/pkg/verify_bg.wasm", import.meta.url)) });

/** Losses of ordinary runs agree within this share: single precision rounds 6·10⁻⁸ of a number, some hundred times on the way. */
const TOLERANCE = 1e-4;

const NETWORKS = [
  "step=300",
  "data=circle&act=relu&init=he&opt=momentum&lr=0.02&step=120",
  "data=xor&act=leaky_relu&slope=0.2&loss=mse&opt=nesterov&lr=0.02&l2=0.01&step=120",
  "data=spiral&act=elu&layers=5&skip=sum&block=preact&lr=0.01&opt=adagrad&step=100",
  "data=sine&act=gelu&loss=huber&delta=0.3&opt=rmsprop&lr=0.003&sched=step&period=40&decay=0.5&step=100",
  "data=sine&act=gelu_tanh&loss=mae&opt=adamw&wd=0.1&lr=0.01&sched=exponential&step=100",
  "data=penguins&act=silu&layers=7&skip=average&block=preact2&opt=adam&lr=0.01&batch=20&step=100",
  "data=moons&act=softplus&skip=learned&alpha=0&block=postact&layers=6&lr=0.1&sched=inverse_sqrt&step=100",
  "data=moons&act=sin&skip=fixed&alpha=0.3&block=preact2&layers=6&widths=8-8-5-5&lr=0.1&sched=one_cycle&period=60&step=100",
  "data=moons&act=step&lr=0.1&l2=0.01&clip=0.1&step=60",
  "data=plane&act=identity&loss=half_mse&lr=0.1&layers=2&sched=cosine&period=30&warmup=8&step=60",
  // A twin of thirty layers, and branches that leave it or each other, with other batches, rules and memories.
  "data=moons&layers=30&width=10&skip=scaled&lr=0.02&batch=32&branches=0:skip:off,10:lr:0.01,20@2:opt:adam:lr:0.001:batch:16&step=40",
  // The dial was turned on the way; a branch keeps the memory of its rule.
  "data=moons&act=sigmoid&opt=adam&lr=0.01&branches=10:lr:0.03,20:beta1:0.5&events=15:lr:0.02&step=60",
  // It blows up: the curves are as long as the run.
  "data=sine&act=identity&layers=1&loss=mse&lr=9&step=200",
];
const FORMULAS = [
  ...["bowl", "ravine", "saddle", "saddle4", "monkey", "himmelblau", "styblinski", "rastrigin"].map(
    (name) => `problem=${name}&lr=0.004&step=30`,
  ),
  "problem=rosenbrock&lr=0.0005&opt=momentum&gnoise=0.5&step=60",
  "problem=beale&starta=0.5&startb=0.5&lr=0.002&events=5:drop:1.5:-0.5,9:lr:0.001&step=40",
  "problem=pit&lr=0.1&opt=adam&branches=0:opt:sgd,5:lr:0.2&events=0:drop:3:1&step=60",
  "problem=line&lr=0.2&batch=10&step=80",
  "problem=neuron&lr=0.3&step=60",
  "problem=judges&lr=1&step=20",
];

/** @param {string} link */
function scriptOf(link) {
  const { spec, problems } = JSON.parse(decode_link(link));
  assert.deepEqual(problems, [], link);
  const recipe = new Recipe(link, undefined);
  const words = { names: ["the run"], file: "experiment.py", head: [`#${link}`, 'not """ the end', "\\"] };
  return { spec, text: pytorchScript(JSON.parse(recipe.facts()), recipe.numbers(), words) };
}

/** A Python that has PyTorch. */
const python = [process.env.PYTHON ?? "python3", "python3", "/usr/bin/python3"].find(
  (program) => spawnSync(program, ["-c", "import torch"]).status === 0,
);
const folder = mkdtempSync(join(tmpdir(), "downhill-"));
after(() => rmSync(folder, { recursive: true }));

/** Runs scripts in one Python, which takes seconds to begin. @param {string[]} texts @returns {string[]} what each printed */
function run(texts) {
  const files = texts.map((text, index) => {
    const file = join(folder, `${index}.py`);
    writeFileSync(file, text);
    return file;
  });
  const all = `import runpy, sys\nfor name in sys.argv[1:]:\n    runpy.run_path(name, run_name="__main__")\n    print("-----")`;
  const { stdout, stderr, status } = spawnSync(String(python), ["-c", all, ...files], { encoding: "utf8" });
  assert.equal(status, 0, stderr);
  return stdout.split("-----\n").slice(0, -1);
}

/** @param {string} text */
const apart = (text) => Number(/Greatest difference: (\S+) of the loss/.exec(text)?.[1]);

describe("scripts for PyTorch", () => {
  const scripts = [...NETWORKS, ...FORMULAS].map((link) => ({ link, ...scriptOf(link) }));

  it("cover everything that a spec can say", () => {
    const schema = JSON.parse(readFileSync(new URL("../../www/pkg/schema.json", import.meta.url), "utf8"));
    /** Choices of a field that no script has. @param {string} name */
    const missing = (name) => {
      const field = schema.fields.find((/** @type {{name: string}} */ one) => one.name === name);
      const seen = scripts.flatMap(({ spec }) => [
        spec[name],
        ...[...String(spec.branches).matchAll(/:(\w+):(\w+)/g)].map(([, , value]) => value),
      ]);
      return field.choices
        .map((/** @type {{value: string}} */ choice) => choice.value)
        .filter((/** @type {string} */ value) => !seen.includes(value));
    };
    for (const name of ["problem", "activation", "residual", "block", "optimizer", "schedule"]) {
      assert.deepEqual(missing(name), [], name);
    }
    // These two follow from the data where nothing is said.
    assert.deepEqual(missing("loss"), ["bce_logits", "softmax_ce"]);
  });

  it("hold no code but that of their experiment, and nothing that others wrote can leave its comment", () => {
    const { text } = scriptOf("data=moons&layers=2");
    assert.doesNotMatch(text, /class Random|class Batches|sums|clip_grad_norm_|drops|between|parent/);
    assert.match(text, /^# #data=moons&layers=2\n# not """ the end\n# \\\n#\n# {5}python experiment\.py\n/);
  });

  const skip = python ? false : "no Python here has torch: Debian's python3-torch or pip's torch brings it";
  // biome-ignore lint/suspicious/noConsole: what is left out is said aloud.
  if (skip) console.error(`Scripts for PyTorch are not run: ${skip}`);

  it(`agree with the core within ${TOLERANCE} of the loss`, { skip }, () => {
    const answers = run(scripts.map(({ text }) => text));
    const found = scripts.map(({ link }, index) => ({ link, apart: apart(answers[index] ?? "") }));
    assert.deepEqual(
      found.filter(({ apart: share }) => !(share <= TOLERANCE)),
      [],
    );
    assert.match(answers[0] ?? "", /^the run: 301 points from step 0 to 300\n/);
    assert.match(answers[0] ?? "", /The curves agree within 0\.001\./);
  });

  it("tell it when something is not the same", { skip }, () => {
    const { text } = scriptOf("data=moons&layers=2&step=40");
    const other = text
      .replace("torch.tanh(z)", "torch.sin(z)")
      .replace("lambda z, y, run:", "lambda z, y, run: 2 *");
    const [answer = ""] = run([other]);
    assert.ok(apart(answer) > 0.1, answer);
    assert.match(answer, /more than 0\.001 apart from step 0 on\n/);
    assert.match(answer, /The curves are more than 0\.001 apart\./);
  });
});
