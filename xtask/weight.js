// What the built page weighs over the wire (brotli, level 11), part by part and for each way in. `node xtask/weight.js` prints the
// tables of docs/weight.md; a test holds what they say.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { CUTS, firstPicture, KINDS, TOLD_KINDS } from "../www/state/faces.js";
import { ORDER, PLACES } from "../www/state/told.js";

const ASSETS = "dist/assets";

/**
 * A part of the page: files whose names begin so, with all that they import at once.
 * @typedef {{name: string, starts: string[], when: string}} Part
 */

/** Parts of the first picture and of the mountain, in the order in which they are asked for. @satisfies {Record<string, Part>} */
const FIRST = {
  page: { name: "page: frame, dial, run, styles", starts: ["index"], when: "at once" },
  small: {
    name: "small core, for formulas: what the story's first picture calls",
    starts: ["first_lead_bg"],
    when: "at once where the story begins",
  },
  core: {
    name: "core, first half: what the default picture calls",
    starts: ["downhill_lead_bg"],
    when: "at once; where the story begins, when the mountain stands",
  },
  schema: { name: "what can be set", starts: ["schema_zh"], when: "at once" },
  words: { name: "words of one language", starts: ["zh"], when: "at once" },
  lesson: {
    name: "Lesson without its chapters, one language",
    starts: ["lesson", "frame_zh"],
    when: "at once where the address is the Lesson's",
  },
  beginning: {
    name: "its first chapter by itself, one language",
    starts: fileNamesOf("mountain"),
    when: "at once where the story begins",
  },
  workers: {
    name: "both kinds of workers",
    starts: ["worker"],
    when: "beside the core",
  },
  surroundings: {
    name: "what stands around the mountain: settings and their names, legend, cards, keys",
    starts: ["surroundings", "around_zh", "names_zh"],
    when: "beside the mountain",
  },
  mountain: { name: "mountain, with three.js", starts: ["mountain"], when: "after the core" },
};

/** Cuts of the core by kinds of links, as the table calls them. @satisfies {Record<typeof CUTS[number], string>} */
const LINKS = {
  numbers: "two numbers",
  networks: "a network",
  races: "a race",
  [TOLD_KINDS.networks]: "a network of the story",
  [TOLD_KINDS.races]: "a race of the story",
  [TOLD_KINDS.twins]: "the story's twins",
  [TOLD_KINDS.grounds]: "their two mountains",
};

/** The core that a kind of links begins with. @param {typeof CUTS[number]} kind @returns {Part} */
const leadOf = (kind) => ({
  name: `core for a link to ${LINKS[kind]}, first half`,
  starts: [`${kind}_lead_bg`],
  when: "at once by such a link, in the place of the default's",
});
/** @param {typeof CUTS[number]} kind @returns {Part} */
const restOf = (kind) => ({
  name: `core for a link to ${LINKS[kind]}, the rest`,
  starts: [`${kind}_rest_bg`],
  when: "by such a link when the mountain stands",
});

/** @type {Part} */
const INSTRUMENTS = {
  name: "instruments of the Lesson",
  starts: ["widgets", "instruments", "instruments_bg"],
  when: "at the Lesson's first instrument",
};

/** Places whose instrument computes nothing: cards that are sorted, bars that are compared. */
const PLAIN = ["answers", "residual.history"];

/** Parts that nobody waits for. @type {Part[]} */
const LATER = [
  {
    name: "small core, the rest",
    starts: ["first_rest_bg"],
    when: "by whoever needs it before the mountain stands",
  },
  {
    name: "core, the rest",
    starts: ["downhill_rest_bg"],
    when: "when the mountain stands",
  },
  ...CUTS.flatMap((kind) => [leadOf(kind), restOf(kind)]),
  {
    name: "all chapters, one language",
    starts: ["lesson_zh", "chapters"],
    when: "when the mountain stands",
  },
  { name: "what the settings mean, one language", starts: ["help_zh"], when: "when the mountain stands" },
  {
    name: "charts, and the card of runs",
    starts: ["charts", "charts_bg", "flow_card", "runs_card"],
    when: "when the mountain stands",
  },
  { name: "what a network answers", starts: ["fit_card", "fits", "fits_bg"], when: "when its card is seen" },
  INSTRUMENTS,
  { name: "network", starts: ["network_card"], when: "when its tab is opened" },
  { name: "share dialog", starts: ["dialog"], when: "when it is opened" },
  { name: "files", starts: ["panel", "exports", "exports_bg"], when: "when somebody saves one" },
  { name: "check", starts: ["verify", "verify_worker", "verify_bg"], when: "when somebody asks for one" },
  { name: "mountain without WebGL2", starts: ["fallback"], when: "in its place, where there is none" },
  { name: "core without SIMD", starts: ["downhill_scalar_bg"], when: "in its place, in old engines" },
  { name: "gallery", starts: ["gallery"], when: "when it is opened" },
  { name: "keeper of the page", starts: ["keeper"], when: "when nothing else is due" },
];

/** Files of a chapter by itself. @param {string} id */
function fileNamesOf(id) {
  const number = String(ORDER.indexOf(id) + 1).padStart(2, "0");
  return [`${number}_${id}`, `${number}_${id}_zh`];
}

/** What a link to a place of the story begins with. @param {string} place @returns {Part[]} */
function partsOfPlace(place) {
  const [id = "", step = ""] = place.split(".");
  const chapter = { name: `chapter ${id}`, starts: fileNamesOf(id), when: "at once by such a link" };
  const picture = firstPicture({ face: "lesson", chapter: id, step, link: "" });
  const kind = CUTS.find((one) => one === picture);
  // Where no run is in sight there is an instrument.
  const instrument = PLAIN.includes(place) ? { ...INSTRUMENTS, starts: ["widgets"] } : INSTRUMENTS;
  const shown = kind ? [leadOf(kind)] : [FIRST.small, instrument];
  return [FIRST.page, ...shown, FIRST.schema, FIRST.words, FIRST.lesson, chapter, FIRST.workers];
}

/** What the ways into the story's other places are called together: the heaviest is told. */
const ANYWHERE = "Lesson by a link to a chapter or step";
/** @param {string} place */
export const entryOfPlace = (place) => `${ANYWHERE}: ${place}`;

/** The ways in, and the parts that each waits for before its first picture. @type {Record<string, Part[]>} */
const ENTRIES = {
  Lab: [FIRST.page, FIRST.core, FIRST.schema, FIRST.words, FIRST.workers],
  ...Object.fromEntries(
    KINDS.map((kind) => [
      `Lab by a link: ${LINKS[kind]}`,
      [FIRST.page, leadOf(kind), FIRST.schema, FIRST.words, FIRST.workers],
    ]),
  ),
  Lesson: [FIRST.page, FIRST.small, FIRST.schema, FIRST.words, FIRST.lesson, FIRST.beginning, FIRST.workers],
  ...Object.fromEntries(PLACES.slice(1).map((place) => [entryOfPlace(place), partsOfPlace(place)])),
};

/**
 * Files of which a name, without its hash, is one of `starts`.
 * @param {string[]} starts @param {string} [folder] where they stand
 * @returns {string[]}
 */
export function filesOf(starts, folder = ASSETS) {
  const names = readdirSync(folder);
  return starts.flatMap((start) => {
    const found = names.filter((name) => name.replace(/-[\w-]{8}\.\w+$/, "") === start);
    if (found.length === 0) throw new Error(`no file of the built page begins with ${start}`);
    return found;
  });
}

/**
 * Files with all that their scripts import at once.
 * @param {string[]} files @param {string} [folder] where they stand
 * @returns {Set<string>}
 */
export function closure(files, folder = ASSETS) {
  const reached = new Set(files);
  for (const file of reached) {
    if (!file.endsWith(".js")) continue;
    const text = readFileSync(`${folder}/${file}`, "utf8");
    for (const [, name = ""] of text.matchAll(/(?:from|import)\s*["`']\.\/([\w.-]+\.js)["`']/g)) {
      reached.add(name);
    }
  }
  return reached;
}

/** @type {Map<string, number>} */
const weighed = new Map();
/** Bytes over the wire. @param {string} file a path below `dist/` */
export function weigh(file) {
  const known = weighed.get(file) ?? brotliCompressSync(readFileSync(`dist/${file}`)).length;
  weighed.set(file, known);
  return known;
}

/** kB of a set of files. @param {Iterable<string>} files */
const sum = (files) =>
  [...files].reduce((total, file) => total + weigh(`${ASSETS.slice(5)}/${file}`), 0) / 1000;

/**
 * kB of each part, in order; what an earlier part brought is not counted again.
 * @returns {{name: string, when: string, kB: number}[]}
 */
export function parts() {
  /** @type {Set<string>} */
  const counted = new Set();
  return [...Object.values(FIRST), ...LATER].map(({ name, starts, when }) => {
    const own = [...closure(filesOf(starts))].filter((file) => !counted.has(file));
    for (const file of own) counted.add(file);
    return { name, when, kB: sum(own) };
  });
}

/**
 * Files that an entry asks for before its first picture, and with the mountain.
 * @param {string} entry "Lab", "Lab by a link: …", "Lesson" or that of a place in it
 */
export function filesOfEntry(entry) {
  const starts = (ENTRIES[entry] ?? []).flatMap((part) => part.starts);
  const first = closure(filesOf(starts));
  const later = [FIRST.surroundings, FIRST.mountain].flatMap((part) => filesOf(part.starts));
  return { first, mountain: closure([...first, ...later]) };
}

/** kB of an entry, the page's own text included. @param {string} name */
function weighEntry(name) {
  const { first, mountain } = filesOfEntry(name);
  const page = weigh("index.html") / 1000;
  return { name, first: page + sum(first), mountain: page + sum(mountain) };
}

/** kB of each entry, and of the heaviest of those into the story. @returns {{name: string, first: number, mountain: number}[]} */
export function entries() {
  const all = Object.keys(ENTRIES).map(weighEntry);
  const isPlace = (/** @type {{name: string}} */ { name }) => name.startsWith(ANYWHERE);
  const [heaviest] = all.filter(isPlace).toSorted((a, b) => b.first - a.first);
  if (!heaviest) throw new Error("the story has no places");
  return [...all.filter((entry) => !isPlace(entry)), { ...heaviest, name: ANYWHERE }];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const lines = [
    ...entries().map(
      ({ name, first, mountain }) => `| ${name} | ${first.toFixed(0)} | | ${mountain.toFixed(0)} | |`,
    ),
    "",
    ...parts().map(({ name, kB, when }) => `| ${name} | ${kB.toFixed(1)} | ${when} |`),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}
