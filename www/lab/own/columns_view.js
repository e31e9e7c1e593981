// What a file holds and what is taken of it: the first rows with a choice above each column, the answer, how many rows, and how the text
// is read. It asks; what follows from the answers is not decided here.

import { answersOf, canBeInput } from "../../engine/table/survey.js";
import { ENCODINGS, SEPARATORS } from "../../engine/table/text.js";
import { count, measured } from "../../i18n/numbers.js";
import { h, write } from "../dom.js";
import { createSegments } from "../segments.js";
import { LIMITS } from "./recipe.js";

/** Columns of the preview: more cannot be looked over. */
const SHOWN = 40;

/**
 * @typedef {import("../../engine/table_reader.js").Survey} Survey
 * @typedef {import("../../engine/table_reader.js").Choice} Choice
 * @typedef {import("../../engine/table_reader.js").Manner} Manner
 * @typedef {import("../../i18n/index.js").Words} Words
 */

/**
 * @param {HTMLElement} host
 * @param {Words} words
 * @param {string} name that ids begin with
 * @param {{choose: (choice: Choice) => void, read: (manner: Manner) => void}} asked
 */
export function createColumnsView(host, words, name, asked) {
  /** @type {Survey | undefined} */
  let found;
  /** @type {Choice} */
  let choice = { inputs: [], target: 0, kind: "class", limit: 0 };
  /** @type {Manner} */
  let manner = { encoding: "auto", separator: "auto", header: "auto", decimal: "auto" };

  const facts = h("p", { class: "own-note", id: `${name}-facts` });
  const targetName = h("span");
  const target = h("select", {
    id: `${name}-target`,
    change: () => {
      const index = Number(target.value);
      const kinds = found ? answersOf(found.columns[index]) : [];
      const inputs = choice.inputs.filter((input) => input !== index);
      choose({ target: index, inputs, kind: kinds[0] ?? "class" });
    },
  });
  const kinds = createSegments((kind) => choose({ kind: kind === "value" ? "value" : "class" }));
  kinds.element.id = `${name}-kind`;
  const limitName = h("span");
  const limit = h("select", { id: `${name}-limit`, change: () => choose({ limit: Number(limit.value) }) });
  const all = h("button", { type: "button", class: "button", id: `${name}-all`, click: () => takeAll(true) });
  const none = h("button", { type: "button", class: "button", click: () => takeAll(false) });
  const preview = h("div", { class: "own-preview", id: `${name}-preview`, tabindex: 0, role: "region" });
  const reading = h("summary");
  /** @type {Record<"separator" | "decimal" | "header" | "encoding", {name: HTMLElement, select: HTMLSelectElement}>} */
  const wishes = {
    separator: wish("separator"),
    decimal: wish("decimal"),
    header: wish("header"),
    encoding: wish("encoding"),
  };
  host.append(
    facts,
    h(
      "div",
      { class: "own-choices" },
      h("label", { class: "own-field" }, targetName, target),
      kinds.element,
      h("label", { class: "own-field" }, limitName, limit),
      h("div", { class: "own-row" }, all, none),
    ),
    preview,
    h(
      "details",
      { class: "own-reading" },
      reading,
      h(
        "div",
        { class: "own-choices" },
        ...Object.values(wishes).map(({ name, select }) => h("label", { class: "own-field" }, name, select)),
      ),
    ),
  );

  /** @param {keyof Manner} about */
  function wish(about) {
    const select = h("select", {
      id: `${name}-${about}`,
      change: () => asked.read({ ...manner, [about]: select.value }),
    });
    return { name: h("span"), select };
  }
  /** @param {Partial<Choice>} change */
  function choose(change) {
    choice = { ...choice, ...change };
    show();
    asked.choose(choice);
  }
  /** @param {boolean} isWanted */
  function takeAll(isWanted) {
    if (!found) return;
    const inputs = found.columns.flatMap((column, index) =>
      isWanted && index !== choice.target && canBeInput(column) ? [index] : [],
    );
    choose({ inputs: inputs.slice(0, 255) });
  }

  /** What a column holds, in a few words. @param {Survey["columns"][number]} column */
  function described(column) {
    const { numbers, missing, texts, values, mean, deviation } = column;
    const parts = canBeInput(column)
      ? [words.say("own_numbers", { mean: measured(mean), deviation: measured(deviation) })]
      : [words.say(values ? "own_names" : "own_texts", { count: values?.length ?? texts.count })];
    if (missing.count > 0) parts.push(words.say("own_gaps", { count: count(missing.count) }));
    if (canBeInput(column) && texts.count > 0)
      parts.push(words.say("own_odd", { count: count(texts.count), example: texts.example }));
    return numbers + texts.count === 0 ? words.say("own_blank") : parts.join(" · ");
  }

  /** The table of the first rows. */
  function rows() {
    if (!found) return [];
    const shown = found.columns.slice(0, SHOWN);
    const heads = shown.map((column, index) => {
      const isTarget = index === choice.target;
      const canBe = canBeInput(column) && !isTarget;
      const box = h("input", {
        type: "checkbox",
        "data-column": index,
        disabled: !canBe,
        change: () => {
          const inputs = choice.inputs.filter((input) => input !== index);
          if (box.checked) inputs.push(index);
          choose({ inputs: inputs.sort((a, b) => a - b) });
        },
      });
      box.checked = choice.inputs.includes(index);
      return h(
        "th",
        { scope: "col", class: isTarget ? "own-is-target" : box.checked ? "own-is-input" : "" },
        h(
          "label",
          {},
          ...(isTarget ? [h("span", { class: "own-tag" }, words.say("own_answer_tag"))] : [box]),
          h("span", {}, column.name),
        ),
        h("small", {}, described(column)),
      );
    });
    const lines = found.preview.map(({ line, cells }) =>
      h("tr", {}, h("th", { scope: "row" }, String(line)), ...shown.map((_, at) => h("td", {}, cells[at]))),
    );
    const more = found.columns.length - shown.length;
    return [
      h(
        "table",
        {},
        h("caption", { class: "for-readers" }, words.say("own_preview")),
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, words.say("own_line")), ...heads)),
        h("tbody", {}, ...lines),
      ),
      ...(more > 0 ? [h("p", { class: "own-note" }, words.say("own_more_columns", { count: more }))] : []),
    ];
  }

  /** @param {HTMLSelectElement} select @param {[value: string, label: string][]} options @param {string} value */
  function fill(select, options, value) {
    select.replaceChildren(...options.map(([of, label]) => h("option", { value: of }, label)));
    select.value = value;
  }

  function show() {
    host.hidden = !found;
    if (!found) return;
    const { columns, form, decimal, hasHeader } = found;
    write(targetName, words.say("own_target"));
    const targets = columns.flatMap((column, index) =>
      answersOf(column).length > 0 ? [/** @type {[string, string]} */ ([String(index), column.name])] : [],
    );
    fill(target, targets, String(choice.target));
    const possible = answersOf(columns[choice.target]);
    kinds.label(
      words.say("own_kind"),
      "",
      possible.map((kind) => ({
        value: kind,
        label: words.say(kind === "class" ? "own_kind_class" : "own_kind_value"),
        help: words.say(kind === "class" ? "own_kind_class_help" : "own_kind_value_help"),
      })),
    );
    kinds.show(choice.kind);
    write(limitName, words.say("own_limit"));
    const limits = LIMITS.map((rows) => /** @type {[string, string]} */ ([String(rows), count(rows)]));
    fill(limit, limits, String(choice.limit));
    write(all, words.say("own_all_columns"));
    write(none, words.say("own_no_columns"));
    preview.setAttribute("aria-label", words.say("own_preview"));
    const left = preview.scrollLeft;
    const focused = preview.contains(document.activeElement)
      ? document.activeElement?.getAttribute("data-column")
      : undefined;
    preview.replaceChildren(...rows());
    preview.scrollLeft = left;
    const again = focused ? preview.querySelector(`[data-column="${focused}"]`) : undefined;
    if (again instanceof HTMLElement) again.focus();

    write(reading, words.say("own_reading"));
    const auto = (/** @type {string} */ value) =>
      /** @type {[string, string]} */ (["auto", words.say("own_auto", { found: value })]);
    const sign = (/** @type {string} */ of) =>
      ({ "\t": words.say("own_tab"), ",": ",", ";": ";", "|": "|" })[of] ?? of;
    const yesNo = (/** @type {boolean} */ is) => words.say(is ? "own_yes" : "own_no");
    const { separator, decimal: comma, header, encoding } = wishes;
    write(separator.name, words.say("own_separator"));
    const signs = SEPARATORS.map((of) => /** @type {[string, string]} */ ([of, sign(of)]));
    fill(separator.select, [auto(sign(form.separator)), ...signs], manner.separator);
    write(comma.name, words.say("own_decimal"));
    const decimals = /** @type {[string, string][]} */ ([
      [".", "1.5"],
      [",", "1,5"],
    ]);
    fill(comma.select, [auto(decimal === "," ? "1,5" : "1.5"), ...decimals], manner.decimal);
    write(header.name, words.say("own_header"));
    const headers = /** @type {[string, string][]} */ ([
      ["yes", yesNo(true)],
      ["no", yesNo(false)],
    ]);
    fill(header.select, [auto(yesNo(hasHeader)), ...headers], manner.header);
    write(encoding.name, words.say("own_encoding"));
    const encodings = ENCODINGS.map((of) => /** @type {[string, string]} */ ([of, of.toUpperCase()]));
    fill(encoding.select, [auto(form.encoding.toUpperCase()), ...encodings], manner.encoding);
  }

  return {
    /**
     * @param {Survey | undefined} survey @param {Choice} wanted @param {Manner} how
     * @param {string} text what is said of the file
     */
    begin(survey, wanted, how, text) {
      [found, choice, manner] = [survey, wanted, how];
      write(facts, text);
      show();
    },
    label: show,
  };
}
