// Which face of the page an address asks for: a place in the Lesson, the gallery, or an experiment in the Lab. Pure.
import { ROOM_KEYS } from "./room.js";

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

/** The steps at which the story begins: their picture is a formula, for which the small core is enough. A test holds them against the story. */
const BEGINNINGS = [".", "mountain.", "mountain.ball", "mountain.dial"];

/** Whether the first picture of an address is that of a formula. @param {Face} face */
export function beginsOnFormula(face) {
  return face.face === "lesson" && BEGINNINGS.includes(`${face.chapter}.${face.step}`);
}

/** What a link may say without another first picture than the default one. */
const BESIDE_THE_PICTURE = ["v", "lang", "theme", ...ROOM_KEYS];

/**
 * Kinds of experiments that a link may ask for: walks of two numbers, single networks, and several runs at once. For the first picture of
 * each kind the core is cut once more, and the cut has its name.
 */
export const KINDS = /** @type {const} */ (["numbers", "networks", "races"]);

/** Whether a picture is that of a kind of links. @param {string} picture */
export function isForLinks(picture) {
  return KINDS.some((kind) => kind === picture);
}

/**
 * What the story shows, by chapters and by those of their steps that differ. It is known before its text is, so that both are fetched
 * side by side; a test holds it against the story.
 * @type {Map<string, (typeof KINDS)[number]>}
 */
const TOLD = new Map([
  ["mountain", "numbers"],
  ["mountain.why", "networks"],
  ["answers", "networks"],
  ["vote", "numbers"],
  ["dial", "numbers"],
  ["layers", "networks"],
  ["wrong", "numbers"],
  ["down", "numbers"],
  ["onion", "networks"],
  ["loop", "networks"],
  ["learning_rate", "numbers"],
  ["learning_rate.three", "races"],
  ["learning_rate.choose", "networks"],
  ["knobs", "networks"],
  ["knobs.rules", "races"],
  ["stuck", "networks"],
  ["residual", "races"],
  ["residual.plus_one", "networks"],
  ["fit", "networks"],
  ["exams", "networks"],
  ["memorised", "networks"],
]);

/** What the first picture of an address shows. @param {Face} face @returns {"formula" | "default" | (typeof KINDS)[number] | "anything"} */
export function firstPicture(face) {
  if (beginsOnFormula(face)) return "formula";
  if (face.face === "lesson")
    return TOLD.get(`${face.chapter}.${face.step}`) ?? TOLD.get(face.chapter) ?? "anything";
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
