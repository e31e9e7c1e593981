// Words and numbers in the reader's language. Whoever shows words registers how, and is asked again when the language changes.
// A language is fetched when it is first spoken.

/** @typedef {"en" | "zh"} Language */
/**
 * @typedef {keyof typeof import("./en.js").en | keyof typeof import("./network_en.js").networkEn
 *   | keyof typeof import("./fit_en.js").fitEn | keyof typeof import("./verify_en.js").verifyEn | keyof typeof import("./share_en.js").shareEn} Key
 */
/** @typedef {Record<string, string | number>} Values */

const FILES = {
  en: async () => (await import("./en.js")).en,
  zh: async () => (await import("./zh.js")).zh,
};
/** The words that are here. @type {Record<Language, Record<string, string>>} */
const TABLES = { en: {}, zh: {} };
/** @type {Set<Language>} */
const fetched = new Set();

/** @param {Language} language */
async function fetchWords(language) {
  if (fetched.has(language)) return;
  Object.assign(TABLES[language], await FILES[language]());
  fetched.add(language);
}

/** What `lang` attributes say: fonts and voices are chosen by it. */
export const TAGS = /** @type {const} */ ({ en: "en", zh: "zh-Hans" });

/**
 * The language wished: by the link, or by the browser.
 * @param {string} wished "auto", "en" or "zh"
 * @param {readonly string[]} preferred the browser's, most wanted first
 * @returns {Language}
 */
export function chooseLanguage(wished, preferred) {
  if (wished === "en" || wished === "zh") return wished;
  for (const tag of preferred) {
    if (tag.toLowerCase().startsWith("zh")) return "zh";
    if (tag.toLowerCase().startsWith("en")) return "en";
  }
  return "en";
}

/**
 * Puts values into the `{names}` of a sentence.
 * @param {string} sentence
 * @param {Values} values
 */
export function filled(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (hole, name) => (name in values ? String(values[name]) : hole));
}

export class Words {
  /** @type {Set<() => void>} */
  #followers = new Set();

  /** The language last wished; it may still be on its way. @type {Language} */
  #wished;

  /** @param {Language} language one whose words are here: see `Words.in` */
  constructor(language) {
    this.language = language;
    this.#wished = language;
  }

  /** @param {Language} language */
  static async in(language) {
    await fetchWords(language);
    return new Words(language);
  }

  /** @param {Language} language */
  async speak(language) {
    this.#wished = language;
    await fetchWords(language);
    if (language === this.language || language !== this.#wished) return;
    this.language = language;
    for (const follower of this.#followers) follower();
  }

  /** Takes in the words of a view that comes later than the page. @param {Record<Language, Record<string, string>>} tables */
  learn(tables) {
    for (const language of /** @type {const} */ (["en", "zh"])) {
      Object.assign(TABLES[language], tables[language]);
    }
  }

  /** A sentence of the tables. @param {Key} key @param {Values} [values] */
  say(key, values = {}) {
    return filled(TABLES[this.language][key] ?? "", values);
  }

  /** The core's own words, which come in both languages. @param {{en: string, zh: string}} text */
  pick(text) {
    return text[this.language];
  }

  /** Does `show` now and whenever the language changes. @param {() => void} show */
  follow(show) {
    this.#followers.add(show);
    show();
  }
}
