// How deep networks were, on one scale: a plain one, or one of powers of ten. What it draws are facts of papers, given by the step.
import { h, write } from "../../lab/dom.js";
import { createRadios, s } from "./parts.js";

const WIDTH = 640;
const ROW = 82;
const LEFT = 150;
const RIGHT = 92;
const TOP = 14;
/** The scale ends a little beyond the deepest of them. */
const END = 1300;

const SCALES = /** @type {const} */ (["tens", "plain"]);

/** @type {import("./index.js").Maker} */
export function createDepths(host, { setting, words, changed }) {
  let said = words;
  /** @type {typeof SCALES[number]} */
  let scale = "tens";
  /** @type {{name: string, year: string, low: number, high: number}[]} */
  const nets = setting.nets;
  const height = TOP + nets.length * ROW + 34;
  const picture = s("svg", { viewBox: `0 0 ${WIDTH} ${height}`, class: "depths-picture", role: "img" });
  const sentence = h("p", { class: "widget-says", role: "status" });
  const title = h("h2");
  const kinds = createRadios("depths-scale", SCALES, scale, (value) => {
    scale = value === "plain" ? "plain" : "tens";
    draw();
  });
  host.replaceChildren(title, kinds.element, h("div", { class: "widget-figure" }, picture), sentence);

  /** @param {number} layers */
  function place(layers) {
    const share = scale === "tens" ? Math.log10(layers) / Math.log10(END) : layers / END;
    return LEFT + share * (WIDTH - LEFT - RIGHT);
  }
  /** @param {{low: number, high: number}} net */
  const depth = ({ low, high }) => (low === high ? String(low) : `${low}–${high}`);

  function draw() {
    const ticks = scale === "tens" ? [1, 10, 100, 1000] : [0, 250, 500, 750, 1000, 1250];
    const floor = TOP + nets.length * ROW;
    picture.replaceChildren(
      s(
        "g",
        { class: "grid" },
        ...ticks.flatMap((tick) => [
          s("line", { x1: place(tick), x2: place(tick), y1: TOP, y2: floor }),
          s("text", { x: place(tick), y: floor + 20, "text-anchor": "middle" }, String(tick)),
        ]),
      ),
      ...nets.map((net, index) => {
        const y = TOP + index * ROW + ROW / 2;
        const [from, to] = [place(net.low), place(net.high)];
        return s(
          "g",
          { class: `depth depth-${net.name}` },
          s("text", { class: "depth-name", x: 0, y: y - 3 }, said[net.name] ?? net.name),
          s("text", { x: 0, y: y + 15 }, net.year || (said.here ?? "")),
          s("rect", { x: from - 5, y: y - 11, width: to - from + 10, height: 22, rx: 11 }),
          s("text", { class: "depth-name", x: to + 14, y: y + 5 }, depth(net)),
        );
      }),
    );
    const list = nets.map((net) => `${said[net.name] ?? net.name}: ${depth(net)}`).join("; ");
    picture.setAttribute("aria-label", `${said.title}. ${list}.`);
    write(sentence, said[`says_${scale}`] ?? "");
    changed({ scale });
  }
  function label() {
    write(title, said.title ?? "");
    kinds.label(said.kind ?? "", said);
    draw();
  }
  label();
  return {
    label(next) {
      said = next;
      label();
    },
    dispose() {},
  };
}
