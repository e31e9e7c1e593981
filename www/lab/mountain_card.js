// What stands around the mountain: which slice, how high, from where; how far the measuring is.
import { holds } from "../state/rules.js";
import { createSelect } from "./controls.js";
import { h, write } from "./dom.js";
import { icon } from "./icons.js";

/** What a press of the buttons turns, in radians, and how many times nearer it goes. */
const TURN = Math.PI / 8;
const NEARER = 1.25;

/**
 * @param {{tools: HTMLElement, views: HTMLElement, progress: HTMLElement, hint: HTMLElement}} hosts
 * @param {import("../state/core.js").Schema} schema
 * @param {import("./controls.js").Context & {
 *   relay: () => void, pair: () => void, view: (name: import("../stage/mountain/types.js").ViewName) => void,
 *   nudge: (by: {yaw?: number, zoom?: number}) => void,
 * }} context
 */
export function createMountainCard({ tools, views, progress, hint }, schema, context) {
  const { store, words } = context;
  const button = (/** @type {string} */ id, /** @type {() => void} */ click) =>
    h("button", { type: "button", class: "button", id, click });
  const pictured = (
    /** @type {string} */ id,
    /** @type {Parameters<typeof icon>[0]} */ picture,
    /** @type {() => void} */ click,
  ) => h("button", { type: "button", class: "button pictured", id, click }, icon(picture));
  const planeField = schema.fields.find(({ name }) => name === "plane");
  const plane = planeField ? [createSelect(planeField, context, { manner: "bare" })] : [];
  const groundField = schema.fields.find(({ name }) => name === "ground");
  const ground = groundField ? [createSelect(groundField, context, { manner: "bare" })] : [];
  const showGround = () => {
    for (const control of ground) control.hidden = !holds(groundField?.when, store.spec);
  };
  showGround();
  store.listen(showGround);
  const relay = pictured("relay", "again", context.relay);
  const pairField = schema.fields.find(({ name }) => name === "mountains");
  const pair = button("pair", context.pair);
  const showPair = () => {
    pair.hidden = !holds(pairField?.when, store.spec);
    pair.setAttribute("aria-pressed", String(store.spec.mountains === "pair"));
  };
  showPair();
  store.listen(showPair);
  const log = button("log-height", () =>
    store.change({ height: store.spec.height === "log" ? "linear" : "log" }),
  );
  /** @type {import("../stage/mountain/types.js").ViewName} */
  let view = "hero";
  const top = pictured("view-top", "map", () => show(view === "top" ? "hero" : "top"));
  // Each press looks along the path as it is by then.
  const along = pictured("view-along", "along", () => show("along"));
  const turn = pictured("view-turn", "turn", () => context.nudge({ yaw: TURN }));
  const nearer = pictured("view-nearer", "nearer", () => context.nudge({ zoom: NEARER }));
  const farther = pictured("view-farther", "farther", () => context.nudge({ zoom: 1 / NEARER }));
  const reset = pictured("view-reset", "home", () => show(view === "along" ? "hero" : view));
  tools.append(...plane, relay, ...ground, pair, log);
  views.append(top, along, turn, nearer, farther, reset);

  /** @param {import("../stage/mountain/types.js").ViewName} name */
  function show(name) {
    view = name;
    showView();
    context.view(view);
  }
  function showView() {
    top.setAttribute("aria-pressed", String(view === "top"));
    along.setAttribute("aria-pressed", String(view === "along"));
  }
  let mayDrop = false;
  const showHint = () => write(hint, words.say(mayDrop ? "mountain_hint_exact" : "mountain_hint"));
  let side = 0;
  let isLast = false;
  const showProgress = () => {
    if (side === 0) write(progress, words.say("surface_waiting"));
    else write(progress, words.say(isLast ? "surface_done" : "surface_refining", { side }));
  };
  const showHeight = () => log.setAttribute("aria-pressed", String(store.spec.height === "log"));
  store.listen(showHeight);
  words.follow(() => {
    log.textContent = words.say("log_height");
    log.title = words.say("log_height_help");
    pair.textContent = words.say("pair");
    pair.title = words.say("pair_help");
    views.setAttribute("aria-label", words.say("views"));
    for (const [element, text, help] of /** @type {const} */ ([
      [relay, "relay", "relay_help"],
      [top, "view_top", "view_top_help"],
      [along, "view_along", "view_along_help"],
      [turn, "view_turn", "view_turn_help"],
      [nearer, "view_nearer", "view_nearer_help"],
      [farther, "view_farther", "view_farther_help"],
      [reset, "view_reset", "view_reset_help"],
    ])) {
      element.setAttribute("aria-label", words.say(text));
      element.title = words.say(help);
    }
    showHint();
    showHeight();
    showView();
    showProgress();
  });

  return {
    show,
    /** @param {number} points along a side; 0 while nothing is measured yet @param {boolean} isFinest */
    showProgress(points, isFinest) {
      side = points;
      isLast = isFinest;
      showProgress();
    },
    /** @param {boolean} exact whether every point of the plane is a whole model @param {boolean} isFree whether a hand may put the ball */
    sayHint(exact, isFree) {
      mayDrop = exact && isFree;
      // Where the plane is all there is, there is no other to choose.
      for (const control of [...plane, relay]) control.hidden = exact;
      showHint();
    },
  };
}
