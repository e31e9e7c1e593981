// Which face of the page an address asks for: a place in the Lesson, or an experiment in the Lab. Pure.

/**
 * `chapter` and `step` as they stand in the address: a name or a number from 1, empty where none is said. `link` is the rest, of which
 * the Lesson takes language and colours.
 * @typedef {{face: "lesson", chapter: string, step: string, link: string} | {face: "lab", link: string}} Face
 */

/** What an address without anything after `#` opens. @type {"lab" | "lesson"} */
export const LANDING = "lesson";

const KEY = "lesson";

/** @param {string} hash with or without its `#` @param {"lab" | "lesson"} [landing] @returns {Face} */
export function readFace(hash, landing = LANDING) {
  const link = hash.replace(/^#/, "");
  const values = new URLSearchParams(link);
  const place = values.get(KEY);
  if (place === null && !(link === "" && landing === "lesson")) return { face: "lab", link };
  values.delete(KEY);
  const [, chapter = "", step = ""] = /^([^.]*)\.?(.*)$/.exec(place ?? "") ?? [];
  return { face: "lesson", chapter, step, link: String(values) };
}

/**
 * The address of a place in the Lesson, with its `#`. Language and colours stand in it where they are wished by name.
 * @param {string} chapter @param {string} step @param {Readonly<Record<string, number | string>>} spec
 */
export function formatLesson(chapter, step, spec) {
  const place = step ? `${chapter}.${step}` : chapter;
  const wishes = [
    ["lang", spec.language],
    ["theme", spec.theme],
  ].filter(([, value]) => value && value !== "auto");
  return `#${KEY}${place && `=${place}`}${wishes.map(([key, value]) => `&${key}=${value}`).join("")}`;
}
