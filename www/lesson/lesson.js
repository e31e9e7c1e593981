// The Lesson: the story's column beside the Lab's own stage. Each step is words and a link; the same engine, store and cards serve it.
//
// `createLesson` shows the text at once; `connect` gives it the experiment when the core is there.
// @ts-expect-error The bundler takes style sheets in; types know nothing of them.
import "../style/lesson.css";
// @ts-expect-error The same.
import "../style/story.css";
// @ts-expect-error The same.
import "../style/widgets.css";
import { h } from "../lab/dom.js";
import { createBar } from "./bar.js";
import { CHAPTERS } from "./chapters/index.js";
import { linkAt, placeOf } from "./format.js";
import { createGlossary } from "./glossary.js";
import { Progress } from "./progress.js";
import { Stage } from "./stage.js";
import { tellStory } from "./story.js";
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
 */
export async function createLesson(host, words, writeAddress) {
  let told = await fetchLesson(words.language);
  const progress = new Progress();
  const stage = new Stage(words);
  const scroller = h("div", { class: "story-scroll", id: "story-scroll", tabindex: 0, role: "region" });
  const bar = createBar(CHAPTERS, { go, open: (chapter) => open({ chapter, step: 0 }, "push") });
  host.replaceChildren(scroller, bar.element);
  const glossary = createGlossary(host);

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

  function tell() {
    const story = tellStory(CHAPTERS, told, words.language, {
      glossary,
      isDone: (name) => progress.isDone(name),
      choose: (at, choice) => {
        enter(at, "replace");
        stage.choose(choice);
      },
      openLab: () => stage.openLab(),
    });
    tellers = story.tellers;
    sight.disconnect();
    scroller.lang = story.language;
    scroller.setAttribute("aria-label", say(told, "story"));
    scroller.replaceChildren(...goOn(), ...story.elements);
    for (const { element } of tellers) sight.observe(element);
    bar.label(told);
    stage.label(told);
    if (place && isOpen) {
      // The step is read in new words: tasks and questions follow what is done from here on.
      const at = place;
      place = undefined;
      open(at, "replace");
    }
    performance.mark("lesson-told");
  }

  /** For who has been here before: the way to where they stopped. */
  function goOn() {
    const [chapter = "", step = ""] = progress.before.split(".");
    const at = placeOf(CHAPTERS, chapter, step);
    const isFirst = at.chapter === 0 && at.step === 0;
    const title = told.chapters[CHAPTERS[at.chapter]?.id ?? ""]?.title;
    if (isFirst || !title) return [];
    const button = h(
      "button",
      { type: "button", class: "link go-on", click: () => open(at, "push") },
      say(told, "go_on", { title }),
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

  /** @param {Place} to @param {"push" | "replace"} manner */
  function enter(to, manner) {
    if (place && place.chapter === to.chapter && place.step === to.step) return;
    place = to;
    const chapter = CHAPTERS[to.chapter];
    const step = chapter?.steps[to.step];
    const teller = tellerAt(to);
    if (!chapter || !step || !teller) return;
    for (const { element } of tellers) element.classList.toggle("is-read", element === teller.element);
    bar.show(to, teller === tellers[0], teller === tellers.at(-1));
    glossary.hide();
    progress.arrive(teller.name);
    writeAddress(chapter.id, step.name, manner);
    stage.enter(chapter, to.step, (seen) => {
      if (teller.look(seen)) progress.finish(teller.name);
    });
  }

  /** @param {Place} to @param {"push" | "replace"} manner */
  function open(to, manner) {
    enter(to, manner);
    show(to);
  }

  /** @param {number} by */
  function go(by) {
    const index = tellers.findIndex(
      (teller) => teller.place.chapter === place?.chapter && teller.place.step === place?.step,
    );
    const next = tellers[index + by];
    if (next) open(next.place, "push");
  }

  addEventListener("keydown", (event) => {
    const isPlain = !(event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey);
    const target = event.target instanceof Element ? event.target : document.body;
    if (!isOpen || !isPlain || target.closest("input:not([type=radio], [type=range]), select, dialog *"))
      return;
    if (event.key === "n") go(1);
    else if (event.key === "p") go(-1);
    else return;
    event.preventDefault();
  });

  words.follow(() => {
    const { language } = words;
    const arrival = fetchLesson(language);
    arrival.then(
      (fetched) => {
        if (language !== words.language) return;
        told = fetched;
        tell();
      },
      () => host.prepend(h("p", { class: "notice warning", role: "alert" }, say(told, "reload"))),
    );
  });
  tell();

  return {
    /** The experiment's link at a place of the address. @param {string} chapter @param {string} step */
    linkAt(chapter, step) {
      const at = placeOf(CHAPTERS, chapter, step);
      const found = CHAPTERS[at.chapter];
      return found ? linkAt(found, at.step) : "";
    },
    /** The experiment is there. @param {import("./stage.js").Lab} lab */
    connect: (lab) => stage.connect(lab),
    /** Shows a place of the address. @param {string} chapter @param {string} step */
    open(chapter, step) {
      isOpen = true;
      host.hidden = false;
      const to = placeOf(CHAPTERS, chapter, step);
      place = undefined;
      open(to, "replace");
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
      const chapter = place && CHAPTERS[place.chapter];
      return { chapter: chapter?.id ?? "", step: (place && chapter?.steps[place.step]?.name) ?? "" };
    },
  };
}
