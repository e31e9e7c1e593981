// What stands in an element: its pictures, the dial, the buttons and the words around them. Nothing here knows how a run goes.
import { TAGS } from "../i18n/index.js";
import { createDial } from "../lab/dial.js";
import { h } from "../lab/dom.js";
import { createNotices } from "../lab/notices.js";
import { runNames } from "../lab/runs.js";
import { createLegend } from "../stage/mountain/legend.js";
import { innerLooks } from "./inner_looks.js";
import { dress } from "./look.js";
import { createReadout } from "./readout.js";
import { createTransport } from "./transport.js";

/** @typedef {ReturnType<typeof createFurniture>} Furniture */

/**
 * @param {{lab: HTMLElement, root: ShadowRoot}} place
 * @param {{words: import("../i18n/index.js").Words, store: import("../state/store.js").Store,
 *   schema: import("../state/core.js").Schema, room: import("../state/room.js").Room, branchSpecs: import("../state/core.js").Core["branchSpecs"]}} context
 * @param {Parameters<typeof createTransport>[1]} actions
 */
export function createFurniture({ lab, root }, { words, store, schema, room, branchSpecs }, actions) {
  dress(root, innerLooks);
  const readout = createReadout(words);
  const transport = createTransport(words, actions);
  const noticePlace = h("div", { class: "notices", part: "notices", role: "status" });
  const question = h("p", { class: "embed-question" }, room.question);
  const views = h("div", { class: "embed-views", part: "views" });
  const waiting = h("p", { class: "embed-waiting", hidden: true });
  // Several stand on a page: no landmark, as the element is none.
  const dialPlace = h("div", { class: "dial", role: "group", part: "dial" });
  const rate = schema.fields.find(({ name }) => name === "learning_rate");
  const dial = rate && createDial(dialPlace, rate, { store, words, problems: schema.problems });
  if (room.locked.includes("rate"))
    for (const input of dialPlace.querySelectorAll("input")) input.disabled = true;
  const whole = h("a", { class: "embed-open", part: "link", target: "_blank", rel: "noopener" });
  const bar = h("div", { class: "embed-bar", part: "controls" }, transport.element, whole);
  const view = h("div", { class: "mount-view", part: "canvas" });
  const legendPlace = h("div", { class: "mount-legend", part: "legend" });
  const legend = createLegend(legendPlace);
  const mount = h("div", { class: "mount", part: "picture" }, view, legendPlace, waiting);
  // The wheel belongs to the page it scrolls; with Ctrl, as a pinch on a pad comes, it zooms.
  const passOn = (/** @type {WheelEvent} */ event) => {
    if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
  };
  view.addEventListener("wheel", passOn, { capture: true, passive: true });
  const runs = h("p", { class: "embed-runs", part: "runs", hidden: true });
  lab.append(question, readout.element, runs, views, dialPlace, bar, readout.twin);
  /** Who walks, where several do. */
  const nameRuns = () => {
    const specs = [store.spec, ...branchSpecs(store.spec)];
    runs.hidden = specs.length < 2;
    const names = specs.length < 2 ? [] : runNames(words, schema.fields, specs);
    runs.replaceChildren(
      ...names.map((name, index) => h("span", {}, h("i", { class: "run-mark", "data-mark": index }), name)),
    );
  };
  store.listen(nameRuns);
  words.follow(() => {
    nameRuns();
    lab.lang = TAGS[words.language];
    lab.setAttribute("aria-label", words.say("embed_name"));
    whole.textContent = `${words.say("embed_open")} ↗`;
    whole.title = words.say("embed_open_help");
    waiting.textContent = words.say("embed_wait");
  });

  return {
    ...{ readout, transport, dial, legend, noticePlace, views, waiting, whole, mount, view, legendPlace },
    notices: createNotices(noticePlace, words),
    /** Shows what is wished and nothing else. @param {readonly import("./wishes.js").Control[]} controls */
    show(controls) {
      const has = (/** @type {import("./wishes.js").Control} */ control) => controls.includes(control);
      question.hidden = room.question === "";
      readout.element.hidden = !has("readout");
      legendPlace.hidden = !has("legend");
      dialPlace.hidden = !has("dial") || room.hidden.includes("rate");
      transport.element.hidden = !has("play");
      whole.hidden = !has("link");
      bar.hidden = !has("play") && !has("link");
    },
  };
}
