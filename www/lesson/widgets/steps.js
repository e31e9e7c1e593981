// Steps of gradient descent of one unit with all its weights, by hand: the answers one after the other on a line.
import { h, write } from "../../lab/dom.js";
import { loadInstruments } from "../../state/instruments.js";
import { createAxes, createRadios, createSlider, s, shown } from "./parts.js";

const WIDTH = 640;
const HEIGHT = 320;
/** Answers that are drawn: the newest. */
const SHOWN = 24;

/** @type {import("./index.js").Maker} */
export function createSteps(host, { setting, words, changed }) {
  let said = words;
  let wrongness = String(setting.wrongness);
  let rate = Number(setting.rate);
  const { target } = setting;
  /** @type {number[]} */
  let answers = [];
  let made = 0;
  /** @type {import("../../state/instruments.js").Instruments | undefined} */
  let core;
  /** @type {import("../../state/instruments.js").Neuron | undefined} */
  let unit;
  const picture = s("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "curve-picture", role: "img" });
  const title = h("h2");
  const sentence = h("p", { class: "widget-says", role: "status" });
  const sums = h("p", { class: "widget-sums" });
  const kinds = createRadios("steps-kind", ["squared", "absolute"], wrongness, (value) => {
    wrongness = value;
    begin();
  });
  const slider = createSlider(
    { id: "steps-rate", min: 0, max: 6, step: 0.002, value: rate, digits: 3 },
    (value) => {
      rate = value;
      draw();
    },
  );
  const step = h("button", { type: "button", class: "button", id: "steps-step", click: () => walk(1) });
  const ten = h("button", { type: "button", class: "button", id: "steps-ten", click: () => walk(10) });
  const again = h("button", { type: "button", class: "button", id: "steps-again", click: () => begin() });
  const rates = h(
    "div",
    { class: "widget-buttons", role: "group" },
    ...setting.rates.map((/** @type {number} */ value) =>
      h(
        "button",
        { type: "button", class: "button", "data-rate": value, click: () => take(value) },
        String(value),
      ),
    ),
  );
  host.replaceChildren(
    title,
    kinds.element,
    h("div", { class: "widget-figure" }, picture),
    sentence,
    sums,
    slider.element,
    rates,
    h("div", { class: "widget-buttons" }, step, ten, again),
  );

  function begin() {
    if (!core) return;
    unit?.free();
    unit = new core.Neuron(
      Float64Array.from(setting.inputs),
      Float64Array.from(setting.weights),
      0,
      "identity",
    );
    answers = [unit.answer];
    made = 0;
    draw();
  }
  /** Another rate, from the start. @param {number} value */
  function take(value) {
    rate = value;
    slider.set(value);
    begin();
  }
  /** @param {number} count */
  function walk(count) {
    if (!unit) return;
    for (let index = 0; index < count; index += 1) {
      unit.step(wrongness, target, rate);
      made += 1;
      answers.push(unit.answer);
    }
    answers = answers.slice(-SHOWN);
    draw();
  }
  function draw() {
    if (!unit) return;
    const first = made + 1 - answers.length;
    const axes = createAxes({
      x: [first, Math.max(first + 10, made)],
      y: [-0.2, 1.4],
      width: WIDTH,
      height: HEIGHT,
    });
    const spots = answers.map((answer, index) => ({ x: axes.px(first + index), y: axes.py(answer), answer }));
    const inside = spots.filter(({ answer }) => answer >= -0.2 && answer <= 1.4);
    picture.replaceChildren(
      axes.grid([first, Math.max(first + 10, made)], [0, 0.6, 1.2], 1, 0),
      s("line", { class: "target", x1: 40, x2: axes.right, y1: axes.py(target), y2: axes.py(target) }),
      s(
        "text",
        { class: "target-name", x: axes.right, y: axes.py(target) - 7, "text-anchor": "end" },
        said.target ?? "",
      ),
      s("path", {
        class: "curve walked",
        d: inside.map(({ x, y }, index) => `${index ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join(""),
      }),
      ...inside.map(({ x, y }, index) =>
        s("circle", {
          class: index === inside.length - 1 ? "ball" : "spot",
          cx: x,
          cy: y,
          r: index === inside.length - 1 ? 9 : 4,
        }),
      ),
    );
    const { answer } = unit;
    const loss = unit.wrong_by(wrongness, target);
    const gradient = [...unit.gradient(wrongness, target)];
    const weights = [...unit.weights()];
    const filled = (said.says ?? "")
      .replace("{step}", String(made))
      .replace("{answer}", shown(answer, 3))
      .replace("{loss}", shown(loss, 3));
    write(sentence, filled);
    write(
      sums,
      (said.sums ?? "")
        .replace("{weights}", weights.map((weight) => shown(weight, 3)).join(", "))
        .replace("{gradient}", gradient.map((slope) => shown(slope, 3)).join(", ")),
    );
    picture.setAttribute("aria-label", filled);
    const [previous = answer, ...rest] = answers.slice(-3);
    changed({
      made,
      answer,
      loss,
      rate,
      wrongness,
      rocks: rest.length === 2 && Math.abs(previous - answer) < 1e-9 ? "yes" : "no",
    });
  }
  function label() {
    write(title, said.title ?? "");
    kinds.label(said.kind ?? "", said);
    slider.label(said.rate ?? "");
    rates.setAttribute("aria-label", said.rate ?? "");
    write(step, said.step ?? "");
    write(ten, said.ten ?? "");
    write(again, said.again ?? "");
    draw();
  }
  label();
  loadInstruments().then(
    (instruments) => {
      core = instruments;
      begin();
    },
    () => write(sentence, said.failed ?? ""),
  );
  return {
    label(next) {
      said = next;
      label();
    },
    dispose() {
      unit?.free();
      unit = undefined;
      core = undefined;
    },
  };
}
