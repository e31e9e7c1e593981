// Controls made from the core's schema: one row of the table, one control. They write into the store and follow it.
import { setting } from "../i18n/numbers.js";
import { alongWith, holds } from "../state/rules.js";
import { OWN } from "../state/tables.js";
import { datasetPicture } from "./dataset_pictures.js";
import { h } from "./dom.js";
import { createEntry, entryRange, rangeOf } from "./entry.js";
import { partOf } from "./part_of.js";
import { lastPlace, placeOf, typedList, valueAt } from "./scale.js";
import { createSegments } from "./segments.js";

/**
 * @typedef {import("../state/core.js").Field} Field
 * @typedef {import("../state/store.js").Store} Store
 * @typedef {import("../i18n/index.js").Words} Words
 * @typedef {{store: Store, words: Words, schema?: import("../state/core.js").Schema, openOwn?: () => void}} Context
 *   with a `schema` a choice brings along what goes with it
 */

/** More choices than this do not fit into a row of segments. */
const SEGMENTS_AT_MOST = 3;
/** A drag that changes the network starts a new run only when the hand rests for this long, in milliseconds. */
const REST_MS = 140;

/** @param {Field} field @param {Context} context @returns {HTMLElement} */
export function createControl(field, context) {
  const control = create(field, context);
  mark(control, field);
  if (field.when) {
    const { store } = context;
    const show = () => {
      control.hidden = !holds(field.when, store.spec);
    };
    show();
    store.listen(show);
  }
  return control;
}

/** Wherever a control stands, it is locked with the part that its setting belongs to. @param {HTMLElement} control @param {Field} field */
function mark(control, field) {
  const part = partOf(field);
  if (part) control.dataset.part = part;
}

/** @param {Field} field @param {Context} context @returns {HTMLElement} */
function create(field, context) {
  if (field.type === "list") return createList(field, context);
  if (field.type !== "choice") return createNumber(field, context);
  if (field.name === "dataset" || offered(field).length <= SEGMENTS_AT_MOST) return createRow(field, context);
  return createSelect(field, context);
}

/** The choices of a first lesson. @param {Field} field */
function offered(field) {
  return (field.choices ?? []).filter(({ level }) => level === "basic");
}

/** Whether there is more to choose than its row offers. @param {Field} field */
export function hasMore(field) {
  return offered(field).length < (field.choices?.length ?? 0);
}

/** @param {Field} field @param {Context} context */
function createRow(field, { store, words, openOwn }) {
  const hasPictures = field.name === "dataset";
  const row = createSegments(
    (value) => store.change({ [field.name]: value }),
    hasPictures ? "tiles" : "segments",
  );
  const chosen = () => (field.choices ?? []).find(({ value }) => value === store.spec[field.name]);
  const label = () => {
    const choice = chosen();
    // A choice that is made elsewhere is told in the name.
    const isElsewhere = choice && choice.level !== "basic";
    row.label(
      words.pick(field.label) + (isElsewhere ? ` · ${words.pick(choice.label)}` : ""),
      "",
      offered(field).map(({ value, label }) => ({
        value,
        label: words.pick(label),
        help: "",
        ...(hasPictures ? { picture: datasetPicture(value) } : {}),
      })),
    );
    words.hint(row.element, field.help);
    const labels = [...row.element.querySelectorAll("label")];
    for (const [at, { help }] of offered(field).entries()) if (labels[at]) words.hint(labels[at], help);
  };
  if (hasPictures && openOwn) row.element.append(createOwnTile(field, { store, words, openOwn }));
  words.follow(label);
  let wasElsewhere = false;
  follow(store, field, (value) => {
    const isElsewhere = chosen()?.level !== "basic";
    // Buttons are made anew only when the name changes: one that has the focus keeps it.
    if (isElsewhere || wasElsewhere) label();
    wasElsewhere = isElsewhere;
    row.show(String(value));
  });
  return row.element;
}

/** The tile of the visitor's own data: a button, because a dialog stands behind it. @param {Field} field @param {Context} context */
function createOwnTile(field, { store, words, openOwn }) {
  const word = h("span", { class: "word" });
  const tile = h("button", {
    type: "button",
    class: "own-tile",
    id: "own-data",
    "aria-haspopup": "dialog",
    click: () => openOwn?.(),
  });
  tile.append(datasetPicture(OWN), word);
  words.follow(() => {
    const choice = field.choices?.find(({ value }) => value === OWN);
    if (!choice) return;
    word.textContent = `${words.pick(choice.label)} …`;
    tile.title = words.pick(choice.help);
  });
  follow(store, field, (value) => {
    if (value === OWN) tile.setAttribute("aria-current", "true");
    else tile.removeAttribute("aria-current");
  });
  return tile;
}

/** @param {Field} field @param {Context} context @param {{manner?: "bare", all?: boolean}} [dress]
 *   bare: the label is for readers only; all: it says that the first lesson's row does not offer everything */
export function createSelect(field, { store, words, schema, openOwn }, { manner, all = false } = {}) {
  const select = h("select", {
    name: field.name,
    change: () => {
      const { value } = select;
      // One's own table must be there before anything can be learned from it.
      const isMissing = field.name === "dataset" && value === OWN && store.spec.table === "";
      if (isMissing && openOwn) {
        show();
        openOwn();
      } else {
        const along = schema && alongWith(schema, store.spec, field.name, value);
        store.change({ [field.name]: value, ...along });
      }
    },
  });
  const name = h("span", { class: manner === "bare" ? "for-readers" : "" });
  words.follow(() => {
    const label = words.pick(field.label);
    name.textContent = all ? words.say("all_choices", { field: label }) : label;
    words.hint(select, field.help);
    select.replaceChildren(
      ...(field.choices ?? []).map(({ value, label, help }) =>
        hinted(h("option", { value }, words.pick(label)), help, words),
      ),
    );
    show();
  });
  function show() {
    select.value = String(store.spec[field.name]);
    (field.choices ?? []).forEach(({ when }, index) => {
      const option = select.options[index];
      if (option) option.disabled = !holds(when, store.spec);
    });
  }
  show();
  store.listen(show);
  const control = h("label", { class: manner === "bare" ? "bare" : "field" }, name, select);
  mark(control, field);
  return control;
}

/** @param {Field} field @param {Context} context */
function createNumber(field, { store, words }) {
  const range = rangeOf(field);
  const hasSlider = lastPlace(range) <= 5000;
  const name = h("span");
  const entry = createEntry(field, { store, words }, { class: "entry" }, () =>
    show(Number(store.spec[field.name])),
  );
  const slider = h("input", {
    type: "range",
    min: 0,
    max: lastPlace(range),
    step: 1,
    name: field.name,
    input: () => {
      const value = valueAt(slider.valueAsNumber, range);
      show(value);
      clearTimeout(resting);
      resting = setTimeout(() => store.change({ [field.name]: value }, "drag"), field.live ? 0 : REST_MS);
    },
    change: () => {
      clearTimeout(resting);
      store.change({ [field.name]: valueAt(slider.valueAsNumber, range) });
    },
  });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting;
  const exactly = field.type === "integer" ? String : setting;
  const worded = (/** @type {number} */ value) =>
    field.zero && value === 0 ? words.pick(field.zero) : exactly(value);
  const show = (/** @type {number} */ value) => {
    if (!entry.matches(":focus")) entry.value = worded(value);
    slider.value = String(placeOf(value, range));
    slider.style.setProperty("--filled", String(placeOf(value, range) / lastPlace(range)));
    slider.setAttribute("aria-valuetext", worded(value));
  };
  words.follow(() => {
    name.textContent = words.pick(field.label);
    entry.setAttribute("aria-label", words.pick(field.label));
    slider.setAttribute("aria-label", words.pick(field.label));
    words.hint(entry, field.help, (help) => `${help} (${setting(range.min)} – ${setting(range.max)})`);
    words.hint(slider, field.help);
    show(Number(store.spec[field.name]));
  });
  follow(store, field, (value) => show(Number(value)));
  const head = h("div", { class: "field-head" }, name, entry);
  return h("div", { class: "field" }, head, ...(hasSlider ? [slider] : []));
}

/**
 * @template {HTMLElement} T
 * @param {T} element @param {import("../state/core.js").Text} help @param {Words} words @returns {T}
 */
function hinted(element, help, words) {
  words.hint(element, help);
  return element;
}

/** Whole numbers in a row, to be typed: `16-8-4`. @param {Field} field @param {Context} context */
function createList(field, { store, words }) {
  const name = h("span");
  const entry = h("input", {
    class: "entry",
    type: "text",
    name: field.name,
    autocomplete: "off",
    focus: () => entry.select(),
    input: () => entry.setCustomValidity(""),
    change: () => {
      const list = typedList(entry.value, rangeOf(field), field.length ?? 0);
      entry.setCustomValidity(list === undefined ? words.say("entry_problem", entryRange(field, words)) : "");
      if (list === undefined) entry.reportValidity();
      else store.change({ [field.name]: list });
    },
    blur: () => {
      entry.setCustomValidity("");
      entry.value = String(store.spec[field.name]);
    },
  });
  words.follow(() => {
    name.textContent = words.pick(field.label);
    entry.placeholder = words.say("all_alike");
    words.hint(entry, field.help);
  });
  follow(store, field, (value) => {
    entry.value = String(value);
  });
  return h("label", { class: "field" }, name, entry);
}

/** @param {Store} store @param {Field} field @param {(value: number | string) => void} show */
function follow(store, field, show) {
  show(store.spec[field.name]);
  store.listen((spec, changed) => {
    if (changed.has(field.name)) show(spec[field.name]);
  });
}
