// What the loss card draws over the steps: loss, or accuracy where answers are right or wrong.
import { createSegments } from "./segments.js";

/**
 * @param {HTMLElement} host
 * @param {import("../i18n/index.js").Words} words
 * @param {(measure: "loss" | "accuracy") => void} onChoose
 */
export function createMeasures(host, words, onChoose) {
  let isOffered = false;
  const row = createSegments((value) => onChoose(value === "accuracy" ? "accuracy" : "loss"));
  row.element.classList.add("headings");
  host.append(row.element);
  const label = () => {
    const names = words.say("loss_measures");
    const segments = [{ value: "loss", label: words.say("loss"), help: names }];
    if (isOffered) segments.push({ value: "accuracy", label: words.say("accuracy"), help: names });
    row.label(names, names, segments);
  };
  words.follow(label);
  row.show("loss");

  return {
    /** @param {boolean} hasAccuracy */
    offer(hasAccuracy) {
      if (hasAccuracy === isOffered) return;
      isOffered = hasAccuracy;
      if (!hasAccuracy) row.show("loss");
      label();
    },
  };
}
