// The rules of a step as formulas with their numbers, worked out again here in double precision. Pure.

/**
 * @typedef {import("../../engine/verify_worker.js").Update} Update
 * @typedef {{formulas: string[], after: number}} Step the rule line by line, first with letters and then with numbers; and where it
 *   leads
 */

/** @param {number} value */
function plain(value) {
  return String(Number(value.toPrecision(7))).replaceAll("-", "−");
}
/** A factor or a summand. @param {number} value */
function digits(value) {
  return value < 0 ? `(${plain(value)})` : plain(value);
}

/**
 * @param {Readonly<Record<string, number | string>>} spec
 * @param {Update} update
 * @returns {Step}
 */
export function workOut(spec, { learning_rate: rate, before, gradient, memory, count }) {
  const number = (/** @type {string} */ name) => Number(spec[name]);
  /** @type {string[]} */
  const formulas = [];
  const line = (
    /** @type {string} */ letters,
    /** @type {string} */ numbers,
    /** @type {number} */ value,
  ) => {
    formulas.push(`${letters} = ${numbers} = ${plain(value)}`);
    return value;
  };
  const rule = String(spec.optimizer);
  const [first = 0, second = 0] = memory;
  let w = before;
  let g = gradient;
  if (rule === "adamw") {
    const decay = number("weight_decay");
    if (decay > 0) {
      w = line(
        "w ← w·(1 − η·λ)",
        `${digits(w)}·(1 − ${digits(rate)}·${digits(decay)})`,
        w * (1 - rate * decay),
      );
    }
  } else if (number("l2") > 0) {
    g = line("g ← g + λ·w", `${digits(g)} + ${digits(number("l2"))}·${digits(w)}`, g + number("l2") * w);
  }
  const walk = (/** @type {string} */ letters, /** @type {string} */ numbers, /** @type {number} */ by) => ({
    formulas,
    after: line(`w − ${letters}`, `${digits(w)} − ${numbers}`, w - by),
  });
  if ((rule === "momentum" || rule === "nesterov") && number("momentum") > 0) {
    const mu = number("momentum");
    const v = line("v ← μ·v + g", `${digits(mu)}·${digits(first)} + ${digits(g)}`, mu * first + g);
    if (rule === "momentum") return walk("η·v", `${digits(rate)}·${digits(v)}`, rate * v);
    return walk(
      "η·(g + μ·v)",
      `${digits(rate)}·(${digits(g)} + ${digits(mu)}·${digits(v)})`,
      rate * (g + mu * v),
    );
  }
  if (rule === "adagrad") {
    const s = line("s ← s + g²", `${digits(first)} + ${digits(g)}²`, first + g * g);
    return walk(
      "η·g/(√s + ε)",
      `${digits(rate)}·${digits(g)}/(√${digits(s)} + 1e−10)`,
      (rate * g) / (Math.sqrt(s) + 1e-10),
    );
  }
  const epsilon = number("epsilon");
  if (rule === "rmsprop") {
    const rho = number("rho");
    const s = line(
      "s ← ρ·s + (1 − ρ)·g²",
      `${digits(rho)}·${digits(first)} + ${digits(1 - rho)}·${digits(g)}²`,
      rho * first + (1 - rho) * g * g,
    );
    return walk(
      "η·g/(√s + ε)",
      `${digits(rate)}·${digits(g)}/(√${digits(s)} + ${digits(epsilon)})`,
      (rate * g) / (Math.sqrt(s) + epsilon),
    );
  }
  if (rule === "adam" || rule === "adamw") {
    const [beta1, beta2] = [number("beta1"), number("beta2")];
    const m = line(
      "m ← β₁·m + (1 − β₁)·g",
      `${digits(beta1)}·${digits(first)} + ${digits(1 - beta1)}·${digits(g)}`,
      beta1 * first + (1 - beta1) * g,
    );
    const v = line(
      "v ← β₂·v + (1 − β₂)·g²",
      `${digits(beta2)}·${digits(second)} + ${digits(1 - beta2)}·${digits(g)}²`,
      beta2 * second + (1 - beta2) * g * g,
    );
    const mean = line(
      "m̂ = m/(1 − β₁ᵗ)",
      `${digits(m)}/(1 − ${digits(beta1)}^${count})`,
      m / (1 - beta1 ** count),
    );
    const square = line(
      "v̂ = v/(1 − β₂ᵗ)",
      `${digits(v)}/(1 − ${digits(beta2)}^${count})`,
      v / (1 - beta2 ** count),
    );
    return walk(
      "η·m̂/(√v̂ + ε)",
      `${digits(rate)}·${digits(mean)}/(√${digits(square)} + ${digits(epsilon)})`,
      (rate * mean) / (Math.sqrt(square) + epsilon),
    );
  }
  return walk("η·g", `${digits(rate)}·${digits(g)}`, rate * g);
}
