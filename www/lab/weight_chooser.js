// Choosing a weight without a pointer: its layer, the unit that reads and what it reads.
import { h } from "./dom.js";

/** @typedef {import("../stage/network/picture.js").Weight} Weight */

/**
 * @param {import("../i18n/index.js").Words} words
 * @param {(unit: number) => string} featureName
 * @param {(weight: Weight) => void} onChoose
 */
export function createWeightChooser(words, featureName, onChoose) {
  /** @type {Weight} */
  let chosen = { layer: 1, from: 0, to: 0 };
  /** What the options were made for. */
  let made = "";
  const names = /** @type {const} */ (["layer", "from", "to"]);
  const labels = names.map(() => h("span"));
  const selects = names.map((name) =>
    h("select", {
      id: `weight-${name}`,
      change: (/** @type {Event} */ event) => {
        const value = Number(/** @type {HTMLSelectElement} */ (event.target).value);
        onChoose(name === "layer" ? { layer: value, from: 0, to: 0 } : { ...chosen, [name]: value });
      },
    }),
  );
  const fields = names.map((_, at) => h("label", { class: "net-pick" }, labels[at] ?? "", selects[at] ?? ""));
  const element = h("div", { class: "net-row net-picks bare" }, ...fields);

  words.follow(() => {
    names.forEach((name, at) => {
      const label = labels[at];
      if (label) label.textContent = words.say(`net_pick_${name}`);
    });
    made = "";
  });

  /** @param {number} first @param {number} last @param {(value: number) => string} text */
  const options = (first, last, text) =>
    Array.from({ length: last - first + 1 }, (_, at) => h("option", { value: first + at }, text(first + at)));

  return {
    element,
    /** @param {ArrayLike<number>} widths @param {Weight | undefined} weight */
    show(widths, weight) {
      element.hidden = !weight;
      if (!weight) return;
      chosen = weight;
      const { layer } = weight;
      const wanted = `${layer} ${Array.from(widths).join()} ${words.language}`;
      const [ofLayer, ofFrom, ofTo] = selects;
      if (!ofLayer || !ofFrom || !ofTo) return;
      if (wanted !== made) {
        made = wanted;
        ofLayer.replaceChildren(...options(1, widths.length - 1, String));
        const source = (/** @type {number} */ unit) =>
          unit < 0 ? words.say("net_pick_bias") : layer === 1 ? featureName(unit) : String(unit + 1);
        ofFrom.replaceChildren(...options(-1, (widths[layer - 1] ?? 1) - 1, source));
        ofTo.replaceChildren(...options(0, (widths[layer] ?? 1) - 1, (unit) => String(unit + 1)));
      }
      ofLayer.value = String(layer);
      ofFrom.value = String(weight.from);
      ofTo.value = String(weight.to);
    },
  };
}
