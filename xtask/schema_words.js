// What the page fetches of `schema.json`, which has all words in both languages: the schema itself, and for each language what nobody
// reads before the first picture: names of settings, ready-made experiments, and explanations.
import { readFileSync, writeFileSync } from "node:fs";

/** The setting whose name is read at once: the dial's. */
const AT_ONCE = "learning_rate";

/** Parts of the tree that are words: what something is called, and its lowest value. */
const NAMES = ["label", "zero"];

/**
 * Writes `schema_en.json`, `names_en.json` and `help_en.json`, and those of `zh`, beside `schema.json`.
 * @param {string} folder
 */
export function writeSchemas(folder) {
  const schema = JSON.parse(readFileSync(`${folder}/schema.json`, "utf8"));
  for (const language of ["en", "zh"]) {
    const write = (/** @type {string} */ name, /** @type {object} */ tree) =>
      writeFileSync(`${folder}/${name}_${language}.json`, JSON.stringify(tree));
    write("schema", { ...withoutWords(schema, language), presets: [] });
    const { presets } = withoutHelp(schema, language);
    write("names", { ...wordsOf({ ...schema, presets: [] }, NAMES, language), presets });
    write("help", wordsOf(schema, ["help"], language) ?? {});
  }
}

/** @param {any} schema @param {string} language */
export function withoutHelp(schema, language) {
  return JSON.parse(JSON.stringify(schema), (name, value) => {
    if (name === "help") return {};
    return isText(value) ? { [language]: value[language] } : value;
  });
}

/** @param {any} schema @param {string} language */
export function withoutWords(schema, language) {
  const fields = schema.fields.map((/** @type {any} */ field) => {
    const bare = JSON.parse(JSON.stringify(field), (_, value) => (isText(value) ? {} : value));
    return field.name === AT_ONCE ? { ...bare, label: { [language]: field.label[language] } } : bare;
  });
  return { ...schema, fields };
}

/** The same tree with nothing but some of its words. @param {any} value @param {string[]} names @param {string} language @returns {any} */
export function wordsOf(value, names, language) {
  if (Array.isArray(value)) return value.map((each) => wordsOf(each, names, language) ?? 0);
  if (typeof value !== "object" || value === null) return undefined;
  const parts = Object.entries(value).flatMap(([name, part]) => {
    const words = names.includes(name) ? { [language]: part[language] } : wordsOf(part, names, language);
    const isEmpty = words === undefined || (Array.isArray(words) && words.every((each) => each === 0));
    return isEmpty ? [] : [[name, words]];
  });
  return parts.length > 0 ? Object.fromEntries(parts) : undefined;
}

/** @param {unknown} value @returns {value is Record<string, string>} */
function isText(value) {
  return typeof value === "object" && value !== null && "en" in value && "zh" in value;
}
