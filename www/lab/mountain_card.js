// What stands around the mountain: which slice, how high, from where; how far the measuring is.
import { holds } from "../state/rules.js";
import { createSelect } from "./controls.js";
import { h, write } from "./dom.js";

/**
 * @param {{tools: HTMLElement, progress: HTMLElement, hint: HTMLElement}} hosts
 * @param {import("../state/core.js").Schema} schema
 * @param {import("./controls.js").Context & {
 *   relay: () => void, view: (name: import("../stage/mountain/types.js").ViewName) => void,
 * }} context
 */
export function createMountainCard({ tools, progress, hint }, schema, context) {
  const { store, words } = context;
  const button = (/** @type {string} */ id, /** @type {() => void} */ click) =>
    h("button", { type: "button", class: "button", id, click });
  const planeField = schema.fields.find(({ name }) => name === "plane");
  const plane = planeField ? [createSelect(planeField, context, { manner: "bare" })] : [];
  const groundField = schema.fields.find(({ name }) => name === "ground");
  const ground = groundField ? [createSelect(groundField, context, { manner: "bare" })] : [];
  const showGround = () => {
    for (const control of ground) control.hidden = !holds(groundField?.when, store.spec);
  };
  showGround();
  store.listen(showGround);
  const relay = button("relay", context.relay);
  const log = button("log-height", () =>
    store.change({ height: store.spec.height === "log" ? "linear" : "log" }),
  );
  /** @type {import("../stage/mountain/types.js").ViewName} */
  let view = "hero";
  const top = button("view-top", () => show(view === "top" ? "hero" : "top"));
  // Each press looks along the path as it is by then.
  const along = button("view-along", () => show("along"));
  const reset = button("view-reset", () => show(view === "along" ? "hero" : view));
  tools.append(...plane, ...ground, relay, log, top, along, reset);

  /** @param {import("../stage/mountain/types.js").ViewName} name */
  function show(name) {
    view = name;
    top.setAttribute("aria-pressed", String(view === "top"));
    context.view(view);
  }
  let isExact = false;
  const showHint = () => write(hint, words.say(isExact ? "mountain_hint_exact" : "mountain_hint"));
  let side = 0;
  let isLast = false;
  const showProgress = () => {
    if (side === 0) write(progress, words.say("surface_waiting"));
    else write(progress, words.say(isLast ? "surface_done" : "surface_refining", { side }));
  };
  const showHeight = () => log.setAttribute("aria-pressed", String(store.spec.height === "log"));
  store.listen(showHeight);
  words.follow(() => {
    for (const [element, text, help] of /** @type {const} */ ([
      [relay, "relay", "relay_help"],
      [log, "log_height", "log_height_help"],
      [top, "view_top", "view_top_help"],
      [along, "view_along", "view_along_help"],
      [reset, "view_reset", "view_reset_help"],
    ])) {
      element.textContent = words.say(text);
      element.title = words.say(help);
    }
    showHint();
    showHeight();
    top.setAttribute("aria-pressed", String(view === "top"));
    showProgress();
  });

  return {
    /** @param {number} points along a side; 0 while nothing is measured yet @param {boolean} isFinest */
    showProgress(points, isFinest) {
      side = points;
      isLast = isFinest;
      showProgress();
    },
    /** @param {boolean} exact whether every point of the plane is a whole model */
    sayHint(exact) {
      isExact = exact;
      // Where the plane is all there is, there is no other to choose.
      for (const control of [...plane, relay]) control.hidden = exact;
      showHint();
    },
  };
}
