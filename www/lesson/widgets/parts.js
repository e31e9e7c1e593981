// What the instruments are made of: native sliders with their numbers, and pictures in SVG.
import { h, write } from "../../lab/dom.js";

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {string} tag @param {Record<string, string | number>} [attributes] @param {(Node | string)[]} children
 * @returns {SVGElement}
 */
export function s(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  // What a picture shows is said when it is drawn; until then it is on its way.
  if (attributes.role === "img") element.setAttribute("aria-label", "…");
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/** A number as the instruments print it: no more digits than a slider has. @param {number} value @param {number} [digits] */
export function shown(value, digits = 2) {
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  // Far numbers by their size, near ones by their digits.
  if (Math.abs(value) >= 1e4) return value.toExponential(1).replace("e+", "e").replace("-", "−");
  const text = value.toFixed(digits);
  return (Number(text) === 0 ? text.replace("-", "") : text).replace("-", "−");
}

/**
 * A slider with its name and its value.
 * @param {{id: string, min: number, max: number, step: number, value: number, digits?: number}} range
 * @param {(value: number) => void} onChange
 */
export function createSlider({ id, digits = 2, value, ...range }, onChange) {
  const input = h("input", { type: "range", id, value, ...range, input: () => change() });
  // The attribute comes before its bounds.
  input.value = String(value);
  const name = h("span", { class: "slider-name" });
  const output = h("output", { class: "slider-value", for: id, "aria-live": "off" }, shown(value, digits));
  const element = h("label", { class: "slider", for: id }, name, input, output);
  /** How much of the track is filled. */
  function fill() {
    input.style.setProperty("--filled", String((Number(input.value) - range.min) / (range.max - range.min)));
  }
  fill();
  function change() {
    fill();
    write(output, shown(Number(input.value), digits));
    onChange(Number(input.value));
  }
  return {
    element,
    input,
    get value() {
      return Number(input.value);
    },
    /** @param {number} next */
    set(next) {
      input.value = String(next);
      fill();
      write(output, shown(next, digits));
    },
    /** @param {string} text @param {string} [full] for readers, where the shown name is short */
    label(text, full) {
      write(name, text);
      if (full) input.setAttribute("aria-label", full);
    },
  };
}

/**
 * Choices of which one holds.
 * @param {string} name @param {readonly string[]} values @param {string} chosen @param {(value: string) => void} onChange
 */
export function createRadios(name, values, chosen, onChange) {
  const legend = h("legend", { class: "for-readers" });
  const texts = values.map(() => h("span"));
  const element = h(
    "fieldset",
    { class: "choice" },
    legend,
    h(
      "div",
      { class: "segments" },
      ...values.map((value, index) =>
        h(
          "label",
          {},
          h("input", {
            type: "radio",
            name,
            value,
            checked: value === chosen,
            change: () => onChange(value),
          }),
          texts[index] ?? "",
        ),
      ),
    ),
  );
  return {
    element,
    /** @param {string} title @param {Record<string, string>} words one for each value */
    label(title, words) {
      write(legend, title);
      values.forEach((value, index) => {
        const text = texts[index];
        if (text) write(text, words[value] ?? value);
      });
    },
  };
}

/**
 * A picture with axes: the place of a number in it.
 * @param {{x: [number, number], y: [number, number], width: number, height: number, left?: number, bottom?: number}} frame
 */
export function createAxes({ x: [x0, x1], y: [y0, y1], width, height, left = 40, bottom = 26 }) {
  const top = 12;
  const right = 14;
  const px = (/** @type {number} */ x) => left + ((x - x0) / (x1 - x0)) * (width - left - right);
  const py = (/** @type {number} */ y) => height - bottom - ((y - y0) / (y1 - y0)) * (height - bottom - top);
  /** Numbers along the axes. @param {number[]} xs @param {number[]} ys @param {number} [digits] @param {number} [xDigits] */
  const grid = (xs, ys, digits = 1, xDigits = digits) =>
    s(
      "g",
      { class: "grid" },
      ...ys.flatMap((y) => [
        s("line", { x1: left, x2: width - right, y1: py(y), y2: py(y) }),
        s("text", { x: left - 7, y: py(y) + 4, "text-anchor": "end" }, shown(y, digits)),
      ]),
      ...xs.map((x) => s("text", { x: px(x), y: height - 6, "text-anchor": "middle" }, shown(x, xDigits))),
    );
  /** A line through values at even places of the x axis; what is outside the frame is left out. @param {ArrayLike<number>} values @param {string} kind */
  const line = (values, kind) => {
    let path = "";
    let isDrawn = false;
    const last = values.length - 1;
    for (let index = 0; index <= last; index += 1) {
      const y = Number(values[index]);
      const isIn = Number.isFinite(y) && y >= y0 - (y1 - y0) && y <= y1 + 0.02 * (y1 - y0);
      if (isIn)
        path += `${isDrawn ? "L" : "M"}${px(x0 + ((x1 - x0) * index) / last).toFixed(1)} ${py(y).toFixed(1)}`;
      isDrawn = isIn;
    }
    return s("path", { class: `curve ${kind}`, d: path });
  };
  return { px, py, grid, line, right: width - right, floor: height - bottom };
}
