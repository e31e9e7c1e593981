// The few settings of a rival that a race is about, in two columns. It has a store of its own and tells what was changed.
import { setting } from "../i18n/numbers.js";
import { holds } from "../state/rules.js";
import { Store } from "../state/store.js";
import { createEntry, createSelect } from "./controls.js";
import { h } from "./dom.js";

/** What is offered, in this order. The link may change more. */
const OFFERED = ["optimizer", "learning_rate", "momentum", "batch_size", "residual", "init"];

/**
 * @param {import("../state/core.js").Field[]} fields that this rival may change
 * @param {Readonly<import("../state/core.js").Spec>} spec of the rival
 * @param {import("../i18n/index.js").Words} words
 * @param {(spec: Readonly<import("../state/core.js").Spec>) => void} onEdit
 */
export function createRivalEditor(fields, spec, words, onEdit) {
  const store = new Store(spec);
  let isShowing = false;
  store.listen((now) => {
    if (!isShowing) onEdit(now);
  });
  const offered = OFFERED.flatMap((name) => fields.filter((field) => field.name === name));
  const controls = offered.map((field) => {
    if (field.type === "choice") return createSelect(field, { store, words });
    const name = h("span");
    const show = () => {
      const value = Number(store.spec[field.name]);
      entry.value = field.zero && value === 0 ? words.pick(field.zero) : setting(value);
    };
    const entry = createEntry(field, { store, words }, { class: "entry", name: field.name }, show);
    name.textContent = words.pick(field.label);
    entry.title = words.pick(field.help);
    store.listen(show);
    show();
    return h("label", { class: "field" }, name, entry);
  });
  const element = h("div", { class: "rival" }, ...controls);
  const showMeaning = () =>
    offered.forEach(({ when }, at) => {
      controls[at].hidden = !holds(when, store.spec);
    });
  store.listen(showMeaning);
  showMeaning();

  return {
    element,
    /** Follows what the spec says by now. @param {Readonly<import("../state/core.js").Spec>} now */
    show(now) {
      isShowing = true;
      store.change(now);
      isShowing = false;
    },
  };
}
