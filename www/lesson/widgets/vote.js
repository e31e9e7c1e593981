// Three judges vote: scores times weights, added up, against a threshold. The unit is the core's.
import { h, write } from "../../lab/dom.js";
import { loadInstruments } from "../../state/instruments.js";
import { createRadios, createSlider, s, shown } from "./parts.js";

const WIDTH = 640;
const HEIGHT = 250;
/** Above the sum, where there is room: each score with the part of it that its weight leaves. */
const ABOVE = 186;
/** Below this height, in CSS pixels, its numbers could not be read. */
const LOWEST = 240;
/** The ends of the scale that the sum is drawn on. */
const LOW = -0.4;
const HIGH = 1.2;
/** The judges in answers and tasks. */
const NAMES = /** @type {const} */ (["first", "second", "third"]);

/** @type {import("./index.js").Maker} */
export function createVote(host, { setting, words, changed }) {
  let said = words;
  /** @type {number[]} */
  const inputs = [...setting.inputs];
  /** @type {number[]} */
  const weights = [...setting.weights];
  let threshold = Number(setting.threshold);
  let activation = String(setting.activations[0]);
  /** @type {import("../../state/instruments.js").Instruments | undefined} */
  let core;
  /** The answer before the last move, to see what a move does. @type {number | undefined} */
  let before;
  let isGone = false;
  /** The sum before anything was moved. @type {number | undefined} */
  let firstSum;
  /** By how much the sum has risen for each unit of a weight, of the weights that were moved alone. @type {Record<string, number>} */
  const rises = {};

  const picture = s("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "vote-picture", role: "img" });
  const sentence = h("p", { class: "widget-says", role: "status" });
  const figure = h("div", { class: "widget-figure" }, picture);
  let hasRoom = false;
  const sizes = new ResizeObserver(() => {
    hasRoom = figure.clientHeight > Math.max(LOWEST, 0.45 * figure.clientWidth);
    const above = hasRoom ? ABOVE : 0;
    picture.setAttribute("viewBox", `0 ${-above} ${WIDTH} ${HEIGHT + above}`);
    draw();
  });
  sizes.observe(figure);
  const move =
    (/** @type {number[]} */ list, /** @type {number} */ index) => (/** @type {number} */ value) => {
      list[index] = value;
      draw();
    };
  const rows = inputs.map((input, index) => ({
    name: h("span", { class: "judge" }),
    score: createSlider(
      { id: `score-${index + 1}`, min: 0, max: 1, step: 0.01, value: input },
      move(inputs, index),
    ),
    weight: createSlider(
      { id: `weight-${index + 1}`, min: -1, max: setting.most ?? 3, step: 0.01, value: weights[index] ?? 0 },
      move(weights, index),
    ),
    product: h("output", { class: "product", "aria-live": "off" }),
  }));
  const bar = createSlider({ id: "threshold", min: 0, max: 1, step: 0.01, value: threshold }, (value) => {
    threshold = value;
    draw();
  });
  const kinds = createRadios("vote-kind", setting.activations, activation, (value) => {
    activation = value;
    before = undefined;
    draw();
  });
  /** A unit that only says its sum compares it with nothing. */
  const hasThreshold = setting.activations.some((/** @type {string} */ name) => name !== "identity");
  const title = h("h2");
  const again = h("button", { type: "button", class: "button", id: "vote-again", click: backToStart });
  host.replaceChildren(
    title,
    figure,
    sentence,
    ...(setting.activations.length > 1 ? [kinds.element] : []),
    h(
      "div",
      { class: "judges" },
      ...rows.map(({ name, score, weight, product }) =>
        h("div", { class: "judge-row" }, name, score.element, weight.element, product),
      ),
    ),
    ...(hasThreshold ? [bar.element] : []),
    h("p", { class: "widget-buttons" }, again),
  );

  function backToStart() {
    for (const [index, { score, weight }] of rows.entries()) {
      inputs[index] = setting.inputs[index];
      weights[index] = setting.weights[index];
      score.set(inputs[index] ?? 0);
      weight.set(weights[index] ?? 0);
    }
    threshold = Number(setting.threshold);
    bar.set(threshold);
    before = undefined;
    draw();
  }

  /** Whether scores and threshold stand where they stood at the start. */
  function isAsGiven() {
    return (
      threshold === Number(setting.threshold) &&
      inputs.every((input, index) => input === setting.inputs[index])
    );
  }

  /** The one weight that stands elsewhere than at the start, while all else is as it was. @returns {"first" | "second" | "third" | undefined} */
  function movedAlone() {
    const moved = weights.flatMap((weight, index) => (weight === setting.weights[index] ? [] : [index]));
    if (!isAsGiven() || moved.length !== 1) return undefined;
    return NAMES[moved[0] ?? 0];
  }

  function draw() {
    if (!core || isGone) return;
    // The threshold is a bias with the other sign.
    const unit = new core.Neuron(
      Float64Array.from(inputs),
      Float64Array.from(weights),
      -threshold,
      activation,
    );
    const products = [...unit.products()];
    const { answer, slope } = unit;
    unit.free();
    const adder = new core.Neuron(Float64Array.from(inputs), Float64Array.from(weights), 0, "identity");
    const sum = adder.answer;
    adder.free();
    const scale = (/** @type {number} */ value) =>
      20 + ((Math.min(HIGH, Math.max(LOW, value)) - LOW) / (HIGH - LOW)) * (WIDTH - 150);
    let from = 0;
    const parts = products.map((product, index) => {
      const [start, end] = [scale(from), scale(from + product)];
      from += product;
      return s(
        "g",
        {},
        s("rect", {
          class: `part part-${index + 1}`,
          x: Math.min(start, end),
          y: 76,
          width: Math.max(1, Math.abs(end - start)),
          height: 84,
        }),
        ...(Math.abs(end - start) > 16
          ? [
              s(
                "text",
                { class: "part-name", x: (start + end) / 2, y: 124, "text-anchor": "middle" },
                String(index + 1),
              ),
            ]
          : []),
      );
    });
    const factors = products.map((product, index) => {
      const y = 56 * index - ABOVE + 14;
      const [zero, score, part] = [0, inputs[index] ?? 0, product].map(scale);
      const end = Math.max(score ?? 0, part ?? 0);
      return s(
        "g",
        { class: "factor" },
        s("rect", {
          class: "score",
          x: zero ?? 0,
          y,
          width: Math.max(1, (score ?? 0) - (zero ?? 0)),
          height: 32,
        }),
        s("rect", {
          class: `part part-${index + 1}`,
          x: Math.min(zero ?? 0, part ?? 0),
          y,
          width: Math.max(1, Math.abs((part ?? 0) - (zero ?? 0))),
          height: 32,
        }),
        s(
          "text",
          { class: "factor-says", x: end + 12, y: y + 21 },
          `${shown(inputs[index] ?? 0)} × ${shown(weights[index] ?? 0)} = ${shown(product, 3)}`,
        ),
      );
    });
    const at = scale(threshold);
    const glow = Math.min(1, Math.max(0, answer));
    const lamp = s("circle", { class: "lamp", cx: WIDTH - 62, cy: 118, r: 44 });
    lamp.style.setProperty("--glow", String(glow));
    picture.replaceChildren(
      ...(hasRoom ? factors : []),
      s("line", { class: "axis", x1: scale(LOW), x2: scale(HIGH), y1: 160, y2: 160 }),
      ...[0, 0.5, 1].map((value) =>
        s("text", { class: "tick", x: scale(value), y: 182, "text-anchor": "middle" }, shown(value, 1)),
      ),
      ...parts,
      ...(hasThreshold
        ? [
            s("line", { class: "threshold", x1: at, x2: at, y1: 52, y2: 172 }),
            s(
              "text",
              { class: "threshold-name", x: at, y: 42, "text-anchor": "middle" },
              said.threshold ?? "",
            ),
          ]
        : []),
      s("path", { class: "pointer", d: `M${scale(sum)} 192l8 14h-16z` }),
      s(
        "text",
        { class: "sum-name", x: scale(sum), y: 226, "text-anchor": "middle" },
        `${said.sum} ${shown(sum, 3)}`,
      ),
      lamp,
      s(
        "text",
        { class: "lamp-name", x: WIDTH - 62, y: 226, "text-anchor": "middle" },
        shown(answer, activation === "step" ? 0 : 3),
      ),
    );
    rows.forEach(({ product }, index) => {
      write(product, `= ${shown(products[index] ?? 0, 3)}`);
    });
    const text =
      (answer > 0 && activation === "step"
        ? said.speaks
        : activation === "step"
          ? said.silent
          : said.graded) ?? "";
    const filled = text
      .replace("{sum}", shown(sum, 3))
      .replace("{threshold}", shown(threshold))
      .replace("{answer}", shown(answer, 3))
      .replace("{slope}", shown(slope, 3));
    write(sentence, filled);
    picture.setAttribute("aria-label", filled);
    const alone = movedAlone();
    firstSum ??= sum;
    if (alone) {
      const index = NAMES.indexOf(alone);
      rises[alone] = (sum - firstSum) / (Number(weights[index]) - Number(setting.weights[index]));
    }
    changed({
      ...Object.fromEntries(Object.entries(rises).map(([name, rise]) => [`rise_${name}`, rise])),
      alone: alone ?? "",
      sum,
      answer,
      slope,
      activation,
      moved: before !== undefined && before !== answer ? "yes" : "no",
      touched:
        isAsGiven() && weights.every((weight, index) => weight === setting.weights[index]) ? "no" : "yes",
    });
    before = answer;
  }

  function label() {
    write(title, said.title ?? "");
    rows.forEach(({ name, score, weight }, index) => {
      const judge = (said.judge ?? "{n}").replace("{n}", String(index + 1));
      write(name, judge);
      name.dataset.number = String(index + 1);
      score.label(said.score ?? "", `${judge}: ${said.score}`);
      weight.label(`× ${said.weight}`, `${judge}: ${said.weight}`);
    });
    bar.label(said.threshold ?? "");
    write(again, said.again ?? "");
    kinds.label(said.kind ?? "", said);
    draw();
  }
  label();
  loadInstruments().then(
    (instruments) => {
      core = instruments;
      draw();
    },
    () => write(sentence, said.failed ?? ""),
  );

  return {
    label(next) {
      said = next;
      label();
    },
    dispose() {
      isGone = true;
      sizes.disconnect();
    },
  };
}
