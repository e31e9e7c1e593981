// Words and numbers in the reader's language. Whoever shows words registers how, and is asked again when the language changes.
// A language is fetched when it is first spoken.

/** @typedef {"en" | "zh"} Language */
/**
 * @typedef {keyof typeof import("./en.js").en | keyof typeof import("./around_en.js").aroundEn | keyof typeof import("./network_en.js").networkEn
 *   | keyof typeof import("./fit_en.js").fitEn | keyof typeof import("./verify_en.js").verifyEn | keyof typeof import("./trouble_en.js").troubleEn
 *   | keyof typeof import("./leaves_en.js").leavesEn | keyof typeof import("./race_en.js").raceEn
 *   | keyof typeof import("./exam_en.js").examEn | keyof typeof import("./share_en.js").shareEn
 *   | keyof typeof import("./keep_en.js").keepEn | keyof typeof import("./own_en.js").ownEn | keyof typeof import("./embed_en.js").embedEn
 *   | keyof typeof import("./gallery_en.js").galleryEn | keyof typeof import("./flow_en.js").flowEn} Key
 */
/** @typedef {Record<string, string | number>} Values */

/** Words that are fetched a language at a time. @typedef {Record<Language, () => Promise<Record<string, string>>>} Chapter */
/** What is said at once. @type {Chapter} */
const FIRST = {
  en: async () => (await import("./en.js")).en,
  zh: async () => (await import("./zh.js")).zh,
};
/** What is said around the mountain: it comes along with that. @type {Chapter} */
export const AROUND = {
  en: async () => (await import("./around_en.js")).aroundEn,
  zh: async () => (await import("./around_zh.js")).aroundZh,
};
/** The words that are here. @type {Record<Language, Record<string, string>>} */
const TABLES = { en: {}, zh: {} };
/** @type {Set<Chapter[Language]>} */
const fetched = new Set();

/** @param {Chapter} chapter @param {Language} language */
async function fetchWords(chapter, language) {
  const fetchThem = chapter[language];
  if (fetched.has(fetchThem)) return;
  Object.assign(TABLES[language], await fetchThem());
  fetched.add(fetchThem);
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
  /** What is said on hover, as long as it waits for its words. @type {(() => void)[] | undefined} */
  #hints = [];

  /** The language last wished; it may still be on its way. @type {Language} */
  #wished;

  /** Spoken in every language that is. */
  #chapters = [FIRST];

  /** Fetches what else is said in a language. @type {(language: Language) => Promise<void>} */
  learnMore = async () => {};

  /** @param {Language} language one whose words are here: see `Words.in` */
  constructor(language) {
    this.language = language;
    this.#wished = language;
  }

  /** @param {Language} language @param {...Chapter} more what is said beside the first words */
  static async in(language, ...more) {
    const words = new Words(language);
    await Promise.all([fetchWords(FIRST, language), ...more.map((chapter) => words.add(chapter))]);
    return words;
  }

  /** Fetches more words, now and with every other language. @param {Chapter} chapter */
  async add(chapter) {
    this.#chapters.push(chapter);
    // Another language may be on its way, and come before these words.
    await Promise.all([this.language, this.#wished].map((language) => fetchWords(chapter, language)));
  }

  /** @param {Language} language */
  async speak(language) {
    this.#wished = language;
    const chapters = this.#chapters.map((chapter) => fetchWords(chapter, language));
    await Promise.all([...chapters, this.learnMore(language)]);
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

  /** Sentences one after the other: a Chinese full stop brings its own room. @param {readonly string[]} said */
  sentences(said) {
    return said.filter(Boolean).join(this.language === "zh" ? "" : " ");
  }

  /** The core's own words, which come in both languages. @param {{en: string, zh: string}} text */
  pick(text) {
    return text[this.language] ?? "";
  }

  /**
   * Says on hover what the core's own words explain; they may come later than the page: see `hintsCame`.
   * @param {HTMLElement} element @param {{en: string, zh: string}} text @param {(said: string) => string} [around]
   */
  hint(element, text, around = (said) => said) {
    const show = () => {
      element.title = around(this.pick(text));
    };
    show();
    this.#hints?.push(show);
  }

  hintsCame() {
    const hints = this.#hints ?? [];
    this.#hints = undefined;
    for (const show of hints) show();
  }

  /** Does `show` now and whenever the language changes. @param {() => void} show */
  follow(show) {
    this.#followers.add(show);
    show();
  }
}
