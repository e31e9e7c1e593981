// Learning without answers: the same points, nobody says what they are, and centres that find groups half-step by half-step. The
// core gathers them (`Clusters`) and draws them.
import { measured } from "../../i18n/numbers.js";
import { createChartCanvas } from "../chart_canvas.js";
import { h, write } from "../element.js";
import { classColours } from "../marks.js";
import { createPointHand } from "../point_hand.js";
import { createReading } from "../reading.js";

/** Groups to look for, at least and at most; the core's own limit is higher, but nobody tells more apart. */
const LEAST = 1;
const MOST = 9;
/** Half-steps to rest at most; clouds of a few hundred points take some dozens. */
const PATIENCE = 1000;

/**
 * @typedef {import("../../engine/protocol.js").Summary} Summary
 * @typedef {import("../fit/reader.js").FitFrame} FitFrame
 * @typedef {InstanceType<import("../chart_canvas.js").Fits["Clusters"]>} Clusters
 */

/**
 * @param {HTMLElement} host
 * @param {{words: import("../../i18n/index.js").Words, fits: Promise<import("../chart_canvas.js").Fits>,
 *   rows: (summary: Summary) => Promise<{frame: FitFrame, rows: Float32Array}>}} context
 */
export function createClusterView(host, { words, fits, rows }) {
  const view = h("div", { class: "fit-view" });
  const saying = h("p", { class: "says fit-says", id: "clusters-says", role: "status" });
  const step = h("button", { type: "button", class: "button", id: "clusters-step", click: () => go(1) });
  const settle = h("button", {
    type: "button",
    class: "button",
    id: "clusters-settle",
    click: () => go(PATIENCE),
  });
  const again = h("button", {
    type: "button",
    class: "button",
    id: "clusters-again",
    click: () => begin(seed + 1),
  });
  const wish = h("input", {
    type: "number",
    id: "clusters-k",
    class: "entry",
    min: LEAST,
    max: MOST,
    value: 3,
    change: () => {
      if (wish.checkValidity()) begin(seed);
    },
  });
  const wishName = h("span");
  const inertia = h("output", { id: "clusters-inertia", "aria-live": "off" });
  const inertiaName = h("span");
  const note = h("p", { class: "fit-note" });
  const side = h(
    "div",
    { class: "fit-side clusters-side" },
    h("label", { class: "field" }, wishName, wish),
    step,
    settle,
    again,
    h("p", { class: "clusters-inertia" }, inertiaName, " ", inertia),
    note,
  );
  host.append(h("div", { class: "fit-body" }, view, side), saying);

  /** @type {import("../chart_canvas.js").Fits | undefined} */
  let core;
  /** @type {Clusters | undefined} */
  let clusters;
  /** @type {FitFrame | undefined} */
  let frame;
  /** @type {Float32Array} */
  let points = new Float32Array();
  let features = 0;
  /** @type {string[]} */
  let colours = [];
  let seed = 1;
  let steps = 0;
  /** What the last half-step was; nothing at a fresh start. */
  let made = "";
  let asked = 0;

  /** What is drawn now: points, centres, and what the core must know beside them. */
  function drawing() {
    if (!clusters || !frame) return undefined;
    const labels = clusters.labels();
    const plane = (/** @type {Float32Array} */ all) =>
      Array.from({ length: all.length / features }, (_, index) => [
        all[index * features],
        features > 1 ? all[index * features + 1] : 0,
      ]);
    const marks = plane(clusters.points()).flatMap((place, index) => [...place, labels[index]]);
    const centres = plane(clusters.centres()).flat();
    return {
      points: Float32Array.from(marks),
      centres: Float32Array.from(centres),
      labels: { window: [...frame.x, ...frame.y], units: frame.units, classes: centres.length / 2 },
    };
  }
  const chart = createChartCanvas(view, fits, (loaded, canvas, style) => {
    const drawn = drawing();
    if (!drawn) return;
    const labels = JSON.stringify({ ...drawn.labels, colours });
    placed = loaded.draw_cluster_map(canvas, drawn.points, drawn.centres, labels, style);
  });

  /** The rectangle of the canvas' pixels that the window fills. @type {Int32Array | number[]} */
  let placed = [0, 0, 0, 0];
  function rectangle() {
    const { width, clientWidth } = chart.canvas;
    if (placed[2] === 0 || width === 0) return undefined;
    const [left, top, across, up] = [...placed].map((pixels) => (pixels * clientWidth) / width);
    return { left, top, width: across, height: up };
  }
  /** The two drawn numbers of a place. @param {number} u @param {number} v @returns {[number, number]} */
  function placeOf(u, v) {
    if (!frame) return [0, 0];
    const [x, y] = [frame.x, frame.y];
    return [x[0] + u * (x[1] - x[0]), y[0] + v * (y[1] - y[0])];
  }
  const reading = createReading(view, chart.canvas, rectangle, (u, v) =>
    placeOf(u, v)
      .slice(0, features)
      .map((value, axis) => {
        const [mean, deviation] = frame?.units[axis] ?? [0, 1];
        return measured(mean + deviation * value);
      })
      .join(", "),
  );
  createPointHand(view, chart.canvas, rectangle, reading, {
    isOn: () => clusters !== undefined,
    near: (u, v, { width, height }, reach) => {
      if (!clusters || !frame) return undefined;
      const [all, x, y] = [clusters.points(), frame.x, frame.y];
      let [best, least] = [-1, reach];
      for (let index = 0; index * features < all.length; index += 1) {
        const [a, b] = [all[index * features], features > 1 ? all[index * features + 1] : 0];
        const across = ((a - x[0]) / (x[1] - x[0]) - u) * width;
        const up = ((b - y[0]) / (y[1] - y[0]) - v) * height;
        const distance = Math.hypot(across, up);
        if (distance <= least) [best, least] = [index, distance];
      }
      return best < 0 ? undefined : best;
    },
    add: (u, v) => {
      // What is not drawn of it is as usual: the mean.
      const point = new Float32Array(features);
      point.set(placeOf(u, v).slice(0, features));
      clusters?.add_point(point);
      edited();
    },
    move: (index, u, v) => {
      const point = clusters?.points().slice(index * features, (index + 1) * features);
      if (!point) return;
      point.set(placeOf(u, v).slice(0, features));
      clusters?.move_point(index, point);
      edited();
    },
    remove: (index) => {
      // One stays: without any there is nothing to gather.
      if (points.length <= features) return;
      clusters?.remove_point(index);
      edited();
    },
  });
  /** A point has come or gone elsewhere: fresh centres are drawn among these points, too. */
  function edited() {
    points = clusters?.points() ?? points;
    made = "edit";
    show();
  }

  /** Fresh centres among the same points. @param {number} chance */
  function begin(chance) {
    if (!core || points.length === 0) return;
    seed = chance;
    steps = 0;
    made = "";
    clusters?.free();
    const most = Math.min(MOST, points.length / features);
    const k = Math.max(LEAST, Math.min(most, Number(wish.value) || LEAST));
    wish.value = String(k);
    clusters = new core.Clusters(points, features, k, "random_points", seed);
    show();
  }
  /** @param {number} halfSteps */
  function go(halfSteps) {
    if (!clusters) return;
    if (halfSteps === 1) {
      made = clusters.half_step();
      steps += made === "rest" ? 0 : 1;
    } else {
      steps += clusters.settle(halfSteps);
      made = "rest";
    }
    // The assignment that changes nothing is the end.
    if (clusters.next === "rest") made = "rest";
    show();
  }
  function show() {
    if (!clusters) return;
    const { next } = clusters;
    write(step, words.say(next === "move" ? "clusters_move" : "clusters_assign"));
    step.disabled = next === "rest";
    settle.disabled = next === "rest";
    const hasChosen = clusters.labels().some((label) => label >= 0);
    write(inertia, hasChosen ? measured(clusters.inertia) : "–");
    const count = points.length / features;
    const values = { steps, count, k: wish.value, inertia: measured(clusters.inertia) };
    write(saying, words.say(SAYINGS[made] ?? "clusters_start", values));
    chart.canvas.setAttribute("aria-label", `${words.say("clusters")}. ${saying.textContent}`);
    chart.refresh();
  }
  function name() {
    write(wishName, words.say("clusters_k"));
    write(inertiaName, words.say("clusters_inertia"));
    inertiaName.title = words.say("clusters_inertia_help");
    write(settle, words.say("clusters_settle"));
    write(again, words.say("clusters_again"));
    again.title = words.say("clusters_again_help");
    const about = features > 2 ? ` ${words.say("clusters_note", { features })}` : "";
    write(note, words.say("clusters_hand") + about);
    chart.canvas.setAttribute("aria-description", words.say("clusters_hand"));
    show();
  }

  return {
    /** Another run: other points. @param {Summary} summary */
    async begin(summary) {
      asked += 1;
      const question = asked;
      wish.value = String(Math.min(MOST, Math.max(2, summary.class_names.length || 3)));
      try {
        const [given, loaded] = await Promise.all([rows(summary), fits]);
        if (question !== asked) return;
        core = loaded;
        frame = given.frame;
        features = given.frame.inputs;
        // Nobody looks at the answers: the last number of each row.
        points = given.rows.filter((_, at) => at % (features + 1) < features);
        begin(1);
        name();
      } catch {
        // Another run has come; it begins anew.
      }
    },
    /** The picture of now for a file; none before there are points. */
    drawing() {
      const drawn = drawing();
      return drawn && { ...drawn, title: words.say("clusters"), said: [saying.textContent ?? ""] };
    },
    /** Words or colours have changed. @param {import("../chart_canvas.js").Colours} theme */
    restyle(theme) {
      colours = classColours(chart.canvas);
      chart.setColours(theme);
      name();
    },
  };
}

/** What has happened, by the half-step that did it. @type {Record<string, "clusters_assigned" | "clusters_moved" | "clusters_rested" | "clusters_edited">} */
const SAYINGS = {
  assign: "clusters_assigned",
  move: "clusters_moved",
  rest: "clusters_rested",
  edit: "clusters_edited",
};
