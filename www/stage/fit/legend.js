// What the signs of a fit mean, how many rows of each part are right, and along which axis what grows.
import { count, measured, percent } from "../../i18n/numbers.js";
import { h, write } from "../element.js";
import { markPicture } from "../marks.js";
import { className, columnName } from "./names.js";

/** More classes than this are not named one by one. */
const NAMED = 6;
/** Shapes of classes in a text. */
const SIGNS = ["●", "▲", "■", "◆", "▼", "⬢"];

/**
 * @typedef {import("./layout.js").Part} Part
 * @typedef {{kind: import("./layout.js").Kind, frame: import("./layout.js").FitFrame, parts: Part[],
 *   summary: import("../../engine/protocol.js").Summary}} Shown
 */

/** @param {import("../../i18n/index.js").Words} words */
export function createLegend(words) {
  const classes = h("ul", { class: "fit-classes" });
  const parts = h("ul", { class: "fit-parts" });
  const axes = h("ul", { class: "fit-axes" });
  const element = h("div", { class: "fit-legend" }, classes, parts, axes);
  /** @type {Partial<Record<Part, HTMLElement>>} */
  let figures = {};

  /** @param {Shown} shown */
  function nameClasses({ kind, frame, summary }) {
    if (kind !== "map") return [];
    if (frame.classes === 0) {
      const [low, high] = frame.wanted.map((end) => measured(end, 2));
      const name = columnName(words, summary.target_name);
      return [
        h("li", { class: "fit-range" }, h("span", {}, name), h("i"), h("span", {}, low), h("span", {}, high)),
      ];
    }
    return summary.class_names
      .slice(0, NAMED)
      .map((name, index) => h("li", {}, markPicture({ class: index }), className(words, name)));
  }

  return {
    element,
    /** Another run, language or kind. @param {Shown} shown */
    begin(shown) {
      classes.replaceChildren(...nameClasses(shown));
      classes.hidden = classes.childElementCount === 0;
      figures = {};
      const { kind, frame } = shown;
      const isDrawn = kind === "map" || kind === "line" || kind === "scatter";
      parts.replaceChildren(
        ...shown.parts.map((part) => {
          const text = h("span");
          figures[part] = text;
          const sign = isDrawn ? [markPicture({ part, ...(kind === "map" ? {} : { class: 0 }) })] : [];
          return h("li", {}, ...sign, text);
        }),
        ...(kind === "map" && frame.classes > 0
          ? [h("li", {}, markPicture({ ring: true }), words.say("fit_ring"))]
          : []),
        ...(kind === "line" ? [h("li", { class: "fit-curve" }, h("i"), words.say("fit_curve"))] : []),
      );
      axes.replaceChildren(...axisNames(words, shown).map((name) => h("li", {}, name)));
    },
    /** @param {Part} part @param {import("./sentence.js").FitVerdict} verdict */
    show(part, verdict) {
      const figure = figures[part];
      if (!figure) return;
      const [name, rows] = [words.say(part), count(verdict.rows)];
      const isCounted = verdict.kind === "classes";
      const share = isCounted ? percent(verdict.right / verdict.rows) : "";
      const error = isCounted ? "" : measured(verdict.error);
      const text = words.say(isCounted ? "fit_right" : "fit_off", { part: name, share, error });
      figure.title = words.say(isCounted ? "fit_right_help" : "fit_off_help", { share, rows });
      write(figure, text);
    },
  };
}

/**
 * What grows to the right and upwards; nothing where there are no axes.
 * @param {import("../../i18n/index.js").Words} words @param {Pick<Shown, "kind" | "frame" | "summary">} shown
 */
export function axisNames(words, { kind, frame, summary }) {
  const input = (/** @type {number} */ index) =>
    columnName(words, summary.feature_names[index] ?? words.say("fit_input", { number: index + 1 }));
  const wanted = summary.target_name ? columnName(words, summary.target_name) : words.say("fit_wanted");
  /** @type {Partial<Record<import("./layout.js").Kind, [string, string]>>} */
  const names = {
    map: [input(0), frame.inputs > 1 ? input(1) : ""],
    line: [input(0), wanted],
    scatter: [`${wanted}: ${words.say("fit_true")}`, words.say("fit_answered")],
  };
  const [x, y] = names[kind] ?? [];
  return x === undefined ? [] : [`→ ${x}`, `↑ ${y}`];
}

/**
 * Which shape is which class, where classes are drawn over a plane.
 * @param {import("../../i18n/index.js").Words} words @param {Pick<Shown, "kind" | "frame" | "summary">} shown
 */
export function classKey(words, { kind, frame, summary }) {
  if (kind !== "map" || frame.classes === 0) return [];
  return summary.class_names
    .slice(0, NAMED)
    .map((name, index) => `${SIGNS[index]} ${className(words, name)}`);
}
