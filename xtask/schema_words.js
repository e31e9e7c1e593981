// What the page fetches of `schema.json`, which has all words in both languages: for each language the schema with its labels, and what
// nobody reads before the first picture: presets and explanations.
import { readFileSync, writeFileSync } from "node:fs";

/** Writes `schema_en.json`, `presets_en.json` and `help_en.json`, and those of `zh`, beside `schema.json`. @param {string} folder */
export function writeSchemas(folder) {
  const schema = JSON.parse(readFileSync(`${folder}/schema.json`, "utf8"));
  for (const language of ["en", "zh"]) {
    const { presets, ...rest } = withoutHelp(schema, language);
    writeFileSync(`${folder}/schema_${language}.json`, JSON.stringify({ ...rest, presets: [] }));
    writeFileSync(`${folder}/presets_${language}.json`, JSON.stringify({ presets }));
    writeFileSync(`${folder}/help_${language}.json`, JSON.stringify(helpOf(schema, language)));
  }
}

/** @param {any} schema @param {string} language */
export function withoutHelp(schema, language) {
  return JSON.parse(JSON.stringify(schema), (name, value) => {
    if (name === "help") return {};
    return isText(value) ? { [language]: value[language] } : value;
  });
}

/** The same tree with nothing but explanations. @param {any} value @param {string} language @returns {any} */
export function helpOf(value, language) {
  if (Array.isArray(value)) return value.map((each) => helpOf(each, language) ?? 0);
  if (typeof value !== "object" || value === null) return undefined;
  const parts = Object.entries(value).flatMap(([name, part]) => {
    const help = name === "help" ? { [language]: part[language] } : helpOf(part, language);
    const isEmpty = help === undefined || (Array.isArray(help) && help.every((each) => each === 0));
    return isEmpty ? [] : [[name, help]];
  });
  return parts.length > 0 ? Object.fromEntries(parts) : undefined;
}

/** @param {unknown} value @returns {value is Record<string, string>} */
function isText(value) {
  return typeof value === "object" && value !== null && "en" in value && "zh" in value;
}
