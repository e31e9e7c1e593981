// What the loss card draws over the steps: loss, or accuracy where answers are right or wrong; and how losses become heights.
import { h } from "./dom.js";
import { createSegments } from "./segments.js";

const AXES = /** @type {const} */ (["auto", "linear", "log"]);

/**
 * @param {HTMLElement} host
 * @param {import("../i18n/index.js").Words} words
 * @param {{setMeasure: (measure: "loss" | "accuracy") => void, setAxis: (axis: import("../stage/curves/curves.js").Axis) => void}} curves
 */
export function createMeasures(host, words, curves) {
  let isOffered = false;
  const row = createSegments((value) => {
    // Shares of right answers lie between 0 and 1: a logarithm has no use there.
    axis.hidden = value === "accuracy";
    curves.setMeasure(value === "accuracy" ? "accuracy" : "loss");
  });
  row.element.classList.add("headings");
  const options = AXES.map((value) => h("option", { value }));
  const axis = h("select", { class: "chip", id: "curve-axis" }, ...options);
  axis.addEventListener("change", () => curves.setAxis(AXES[axis.selectedIndex] ?? "auto"));
  host.append(row.element, axis);
  const label = () => {
    const names = words.say("loss_measures");
    const segments = [{ value: "loss", label: words.say("loss"), help: names }];
    if (isOffered) segments.push({ value: "accuracy", label: words.say("accuracy"), help: names });
    row.label(names, names, segments);
    axis.setAttribute("aria-label", words.say("curve_axis"));
    axis.title = words.say("curve_axis");
    for (const option of options)
      option.textContent = words.say(/** @type {"axis_auto"} */ (`axis_${option.value}`));
  };
  words.follow(label);
  row.show("loss");

  return {
    /** @param {boolean} hasAccuracy */
    offer(hasAccuracy) {
      if (hasAccuracy === isOffered) return;
      isOffered = hasAccuracy;
      if (!hasAccuracy) {
        row.show("loss");
        axis.hidden = false;
      }
      label();
    },
  };
}
