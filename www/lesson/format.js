// The form of a chapter. A lesson is a list of links with words beside them: who can write a link can write a chapter. Types only, and
// what reads them purely.
//
// A chapter `NN_name.js` here says what is shown and what is to be done; `www/i18n/lesson/{en,zh}/NN_name.js` says it in words, under
// the same names.
import { chapterOf, indexOf } from "../state/told.js";

/** @typedef {import("../state/core.js").Spec} Spec */
/** @typedef {import("../engine/protocol.js").Report} Report */

/**
 * What can be seen of the stage. `dial`, `play`: its controls. `tools`: what turns and cuts the mountain. `honesty`: what the picture
 * leaves out. `exam`: the sealed test and its button, at the head of the mountain. `chain`: the chain rule below the network, for a weight of choice. `widget`: the step's own small instrument. Their order matters where there is room
 * for one picture only: it is the first, and the reader may choose another.
 * @typedef {"mountain" | "dial" | "play" | "tools" | "honesty" | "curves" | "flow" | "network" | "chain" | "fit" | "runs" |
 *   "exam" | "widget"} View
 */

/**
 * What a task or a question looks at: the experiment's spec, the newest report of the run that this step began (none yet: undefined),
 * the numbers of the step's instrument, what the reader has chosen among the step's `choices` so far, and what the sealed test said
 * where it counts: at the step's `exam` or later. `isUnsealed`: it has been opened before, here or elsewhere, and has not counted yet.
 * @typedef {{spec: Readonly<Spec>, report: Report | undefined, widget: Readonly<Record<string, number | string>>,
 *   chosen: readonly string[], test?: import("../engine/protocol.js").ExamFigures | undefined, isUnsealed?: boolean}} Seen
 */

/**
 * A button in the text that changes the experiment as a hand at the controls would.
 * `restart`: from step 0 again; `play` or `pause` afterwards. Its label stands in the words, under its name.
 * @typedef {{name: string, change: Record<string, number | string>, restart?: boolean, run?: "play" | "pause"}} Choice
 */

/**
 * A number that stands in the text as `{name}`, as it is printed, and how a test has it computed again by the core:
 *
 * - `given`: chosen by us, not computed: a score, a rate;
 * - `neuron`: one unit, see `neuron` in `crate/src/wasm/neuron.rs`; `take` names a number of its reading;
 * - `run`: what an experiment's status says after so many steps; `take` names a field of `Status` (`crate/src/wasm/status.rs`);
 * - `core`: what a function of `tests/unit/lesson_numbers.js` of that name asks the core for.
 *
 * @typedef {{is: string, from: {given: true} | {neuron: Record<string, any>, take: string} |
 *   {run: string, steps: number, take: string} | {core: string}}} Quoted
 */

/**
 * One step: what it shows, and what is to be done.
 * @typedef {object} Step
 * @property {string} name in addresses, and of its words
 * @property {string} [link] the experiment, as the Lab's links have it; without one the experiment of the step before goes on
 * @property {View[]} [views] those of the chapter without it
 * @property {"play" | "pause"} [run] whether it runs when one arrives; "play" where nothing is said
 * @property {number} [pace] steps a second
 * @property {string} [widget] the instrument, as `widgets/index.js` names it
 * @property {Record<string, any>} [setting] what the instrument is to show
 * @property {Choice[]} [choices] buttons in the text
 * @property {number} [exam] the step from which what the sealed test says counts. Where somebody has opened it before, it is looked at
 *   again when the run comes there: a broken seal is no closed door
 * @property {(seen: Seen) => boolean} [task] true once the reader has done what the words ask
 * @property {{answers: string[], seen: (seen: Seen) => string | undefined}} [ask] a question, answered by doing: which of the answers
 *   has come true, as soon as it can be seen
 * @property {(seen: Seen) => Record<string, number | string> | undefined} [live] numbers of the sentence that follows the run; none:
 *   it stays as it is
 */

/**
 * @typedef {object} Chapter
 * @property {string} id in addresses, and of its words
 * @property {string} link the experiment it begins with
 * @property {View[]} views
 * @property {Record<string, Quoted>} [numbers]
 * @property {Step[]} steps
 */

/**
 * Words of a step. Text may hold `*emphasis*`, `**importance**`, `` `formulas` ``, `[[term]]` or `[[term|as it reads here]]` of the
 * glossary, and `{number}` of the chapter's numbers.
 * @typedef {object} StepWords
 * @property {string} [title] a smaller heading
 * @property {string[]} text paragraphs
 * @property {Record<string, string>} [choices] labels of the buttons
 * @property {string} [task] what is to be done
 * @property {string} [done] what the reader has seen by it
 * @property {{question: string, answers: Record<string, string>, why: string}} [ask] `why`: the explanation, once it is seen
 * @property {string} [live] the sentence that follows the run
 * @property {string[]} [formula] for those who want more: folded lines
 * @property {string} [slip] a slip of the article, put right
 * @property {string[]} [after] paragraphs after task and question
 * @property {Record<string, string>} [widget] words of the instrument
 */

/** @typedef {{question: string, steps: Record<string, StepWords>}} ChapterWords */
/** @typedef {{term: string, other: string}} Term a term, and its name in the other language */
/**
 * `titles` of all chapters, and all terms; the chapters that are here. What the terms mean comes with all chapters.
 * @typedef {{ui: Record<string, string>, titles: Record<string, string>, glossary: Record<string, Term>,
 *   meanings?: Record<string, string>, chapters: Record<string, ChapterWords>}} LessonWords
 */

/**
 * A piece of text.
 * @typedef {{kind: "plain" | "em" | "strong" | "code", text: string} | {kind: "number", name: string} |
 *   {kind: "term", name: string, text: string}} Piece
 */

const MARKS = /\*\*(.+?)\*\*|\*(.+?)\*|`(.+?)`|\[\[([\w-]+)(?:\|(.+?))?\]\]|\{(\w+)\}/g;

/** Text with marks as pieces. @param {string} text @returns {Piece[]} */
export function piecesOf(text) {
  /** @type {Piece[]} */
  const pieces = [];
  let at = 0;
  for (const match of text.matchAll(MARKS)) {
    const [whole, strong, em, code, term, shown, number] = match;
    if (match.index > at) pieces.push({ kind: "plain", text: text.slice(at, match.index) });
    if (strong !== undefined) pieces.push({ kind: "strong", text: strong });
    else if (em !== undefined) pieces.push({ kind: "em", text: em });
    else if (code !== undefined) pieces.push({ kind: "code", text: code });
    else if (term !== undefined) pieces.push({ kind: "term", name: term, text: shown ?? "" });
    else if (number !== undefined) pieces.push({ kind: "number", name: number });
    at = match.index + whole.length;
  }
  if (at < text.length) pieces.push({ kind: "plain", text: text.slice(at) });
  return pieces;
}

/** A place in the lesson: chapter and step, from 0. @typedef {{chapter: number, step: number}} Place */

/** @typedef {{from: number, chapters: readonly Chapter[]}} Told chapters that follow each other, from number `from` on */

/** A chapter by its number, if it is here. @param {Told} told @param {number} number */
export const toldChapter = ({ from, chapters }, number) => chapters[number - from];

/**
 * The place that an address means; the first step where it means none, or where its chapter is not here.
 * @param {Told} told @param {string} chapter name or number from 1 @param {string} step name or number from 1
 * @returns {Place}
 */
export function placeOf(told, chapter, step) {
  const at = chapterOf(chapter);
  const steps = toldChapter(told, at)?.steps ?? [];
  const names = steps.map(({ name }) => name);
  return { chapter: at, step: indexOf(names, step) };
}

/** The experiment of a place: its own link, or the nearest before it in the chapter. @param {Chapter} chapter @param {number} step */
export function linkAt(chapter, step) {
  for (let at = step; at >= 0; at -= 1) {
    const link = chapter.steps[at]?.link;
    if (link !== undefined) return link;
  }
  return chapter.link;
}

/** Views for which the experiment must run. @type {readonly View[]} */
const OF_RUN = ["mountain", "curves", "flow", "network", "fit", "runs"];

/** Whether a step shows the run, or nothing but its own instrument. @param {Chapter} chapter @param {number} step */
export function showsRun(chapter, step) {
  return (chapter.steps[step]?.views ?? chapter.views).some((view) => OF_RUN.includes(view));
}
