// The few settings of a rival that a race is about, in two columns. It has a store of its own and tells what was changed.
import { setting } from "../i18n/numbers.js";
import { MAX_NAME, nameFrom } from "../state/branches.js";
import { holds } from "../state/rules.js";
import { Store } from "../state/store.js";
import { createSelect } from "./controls.js";
import { h } from "./dom.js";
import { createEntry } from "./entry.js";

/** What is offered, in this order. The link may change more. */
const OFFERED = ["optimizer", "learning_rate", "momentum", "batch_size", "residual", "init"];

/**
 * @param {import("../state/core.js").Field[]} fields that this rival may change
 * @param {Readonly<import("../state/core.js").Spec>} spec of the rival
 * @param {import("../i18n/index.js").Words} words
 * @param {(spec: Readonly<import("../state/core.js").Spec>) => void} onEdit
 * @param {{name: string, onRename: (name: string) => boolean}} naming `onRename`: whether the link has room for that name
 */
export function createRivalEditor(fields, spec, words, onEdit, { name: called, onRename }) {
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
    words.hint(entry, field.help);
    store.listen(show);
    show();
    return h("label", { class: "field" }, name, entry);
  });
  const title = h("input", {
    class: "entry run-title",
    id: "run-title",
    type: "text",
    maxlength: MAX_NAME,
    autocomplete: "off",
    value: called,
    input: () => title.setCustomValidity(""),
    change: () => {
      title.value = nameFrom(title.value);
      const hasRoom = onRename(title.value);
      title.setCustomValidity(hasRoom ? "" : words.say("race_name_full"));
      if (!hasRoom) title.reportValidity();
    },
  });
  title.title = words.say("race_name_help");
  const naming = h("label", { class: "field" }, h("span", {}, words.say("race_name")), title);
  const element = h("div", { class: "rival" }, naming, ...controls);
  const showMeaning = () =>
    offered.forEach(({ when }, at) => {
      controls[at].hidden = !holds(when, store.spec);
    });
  store.listen(showMeaning);
  showMeaning();

  return {
    element,
    /** Follows what the spec says by now. @param {Readonly<import("../state/core.js").Spec>} now @param {string} name */
    show(now, name) {
      if (title !== document.activeElement || title.validity.valid) title.value = name;
      isShowing = true;
      store.change(now);
      isShowing = false;
    },
  };
}
