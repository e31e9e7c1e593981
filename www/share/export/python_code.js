// The functions of the PyTorch script, with those branches alone that an experiment takes. Python, as it is written into the file.
import { ACTIVATIONS, BETWEEN, COURSES, FORMULAS, LOSSES, NEURONS } from "./python_parts.js";

/** A text as Python reads it. @param {string} text */
export const quoted = (text) => JSON.stringify(text);

/** @typedef {import("./pytorch.js").Uses} Uses */

/** @param {Uses} used */
function network({ activations, kinds, learns }) {
  const has = (/** @type {string} */ kind) => kinds.includes(kind);
  const isPlain = kinds.every((kind) => kind === "none");
  const alpha = [
    '        alpha = run["alphas"].get(layer)',
    ...(learns
      ? ['        if layer in run["alphas"] and alpha is None:  # learned: they stand behind all weights']
      : []),
    ...(learns
      ? ['            alpha = params[len(params) - len(run["alphas"]) + list(run["alphas"]).index(layer)]']
      : []),
    ...(has("preact")
      ? [
          '        if alpha is not None and run["residual"] == "preact":',
          "            z = sums[layer - 1] + alpha * z",
        ]
      : []),
    ...(has("preact2")
      ? [
          '        if alpha is not None and run["residual"] == "preact2":',
          "            z = sums[layer - 2] + alpha * z",
        ]
      : []),
    "        sums.append(z)",
  ];
  const postact = [
    '        if alpha is not None and run["residual"] == "postact":',
    "            value = h + alpha * value",
  ];
  return `
ACTIVATIONS = {
${activations.map((name) => `    ${quoted(name)}: lambda z, run: ${ACTIVATIONS[name]},`).join("\n")}
}


def network(params, x, run):
    """What the network answers, [row][output]. \`params\` holds layer after layer, weights [out][in] and then biases."""
    widths, at, h${isPlain ? "" : ", sums"} = run["widths"], 0, x${isPlain ? "" : ", [None]"}
    for layer in range(1, len(widths)):
        fan_in, fan_out = widths[layer - 1], widths[layer]
        weights = params[at:at + fan_in * fan_out].view(fan_out, fan_in)
        at += fan_in * fan_out
        z = functional.linear(h, weights, params[at:at + fan_out])
        at += fan_out
${isPlain ? "" : `${alpha.join("\n")}\n`}        if layer == len(widths) - 1:
            return z
        value = ACTIVATIONS[run["activation"]](z, run)
${has("postact") ? `${postact.join("\n")}\n` : ""}        h = value
`;
}

/** What is minimised. @param {Uses} used */
export function objective(used) {
  if (used.isFormula) {
    return `
def loss_of(params, run, x, y):
    """The height of the surface: a formula of two numbers."""
    a, b = params.double()
    return ${FORMULAS[used.problem]}
`;
  }
  const answer = used.isNetwork ? "network(params, x, run)" : NEURONS[used.problem];
  return `${used.isNetwork ? `${network(used)}\n` : ""}
LOSSES = {
${used.losses.map((name) => `    ${quoted(name)}: lambda z, y, run: ${LOSSES[name]},`).join("\n")}
}


def loss_of(params, run, x, y):
    """The mean over these rows."""
    z = ${answer}
    return LOSSES[run["loss"]](z, y, run)
`;
}

/** How the rate of a step follows. @param {Uses} used */
export function rates({ courses, hasWarmup }) {
  const isConstant = courses.every((course) => course === "constant") && !hasWarmup;
  const dial = '    rate = [rate for since, rate in run["learning_rate"] if since <= step][-1]';
  if (isConstant) {
    return `
def rate_of(run, step):
    """The learning rate of the step that leaves \`step\`."""
${dial}
    return rate
`;
  }
  const wanted = courses.map(
    (course) => `    if run["schedule"] == ${quoted(course)}:\n        ${COURSES[course]}`,
  );
  const isRound = courses.some((course) => course === "cosine" || course === "one_cycle");
  return `${isRound ? `${BETWEEN}\n` : ""}
def rate_of(run, step):
    """The learning rate of the step that leaves \`step\`: the dial's, times what the schedule says."""
${dial}
    length = run["schedule_steps"]
${wanted.join("\n")}
    return rate * factor * min((step + 1) / max(run["warmup"], 1), 1.0)
`;
}

/** @param {Uses} used */
export function walk({ hasBatches, hasNoise, hasClip, hasDrops, hasSets, isLate }) {
  const when = (/** @type {boolean} */ is, /** @type {string} */ text) => (is ? text : "");
  const size = 'run["batch_size"]';
  return `
def new_optimizer(run, params):
    return getattr(torch.optim, run["optimizer"])([params], lr=1.0, **run["options"])
${when(
  hasBatches,
  `

def new_batches(run):
    """None if each step takes all rows."""
    return Batches(run) if 0 < ${size} < len(TRAIN[0]) else None
`,
)}

def make_step(run, step, params, optimizer${when(hasBatches, ", batches")}):
    x, y = TRAIN${when(hasBatches, " if batches is None else batches.rows()")}
    optimizer.zero_grad()
    loss_of(params, run, x, y).backward()
${when(
  hasNoise,
  `    if run["gradient_noise"] > 0:  # of this step, whoever makes it
        noise = Random(run["seed"], purpose=10, step=step)
        params.grad += torch.tensor([run["gradient_noise"] * noise.normal() for _ in params], dtype=DTYPE)
`,
)}${when(
  hasClip,
  `    if run["clip"] > 0:
        torch.nn.utils.clip_grad_norm_([params], run["clip"])
`,
)}    for group in optimizer.param_groups:
        group["lr"] = rate_of(run, step)
    optimizer.step()


def measure(run, params):
    """Losses on the rows to learn from and on those that are only watched."""
    with torch.no_grad():
        return [float(loss_of(params, run, *rows)) if rows else math.nan for rows in (TRAIN, VALIDATION)]


def walk(number, until):
    """A run from its first step to step \`until\`: its state there, and its losses at each step that the page tells of."""
    run = RUNS[number]
    first = run["first_step"]
    watched = {int(step) for step in run["curve"][:, 0]}
${when(
  isLate,
  `    if first > 0:
        # It leaves its parent, and keeps of that one's memory what it can use.
        (params, before${when(hasBatches, ", batches")}), _ = walk(run["parent"], first)
        parent = RUNS[run["parent"]]
        optimizer = new_optimizer(run, params)
        if remembers(run) == remembers(parent) and params in before.state:
            optimizer.state[params] = before.state[params]
${when(
  hasBatches,
  `        if batches is None or ${size} != parent["batch_size"]:
            batches = new_batches(run)
`,
)}    else:
        params = run["weights"].to(DTYPE).clone().requires_grad_()
        optimizer = new_optimizer(run, params)
${when(hasBatches, "        batches = new_batches(run)\n")}`,
)}${when(
  !isLate,
  `    params = run["weights"].to(DTYPE).clone().requires_grad_()
    optimizer = new_optimizer(run, params)
${when(hasBatches, "    batches = new_batches(run)\n")}`,
)}    seen = {}
    for step in range(first, until + 1):
${when(
  hasDrops,
  `        if step in run["drops"]:  # put down by hand: the ball is at rest, the optimizer without memory
            with torch.no_grad():
                params.copy_(torch.tensor(run["drops"][step], dtype=DTYPE))
            optimizer = new_optimizer(run, params)
`,
)}${when(
  hasSets,
  `        for weight, value in run["sets"].get(step, {}).items():  # set by hand; the optimizer keeps its memory
            with torch.no_grad():
                params[weight] = value
`,
)}        if step in watched:
            seen[step] = measure(run, params)
        if step < until:
            make_step(run, step, params, optimizer${when(hasBatches, ", batches")})
    return (params, optimizer${when(hasBatches, ", batches")}), seen
${when(
  isLate,
  `

def remembers(run):
    """What an optimizer has a memory of: its kind, and whether it has a speed."""
    return run["optimizer"], run["options"].get("momentum", 0) > 0
`,
)}`;
}
