// Learning without answers: the same points, nobody says what they are, and centres that find groups half-step by half-step. The
// core gathers them (`Clusters`) and draws them.
import { measured } from "../../i18n/numbers.js";
import { createChartCanvas } from "../chart_canvas.js";
import { h, write } from "../element.js";
import { classColours } from "../marks.js";

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
  let points = new Float32Array();
  let features = 0;
  /** @type {string[]} */
  let colours = [];
  let seed = 1;
  let steps = 0;
  /** What the last half-step was; nothing at a fresh start. */
  let made = "";
  let asked = 0;

  const chart = createChartCanvas(view, fits, (loaded, canvas, style) => {
    if (!clusters || !frame) return;
    const labels = clusters.labels();
    const plane = (/** @type {Float32Array} */ all) =>
      Array.from({ length: all.length / features }, (_, index) => [
        all[index * features],
        features > 1 ? all[index * features + 1] : 0,
      ]);
    const marks = plane(clusters.points()).flatMap((place, index) => [...place, labels[index]]);
    const centres = plane(clusters.centres()).flat();
    const setting = {
      window: [...frame.x, ...frame.y],
      units: frame.units,
      colours,
      classes: centres.length / 2,
    };
    loaded.draw_cluster_map(
      canvas,
      Float32Array.from(marks),
      Float32Array.from(centres),
      JSON.stringify(setting),
      style,
    );
  });

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
    const values = { steps, k: wish.value, inertia: measured(clusters.inertia) };
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
    write(note, features > 2 ? words.say("clusters_note", { features }) : "");
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
    /** Words or colours have changed. @param {import("../chart_canvas.js").Colours} theme */
    restyle(theme) {
      colours = classColours();
      chart.setColours(theme);
      name();
    },
  };
}

/** What has happened, by the half-step that did it. @type {Record<string, "clusters_assigned" | "clusters_moved" | "clusters_rested">} */
const SAYINGS = { assign: "clusters_assigned", move: "clusters_moved", rest: "clusters_rested" };
