// Which face of the page an address asks for: a place in the Lesson, the gallery, or an experiment in the Lab. Pure.
import { ROOM_KEYS } from "./room.js";
import { shownAt } from "./told.js";

/**
 * `chapter` and `step` as they stand in the address: a name or a number from 1, empty where none is said. `link` is the rest, of which
 * Lesson and gallery take language and colours.
 * @typedef {{face: "lesson", chapter: string, step: string, link: string} | {face: "gallery" | "lab", link: string}} Face
 * @typedef {Face["face"]} FaceName
 */

/** What an address without anything after `#` opens. @type {"lab" | "lesson"} */
export const LANDING = "lesson";

const KEY = "lesson";
const GALLERY = "gallery";

/** @param {string} hash with or without its `#` @param {"lab" | "lesson"} [landing] @returns {Face} */
export function readFace(hash, landing = LANDING) {
  const link = hash.replace(/^#/, "");
  const values = new URLSearchParams(link);
  const place = values.get(KEY);
  if (place === null && values.has(GALLERY)) {
    values.delete(GALLERY);
    return { face: "gallery", link: String(values) };
  }
  if (place === null && !(link === "" && landing === "lesson")) return { face: "lab", link };
  values.delete(KEY);
  const [, chapter = "", step = ""] = /^([^.]*)\.?(.*)$/.exec(place ?? "") ?? [];
  return { face: "lesson", chapter, step, link: String(values) };
}

/** What a link may say without another first picture than the default one. */
const BESIDE_THE_PICTURE = ["v", "lang", "theme", ...ROOM_KEYS];

/**
 * Kinds of experiments that a link may ask for: walks of two numbers, single networks, and several runs at once. For the first picture of
 * each kind the core is cut once more, and the cut has its name.
 */
export const KINDS = /** @type {const} */ (["numbers", "networks", "races"]);

/** The same for what steps of the story show (`told.js`): less than a link may ask for. */
export const TOLD_KINDS = /** @type {const} */ ({
  networks: "told_networks",
  races: "told_races",
  twins: "told_twins",
  grounds: "told_grounds",
});

/** All cuts of the core for addresses, by name. */
export const CUTS = [...KINDS, ...Object.values(TOLD_KINDS)];

/** Whether a cut of the core is made for a picture alone. @param {string} picture */
export function hasOwnCut(picture) {
  return CUTS.some((kind) => kind === picture);
}

/** What the first picture of an address shows. @param {Face} face @returns {"formula" | "default" | (typeof CUTS)[number]} */
export function firstPicture(face) {
  if (face.face === "lesson") {
    const shown = shownAt(face.chapter, face.step);
    return shown === "formula" || shown === "numbers" ? shown : TOLD_KINDS[shown];
  }
  const values = new URLSearchParams(face.link);
  if ([...values.keys()].every((key) => BESIDE_THE_PICTURE.includes(key))) return "default";
  if (values.get("branches")) return "races";
  return (values.get("problem") ?? "network") === "network" ? "networks" : "numbers";
}

/**
 * The address of a place in the Lesson, with its `#`. Language and colours stand in it where they are wished by name.
 * @param {string} chapter @param {string} step @param {Readonly<Record<string, number | string>>} spec
 */
export function formatLesson(chapter, step, spec) {
  const place = step ? `${chapter}.${step}` : chapter;
  return `#${KEY}${place && `=${place}`}${formatWishes(spec)}`;
}

/** The address of the gallery, with its `#`. @param {Readonly<Record<string, number | string>>} spec */
export function formatGallery(spec) {
  return `#${GALLERY}${formatWishes(spec)}`;
}

/** What a reader wishes for themselves, behind any address. @param {Readonly<Record<string, number | string>>} spec */
export function formatWishes(spec) {
  const wishes = [
    ["lang", spec.language],
    ["theme", spec.theme],
    ["large", spec.large],
  ].filter(([, value]) => value && value !== "auto");
  return wishes.map(([key, value]) => `&${key}=${value}`).join("");
}
