// What was taken of a file and what was left out, in sentences with line numbers. Pure.
import { count } from "../../i18n/numbers.js";

/**
 * @param {import("../../i18n/index.js").Words} words
 * @param {import("../../engine/table_reader.js").Survey} found
 * @param {import("../../engine/table_reader.js").Gathered} gathered
 * @returns {{taken: string, left: string[]}}
 */
export function leftOut(words, { columns }, { rows, complete, all, ragged, missing, texts }) {
  const lines = (
    /** @type {import("../../engine/table/survey.js").Lines} */ { count: total, lines: first },
  ) => {
    const list = first.join(", ");
    return total > first.length
      ? words.say("own_lines_more", { lines: list })
      : words.say("own_lines", { lines: list });
  };
  const taken =
    complete > rows
      ? words.say("own_sampled", { rows: count(rows), complete: count(complete) })
      : words.say("own_taken", { rows: count(rows), all: count(all + ragged.count) });
  const left = [
    ...missing.map((gap) =>
      words.say("own_left_missing", {
        count: count(gap.count),
        column: columns[gap.column].name,
        lines: lines(gap),
      }),
    ),
    ...texts.map((gap) =>
      words.say("own_left_text", {
        count: count(gap.count),
        column: columns[gap.column].name,
        example: gap.example,
        lines: lines(gap),
      }),
    ),
    ...(ragged.count > 0
      ? [
          words.say("own_left_ragged", {
            count: count(ragged.count),
            width: columns.length,
            lines: lines(ragged),
          }),
        ]
      : []),
  ];
  return { taken, left };
}
