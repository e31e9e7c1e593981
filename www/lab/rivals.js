// Ready-made rivals for a race: what each changes of the run of the spec, and when it makes sense. Pure.
import { holds } from "../state/rules.js";

/**
 * @typedef {import("../state/core.js").Spec} Spec
 * @typedef {{name: "adam" | "momentum" | "gd" | "faster" | "slower" | "plain" | "residual" | "noise", changes: Spec}} Rival
 */

/** Step sizes at which Adam is at home: in a network, where Kingma and Ba (2015) take 0.001, and over a formula's few units. */
const ADAM_RATE = { network: 0.01, formula: 0.1 };
/** What gradient descent is offered beside an optimizer of its own step sizes. */
const PLAIN_RATE = 0.1;
/** Rows of a noisy rival's mini-batches. */
const FEW_ROWS = 8;

/**
 * The rivals that differ from a run.
 * @param {Readonly<Spec>} spec
 * @param {import("../state/core.js").Field[]} fields
 * @returns {Rival[]}
 */
export function rivalsOf(spec, fields) {
  const rule = String(spec.optimizer);
  const rate = Number(spec.learning_rate);
  const field = (/** @type {string} */ name) => fields.find((one) => one.name === name);
  const { min = 0, max = Number.POSITIVE_INFINITY } = field("learning_rate") ?? {};
  const matters = (/** @type {string} */ name) => holds(field(name)?.when, spec);
  const adamRate = spec.problem === "network" ? ADAM_RATE.network : ADAM_RATE.formula;
  // The first layer and the last are no blocks.
  const hasBlocks = matters("residual") && Number(spec.hidden_layers) >= 2;
  const scaled = (/** @type {number} */ factor) => Number((rate * factor).toPrecision(3));
  /** @type {(Rival | false)[]} */
  const rivals = [
    rule !== "momentum" && {
      name: "momentum",
      changes: isFixedStep(rule)
        ? { optimizer: "momentum" }
        : { optimizer: "momentum", learning_rate: PLAIN_RATE },
    },
    rule !== "adam" && {
      name: "adam",
      changes: isFixedStep(rule) ? { optimizer: "adam", learning_rate: adamRate } : { optimizer: "adam" },
    },
    rule !== "sgd" && {
      name: "gd",
      changes: isFixedStep(rule) ? { optimizer: "sgd" } : { optimizer: "sgd", learning_rate: PLAIN_RATE },
    },
    scaled(10) <= max && { name: "faster", changes: { learning_rate: scaled(10) } },
    scaled(0.1) >= min && { name: "slower", changes: { learning_rate: scaled(0.1) } },
    hasBlocks && spec.residual !== "off" && { name: "plain", changes: { residual: "off" } },
    hasBlocks && spec.residual === "off" && { name: "residual", changes: { residual: "scaled" } },
    matters("batch_size") &&
      spec.batch_size !== FEW_ROWS && { name: "noise", changes: { batch_size: FEW_ROWS } },
  ];
  return rivals.filter((rival) => rival !== false);
}

/** Whether the rule steps by rate times gradient, so that rates mean the same. @param {string} rule */
function isFixedStep(rule) {
  return rule === "sgd" || rule === "momentum" || rule === "nesterov";
}
