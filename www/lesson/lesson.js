// The Lesson: the story's column beside the Lab's own stage. Each step is words and a link; the same engine, store and cards serve it.
//
// `createLesson` shows the text at once; `connect` gives it the experiment when the core is there.
// @ts-expect-error The bundler takes style sheets in; types know nothing of them.
import "../style/lesson.css";
// @ts-expect-error The same.
import "../style/lesson_narrow.css";
// @ts-expect-error The same.
import "../style/story.css";
import { h } from "../lab/dom.js";
import { BEGINNING, chapterOf, ORDER } from "../state/told.js";
import { fetchAlone } from "./alone.js";
import { createBar } from "./bar.js";
import { linkAt, placeOf, showsRun, toldChapter } from "./format.js";
import { createGlossary } from "./glossary.js";
import { Progress } from "./progress.js";
import { Stage } from "./stage.js";
import { tellGlossary, tellStory } from "./story.js";
import { fetchLesson, say } from "./words.js";

/** Where in the column a step must stand to be the one that is read: a line at two fifths of its height. */
const READING_LINE = "-40% 0px -59% 0px";

/** Keys that scroll the text. */
const SCROLLING = ["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End", " "];

/** @typedef {import("./format.js").Place} Place */
/** @typedef {(chapter: string, step: string, manner: "push" | "replace") => void} Address writes where one is into the address */

/**
 * @param {HTMLElement} host
 * @param {import("../i18n/index.js").Words} words
 * @param {Address} writeAddress
 * @param {string} [alone] the chapter with which the reader begins, by its name or number: the others are told when `tellRest` asks for
 *   them, or when somebody goes on. Without it all are told at once
 */
export async function createLesson(host, words, writeAddress, alone) {
  const progress = new Progress();
  let story = await (alone === undefined
    ? fetchLesson(words.language)
    : fetchAlone(words.language, chapterOf(alone)));
  const stage = new Stage(words);
  const scroller = h("div", { class: "story-scroll", id: "story-scroll", tabindex: 0, role: "region" });
  const bar = createBar({ go, open: openChapter });
  host.replaceChildren(scroller, bar.element);
  const glossary = createGlossary(host, () => story, tellRest);

  /** @type {ReturnType<typeof tellStory>["tellers"]} */
  let tellers = [];
  /** Where the reader is, and the step that holds them there until they scroll. @type {Place | undefined} */
  let place;
  /** @type {Element | undefined} */
  let goal;
  let isOpen = false;

  const sight = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting || !isOpen || goal) continue;
        const teller = tellers.find(({ element }) => element === target);
        if (teller) enter(teller.place, "replace");
      }
    },
    { root: scroller, rootMargin: READING_LINE },
  );
  // A hand that scrolls goes where it wants. Whatever else moves the text, an answer that unfolds or words in another language,
  // leaves the reader where they are.
  for (const event of ["wheel", "touchmove"])
    scroller.addEventListener(event, () => (goal = undefined), { passive: true });
  scroller.addEventListener("pointerdown", ({ target }) => {
    if (target === scroller) goal = undefined;
  });
  scroller.addEventListener("keydown", ({ key, target }) => {
    const isInUse = target instanceof Element && target.closest("input, button, a, summary") !== null;
    if (key === "Tab" || (SCROLLING.includes(key) && !isInUse)) goal = undefined;
  });

  // Letters for the last row make all steps longer at once.
  new MutationObserver(() => {
    if (goal && place && isOpen) show(place);
  }).observe(document.documentElement, { attributeFilter: ["data-large"] });

  const isWhole = () => story.chapters.length === ORDER.length;
  const isLast = (/** @type {number} */ chapter) => chapter === ORDER.length - 1;

  /** Tells the other chapters, before and behind the one that is told. */
  async function tellRest() {
    if (isWhole()) return;
    const { language } = words;
    try {
      const whole = await fetchLesson(language);
      if (language !== words.language || isWhole()) return;
      const { from, chapters } = story;
      story = whole;
      const { articles, tellers: all } = telling();
      const until = from + chapters.length;
      const before = all.filter((teller) => teller.place.chapter < from);
      const behind = all.filter((teller) => teller.place.chapter >= until);
      const seen = scroller.querySelector(".chapter");
      const top = () => seen?.getBoundingClientRect().top ?? 0;
      const was = top();
      if (from > 0) scroller.prepend(...beginning(), ...articles.slice(0, from));
      scroller.append(...articles.slice(until), ...ending());
      tellers = [...before, ...tellers, ...behind];
      for (const { element } of [...before, ...behind]) sight.observe(element);
      bar.label(story);
      stage.label(story.words);
      if (!place || !isOpen) return;
      showPlace(place);
      // The text that is read stays where it is.
      if (goal) show(place);
      else scroller.scrollTop += top() - was;
    } catch {
      sayReload();
    }
  }
  for (const event of ["wheel", "touchmove", "keydown", "pointerdown"])
    host.addEventListener(event, () => void tellRest(), { capture: true, passive: true });

  /** What of the text could not be fetched is asked for again by whoever goes on; it is said once. */
  function sayReload() {
    if (host.querySelector("#lesson-reload")) return;
    const notice = { class: "notice warning", id: "lesson-reload", role: "alert" };
    host.prepend(h("p", notice, say(story.words, "reload")));
  }

  function telling() {
    return tellStory(story, {
      glossary,
      isDone: (name) => progress.isDone(name),
      choose: (at, choice) => {
        enter(at, "replace");
        stage.choose(choice);
      },
      openLab: (at) => {
        enter(at, "replace");
        stage.openLab();
      },
      toStage: (at) => {
        enter(at, "replace");
        stage.focus();
      },
    });
  }

  /** What stands above the first chapter. */
  const beginning = () => [...forgets(), ...goOn()];
  /** What stands below the last one. */
  const ending = () => [tellGlossary(story.words, glossary.list())];

  function tell() {
    const { articles, tellers: all, language } = telling();
    tellers = all;
    sight.disconnect();
    scroller.lang = language;
    scroller.setAttribute("aria-label", say(story.words, "story"));
    scroller.replaceChildren(
      ...(story.from === 0 ? beginning() : []),
      ...articles,
      ...(isWhole() ? ending() : []),
    );
    for (const { element } of tellers) sight.observe(element);
    bar.label(story);
    showDone();
    stage.label(story.words);
    if (place && isOpen) {
      // The step is read in new words: tasks and questions follow what is done from here on.
      const at = place;
      place = undefined;
      open(at, "replace");
    }
    performance.mark("lesson-told");
  }

  function showDone() {
    bar.showDone((chapter, step) => progress.isDone(`${chapter}.${step}`));
  }

  /** Where the browser forgets, a word of it. */
  function forgets() {
    return progress.isKept
      ? []
      : [h("p", { class: "not-kept", id: "not-kept", role: "note" }, say(story.words, "not_kept"))];
  }

  /** For who has been here before: the way to where they stopped. */
  function goOn() {
    const [chapter = "", step = ""] = progress.before.split(".");
    const number = chapterOf(chapter);
    const title = story.words.titles[ORDER[number] ?? ""];
    const isFirst = number === 0 && placeOf(story, chapter, step).step === 0;
    if (isFirst || !title) return [];
    const goThere = async () => {
      if (!toldChapter(story, number)) await tellRest();
      open(placeOf(story, chapter, step), "push");
    };
    const button = h(
      "button",
      { type: "button", class: "link go-on", click: () => void goThere() },
      say(story.words, "go_on", { title }),
    );
    return [button];
  }

  /** Scrolls a step to where it is read. @param {Place} to */
  function show(to) {
    const teller = tellerAt(to);
    if (!teller) return;
    goal = teller.element;
    const isTop = to.chapter === 0 && to.step === 0;
    scroller.scrollTo({ top: isTop ? 0 : teller.element.offsetTop, behavior: "instant" });
  }

  /** @param {Place} at */
  function tellerAt(at) {
    return tellers.find(({ place: { chapter, step } }) => chapter === at.chapter && step === at.step);
  }

  /** @param {Place} at */
  function showPlace(at) {
    const teller = tellerAt(at);
    bar.show(at, at.chapter === 0 && teller === tellers[0], isLast(at.chapter) && teller === tellers.at(-1));
  }

  /** @param {Place} to @param {"push" | "replace"} manner */
  function enter(to, manner) {
    if (place && place.chapter === to.chapter && place.step === to.step) return;
    const chapter = toldChapter(story, to.chapter);
    const step = chapter?.steps[to.step];
    const teller = tellerAt(to);
    if (!chapter || !step || !teller) return;
    place = to;
    for (const { element } of tellers) element.classList.toggle("is-read", element === teller.element);
    showPlace(to);
    glossary.hide();
    progress.arrive(teller.name);
    writeAddress(chapter.id, step.name, manner);
    stage.enter(chapter, to.step, (seen) => {
      if (!teller.look(seen)) return;
      progress.finish(teller.name);
      showDone();
    });
  }

  /** @param {Place} to @param {"push" | "replace"} manner */
  function open(to, manner) {
    enter(to, manner);
    show(to);
  }

  /** @param {number} by */
  async function go(by) {
    const next = () => tellers[tellers.findIndex((teller) => place && teller === tellerAt(place)) + by];
    if (!next()) await tellRest();
    const found = next();
    if (found) open(found.place, "push");
  }

  /** Opens a chapter at its first step. @param {number} chapter */
  async function openChapter(chapter) {
    if (!toldChapter(story, chapter)) await tellRest();
    if (!isOpen) return;
    if (toldChapter(story, chapter)) open({ chapter, step: 0 }, "push");
    // It could not be fetched: the list names again where one is.
    else if (place) showPlace(place);
  }

  addEventListener("keydown", (event) => {
    const isPlain = !(event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey);
    const target = event.target instanceof Element ? event.target : document.body;
    if (!isOpen || !isPlain || target.closest("input:not([type=radio], [type=range]), select, dialog *"))
      return;
    if (event.key === "n") void go(1);
    else if (event.key === "p") void go(-1);
    else if (event.key !== "Escape" || !stage.has(target)) return;
    event.preventDefault();
    // The next Tab leads to what belongs to the step.
    (place && tellerAt(place))?.element.focus({ preventScroll: true });
  });

  let spoken = words.language;
  words.follow(() => {
    const { language } = words;
    if (language === spoken) return;
    spoken = language;
    const arrival = fetchLesson(language);
    arrival.then((fetched) => {
      if (language !== words.language) return;
      story = fetched;
      tell();
    }, sayReload);
  });
  tell();

  return {
    /** The link of the experiment with which a place of the address begins. @param {string} chapter @param {string} step */
    linkAt(chapter, step) {
      const at = placeOf(story, chapter, step);
      const found = toldChapter(story, at.chapter);
      return found && showsRun(found, at.step) ? linkAt(found, at.step) : BEGINNING;
    },
    tellRest,
    /** The experiment is there. @param {import("./stage.js").Lab} lab */
    connect: (lab) => stage.connect(lab),
    /** Shows a place of the address. @param {string} chapter @param {string} step */
    open(chapter, step) {
      isOpen = true;
      host.hidden = false;
      place = undefined;
      const openAsked = () => open(placeOf(story, chapter, step), "replace");
      if (toldChapter(story, chapterOf(chapter))) openAsked();
      else void tellRest().then(() => isOpen && openAsked());
    },
    /** The Lab takes over. */
    leave() {
      isOpen = false;
      place = undefined;
      host.hidden = true;
      glossary.hide();
      stage.leave();
    },
    /** Where one is, as it stands in the address. */
    get at() {
      const chapter = place && toldChapter(story, place.chapter);
      return { chapter: chapter?.id ?? "", step: (place && chapter?.steps[place.step]?.name) ?? "" };
    },
  };
}
