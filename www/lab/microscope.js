// The chain rule for one weight, factor by factor from the loss to the weight, with the running product, what all paths bring
// together, and the same derivative measured by nudging the weight.
import { count, measured, powerOfTen } from "../i18n/numbers.js";
import { h, write } from "./dom.js";

/** Derivatives below so many times what rounding makes of 0 are not measured by differences. */
const TELLABLE = 10;
/** From this number of paths on its power of ten says enough. */
const MANY = 1e6;

/**
 * @param {import("../i18n/index.js").Words} words
 * @param {(unit: number) => string} featureName
 */
export function createMicroscope(words, featureName) {
  const heading = h("h3");
  const head = h("tr");
  const body = h("tbody");
  const result = h("p", { class: "scope-result" });
  const nudged = h("p", { class: "scope-result" });
  const table = h("table", { class: "scope-table" }, h("thead", {}, head), body);
  const element = h(
    "section",
    { class: "scope" },
    heading,
    result,
    nudged,
    h("div", { class: "scope-scroll", tabindex: 0, role: "group" }, table),
  );

  words.follow(() => {
    heading.textContent = words.say("scope_title");
    element.lastElementChild?.setAttribute("aria-label", words.say("scope_title"));
    const titles = /** @type {const} */ (["scope_where", "scope_factor", "scope_product", "scope_all"]);
    head.replaceChildren(...titles.map((key) => h("th", { scope: "col" }, words.say(key))));
  });

  /** @param {import("../stage/network/chain.js").Factor} factor @param {boolean} isBias */
  function where({ kind, layer, unit }, isBias) {
    if (kind === "input" && isBias) return words.say("scope_bias");
    if (kind === "input" && layer === 0) return words.say("scope_feature", { name: featureName(unit) });
    const key = kind === "input" ? "scope_input" : /** @type {"scope_loss"} */ (`scope_${kind}`);
    return words.say(key, { layer, unit: unit + 1 });
  }
  const symbols = { loss: "∂L/∂z", weight: "w", slope: "φ′(z)", skip: "", alpha: "α", input: "h" };

  return {
    element,
    /** @param {import("../stage/network/chain.js").Chain | undefined} chain @param {boolean} isBias */
    show(chain, isBias) {
      element.hidden = !chain;
      if (!chain) return;
      const rows = chain.factors.map((factor, index) => {
        const symbol = symbols[factor.kind];
        const value = measured(factor.value);
        return [
          where(factor, isBias),
          `${index === 0 ? "" : "× "}${symbol ? `${symbol} = ${value}` : value}`,
          measured(factor.product),
          Number.isNaN(factor.allPaths) ? "" : measured(factor.allPaths),
        ];
      });
      // Kept from drawing to drawing: a table that is built anew ten times a second cannot be read aloud or selected.
      while (body.rows.length > rows.length) body.deleteRow(-1);
      rows.forEach((cells, index) => {
        const row = body.rows[index] ?? body.insertRow();
        cells.forEach((text, at) => {
          write(row.cells[at] ?? row.insertCell(), text);
        });
      });
      const product = chain.factors.at(-1)?.product ?? Number.NaN;
      const derivative = measured(chain.derivative);
      write(
        result,
        chain.paths === 1
          ? words.say("scope_one", { derivative })
          : words.say("scope_many", { product: measured(product), paths: howMany(chain.paths), derivative }),
      );
      const isMeasured = Math.abs(chain.derivative) > TELLABLE * chain.resolution;
      const key = isMeasured ? "scope_nudged" : "scope_too_small";
      write(
        nudged,
        words.say(key, {
          difference: measured(chain.difference),
          limit: measured(TELLABLE * chain.resolution, 1),
        }),
      );
    },
  };
}

/** @param {number} paths */
function howMany(paths) {
  if (!Number.isFinite(paths)) return `> ${powerOfTen(308)}`;
  return paths < MANY ? count(paths) : `≈ ${powerOfTen(Math.round(Math.log10(paths)))}`;
}
