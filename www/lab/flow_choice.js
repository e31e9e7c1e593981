// Which of three things the chart of the layers shows: what goes forward, what comes back, what reaches the weights.
import { createSegments } from "./segments.js";

const QUANTITIES = /** @type {const} */ (["outputs", "signals", "weights"]);

/**
 * @param {HTMLElement} host
 * @param {HTMLElement} unit where what is measured stands as a formula
 * @param {import("../i18n/index.js").Words} words
 * @param {{setQuantity: (quantity: import("../stage/flow/history.js").Quantity) => void,
 *   quantity: import("../stage/flow/history.js").Quantity}} flow
 */
export function createFlowChoice(host, unit, words, flow) {
  const row = createSegments((value) => {
    const chosen = QUANTITIES.find((quantity) => quantity === value);
    if (chosen) flow.setQuantity(chosen);
    showUnit();
  });
  row.element.classList.add("flow-choice");
  host.prepend(row.element);
  const showUnit = () => {
    unit.textContent = words.say(/** @type {"unit_weights"} */ (`unit_${flow.quantity}`));
  };
  words.follow(() => {
    const segments = QUANTITIES.map((value) => ({
      value,
      label: words.say(/** @type {"choice_weights"} */ (`choice_${value}`)),
      help: words.say(/** @type {"choice_weights_help"} */ (`choice_${value}_help`)),
    }));
    row.label(words.say("flow_choice"), words.say("flow_choice"), segments);
    showUnit();
  });
  row.show(flow.quantity);
}
