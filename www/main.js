// Joins the parts: core, store, engine and views. What each does is in its folder; see ARCHITECTURE.md for one click's way.
import { chooseLanguage, Words } from "./i18n/index.js";
import { byId } from "./lab/dom.js";
import { createFaces } from "./lab/faces.js";
import { createLab } from "./lab/lab.js";
import { partOf } from "./lab/part_of.js";
import { isKept } from "./offline/kept.js";
import { awaitOffer } from "./offline/offer.js";
import { createShareDoor } from "./share/door.js";
import { loadCore } from "./state/core.js";
import {
  firstPicture,
  formatGallery,
  formatLesson,
  formatWishes,
  hasOwnCut,
  readFace,
} from "./state/faces.js";
import { LinkWriter, MADE_HERE, windowBar } from "./state/link.js";
import { LIGHTERS } from "./state/modules.js";
import { Rooms, roomLink } from "./state/room.js";
import { repaired } from "./state/rules.js";
import { Store } from "./state/store.js";

/** How long an idle moment is waited for, in milliseconds. */
const REST_MS = 2000;

const offers = awaitOffer();
const asked = readFace(location.hash);
const wishes = new URLSearchParams(asked.link);
const language = chooseLanguage(wishes.get("lang") ?? "auto", navigator.languages);
const shows = firstPicture(asked);
// The cuts for links are not stored, and a page's own hurried request passes the service worker by in some engines: a page that was
// stored takes the core as it has it, whole.
const arrival = loadCore(language, hasOwnCut(shows) && isKept() ? undefined : LIGHTERS[shows]);
arrival.catch(() => {}); // told below, in words that must come first
const words = await Words.in(language);
const link = new LinkWriter(windowBar());
/** Language, colours and large letters, as the address of the lesson keeps them; the store's as soon as there is one. */
let wished = () => ({
  language: wishes.get("lang") ?? "auto",
  theme: wishes.get("theme") ?? "auto",
  large: wishes.get("large") === "on" ? "on" : "",
});

let sayRaised = () => {};
/** The mountain stands, and what belongs to the first picture is here. */
const raised = new Promise((/** @type {(value?: undefined) => void} */ go) => {
  sayRaised = go;
});

/** The story comes with code and words of its own, once. @type {ReturnType<typeof fetchLesson> | undefined} */
let lessonArrival;
async function fetchLesson() {
  const { createLesson } = await import("./lesson/lesson.js");
  const writeAddress = (
    /** @type {string} */ chapter,
    /** @type {string} */ step,
    /** @type {"push" | "replace"} */ manner,
  ) => link.write(formatLesson(chapter, step, wished()), manner);
  const isLinked = asked.face === "lesson" && !isKept();
  return createLesson(byId("story"), words, writeAddress, isLinked ? asked.chapter : undefined);
}
function lessonOnce() {
  lessonArrival ??= fetchLesson();
  return lessonArrival;
}
/**
 * The page is kept for the next visit when this one has what it needs.
 * @param {"simd" | "scalar"} lanes @param {(notice: import("./lab/notices.js").Notice) => void} tell
 */
async function fetchKeeper(lanes, tell) {
  await raised;
  // WebKit does not tell of idle moments, and beside a run that is played there may be none.
  await new Promise((go) =>
    "requestIdleCallback" in self ? requestIdleCallback(go, { timeout: REST_MS }) : setTimeout(go, REST_MS),
  );
  const { createKeeper } = await import("./offline/keeper.js");
  return createKeeper({ words, lanes, offers, tell });
}
/** @type {(face: import("./state/faces.js").FaceName) => void} */
let changeFace = () => {};
const faces = createFaces(byId("faces"), words, (face) => changeFace(face));
faces.show(asked.face);

try {
  // The text can be read before the core is there.
  const lesson = asked.face === "lesson" ? await lessonOnce() : undefined;
  if (asked.face === "lesson") lesson?.open(asked.chapter, asked.step);
  const core = await arrival;
  words.learnMore = core.learn;
  const { spec: linked, problems, room } = core.decodeLink(asked.link);
  const { language, theme } = linked;
  const spec =
    lesson && asked.face === "lesson"
      ? { ...core.decodeLink(lesson.linkAt(asked.chapter, asked.step)).spec, language, theme }
      : linked;
  const rooms = new Rooms(room);
  const places = new Map(core.schema.fields.map((field) => [field.name, partOf(field)]));
  const isLocked = (/** @type {string} */ name) => {
    const part = places.get(name);
    return part !== undefined && rooms.isClosed(part);
  };
  const store = new Store(spec, (next) => repaired(core.schema.fields, next), isLocked);
  wished = () => ({
    language: String(store.spec.language),
    theme: String(store.spec.theme),
    large: rooms.room.isLarge ? "on" : "",
  });
  const lab = createLab(core, { store, words, rooms }, () => void share.open());
  /** @type {import("./lab/notices.js").Notice | undefined} */
  let waiting;
  const tellAtRest = () => {
    if (waiting && !lab.experiment.isPlaying) lab.tell(waiting);
    if (!lab.experiment.isPlaying) waiting = undefined;
  };
  lab.listen(tellAtRest);
  // It can wait, so it does not lie over a mountain on which a ball walks.
  const keeping = fetchKeeper(core.lanes, (notice) => {
    waiting = notice;
    tellAtRest();
  });
  const share = createShareDoor({ core, store, words, rooms, lab, keeping });
  if (problems.length > 0) lab.showProblems(problems);

  let face = asked.face;
  const writeLab = (/** @type {"push" | "replace"} */ manner) =>
    link.write(`#${lab.experiment.link()}${roomLink(rooms.room)}`, manner);
  /** @param {"lab" | "gallery"} next */
  const leaveFor = (next) => {
    void lessonArrival?.then((opened) => opened.leave());
    void galleryArrival?.then((opened) => opened.hide());
    face = next;
    faces.show(next);
  };
  const openLab = () => leaveFor("lab");
  /** A ready-made experiment in the Lab, as if its link had been followed. @param {string} preset */
  const openPreset = (preset) => {
    const { language, theme } = store.spec;
    link.write(`#${preset}${formatWishes(wished())}`, "push");
    openLab();
    rooms.open("link");
    store.change({ ...core.decodeLink(preset).spec, language, theme }, "link");
    if (!isCalm) lab.experiment.play();
    scrollTo(0, 0);
  };
  /** @type {ReturnType<typeof fetchGallery> | undefined} */
  let galleryArrival;
  async function fetchGallery() {
    // What a preset shows is told by its help.
    const [{ createGallery }] = await Promise.all([
      import("./gallery/gallery.js"),
      core.learnHelp(),
      core.learnNames(),
    ]);
    const address = (/** @type {string} */ preset) => `#${preset}${formatWishes(wished())}`;
    const { presets } = core.schema;
    return createGallery(byId("gallery"), { words, presets, address, open: openPreset });
  }
  const openGallery = async () => {
    // Nobody sees the run.
    lab.experiment.pause();
    leaveFor("gallery");
    try {
      galleryArrival ??= fetchGallery();
      const opened = await galleryArrival;
      if (face === "gallery") opened.show();
    } catch (error) {
      galleryArrival = undefined;
      lab.experiment.views.failed(String(error));
    }
  };
  /** @param {string} chapter @param {string} step */
  const openLesson = async (chapter, step) => {
    const isFirst = lessonArrival === undefined;
    try {
      const opened = await lessonOnce();
      void galleryArrival?.then((shown) => shown.hide());
      face = "lesson";
      faces.show("lesson");
      // Its steps are links of their own, and nobody has prepared them.
      rooms.open("link");
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
      ...{
        startsAnew: (/** @type {readonly string[]} */ names) => lab.experiment.startsAnew(names),
        showTab: lab.showTab,
        listen: lab.listen,
      },
      openLab: () => changeFace("lab"),
    });
  changeFace = (next) => {
    if (next === "lesson") {
      void openLesson("", "");
      return;
    }
    if (next === "gallery") {
      void openGallery();
      link.write(formatGallery(wished()), "push");
      return;
    }
    openLab();
    writeLab("push");
  };

  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const isUnlinked = new URLSearchParams(location.hash.slice(1)).size === 0;
  store.listen((now, changed, manner) => {
    if (changed.has("language")) {
      const spoken = words.speak(chooseLanguage(String(now.language), navigator.languages));
      spoken.catch((error) => lab.experiment.views.failed(String(error)));
    }
    if (face === "gallery") {
      if ((changed.has("language") || changed.has("theme")) && manner !== "link") {
        link.write(formatGallery(wished()), "replace");
      }
    } else if (face === "lesson") {
      // What is turned in the lesson belongs to its step; only the reader's own wishes stand in its address.
      if ((changed.has("language") || changed.has("theme")) && manner !== "link") {
        void lessonArrival?.then(({ at }) =>
          link.write(formatLesson(at.chapter, at.step, wished()), "replace"),
        );
      }
    } else if (manner !== "link") writeLab(manner === "drag" ? "replace" : "push");
  });
  rooms.listen((_, manner) => {
    if (manner !== "link" && face === "lab") writeLab("push");
  });
  lab.onDone(() => {
    if (face === "lab") writeLab("replace");
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
    if (next.face === "gallery") {
      const { language, theme } = core.decodeLink(next.link).spec;
      store.change({ language, theme }, "link");
      void openGallery();
      return;
    }
    if (face !== "lab") openLab();
    const read = core.decodeLink(next.link);
    if (read.problems.length > 0) lab.showProblems(read.problems);
    rooms.change(read.room, "link");
    // An entry that this page made differs by a setting: the run keeps its own record of what was done by hand.
    store.change(state === MADE_HERE ? { ...read.spec, step: 0, events: "" } : read.spec, "link");
  });
  if (problems.length > 0 && !isUnlinked && face === "lab") writeLab("replace");

  // Nothing moves by itself for whoever wishes calm, before a question is answered, or where nobody sees it.
  const isStill = isCalm || spec.predict === "on" || face === "gallery";
  const standing = lab.begin(isStill ? "paused" : "playing", room.view);
  void standing.then(sayRaised);
  if (lesson) {
    connect(lesson);
    void standing.finally(lesson.tellRest);
  }
  standing.then(core.learnHelp).then(
    () => words.hintsCame(),
    () => {}, // what a word means on hover is no reason for a notice
  );
  if (face === "gallery") await openGallery();
  await lab.surroundings.catch(() => {}); // told where they were asked for
  /**
   * A handle for the console and for tests: the spec (`store.spec`, `store.change({…})`), the run (`experiment`), its
   * workers (`engine`), how the page is kept (`keeping`), how the core counts (`lanes`: simd or scalar), and the mountain once it stands.
   */
  const handle = {
    store,
    words,
    lanes: core.lanes,
    experiment: lab.experiment,
    keeping,
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
