// The wish for a table of the visitor's own, and where it is handed in. It is read in this browser and goes nowhere else.
import { h } from "./dom.js";

/**
 * @param {import("../i18n/index.js").Words} words
 * @param {(bytes: Uint8Array) => void} bring
 * @returns {import("./notices.js").Notice}
 */
export function tableWish(words, bring) {
  const file = h("input", {
    type: "file",
    accept: ".csv,.tsv,.txt,text/csv,text/tab-separated-values",
    id: "own-table",
    change: async () => {
      const [chosen] = file.files ?? [];
      if (chosen) bring(new Uint8Array(await chosen.arrayBuffer()));
    },
  });
  const name = h("span");
  const extra = h("label", { class: "field" }, name, file);
  return {
    kind: "table",
    tone: "note",
    text: () => {
      name.textContent = words.say("table_choose");
      return words.say("table_wanted");
    },
    extra,
  };
}
