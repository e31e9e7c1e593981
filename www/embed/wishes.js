// What somebody wishes who puts an experiment into a page of theirs: attributes of an element, or the same words after the `#` of an
// address. Settings of the experiment become one link, which the core's decoder reads; what concerns the element alone is read here,
// by the same rule: what cannot be used is left out and named. Pure and total.

/** What can be shown, in the order in which it stands. */
export const VIEWS = /** @type {const} */ (["mountain", "curves", "flow", "fit", "network"]);
/** From where the mountain can be seen first. */
const CAMERAS = /** @type {const} */ (["hero", "top", "along"]);
/** What stands around it. */
export const CONTROLS = /** @type {const} */ (["readout", "dial", "play", "legend", "link"]);
/** Words of a list that are read. */
const MOST_WORDS = 20;

/**
 * @typedef {(typeof VIEWS)[number]} View
 * @typedef {(typeof CONTROLS)[number]} Control
 * @typedef {import("../state/core.js").Problem} Problem
 * @typedef {{views: View[], camera: (typeof CAMERAS)[number] | undefined, controls: Control[], isPaused: boolean, link: string,
 *   problems: Problem[]}} Wishes `link` is for the core
 */

/**
 * The words of a list: `mountain curves`, or `mountain.curves` as in a link.
 * @param {string} text
 */
function wordsOf(text) {
  return text
    .split(/[\s.,+]+/)
    .filter(Boolean)
    .slice(0, MOST_WORDS);
}

/**
 * @param {string} field @param {string} got @param {readonly string[]} choices @param {string} used @returns {Problem}
 */
function refusal(field, got, choices, used) {
  return { field, kind: "not_a_choice", got: got.slice(0, 40), choices: [...choices], used };
}

/** @param {string | undefined} text @param {Problem[]} problems */
function readViews(text, problems) {
  const words = wordsOf(text ?? "");
  const known = VIEWS.filter((view) => words.includes(view));
  const views = known.length > 0 ? known : /** @type {View[]} */ (["mountain"]);
  const camera = CAMERAS.find((name) => words.includes(name));
  const choices = [...VIEWS, ...CAMERAS];
  for (const word of words) {
    if (!choices.some((choice) => choice === word))
      problems.push(refusal("view", word, choices, views.join(" ")));
  }
  return { views, camera };
}

/** @param {string | undefined} text @param {Problem[]} problems @returns {Control[]} */
function readControls(text, problems) {
  const words = wordsOf(text ?? "");
  const isAll = words.length === 0 || words.includes("all");
  const controls = isAll ? [...CONTROLS] : CONTROLS.filter((control) => words.includes(control));
  const choices = [...CONTROLS, "all", "none"];
  for (const word of words) {
    if (!choices.includes(word))
      problems.push(refusal("controls", word, choices, controls.join(" ") || "none"));
  }
  return controls;
}

/** The part of an address after its `#`, whole or alone. @param {string} address */
function linkIn(address) {
  return address.slice(address.indexOf("#") + 1);
}

/**
 * Takes what concerns the element out of a link.
 * @param {string} link with or without `#`
 * @returns {{own: {view?: string, controls?: string, paused?: string}, rest: string}} `rest` is for the core
 */
export function splitWishes(link) {
  /** @type {{view?: string, controls?: string, paused?: string}} */
  const own = {};
  const rest = linkIn(link)
    .split("&")
    .filter((entry) => {
      const [key, value = ""] = entry.split("=", 2);
      if (key !== "view" && key !== "controls" && key !== "paused") return true;
      own[key] = value.replaceAll(/%2[0cC]|%2[bB]/g, " ").slice(0, 200);
      return false;
    })
    .join("&");
  return { own, rest };
}

/** A value as a part of a link; half a character becomes a sign for it. @param {string | number | boolean} value */
export function encoded(value) {
  return encodeURIComponent(String(value).replaceAll(/\p{Surrogate}/gu, "\uFFFD"));
}

/**
 * Settings by name as the end of a link: the core's names, with `_` or `-`. An unknown name stays, so that the decoder names it.
 * @param {Iterable<[name: string, value: string | number | boolean]>} settings
 * @param {readonly {name: string, key: string}[]} fields of the schema
 */
export function settingsLink(settings, fields) {
  const parts = [];
  for (const [name, value] of settings) {
    const plain = name.replaceAll("-", "_");
    const key = fields.find((field) => field.name === plain)?.key ?? encoded(plain);
    parts.push(`&${key}=${encoded(value)}`);
  }
  return parts.join("");
}

/**
 * What the attributes of an element wish. Those of a name that is no setting are somebody else's.
 * @param {ReadonlyMap<string, string>} attributes
 * @param {readonly {name: string, key: string}[]} fields of the schema
 * @returns {Wishes}
 */
export function readWishes(attributes, fields) {
  /** @type {Problem[]} */
  const problems = [];
  const { own, rest } = splitWishes(attributes.get("src") ?? "");
  const { views, camera } = readViews(attributes.get("view") ?? own.view, problems);
  const controls = readControls(attributes.get("controls") ?? own.controls, problems);
  const settings = fields.flatMap(({ name }) => {
    const value = attributes.get(name.replaceAll("_", "-"));
    return value === undefined ? [] : [/** @type {[string, string]} */ ([name, value])];
  });
  const isPaused = attributes.has("paused") || (own.paused !== undefined && own.paused !== "off");
  return { views, camera, controls, isPaused, link: rest + settingsLink(settings, fields), problems };
}
