// A switch and its graded relatives: what a unit says for every sum, and how much a nudge changes it.
import { h, write } from "../../lab/dom.js";
import { loadInstruments } from "../../state/instruments.js";
import { createAxes, createRadios, createSlider, s, shown } from "./parts.js";

const WIDTH = 640;
const HEIGHT = 340;
const RANGE = /** @type {[number, number]} */ ([-4, 4]);
const POINTS = 321;

/** @type {import("./index.js").Maker} */
export function createDialCurve(host, { setting, words, changed }) {
  let said = words;
  let kind = String(setting.activations[0]);
  let sum = Number(setting.sum);
  /** @type {import("../../state/instruments.js").Instruments | undefined} */
  let core;
  let isGone = false;
  const picture = s("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "curve-picture", role: "img" });
  const sentence = h("p", { class: "widget-says", role: "status" });
  const title = h("h2");
  const kinds = createRadios("dial-kind", setting.activations, kind, (value) => {
    kind = value;
    draw();
  });
  const slider = createSlider(
    { id: "dial-sum", min: RANGE[0], max: RANGE[1], step: 0.05, value: sum },
    (value) => {
      sum = value;
      draw();
    },
  );
  host.replaceChildren(
    title,
    kinds.element,
    h("div", { class: "widget-figure" }, picture),
    sentence,
    slider.element,
  );

  function draw() {
    if (!core || isGone) return;
    const curve = core.responses(kind, ...RANGE, POINTS);
    const [answer = 0, slope = 0] = core.responses(kind, sum, sum, 1);
    const top = kind === "relu" ? 4 : 1.25;
    const bottom = kind === "tanh" ? -1.25 : kind === "relu" ? -0.6 : -0.25;
    const axes = createAxes({ x: RANGE, y: [bottom, top], width: WIDTH, height: HEIGHT });
    const values = curve.filter((_, index) => index % 2 === 0);
    const reach = 1.1;
    // What a nudge to either side would change, if the curve went on straight.
    const [left, right] = [sum - reach, sum + reach];
    picture.replaceChildren(
      axes.grid([-4, -2, 0, 2, 4], kind === "relu" ? [0, 2, 4] : kind === "tanh" ? [-1, 0, 1] : [0, 0.5, 1]),
      axes.line(values, "main"),
      s("line", {
        class: "tangent",
        x1: axes.px(left),
        x2: axes.px(right),
        y1: axes.py(answer - reach * slope),
        y2: axes.py(answer + reach * slope),
      }),
      s("circle", { class: "ball", cx: axes.px(sum), cy: axes.py(answer), r: 9 }),
    );
    const text = (slope === 0 ? said.flat : said.slope) ?? "";
    const filled = text
      .replace("{sum}", shown(sum))
      .replace("{answer}", shown(answer, 3))
      .replace("{slope}", shown(slope, 3));
    write(sentence, filled);
    picture.setAttribute("aria-label", filled);
    changed({ kind, sum, answer, slope });
  }
  function label() {
    write(title, said.title ?? "");
    kinds.label(said.kind ?? "", said);
    slider.label(said.sum ?? "");
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
