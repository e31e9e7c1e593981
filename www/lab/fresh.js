// A run as the chart of the layers takes it, and what theory can speak of: a plain network of equally wide layers, by how its first weights
// were drawn. Pure.

/** @param {Readonly<import("../state/core.js").Spec>} spec @returns {import("../stage/flow/flow.js").Fresh | undefined} */
export function freshOf({ residual, widths, problem, activation, init, gain, init_variance: variance }) {
  if (residual !== "off" || String(widths ?? "") !== "" || problem !== "network") return undefined;
  return {
    activation: String(activation),
    init: String(init),
    gain: Number(gain),
    variance: Number(variance),
  };
}

/**
 * A run that walks beside the lead.
 * @param {number} run its number
 * @param {Float32Array} log10Norms @param {Readonly<import("../state/core.js").Spec>} spec
 * @param {import("../stage/flow/history.js").LayerRecord} record
 * @returns {import("../stage/flow/flow.js").Bars}
 */
export function twinBars(run, log10Norms, spec, record) {
  const [residual, activation] = [String(spec.residual), String(spec.activation)];
  return { run, log10Norms, flow: record.flow, record, residual, activation, fresh: freshOf(spec) };
}
