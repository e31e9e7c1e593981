// Points without labels find groups: k-means, half-step by half-step. A press on the picture adds a point.
import { h, write } from "../../lab/dom.js";
import { loadInstruments } from "../../state/instruments.js";
import { s, shown } from "./parts.js";

const SIZE = 420;
/** The square that is drawn: a little more than the unit square of the points. */
const LOW = -0.05;
const HIGH = 1.05;

/** @type {import("./index.js").Maker} */
export function createGroups(host, { setting, words, changed }) {
  let said = words;
  let seed = Number(setting.seed);
  /** @type {number[]} */
  let points = [...setting.points];
  let half = 0;
  let added = 0;
  let made = "";
  /** @type {import("../../state/instruments.js").Instruments | undefined} */
  let core;
  /** @type {import("../../state/instruments.js").Clusters | undefined} */
  let clusters;
  /** Where the keyboard would put a point. */
  const cursor = { x: 0.5, y: 0.5 };

  const picture = s("svg", {
    viewBox: `0 0 ${SIZE} ${SIZE}`,
    class: "groups-picture",
    role: "application",
    tabindex: 0,
  });
  const title = h("h2");
  const sentence = h("p", { class: "widget-says", role: "status" });
  const step = h("button", { type: "button", class: "button", id: "groups-step", click: walk });
  const add = h("button", {
    type: "button",
    class: "button",
    id: "groups-add",
    click: () => addAt(cursor.x, cursor.y),
  });
  const again = h("button", {
    type: "button",
    class: "button",
    id: "groups-again",
    click: () => begin(seed + 1),
  });
  host.replaceChildren(
    title,
    h("div", { class: "widget-figure" }, picture),
    sentence,
    h("div", { class: "widget-buttons" }, step, add, again),
  );
  const place = (/** @type {number} */ value) => ((value - LOW) / (HIGH - LOW)) * SIZE;

  picture.addEventListener("click", (event) => {
    if (!(event instanceof MouseEvent)) return;
    const box = picture.getBoundingClientRect();
    const scale = Math.min(box.width, box.height);
    const at = (/** @type {number} */ from, /** @type {number} */ room) =>
      LOW + ((from - (room - scale) / 2) / scale) * (HIGH - LOW);
    addAt(at(event.clientX - box.left, box.width), 1 - at(event.clientY - box.top, box.height));
  });
  picture.addEventListener("keydown", (event) => {
    if (!(event instanceof KeyboardEvent)) return;
    const moves = /** @type {Record<string, [number, number]>} */ ({
      ArrowLeft: [-0.05, 0],
      ArrowRight: [0.05, 0],
      ArrowUp: [0, 0.05],
      ArrowDown: [0, -0.05],
    });
    const move = moves[event.key];
    if (move) {
      cursor.x = Math.min(1, Math.max(0, cursor.x + move[0]));
      cursor.y = Math.min(1, Math.max(0, cursor.y + move[1]));
      draw();
    } else if (event.key === "Enter") addAt(cursor.x, cursor.y);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  /** @param {number} from the seed of the first centres */
  function begin(from) {
    if (!core) return;
    seed = from;
    clusters?.free();
    clusters = new core.Clusters(Float32Array.from(points), 2, setting.clusters, "random_points", seed);
    half = 0;
    made = "";
    draw();
  }
  function walk() {
    if (!clusters) return;
    made = clusters.half_step();
    half += 1;
    draw();
  }
  /** @param {number} x @param {number} y */
  function addAt(x, y) {
    if (!clusters || x < 0 || x > 1 || y < 0 || y > 1) return;
    clusters.add_point(Float32Array.of(x, y));
    points = [...points, x, y];
    added += 1;
    draw();
  }
  /** One shape for each group: colour alone would not do. @param {number} label @param {number} x @param {number} y */
  function mark(label, x, y) {
    const kind = `dot group-${label}`;
    if (label === 1) return s("rect", { class: kind, x: x - 4.5, y: y - 4.5, width: 9, height: 9 });
    if (label === 2) return s("path", { class: kind, d: `M${x} ${y - 6}l5.6 10h-11.2z` });
    return s("circle", { class: kind, cx: x, cy: y, r: 5 });
  }
  function draw() {
    if (!clusters) return;
    const all = clusters.points();
    const labels = clusters.labels();
    const centres = clusters.centres();
    const marks = [...labels].map((label, index) =>
      mark(label, place(all[2 * index] ?? 0), SIZE - place(all[2 * index + 1] ?? 0)),
    );
    const crosses = Array.from({ length: centres.length / 2 }, (_, index) => {
      const [x, y] = [place(centres[2 * index] ?? 0), SIZE - place(centres[2 * index + 1] ?? 0)];
      return s("path", { class: `centre group-${index}`, d: `M${x - 9} ${y}h18M${x} ${y - 9}v18` });
    });
    const [x, y] = [place(cursor.x), SIZE - place(cursor.y)];
    const hand = s("path", { class: "hand", d: `M${x - 7} ${y}h14M${x} ${y - 7}v14` });
    picture.replaceChildren(...marks, ...crosses, hand);
    const { next, inertia } = clusters;
    const key = made === "" ? "begin" : next === "rest" ? "rest" : made === "assign" ? "assigned" : "moved";
    const filled = (said[key] ?? "").replace("{half}", String(half)).replace("{inertia}", shown(inertia, 3));
    write(sentence, filled);
    picture.setAttribute("aria-label", `${said.picture} ${filled}`);
    changed({ half, added, next, made, inertia });
  }
  function label() {
    write(title, said.title ?? "");
    write(step, said.step ?? "");
    write(add, said.add ?? "");
    write(again, said.again ?? "");
    draw();
  }
  label();
  loadInstruments().then(
    (instruments) => {
      core = instruments;
      begin(seed);
    },
    () => write(sentence, said.failed ?? ""),
  );
  return {
    label(next) {
      said = next;
      label();
    },
    dispose() {
      clusters?.free();
      clusters = undefined;
      core = undefined;
    },
  };
}
