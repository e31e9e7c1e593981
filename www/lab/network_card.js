// The network as it is now: units and weights with one example's values, or with the derivatives that come back; the chain rule
// for a chosen weight. Asks the engine only while someone can see it, one question at a time.
//
// Length: one state (what is shown, of which example, around which weight) that every part of the card reads and changes.
// @ts-expect-error The bundler takes style sheets in; types know nothing of them.
import "../style/network.css";
import { networkEn } from "../i18n/network_en.js";
import { networkZh } from "../i18n/network_zh.js";
import { measured } from "../i18n/numbers.js";
import { columnsThatFit, entryOf, layersShown, weightAt } from "../stage/network/arrangement.js";
import { readChain } from "../stage/network/chain.js";
import { createPicture } from "../stage/network/picture.js";
import { drawStrip, layerAt } from "../stage/network/strip.js";
import { h, write } from "./dom.js";
import { createExampleChooser } from "./example_chooser.js";
import { createMicroscope } from "./microscope.js";
import { sceneOf, unitNumber, weightNumber } from "./network_scene.js";
import { createSegments } from "./segments.js";
import { createWeightChooser } from "./weight_chooser.js";
import { createWeightEditor } from "./weight_editor.js";

/** Parameters that may be asked for in a millisecond: big networks are asked more rarely. */
const PARAMETERS_PER_MS = 1000;
/** Size of a file's picture, in CSS pixels. */
const SHEET = { width: 620, height: 400 };

/**
 * @param {HTMLElement} host
 * @param {{
 *   words: import("../i18n/index.js").Words, store: import("../state/store.js").Store,
 *   engine: Pick<import("../engine/client.js").Engine, "lookInside">, colours: import("./theme.js").Colours,
 *   summary: import("../engine/protocol.js").Summary | undefined, hand: import("./weight_editor.js").Hand,
 * }} context
 */
export function createNetworkCard(host, context) {
  const { words, store, engine } = context;
  words.learn({ en: networkEn, zh: networkZh });
  let { colours, summary } = context;
  /** @type {import("../engine/protocol.js").Inside | undefined} */
  let inside;
  /** @type {"values" | "derivatives"} */
  let mode = "values";
  /** The weight looked at, as its number in the flat vector. */
  let entry = 0;
  let firstLayer = 0;
  let isSeen = false;
  let isInView = true;
  let isAsking = false;
  let isWantedAgain = false;
  let askedAt = Number.NEGATIVE_INFINITY;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let later;

  const modes = createSegments((value) => {
    mode = value === "derivatives" ? "derivatives" : "values";
    draw();
  });
  const enlarge = h("button", {
    class: "button",
    type: "button",
    id: "network-enlarge",
    click: () => open(),
  });
  const canvas = h("canvas", { id: "network-picture", tabindex: 0, role: "img" });
  const note = h("div", { class: "mountain-note", hidden: true });
  const view = h("div", { class: "net-view" }, canvas, note);
  const strip = h("canvas", { class: "net-strip", "aria-hidden": "true" });
  const range = h("input", { type: "range", id: "network-layers", min: 0, step: 1 });
  const rangeText = h("span");
  const layersRow = h(
    "div",
    { class: "net-layers" },
    strip,
    h("label", { class: "net-row" }, rangeText, range),
  );
  const none = h("p", { class: "says" });
  const example = createExampleChooser(words, () => ask());
  const answer = h("p", { class: "net-says", id: "network-says" });
  const chosenText = h("span", { id: "network-weight" });
  const axes = [0, 1].map((axis) =>
    h("button", {
      class: "button",
      type: "button",
      id: `weight-axis-${axis + 1}`,
      click: () => setAxis(axis),
    }),
  );
  const chooser = createWeightChooser(words, featureName, (weight) => {
    if (inside) choose(entryOf(inside.widths, weight), true);
  });
  const editor = createWeightEditor(words, context.hand);
  const scope = createMicroscope(words, featureName);
  const weightRow = h(
    "div",
    { class: "net-row net-weight" },
    chosenText,
    h("span", { class: "net-axes" }, ...axes),
  );
  const key = h("p", { class: "net-key" });
  const main = h("div", { class: "net-main" }, view, layersRow, key);
  const side = h(
    "div",
    { class: "net-side" },
    example.element,
    answer,
    chooser.element,
    weightRow,
    editor.element,
    scope.element,
  );
  const body = h(
    "div",
    { class: "net", id: "network-view" },
    h("div", { class: "net-row net-bar" }, modes.element, enlarge),
    none,
    main,
    side,
  );
  const dialog = h("dialog", {
    class: "card net-dialog",
    id: "network-dialog",
    close: () => host.append(body),
  });
  // In an element of somebody else's page only what is inside has our looks.
  (host.getRootNode() instanceof ShadowRoot ? host : document.body).append(dialog);
  host.append(body);
  const picture = createPicture(canvas);
  const isLarge = () => dialog.open;

  /** @param {number} unit */
  function featureName(unit) {
    const name = summary?.feature_names[unit];
    return name && name.length <= 3 ? name : `x${unit + 1}`;
  }

  function open() {
    if (isLarge()) {
      dialog.close();
      return;
    }
    dialog.append(body);
    dialog.showModal();
    label();
    // The focus stays on the button that has moved.
    enlarge.focus();
    draw();
    ask();
  }
  dialog.addEventListener("close", () => {
    label();
    enlarge.focus();
    draw();
  });

  function label() {
    modes.label(words.say("net_mode"), "", [
      { value: "values", label: words.say("net_values"), help: words.say("net_values_help") },
      { value: "derivatives", label: words.say("net_derivatives"), help: words.say("net_derivatives_help") },
    ]);
    modes.show(mode);
    enlarge.textContent = words.say(isLarge() ? "close" : "net_enlarge");
    enlarge.title = isLarge() ? "" : words.say("net_enlarge_help");
    dialog.setAttribute("aria-label", words.say("tab_network"));
    // What is in it is told once it is drawn.
    if (!canvas.hasAttribute("aria-label")) canvas.setAttribute("aria-label", words.say("tab_network"));
    axes.forEach((button, axis) => {
      button.textContent = words.say("net_axis", { axis: axis + 1 });
      button.title = words.say("net_axis_help", { axis: axis + 1 });
    });
    range.setAttribute("aria-label", words.say("net_layers_name"));
  }

  /** Asks for the numbers of now; while an answer is on its way, once more after it. */
  function ask() {
    if (!isSeen || !isInView || document.hidden || !summary || summary.layers === 0) return;
    if (isAsking || later !== undefined) {
      isWantedAgain = true;
      return;
    }
    const pause = askedAt + (inside?.params.length ?? 0) / PARAMETERS_PER_MS - performance.now();
    if (pause > 0) {
      later = setTimeout(() => {
        later = undefined;
        ask();
      }, pause);
      return;
    }
    isAsking = true;
    isWantedAgain = false;
    askedAt = performance.now();
    const depth = summary.layers;
    entry = Math.min(entry, summary.parameters > 2 ? summary.parameters - 1 : entry);
    const [first, last] = layersNow(depth);
    const { part, row } = example.chosen(summary.rows);
    engine.lookInside({ part, row, first: first + 1, last, entry }).then(take, refuse);
  }
  /** @param {import("../engine/protocol.js").Inside} answerOfNow */
  function take(answerOfNow) {
    isAsking = false;
    inside = answerOfNow;
    draw();
    if (isWantedAgain) ask();
  }
  /** A newer run may have other rows and weights: its first report asks again. */
  function refuse() {
    isAsking = false;
    entry = 0;
  }

  /** @param {number} depth */
  function layersNow(depth) {
    const width = view.clientWidth - 96;
    return layersShown(firstLayer, columnsThatFit(Math.max(120, width), depth), depth);
  }

  /** @param {number} number @param {boolean} [bringIntoView] */
  function choose(number, bringIntoView = false) {
    entry = number;
    const weight = inside && weightAt(inside.widths, number);
    if (weight && inside && bringIntoView) {
      const [first, last] = layersNow(inside.widths.length - 1);
      if (weight.layer - 1 < first || weight.layer > last) firstLayer = weight.layer - 1;
    }
    draw();
    ask();
  }

  /** @param {number} axis */
  function setAxis(axis) {
    const other = Number(store.spec[axis === 0 ? "weight_b" : "weight_a"]);
    // Two axes along one weight are no plane: the other one gives way.
    const moved = other === entry ? (entry === 0 ? 1 : entry - 1) : other;
    const [weight_a, weight_b] = axis === 0 ? [entry, moved] : [moved, entry];
    store.change({ plane: "weights", weight_a, weight_b });
    draw();
  }

  /** @param {import("../stage/network/picture.js").Weight} weight @param {"params" | "grads"} which */
  function numberOf(weight, which) {
    return inside ? weightNumber(inside, weight, which) : Number.NaN;
  }

  /** Of what, in which layers, drawn how. @param {import("../engine/protocol.js").Inside} seen @param {[number, number]} layers */
  function scene(seen, layers) {
    const classNames = summary?.class_names ?? [];
    return sceneOf(seen, { words, mode, layers, entry, featureName, classNames });
  }

  function draw() {
    const hasNetwork = !summary || summary.layers > 0;
    none.hidden = hasNetwork;
    main.hidden = !hasNetwork;
    side.hidden = !hasNetwork;
    write(none, hasNetwork ? "" : words.say("net_none"));
    if (!isSeen || !inside || !summary || !hasNetwork) return;
    const { widths } = inside;
    const depth = widths.length - 1;
    const shown = layersNow(depth);
    layersRow.hidden = shown[1] - shown[0] >= depth;
    const chain = inside.entry === entry ? readChain(inside.chain) : undefined;
    const chosen = weightAt(widths, entry);
    const numbers = mode === "values" ? inside.values : inside.deltas;
    picture.draw(scene(inside, shown), colours, getComputedStyle(host).fontFamily, isLarge());
    if (!layersRow.hidden) {
      drawStrip(strip, { widths, numbers, mode, layers: shown }, colours);
      range.max = String(depth - (shown[1] - shown[0]));
      range.value = String(shown[0]);
      range.style.setProperty("--filled", String(shown[0] / Math.max(1, Number(range.max))));
      write(rangeText, words.say("net_layers", { first: shown[0], last: shown[1], count: depth }));
    }
    say(chain, chosen);
  }

  /**
   * @param {import("../stage/network/chain.js").Chain | undefined} chain
   * @param {import("../stage/network/picture.js").Weight | undefined} chosen
   */
  function say(chain, chosen) {
    if (!inside || !summary) return;
    example.show(summary.rows);
    const isSure = summary.task !== "regression";
    const [target = 0] = inside.targets;
    const best = inside.answers.length === 1 ? 0 : inside.answers.indexOf(Math.max(...inside.answers));
    const named = (/** @type {number} */ label) => summary?.class_names[label] || String(label);
    write(
      answer,
      words.say(
        !isSure ? "net_says_value" : inside.answers.length > 1 ? "net_says_class" : "net_says_share",
        {
          answer: measured(inside.answers[best] ?? Number.NaN, 2),
          name: named(inside.answers.length > 1 ? best : 1),
          right: isSure ? named(target) : measured(target, 2),
          loss: measured(inside.loss, 2),
        },
      ),
    );
    write(key, words.say(mode === "values" ? "net_key_values" : "net_key_derivatives"));
    chooser.show(inside.widths, chosen);
    weightRow.hidden = !chosen;
    if (chosen) {
      const value = numberOf(chosen, "params");
      const figures = {
        weight: nameOf(chosen),
        value: Number.isNaN(value) ? "" : `= ${measured(value)}`,
        derivative: chain ? measured(chain.derivative) : "…",
      };
      write(chosenText, words.say("net_weight", figures));
      canvas.setAttribute(
        "aria-label",
        `${words.say("net_twin", { layers: summary.layers })} ${answer.textContent} ${chosenText.textContent}`,
      );
    }
    // Where two numbers are all that trains, the mountain has its axes already.
    const mayBeAxis = summary.parameters > 2;
    axes.forEach((button, axis) => {
      button.hidden = !mayBeAxis;
      const isAxis =
        store.spec.plane === "weights" && Number(store.spec[axis === 0 ? "weight_a" : "weight_b"]) === entry;
      button.setAttribute("aria-pressed", String(isAxis));
    });
    // There a ball is dropped instead, on the mountain.
    editor.element.hidden = !mayBeAxis || !chosen;
    if (mayBeAxis && chosen) editor.show(entry, numberOf(chosen, "params"));
    scope.show(chain, chosen !== undefined && chosen.from < 0);
  }

  /** @param {import("../stage/network/picture.js").Weight} weight */
  function nameOf({ layer, from, to }) {
    const unit = to + 1;
    if (from < 0) return words.say("net_bias_name", { layer, unit });
    const start = layer === 1 ? featureName(from) : String(from + 1);
    return words.say("net_weight_name", { layer, from: start, unit });
  }

  canvas.addEventListener("pointermove", (event) => {
    const found = picture.at(event.offsetX, event.offsetY);
    canvas.style.cursor = found ? "pointer" : "default";
    note.hidden = !found || event.pointerType === "touch";
    if (!found || !inside) return;
    note.textContent =
      "weight" in found
        ? `${nameOf(found.weight)}\nw ${measured(numberOf(found.weight, "params"))}\n∂L/∂w ${measured(numberOf(found.weight, "grads"))}`
        : `${words.say("net_unit", { layer: found.unit.layer, unit: found.unit.unit + 1 })}\nh ${measured(unitNumber(inside, inside.values, found.unit.layer, found.unit.unit))}${found.unit.layer > 0 ? `\n∂L/∂z ${measured(unitNumber(inside, inside.deltas, found.unit.layer, found.unit.unit))}` : ""}`;
    const x = Math.min(event.offsetX + 14, view.clientWidth - note.offsetWidth - 4);
    const y = event.offsetY + (event.offsetY > view.clientHeight / 2 ? -note.offsetHeight - 10 : 14);
    note.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
  });
  canvas.addEventListener("pointerleave", () => {
    note.hidden = true;
  });
  canvas.addEventListener("click", (event) => {
    const found = picture.at(event.offsetX, event.offsetY);
    if (!found || !inside) return;
    if ("weight" in found) choose(entryOf(inside.widths, found.weight));
    else if (found.unit.layer > 0)
      choose(entryOf(inside.widths, { layer: found.unit.layer, from: -1, to: found.unit.unit }));
  });
  // Left and right: the layer; up and down: the unit that reads; with Shift the one that is read.
  canvas.addEventListener("keydown", (event) => {
    const weight = inside && weightAt(inside.widths, entry);
    if (!inside || !weight) return;
    const { widths } = inside;
    const step = event.key === "ArrowLeft" || event.key === "ArrowUp" ? -1 : 1;
    const next = { ...weight };
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") next.layer += step;
    else if (event.key === "ArrowUp" || event.key === "ArrowDown")
      next[event.shiftKey ? "from" : "to"] += step;
    else return;
    event.preventDefault();
    if (next.layer < 1 || next.layer >= widths.length) return;
    next.to = Math.max(0, Math.min((widths[next.layer] ?? 1) - 1, next.to));
    next.from = Math.max(-1, Math.min((widths[next.layer - 1] ?? 1) - 1, next.from));
    choose(entryOf(widths, next), true);
  });
  range.addEventListener("input", () => {
    firstLayer = Number(range.value);
    draw();
    ask();
  });
  strip.addEventListener("click", (event) => {
    if (!inside) return;
    const [first, last] = layersNow(inside.widths.length - 1);
    const at = layerAt(event.offsetX, strip.clientWidth, inside.widths.length);
    firstLayer = Math.max(0, at - Math.floor((last - first) / 2));
    draw();
    ask();
  });
  new ResizeObserver(() => {
    draw();
    ask();
  }).observe(view);
  // What is scrolled away asks nothing.
  new IntersectionObserver((entries) => {
    isInView = entries.some((one) => one.isIntersecting);
    if (isInView) ask();
  }).observe(body);
  document.addEventListener("visibilitychange", ask);
  words.follow(() => {
    label();
    draw();
  });

  return {
    /** @param {boolean} seen */
    setSeen(seen) {
      isSeen = seen;
      draw();
      ask();
    },
    /** The run has other numbers now. */
    refresh: ask,
    /** @param {import("../engine/protocol.js").Summary} next of a new run */
    begin(next) {
      summary = next;
      inside = undefined;
      draw();
      ask();
    },
    /**
     * The network of now for a file, whether it is seen or not; none of a formula.
     * @param {number} scale pixels a CSS pixel @param {import("./theme.js").Colours} paper @param {string} font
     */
    async picture(scale, paper, font) {
      if (!summary || summary.layers === 0) return undefined;
      const { layers: depth, rows } = summary;
      const layers = layersShown(firstLayer, columnsThatFit(SHEET.width - 96, depth), depth);
      const asked = { ...example.chosen(rows), first: layers[0] + 1, last: layers[1], entry };
      const seen = await engine.lookInside(asked);
      const sheet = h("canvas");
      createPicture(sheet).draw(scene(seen, layers), paper, font, false, { ...SHEET, scale });
      return sheet;
    },
    /** @param {import("./theme.js").Colours} next */
    restyle(next) {
      colours = next;
      draw();
    },
  };
}
