// Names of columns and classes for people: the known ones in their language, others as their table has them.
import { DATA_NAMES } from "../../i18n/data_names.js";

/** @param {import("../../i18n/index.js").Words} words @param {string} name of a column or of what is answered */
export function columnName(words, name) {
  const known = DATA_NAMES[words.language][name];
  return known ?? name;
}

/** A bare number is no name. @param {import("../../i18n/index.js").Words} words @param {string} name of a class */
export function className(words, name) {
  const known = DATA_NAMES[words.language][name];
  return known ?? (/^\d+$/.test(name) ? words.say("fit_class", { name }) : name);
}
