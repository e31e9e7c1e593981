// How wrong: three measures of the same miss, over the answer or over one weight.
import { h, write } from "../../lab/dom.js";
import { loadInstruments } from "../../state/instruments.js";
import { createAxes, createSlider, s, shown } from "./parts.js";

const WIDTH = 640;
const HEIGHT = 360;
const POINTS = 241;
const KINDS = /** @type {const} */ (["absolute", "squared", "cross_entropy"]);

/** @type {import("./index.js").Maker} */
export function createWrong(host, { setting, words, changed }) {
  let said = words;
  /** Over the answer itself: a unit with one input 1 and the answer as its weight. */
  const isAnswer = setting.over === "answer";
  const inputs = isAnswer ? [1] : [...setting.inputs];
  const weights = isAnswer ? [Number(setting.answer)] : [...setting.weights];
  const index = isAnswer ? 0 : Number(setting.index);
  const { target } = setting;
  /** @type {[number, number]} */
  const range = setting.range;
  /** @type {typeof KINDS[number][]} */
  const kinds = setting.kinds ?? [...KINDS];
  /** @type {import("../../state/instruments.js").Instruments | undefined} */
  let core;
  let isGone = false;
  const picture = s("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "curve-picture", role: "img" });
  const title = h("h2");
  const sentence = h("p", { class: "widget-says", role: "status" });
  const keys = h("p", { class: "widget-keys" });
  const slider = createSlider(
    { id: "wrong-at", min: range[0], max: range[1], step: 0.01, value: weights[index] ?? 0 },
    (value) => {
      weights[index] = value;
      draw();
    },
  );
  host.replaceChildren(title, h("div", { class: "widget-figure" }, picture), keys, sentence, slider.element);

  function draw() {
    if (!core || isGone) return;
    const unit = new core.Neuron(Float64Array.from(inputs), Float64Array.from(weights), 0, "identity");
    const { answer } = unit;
    const at = weights[index] ?? 0;
    const losses = Object.fromEntries(kinds.map((kind) => [kind, unit.wrong_by(kind, target)]));
    const top = Number(setting.top);
    const axes = createAxes({ x: range, y: [0, top], width: WIDTH, height: HEIGHT });
    const lines = kinds.map((kind) => axes.line(unit.valley(index, ...range, POINTS, kind, target), kind));
    unit.free();
    picture.replaceChildren(
      axes.grid(setting.ticks, [0, top / 2, top], 1),
      ...(isAnswer
        ? [
            s("line", { class: "target", x1: axes.px(target), x2: axes.px(target), y1: 12, y2: axes.floor }),
            s("text", { class: "target-name", x: axes.px(target) + 6, y: 24 }, said.target ?? ""),
          ]
        : []),
      ...lines,
      ...kinds.flatMap((kind) => {
        const value = losses[kind] ?? 0;
        return Number.isFinite(value) && value <= top
          ? [s("circle", { class: `spot ${kind}`, cx: axes.px(at), cy: axes.py(value), r: 7 })]
          : [];
      }),
    );
    keys.replaceChildren(
      ...kinds.map((kind) =>
        h("span", { class: `wrong-key ${kind}` }, `${said[kind]} ${shown(losses[kind] ?? 0, 3)}`),
      ),
    );
    const filled = (said.says ?? "").replace("{answer}", shown(answer, 3)).replace("{at}", shown(at));
    write(sentence, filled);
    picture.setAttribute(
      "aria-label",
      `${filled} ${kinds.map((kind) => `${said[kind]} ${shown(losses[kind] ?? 0, 3)}`).join(", ")}`,
    );
    changed({ at, answer, ...losses });
  }
  function label() {
    write(title, said.title ?? "");
    slider.label(said.slider ?? "");
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
    },
  };
}
