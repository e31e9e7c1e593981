// A PyTorch script that makes an experiment again: its settings, first weights, rows and curves, and no more code than it uses. Pure:
// facts in, Python out. What it says to its reader comes in, too.
import { objective, quoted, rates, walk } from "./python_code.js";
import { BATCHES, END, FORMULAS, random } from "./python_parts.js";
import { shortest } from "./tables.js";

/** Characters of base64 in a line of the file. */
const LINE = 116;
/** Differences of the losses up to here, as shares, are what single precision rounds on the way of an ordinary run. */
const TOLERANCE = 0.001;
/** Lists of numbers up to this length are written as numbers. */
const FEW = 8;

/**
 * What the core says of the runs of a link: see `Recipe` in crate/src/experiment/recipe.rs.
 * @typedef {[start: number, length: number]} Place
 * @typedef {{index: number, parent: number, first_step: number, last_step: number, loss?: string, widths?: number[], blocks?: number[],
 *   alphas?: number[], learns_alphas?: boolean, rates: number[], drops: number[], sets: number[], curve: Place, weights?: Place,
 *   spec: Record<string, any>}} RecipeRun
 * @typedef {{count: number, features: number, inputs: Place, targets: Place}} RecipeRows
 * @typedef {{step: number, digest: string, classes: number, rows: {train?: RecipeRows, validation?: RecipeRows},
 *   runs: RecipeRun[]}} Recipe
 */

/** @param {ArrayLike<number>} numbers */
function base64(numbers) {
  const view = new DataView(new ArrayBuffer(4 * numbers.length));
  for (let at = 0; at < numbers.length; at += 1) view.setFloat32(4 * at, Number(numbers[at]), true);
  const bytes = new Uint8Array(view.buffer);
  let text = "";
  // In pieces, for a function takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 4096)
    text += String.fromCharCode(...bytes.subarray(at, at + 4096));
  return btoa(text).replaceAll(new RegExp(`.{${LINE}}`, "g"), "$&\n");
}

/** A tensor of float32. @param {Float32Array} numbers */
function tensor(numbers) {
  if (numbers.length > FEW) return `floats("""\n${base64(numbers)}\n""")`;
  return `torch.tensor([${Array.from(numbers, shortest).join(", ")}], dtype=torch.float32)`;
}

/** The optimizer as PyTorch names it, with its options. @param {Record<string, any>} spec */
function rule(spec) {
  const { optimizer, momentum, beta1, beta2, rho, epsilon, l2, weight_decay: decay } = spec;
  const betas = `betas=(${beta1}, ${beta2}), eps=${epsilon}`;
  const speed = momentum > 0 ? `momentum=${momentum}, ` : "";
  /** @type {Record<string, [string, string]>} */
  const rules = {
    sgd: ["SGD", `weight_decay=${l2}`],
    momentum: ["SGD", `${speed}weight_decay=${l2}`],
    nesterov: ["SGD", `${speed}${speed && "nesterov=True, "}weight_decay=${l2}`],
    adagrad: ["Adagrad", `weight_decay=${l2}`],
    rmsprop: ["RMSprop", `alpha=${rho}, eps=${epsilon}, weight_decay=${l2}`],
    adam: ["Adam", `${betas}, weight_decay=${l2}`],
    adamw: ["AdamW", `${betas}, weight_decay=${decay}`],
  };
  const [name, options] = rules[optimizer] ?? ["SGD", ""];
  return [`optimizer=${quoted(name)}`, `options=dict(${options})`];
}

/** What the experiment uses. @param {Recipe} recipe */
function uses({ runs, rows }) {
  const all = (/** @type {(run: RecipeRun) => unknown} */ of) => [...new Set(runs.map(of))].map(String);
  const problem = String(runs[0]?.spec.problem);
  const count = rows.train?.count ?? 0;
  const hasBatches = runs.some(({ spec }) => spec.batch_size > 0 && spec.batch_size < count);
  const isFormula = problem in FORMULAS;
  return {
    problem,
    isFormula,
    isNetwork: problem === "network",
    activations: all(({ spec }) => spec.activation),
    losses: all(({ loss }) => loss),
    kinds: all(({ spec, blocks = [] }) => (spec.residual === "off" || !blocks.length ? "none" : spec.block)),
    courses: all(({ spec }) => spec.schedule),
    learns: runs.some((run) => run.learns_alphas),
    hasWarmup: runs.some(({ spec }) => spec.warmup > 0),
    hasBatches,
    hasNoise: isFormula && runs.some(({ spec }) => spec.gradient_noise > 0),
    hasClip: runs.some(({ spec }) => spec.clip > 0),
    hasDrops: runs.some(({ drops }) => drops.length > 0),
    hasSets: runs.some(({ sets }) => sets.length > 0),
    isLate: runs.some(({ first_step: first }) => first > 0),
  };
}

/** @typedef {ReturnType<typeof uses>} Uses */

/**
 * One run as a dictionary.
 * @param {RecipeRun} run @param {string} name @param {Uses} used @param {(place: Place) => Float32Array} numbers
 */
function runText(run, name, used, numbers) {
  const { spec } = run;
  const pairs = (/** @type {number[]} */ flat, /** @type {number} */ length) =>
    Array.from({ length: flat.length / length }, (_, at) => flat.slice(at * length, (at + 1) * length));
  const rates = pairs(run.rates, 2).map(([step, rate = 0]) => `(${step}, ${shortest(rate)})`);
  const lines = [
    `name=${quoted(name)}, first_step=${run.first_step}, last_step=${run.last_step},`,
    ...(run.first_step > 0 ? [`parent=${run.parent},  # the run that it leaves at its first step`] : []),
  ];
  if (used.isNetwork) {
    lines.push(
      `widths=[${run.widths?.join(", ")}], activation=${quoted(spec.activation)},${
        spec.activation === "leaky_relu" ? ` leaky_slope=${spec.leaky_slope},` : ""
      }`,
    );
    if (used.kinds.some((kind) => kind !== "none")) {
      const alphas = run.learns_alphas
        ? run.blocks?.map((layer) => `${layer}: None`)
        : run.blocks?.map((layer, at) => `${layer}: ${shortest(run.alphas?.[at] ?? 0)}`);
      lines.push(
        `residual=${quoted(spec.residual === "off" ? "none" : spec.block)},  # and the α of each layer with a skip`,
        `alphas={${alphas?.join(", ")}},`,
      );
    }
  }
  if (run.loss)
    lines.push(`loss=${quoted(run.loss)},${run.loss === "huber" ? ` huber_delta=${spec.huber_delta},` : ""}`);
  lines.push(
    `${rule(spec).join(", ")},`,
    `learning_rate=[${rates.join(", ")}],  # from which step on`,
    ...(used.courses.some((course) => course !== "constant") || used.hasWarmup
      ? [
          `schedule=${quoted(spec.schedule)}, schedule_steps=${spec.schedule_steps}, schedule_decay=${
            spec.schedule_decay
          }, warmup=${spec.warmup},`,
        ]
      : []),
    ...(used.hasClip ? [`clip=${spec.clip},  # the longest gradient; 0 for no limit`] : []),
    ...(used.hasBatches ? [`batch_size=${spec.batch_size},`] : []),
    ...(used.hasNoise ? [`gradient_noise=${spec.gradient_noise},`] : []),
    ...(used.hasBatches || used.hasNoise ? [`seed=${spec.seed},`] : []),
  );
  if (used.hasDrops) {
    const drops = pairs(run.drops, 3).map(
      ([step, a = 0, b = 0]) => `${step}: (${shortest(a)}, ${shortest(b)})`,
    );
    lines.push(`drops={${drops.join(", ")}},  # where the ball was put down by hand, at which step`);
  }
  if (used.hasSets) {
    /** @type {Map<number, string[]>} */
    const steps = new Map();
    for (const [step = 0, weight, value = 0] of pairs(run.sets, 3)) {
      steps.set(step, [...(steps.get(step) ?? []), `${weight}: ${shortest(value)}`]);
    }
    const sets = [...steps].map(([step, values]) => `${step}: {${values.join(", ")}}`);
    lines.push(`sets={${sets.join(", ")}},  # weights set by hand, at which step`);
  }
  if (run.weights) lines.push(`weights=${tensor(numbers(run.weights))},`);
  lines.push(`curve=${tensor(numbers(run.curve))}.view(-1, 3),  # step, training loss, validation loss`);
  // Lines of base64 belong to no level.
  return `    dict(\n${lines.map((line) => `        ${line}`).join("\n")}\n    ),`;
}

/** @param {RecipeRows} rows @param {(place: Place) => Float32Array} numbers @param {boolean} areClasses */
function rowsText(rows, numbers, areClasses) {
  const inputs = `${tensor(numbers(rows.inputs))}.view(-1, ${rows.features})`;
  const targets = `${tensor(numbers(rows.targets))}${areClasses ? ".long()" : `.view(${rows.count}, -1)`}`;
  return `(${inputs}, ${targets})`;
}

/**
 * @param {Recipe} recipe @param {Float32Array} numbers as the core gives them
 * @param {{names: readonly string[], file: string, head: readonly string[]}} words a name for each run (by its `index`), the name of the
 *   file, and what stands at its top
 */
export function pytorchScript(recipe, numbers, { names, file, head }) {
  const of = (/** @type {Place} */ [start, length]) => numbers.subarray(start, start + length);
  const used = uses(recipe);
  const areClasses = used.losses.includes("softmax_ce");
  const { train, validation } = recipe.rows;
  // Text of others stands in a comment that it cannot leave.
  const safe = head.flatMap((line) => line.split(/[\r\n]/)).map((line) => `# ${line}`.trimEnd());
  const needsRandom = used.hasBatches || used.hasNoise;
  return `${safe.join("\n")}
#
#     python ${file}

import base64
import math

import torch
from torch.nn import functional

DTYPE = torch.float32  # as the page computes; torch.float64 shows what that rounds
TOLERANCE = ${TOLERANCE}  # as a share of the loss


def floats(text):
    """Numbers in single precision, little-endian, in base64."""
    return torch.frombuffer(bytearray(base64.b64decode(text)), dtype=torch.float32).clone()


# Inputs and targets of the rows to learn from and of those that are only watched; the test stays sealed.
TRAIN = ${train ? rowsText(train, of, areClasses) : "(None, None)"}
VALIDATION = ${validation ? rowsText(validation, of, areClasses) : "None"}
if DTYPE != torch.float32:
    TRAIN, VALIDATION = [
        rows and tuple(part.to(DTYPE) if torch.is_tensor(part) and part.is_floating_point() else part for part in rows)
        for rows in (TRAIN, VALIDATION)
    ]

RUNS = [
${recipe.runs.map((run) => runText(run, names[run.index] || `run ${run.index + 1}`, used, of)).join("\n")}
]

${objective(used)}
${needsRandom ? `${random(used.hasNoise)}\n` : ""}${used.hasBatches ? `${BATCHES}\n` : ""}${rates(used)}
${walk(used)}
${END}`.replaceAll(/\n{4,}/g, "\n\n\n");
}
