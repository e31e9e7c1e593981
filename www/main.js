// Joins the parts: core, store, engine and views. What each does is in its folder; see ARCHITECTURE.md for one click's way.
import { chooseLanguage, Words } from "./i18n/index.js";
import { createLab } from "./lab/lab.js";
import { loadCore } from "./state/core.js";
import { LinkWriter, windowBar } from "./state/link.js";
import { repaired } from "./state/rules.js";
import { Store } from "./state/store.js";

const arrival = loadCore();
arrival.catch(() => {}); // told below, in words that must come first
const browserWords = await Words.in(chooseLanguage("auto", navigator.languages));

try {
  const core = await arrival;
  const { spec, problems } = core.decodeLink(location.hash);
  const store = new Store(spec, (next) => repaired(core.schema.fields, next));
  const words = await Words.in(chooseLanguage(String(spec.language), navigator.languages));
  const lab = createLab(core, store, words);
  if (problems.length > 0) lab.showProblems(problems);

  const link = new LinkWriter(windowBar());
  const isUnlinked = new URLSearchParams(location.hash.slice(1)).size === 0;
  store.listen((now, changed, manner) => {
    if (changed.has("language")) {
      const spoken = words.speak(chooseLanguage(String(now.language), navigator.languages));
      spoken.catch((error) => lab.experiment.views.failed(String(error)));
    }
    if (manner !== "link") link.write(`#${core.encodeLink(now)}`, manner === "drag" ? "replace" : "push");
  });
  // Back, forward, or a link typed into the address: the hash changed without us.
  addEventListener("popstate", () => {
    const read = core.decodeLink(location.hash);
    if (read.problems.length > 0) lab.showProblems(read.problems);
    store.change(read.spec, "link");
  });
  if (problems.length > 0 && !isUnlinked) link.write(`#${core.encodeLink(spec)}`, "replace");

  // Nothing moves by itself for whoever wishes calm, or before a question is answered.
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  lab.begin(isCalm || spec.predict === "on" ? "paused" : "playing");
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
    place.textContent = browserWords.say("no_engine");
    place.classList.add("notice", "warning");
  }
  throw error;
}
