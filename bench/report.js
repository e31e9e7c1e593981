// The tables, in Markdown.

/** @typedef {import("./match.js").Outcome} Outcome */
/** @typedef {import("./match.js").Spread} Spread */

/** @param {Outcome} outcome */
export function line({ workload, share, cost, rates, peers }) {
  const others = Object.entries(peers).map(
    ([name, ratio]) => `${name} ${typeof ratio === "string" ? ratio : times(ratio)}`,
  );
  return (
    `${workload.name.padEnd(4)} ${percent(share)} of the limit, ${micro(cost.middle)} a ${unit(workload)}; ` +
    `engine ${giga(2 * rates.multiplyAdds.middle)} GFLOP/s, ${giga(rates.tanhs.middle)} G tanh/s; ${others.join(", ")}`
  );
}

/** @param {Outcome[]} outcomes */
export function tables(outcomes) {
  const names = Object.keys(outcomes[0].peers);
  const head = ["", "work", "of the limit", "CPU time", ...names];
  const rows = outcomes.map(({ workload, share, cost, peers }) => [
    workload.name,
    workload.title,
    percent(share),
    `${micro(cost.middle)} a ${unit(workload)}`,
    ...names.map((name) => cell(peers[name])),
  ]);
  const checks = outcomes.map(({ workload, distances }) => [
    workload.name,
    ...["downhill", ...names].map((name) => distances[name]?.toExponential(0) ?? "–"),
  ]);
  const reasons = outcomes.flatMap(({ workload, peers }) =>
    Object.entries(peers).flatMap(([name, ratio]) =>
      typeof ratio === "string" ? [`${workload.name}: ${name} ${ratio}`] : [],
    ),
  );
  return [
    "",
    table(head, rows),
    "",
    "Distance from float64:",
    "",
    table(["", "downhill", ...names], checks),
    "",
    reasons.length > 0 ? `Left out: ${reasons.join("; ")}.` : "Nothing was left out.",
    "",
  ].join("\n");
}

/**
 * @param {string[]} head
 * @param {string[][]} rows
 */
export function table(head, rows) {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** @param {Spread | string} ratio */
function cell(ratio) {
  return typeof ratio === "string" ? "–" : times(ratio);
}

/** @param {Spread} ratio */
function times({ low, middle, high }) {
  return `${figures(middle)}× (${figures(low)}–${figures(high)})`;
}

/** @param {Spread} share */
function percent({ low, middle, high }) {
  const [l, m, h] = [low, middle, high].map((value) => (100 * value).toFixed(0));
  return `${m} % (${l}–${h})`;
}

/** @param {number} value */
export function figures(value) {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(2);
}

/** @param {number} microseconds */
export function micro(microseconds) {
  return `${microseconds.toPrecision(3)} µs`;
}

/** @param {number} rate */
function giga(rate) {
  return (rate / 1e9).toPrecision(3);
}

/** @param {import("./workloads.js").Workload} workload */
function unit({ grid }) {
  return grid > 0 ? "point" : "step";
}
