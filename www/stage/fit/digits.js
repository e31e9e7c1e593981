// Sample digits as pictures, each with the network's answer.
import { h, write } from "../element.js";
import { DIGIT_SIDE } from "./layout.js";

/** Pictures at a time. */
const SHOWN = 12;
const PIXELS = DIGIT_SIDE ** 2;
/** Grey values of the table go from 0 to this. */
const BLACK = 16;

/**
 * @typedef {{rows: ArrayLike<number>, answers: ArrayLike<number>, unit: [number, number]}} Digits pixels and class of each row,
 *   answers and their probabilities, mean and deviation of a pixel
 */

/** @param {import("../../i18n/index.js").Words} words */
export function createDigits(words) {
  const only = h("input", { type: "checkbox", id: "only-mistakes", change: () => draw() });
  const name = h("span");
  const list = h("ul", { class: "digit-list" });
  const nothing = h("p", { class: "digit-none" });
  const element = h(
    "div",
    { class: "digits" },
    h("label", { class: "digit-only" }, only, name),
    list,
    nothing,
  );
  /** @type {Digits | undefined} */
  let digits;
  let ink = "#000000";

  const items = Array.from({ length: SHOWN }, () => {
    const canvas = h("canvas", { width: DIGIT_SIDE, height: DIGIT_SIDE, role: "img", "aria-label": "…" });
    const answer = h("span", { "aria-hidden": "true" });
    return { element: h("li", {}, canvas, answer), canvas, answer };
  });
  list.append(...items.map((item) => item.element));

  function draw() {
    if (!digits) return;
    const { rows, answers, unit } = digits;
    const count = rows.length / (PIXELS + 1);
    const wanted = (/** @type {number} */ row) => rows[row * (PIXELS + 1) + PIXELS];
    const all = Array.from({ length: count }, (_, row) => row);
    const wrong = all.filter((row) => answers[2 * row] !== wanted(row));
    // The same samples always, evenly spaced; mistakes come and go as it learns.
    const samples = items.map((_, index) => Math.floor((index * count) / items.length));
    const shown = only.checked ? wrong.slice(0, SHOWN) : count > 0 ? samples : [];
    write(nothing, shown.length === 0 && only.checked ? words.say("fit_no_mistakes") : "");
    for (const [index, { element: item, canvas, answer }] of items.entries()) {
      const row = shown[index];
      item.hidden = row === undefined;
      if (row === undefined) continue;
      paint(canvas, rows, row * (PIXELS + 1), unit);
      const said = answers[2 * row];
      const isRight = said === wanted(row);
      item.className = isRight ? "right" : "wrong";
      write(answer, said < 0 ? "–" : isRight ? String(said) : `${wanted(row)}→${said}`);
      canvas.setAttribute(
        "aria-label",
        words.say("fit_digit", { wanted: wanted(row), answer: said < 0 ? "–" : said }),
      );
    }
  }
  /** @param {HTMLCanvasElement} canvas @param {ArrayLike<number>} rows @param {number} from @param {[number, number]} unit */
  function paint(canvas, rows, from, [mean, deviation]) {
    const context = canvas.getContext("2d");
    if (!context) return;
    const image = context.createImageData(DIGIT_SIDE, DIGIT_SIDE);
    const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(ink.slice(at, at + 2), 16));
    for (let pixel = 0; pixel < PIXELS; pixel += 1) {
      const grey = mean + deviation * rows[from + pixel];
      image.data.set([red, green, blue, (255 * grey) / BLACK], 4 * pixel);
    }
    context.putImageData(image, 0, 0);
  }

  return {
    element,
    /** @param {Digits} next */
    show(next) {
      digits = next;
      draw();
    },
    /** @param {{ink: string}} colours of six digits */
    restyle(colours) {
      ink = colours.ink;
      write(name, words.say("fit_only_mistakes"));
      draw();
    },
  };
}
