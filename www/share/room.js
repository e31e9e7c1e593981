// A page that somebody has prepared: its question, what is locked and hidden, and the way to the full Lab.
// @ts-expect-error The bundler takes style sheets in; types know nothing of them.
import "../style/room.css";
import { shareEn } from "../i18n/share_en.js";
import { shareZh } from "../i18n/share_zh.js";
import { h, write } from "../lab/dom.js";
import { PARTS } from "../state/room.js";

/** Where each part stands on the page. @type {Record<import("../state/room.js").Part, string>} */
const PLACES = {
  data: "#settings > .data",
  network: "#settings > .network",
  training: "#settings > .training",
  more: "#settings > .more",
  rate: "#dial",
  slice: "#mountain-tools",
  race: "#runs",
  examples: "#examples",
};
/**
 * What elsewhere on the page changes a part, beside the controls of its settings, which say so themselves (`data-part`): a weight by hand,
 * points of the data, ways out of a blow-up, a branch from here. A rival's own settings belong to the race.
 * @type {Record<import("../state/room.js").Part, string>}
 */
const ELSEWHERE = {
  data: ".fit-edit",
  network: ".net-editor, #with-scaled",
  training: "",
  more: "#ground-batch",
  rate: "#back-with-tenth, #bounce-tenth",
  slice: ".net-axes",
  race: "#branch-here, #pair",
  examples: "#face-gallery",
};
const CONTROLS = "input, select, button, textarea";

/** @param {Pick<import("./dialog.js").ShareContext, "words" | "rooms">} context */
export function furnish({ words, rooms }) {
  words.learn({ en: shareEn, zh: shareZh });
  const question = h("p", { class: "room-question", id: "room-question" });
  const locked = h("p", { class: "room-locked", id: "room-locked" });
  const open = h("button", {
    type: "button",
    class: "button",
    id: "open-lab",
    click: () => rooms.open(),
  });
  const banner = h("aside", { class: "room", id: "room" }, h("div", {}, question, locked), open);
  document.querySelector("header")?.after(banner);
  /** Controls that are locked here, so that those are opened again and no others. @type {Set<Element>} */
  const shut = new Set();

  /** The part's own place, and where else it is changed. @param {import("../state/room.js").Part} part */
  const places = (part) => {
    const all = [PLACES[part], ELSEWHERE[part], `[data-part="${part}"]:not(#runs *)`];
    return document.querySelectorAll(all.filter((query) => query !== "").join());
  };

  function lock() {
    const { room } = rooms;
    for (const part of PARTS) {
      const isClosed = rooms.isClosed(part);
      for (const host of places(part)) {
        // A way to other experiments is no control, and cannot be seen and locked.
        const isGone = room.hidden.includes(part) || (isClosed && host.id === "face-gallery");
        host.toggleAttribute("data-away", isGone);
        host.toggleAttribute("data-locked", isClosed && !isGone);
        if (!isClosed) continue;
        for (const control of [host, ...host.querySelectorAll(CONTROLS)]) {
          // A disabled control can still be read, by eyes and by readers.
          if (!control.matches(CONTROLS) || !("disabled" in control) || control.disabled) continue;
          control.disabled = true;
          shut.add(control);
        }
      }
    }
  }
  function unlock() {
    for (const control of shut) if ("disabled" in control) control.disabled = false;
    shut.clear();
  }

  function show() {
    const { room } = rooms;
    watcher.disconnect();
    unlock();
    lock();
    document.documentElement.toggleAttribute("data-large", room.isLarge);
    const named = (/** @type {import("../state/room.js").Part[]} */ parts) =>
      parts.map((part) => words.say(`part_${part}`)).join(words.say("room_comma"));
    write(question, room.question);
    question.hidden = room.question === "";
    const says = [
      ...(room.locked.length > 0 ? [words.say("room_locked", { parts: named(room.locked) })] : []),
      ...(room.hidden.length > 0 ? [words.say("room_hidden", { parts: named(room.hidden) })] : []),
    ];
    write(locked, words.sentences(says));
    locked.hidden = says.length === 0;
    banner.hidden = question.hidden && locked.hidden;
    banner.setAttribute("aria-label", words.say("room"));
    open.textContent = words.say("room_open");
    open.title = words.say("room_open_help");
    // Cards come later than the page, and make their controls anew with the language.
    watcher.observe(document.body, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ["disabled"],
    });
  }
  const watcher = new MutationObserver(lock);
  words.follow(show);
  rooms.listen(show);
}
