// Joins the parts: core, store, engine and views. What each does is in its folder; see ARCHITECTURE.md for one click's way.
import { chooseLanguage, Words } from "./i18n/index.js";
import { byId } from "./lab/dom.js";
import { startsAnew } from "./lab/experiment.js";
import { createFaces } from "./lab/faces.js";
import { createLab } from "./lab/lab.js";
import { createShareDoor } from "./share/door.js";
import { loadCore } from "./state/core.js";
import { formatLesson, readFace } from "./state/faces.js";
import { LinkWriter, MADE_HERE, windowBar } from "./state/link.js";
import { Rooms, roomLink } from "./state/room.js";
import { repaired } from "./state/rules.js";
import { Store } from "./state/store.js";

const arrival = loadCore();
arrival.catch(() => {}); // told below, in words that must come first
const asked = readFace(location.hash);
const wishes = new URLSearchParams(asked.link);
const words = await Words.in(chooseLanguage(wishes.get("lang") ?? "auto", navigator.languages));
const link = new LinkWriter(windowBar());
/** Language and colours, as the address of the lesson keeps them; the store's as soon as there is one. */
let wished = () => ({ language: wishes.get("lang") ?? "auto", theme: wishes.get("theme") ?? "auto" });

/** The story comes with code and words of its own, once. @type {ReturnType<typeof fetchLesson> | undefined} */
let lessonArrival;
async function fetchLesson() {
  const { createLesson } = await import("./lesson/lesson.js");
  return createLesson(byId("story"), words, (chapter, step, manner) =>
    link.write(formatLesson(chapter, step, wished()), manner),
  );
}
function lessonOnce() {
  lessonArrival ??= fetchLesson();
  return lessonArrival;
}
/** @type {(face: "lesson" | "lab") => void} */
let changeFace = () => {};
const faces = createFaces(byId("faces"), words, (face) => changeFace(face));
faces.show(asked.face);

try {
  // The text can be read before the core is there.
  const lesson = asked.face === "lesson" ? await lessonOnce() : undefined;
  if (asked.face === "lesson") lesson?.open(asked.chapter, asked.step);
  const core = await arrival;
  const { spec: linked, problems, room } = core.decodeLink(asked.link);
  const { language, theme } = linked;
  const spec =
    lesson && asked.face === "lesson"
      ? { ...core.decodeLink(lesson.linkAt(asked.chapter, asked.step)).spec, language, theme }
      : linked;
  const store = new Store(spec, (next) => repaired(core.schema.fields, next));
  wished = () => ({ language: String(store.spec.language), theme: String(store.spec.theme) });
  const rooms = new Rooms(room);
  const lab = createLab(core, store, words, () => void share.open());
  const share = createShareDoor({
    ...{ core, store, words, rooms, lab },
    exactLink: () => lab.experiment.exactLink(),
  });
  if (problems.length > 0) lab.showProblems(problems);

  let isLesson = asked.face === "lesson";
  const writeLab = (/** @type {"push" | "replace"} */ manner) =>
    link.write(`#${lab.experiment.link()}${roomLink(rooms.room)}`, manner);
  const openLab = () => {
    void lessonArrival?.then((opened) => opened.leave());
    isLesson = false;
    faces.show("lab");
  };
  /** @param {string} chapter @param {string} step */
  const openLesson = async (chapter, step) => {
    const isFirst = lessonArrival === undefined;
    try {
      const opened = await lessonOnce();
      isLesson = true;
      faces.show("lesson");
      if (isFirst) connect(opened);
      opened.open(chapter, step);
    } catch (error) {
      lab.experiment.views.failed(String(error));
    }
  };
  /** @param {Awaited<ReturnType<typeof fetchLesson>>} opened */
  const connect = (opened) =>
    opened.connect({
      ...{ core, store, experiment: lab.experiment },
      ...{ startsAnew, showTab: lab.showTab, listen: lab.listen },
      openLab: () => changeFace("lab"),
    });
  changeFace = (face) => {
    if (face === "lesson") {
      void openLesson("", "");
      return;
    }
    openLab();
    writeLab("push");
  };

  const isUnlinked = new URLSearchParams(location.hash.slice(1)).size === 0;
  store.listen((now, changed, manner) => {
    if (changed.has("language")) {
      const spoken = words.speak(chooseLanguage(String(now.language), navigator.languages));
      spoken.catch((error) => lab.experiment.views.failed(String(error)));
    }
    if (isLesson) {
      // What is turned in the lesson belongs to its step; only the reader's own wishes stand in its address.
      if ((changed.has("language") || changed.has("theme")) && manner !== "link") {
        void lessonArrival?.then(({ at }) =>
          link.write(formatLesson(at.chapter, at.step, wished()), "replace"),
        );
      }
    } else if (manner !== "link") writeLab(manner === "drag" ? "replace" : "push");
  });
  rooms.listen((_, manner) => {
    if (manner !== "link" && !isLesson) writeLab("push");
  });
  lab.onDone(() => {
    if (!isLesson) writeLab("replace");
  });
  // Back, forward, or a link typed into the address: the hash changed without us.
  addEventListener("popstate", ({ state }) => {
    const next = readFace(location.hash);
    if (next.face === "lesson") {
      const { language, theme } = core.decodeLink(next.link).spec;
      store.change({ language, theme }, "link");
      void openLesson(next.chapter, next.step);
      return;
    }
    if (isLesson) openLab();
    const read = core.decodeLink(next.link);
    if (read.problems.length > 0) lab.showProblems(read.problems);
    rooms.change(read.room, "link");
    // An entry that this page made differs by a setting: the run keeps its own record of what was done by hand.
    store.change(state === MADE_HERE ? { ...read.spec, step: 0, events: "" } : read.spec, "link");
  });
  if (problems.length > 0 && !isUnlinked && !isLesson) writeLab("replace");

  // Nothing moves by itself for whoever wishes calm, or before a question is answered.
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  lab.begin(isCalm || spec.predict === "on" ? "paused" : "playing", room.view);
  if (lesson) connect(lesson);
  /**
   * A handle for the console and for tests: the spec (`store.spec`, `store.change({…})`), the run (`experiment`), its
   * workers (`engine`), how the core counts (`lanes`: simd or scalar), and the mountain once it stands.
   */
  const handle = {
    store,
    words,
    lanes: core.lanes,
    experiment: lab.experiment,
    engine: lab.experiment.engine,
    get mountain() {
      return lab.experiment.surface.mountain;
    },
  };
  Object.assign(globalThis, { downhill: handle });
} catch (error) {
  const place = document.getElementById("notices");
  if (place) {
    place.textContent = words.say("no_engine");
    place.classList.add("notice", "warning");
  }
  throw error;
}
