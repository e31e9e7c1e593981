// How a file was read, in the part of a link that says which table must be brought: whoever brings the same file need choose nothing
// again. `i0-3.5` inputs, `t4` answer, `l2000` rows at most, `hn` no header, `ss` semicolons, `dc` decimal commas, `eg` GB 18030. Total:
// what is not understood is left to be found out.

/** @typedef {import("../../engine/table_reader.js").Choice} Choice @typedef {import("../../engine/table_reader.js").Manner} Manner */

export const LIMITS = [500, 2000, 10_000, 50_000];
export const USUAL_LIMIT = 2000;

/** @type {Manner} */
export const FOUND_OUT = { encoding: "auto", separator: "auto", header: "auto", decimal: "auto" };

const SIGNS = /** @type {const} */ ({
  header: { h: { y: "yes", n: "no" } },
  separator: { s: { c: ",", s: ";", t: "\t", p: "|" } },
  decimal: { d: { p: ".", c: "," } },
  encoding: { e: { u: "utf-8", l: "utf-16le", b: "utf-16be", g: "gb18030", w: "windows-1252" } },
});

/** Ascending numbers, neighbours joined: 0-3.5. @param {number[]} numbers */
function ranges(numbers) {
  /** @type {[number, number][]} */
  const runs = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(".");
}

/** @param {string} text @returns {number[]} */
function fromRanges(text) {
  const numbers = text.split(".").flatMap((part) => {
    const [first = Number.NaN, last = first] = part.split("-").map(Number);
    if (!(first >= 0 && last >= first && last < 2048)) return [];
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
  return [...new Set(numbers)].sort((a, b) => a - b).slice(0, 255);
}

/**
 * At most 160 characters; too many scattered columns are left to be chosen again.
 * @param {Omit<Choice, "kind">} choice @param {Manner} manner
 */
export function formatRecipe({ inputs, target, limit }, manner) {
  const signs = Object.entries(SIGNS).map(([name, sign]) => {
    const wish = Reflect.get(manner, name);
    const [[key, letters]] = Object.entries(sign);
    const letter = Object.keys(letters).find((known) => Reflect.get(letters, known) === wish);
    return letter ? `${key}${letter}` : "";
  });
  const columns = `i${ranges(inputs)}t${target}`;
  const rest = [...(limit === USUAL_LIMIT ? [] : [`l${limit}`]), ...signs].join("");
  return columns.length + rest.length > 160 ? rest : columns + rest;
}

/**
 * @param {string} text
 * @returns {{inputs?: number[], target?: number, limit: number, manner: Manner}}
 */
export function parseRecipe(text) {
  const inputs = fromRanges(/i([\d.-]+)/.exec(text)?.[1] ?? "");
  const target = /t(\d{1,4})/.exec(text)?.[1];
  const limit = Number(/l(\d{1,6})/.exec(text)?.[1]);
  const manner = { ...FOUND_OUT };
  for (const [name, sign] of Object.entries(SIGNS)) {
    const [[key, letters]] = Object.entries(sign);
    const letter = new RegExp(`${key}([a-z])`).exec(text)?.[1];
    if (letter && letter in letters) Reflect.set(manner, name, Reflect.get(letters, letter));
  }
  return {
    ...(inputs.length > 0 ? { inputs } : {}),
    ...(target === undefined ? {} : { target: Number(target) }),
    limit: LIMITS.includes(limit) ? limit : USUAL_LIMIT,
    manner,
  };
}

/** What a spec's `table` says must be brought; undefined if it holds the table itself, or nothing. @param {string} table */
export function broughtOf(table) {
  if (!table.startsWith("0")) return undefined;
  return {
    fingerprint: table.slice(1, 17),
    kind: /** @type {"class" | "value"} */ (table[17] === "v" ? "value" : "class"),
    ...parseRecipe(table.slice(18)),
  };
}
