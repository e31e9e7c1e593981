// A page that somebody has prepared: its question, what is locked and hidden, and the way to the full Lab.
// @ts-expect-error The bundler takes style sheets in; types know nothing of them.
import "../style/room.css";
import { shareEn } from "../i18n/share_en.js";
import { shareZh } from "../i18n/share_zh.js";
import { h, write } from "../lab/dom.js";
import { PARTS, plainRoom } from "../state/room.js";

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
    click: () => rooms.change({ ...plainRoom(), isLarge: rooms.room.isLarge }),
  });
  const banner = h("aside", { class: "room", id: "room" }, h("div", {}, question, locked), open);
  document.querySelector("header")?.after(banner);
  /** Controls that are locked here, so that those are opened again and no others. @type {Set<Element>} */
  const shut = new Set();

  /** @param {import("../state/room.js").Part} part */
  const place = (part) => document.querySelector(PLACES[part]);

  function lock() {
    for (const part of rooms.room.locked) {
      const host = place(part);
      const inside = host ? [host, ...host.querySelectorAll("*")] : [];
      for (const control of inside) {
        // A disabled control can still be read, by eyes and by readers.
        if (!control.matches(CONTROLS) || !("disabled" in control) || control.disabled) continue;
        control.disabled = true;
        shut.add(control);
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
    for (const part of PARTS) {
      const host = place(part);
      host?.toggleAttribute("data-away", room.hidden.includes(part));
      host?.toggleAttribute("data-locked", room.locked.includes(part));
    }
    lock();
    document.documentElement.toggleAttribute("data-large", room.isLarge);
    const names = [...room.locked, ...room.hidden].map((part) => words.say(`part_${part}`));
    write(question, room.question);
    question.hidden = room.question === "";
    write(
      locked,
      names.length > 0 ? words.say("room_locked", { parts: names.join(words.say("room_comma")) }) : "",
    );
    locked.hidden = names.length === 0;
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
  const watcher = new MutationObserver(() => {
    for (const part of PARTS) {
      const host = place(part);
      host?.toggleAttribute("data-away", rooms.room.hidden.includes(part));
      host?.toggleAttribute("data-locked", rooms.room.locked.includes(part));
    }
    lock();
  });
  words.follow(show);
  rooms.listen(show);
}
