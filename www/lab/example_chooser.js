// Which example is followed through the network: a row of the training or of the validation data.
import { h, write } from "./dom.js";

/** @typedef {{train: number, validation: number, test: number}} Rows */

/**
 * @param {import("../i18n/index.js").Words} words
 * @param {() => void} onChoose
 */
export function createExampleChooser(words, onChoose) {
  /** @type {"train" | "validation"} */
  let part = "train";
  let row = 0;
  let count = 1;
  const name = h("span");
  const number = h("input", { class: "entry", type: "number", min: 1, step: 1, value: 1, id: "example-row" });
  const total = h("span");
  const [before, after] = [-1, 1].map((step) =>
    h("button", { class: "button small", type: "button", click: () => go((row + step + count) % count) }),
  );
  const select = h("select", { id: "example-part", class: "net-part", change: () => choosePart() });
  const element = h(
    "div",
    { class: "net-row net-example" },
    h("label", { class: "net-row" }, name, number),
    total,
    ...[before, after].filter((button) => button !== undefined),
    select,
  );

  /** @param {number} next */
  function go(next) {
    row = next;
    number.value = String(row + 1);
    onChoose();
  }
  function choosePart() {
    part = select.value === "validation" ? "validation" : "train";
    row = 0;
    number.value = "1";
    onChoose();
  }
  number.addEventListener("change", () => {
    const wanted = Math.round(Number(number.value));
    go(Number.isFinite(wanted) ? Math.max(1, Math.min(count, wanted)) - 1 : row);
  });
  words.follow(() => {
    write(name, words.say("net_example"));
    for (const [button, sign, key] of /** @type {const} */ ([
      [before, "‹", "net_example_before"],
      [after, "›", "net_example_after"],
    ])) {
      if (!button) continue;
      button.textContent = sign;
      button.setAttribute("aria-label", words.say(key));
    }
    select.setAttribute("aria-label", words.say("net_part"));
    select.replaceChildren(
      .../** @type {const} */ (["train", "validation"]).map((value) =>
        h("option", { value, selected: value === part }, words.say(value)),
      ),
    );
  });

  return {
    element,
    /** The row of now; of data with fewer rows the last one. @param {Rows} rows */
    chosen(rows) {
      if (rows[part] === 0) part = "train";
      count = Math.max(1, rows[part]);
      row = Math.min(row, count - 1);
      return { part, row };
    },
    /** @param {Rows} rows */
    show(rows) {
      this.chosen(rows);
      number.max = String(count);
      if (document.activeElement !== number) number.value = String(row + 1);
      write(total, words.say("net_example_of", { count }));
      select.hidden = rows.validation === 0;
      if (select.value !== part) select.value = part;
    },
  };
}
