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
import { createBar } from "./bar.js";
import { COUNT } from "./chapters/opening.js";
import { linkAt, placeOf } from "./format.js";
import { createGlossary } from "./glossary.js";
import { Progress } from "./progress.js";
import { Stage } from "./stage.js";
import { tellStory } from "./story.js";
import { fetchLesson, fetchOpening, say } from "./words.js";

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
 * @param {boolean} [isAtStart] the reader begins with the first chapter: the others are told when `tellRest` asks for them, or when
 *   somebody goes on
 */
export async function createLesson(host, words, writeAddress, isAtStart = false) {
  const progress = new Progress();
  // Who has been here before is offered the way to where they stopped.
  let { chapters, words: told } = await (isAtStart && !progress.before ? fetchOpening : fetchLesson)(
    words.language,
  );
  const stage = new Stage(words);
  const scroller = h("div", { class: "story-scroll", id: "story-scroll", tabindex: 0, role: "region" });
  const bar = createBar({ go, open: (chapter) => open({ chapter, step: 0 }, "push") });
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

  // Letters for the last row make all steps longer at once.
  new MutationObserver(() => {
    if (goal && place && isOpen) show(place);
  }).observe(document.documentElement, { attributeFilter: ["data-large"] });

  const isWhole = () => chapters.length === COUNT;

  /** Tells the other chapters, behind those that are told. */
  async function tellRest() {
    if (isWhole()) return;
    const { language } = words;
    try {
      const whole = await fetchLesson(language);
      if (language !== words.language || isWhole()) return;
      const before = tellers.at(-1)?.place.chapter ?? -1;
      ({ chapters, words: told } = whole);
      const story = telling();
      const more = story.tellers.filter((teller) => teller.place.chapter > before);
      tellers = [...tellers, ...more];
      scroller.append(...story.elements.slice(before + 1));
      for (const { element } of more) sight.observe(element);
      bar.label(chapters, told);
      stage.label(told);
      if (place) showPlace(place);
    } catch {
      sayReload();
    }
  }
  for (const event of ["wheel", "touchmove", "keydown", "pointerdown"])
    host.addEventListener(event, () => void tellRest(), { capture: true, passive: true });

  function sayReload() {
    host.prepend(h("p", { class: "notice warning", role: "alert" }, say(told, "reload")));
  }

  function telling() {
    const story = tellStory(chapters, COUNT, told, words.language, {
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
    return isWhole() ? story : { ...story, elements: story.elements.slice(0, -1) }; // without the glossary at the end
  }

  function tell() {
    const story = telling();
    tellers = story.tellers;
    sight.disconnect();
    scroller.lang = story.language;
    scroller.setAttribute("aria-label", say(told, "story"));
    scroller.replaceChildren(...forgets(), ...goOn(), ...story.elements);
    for (const { element } of tellers) sight.observe(element);
    bar.label(chapters, told);
    showDone();
    stage.label(told);
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
      : [h("p", { class: "not-kept", id: "not-kept", role: "note" }, say(told, "not_kept"))];
  }

  /** For who has been here before: the way to where they stopped. */
  function goOn() {
    const [chapter = "", step = ""] = progress.before.split(".");
    const at = placeOf(chapters, chapter, step);
    const isFirst = at.chapter === 0 && at.step === 0;
    const title = told.chapters[chapters[at.chapter]?.id ?? ""]?.title;
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

  /** @param {Place} at */
  function showPlace(at) {
    const teller = tellerAt(at);
    bar.show(at, teller === tellers[0], teller === tellers.at(-1));
  }

  /** @param {Place} to @param {"push" | "replace"} manner */
  function enter(to, manner) {
    if (place && place.chapter === to.chapter && place.step === to.step) return;
    place = to;
    const chapter = chapters[to.chapter];
    const step = chapter?.steps[to.step];
    const teller = tellerAt(to);
    if (!chapter || !step || !teller) return;
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
      ({ chapters, words: told } = fetched);
      tell();
    }, sayReload);
  });
  tell();

  return {
    /** The experiment's link at a place of the address. @param {string} chapter @param {string} step */
    linkAt(chapter, step) {
      const at = placeOf(chapters, chapter, step);
      const found = chapters[at.chapter];
      return found ? linkAt(found, at.step) : "";
    },
    tellRest,
    /** The experiment is there. @param {import("./stage.js").Lab} lab */
    connect: (lab) => stage.connect(lab),
    /** Shows a place of the address. @param {string} chapter @param {string} step */
    open(chapter, step) {
      isOpen = true;
      host.hidden = false;
      place = undefined;
      const openAsked = () => open(placeOf(chapters, chapter, step), "replace");
      if (chapter === "" || chapters.some(({ id }) => id === chapter)) openAsked();
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
      const chapter = place && chapters[place.chapter];
      return { chapter: chapter?.id ?? "", step: (place && chapter?.steps[place.step]?.name) ?? "" };
    },
  };
}
