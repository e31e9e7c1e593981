// What a link says about the room in which it is shown: which controls are locked or hidden, from where the mountain is seen first,
// a question, large type. It changes no experiment, so the core never sees it: this part is taken out of a link before the core
// reads the rest. Total, as the core's decoder: what cannot be used is left out and named.

/** Parts of the page that can be locked or hidden. */
export const PARTS = /** @type {const} */ ([
  "data",
  "network",
  "training",
  "more",
  "rate",
  "slice",
  "race",
  "examples",
]);
/** From where the mountain can be seen first. */
export const STARTING_VIEWS = /** @type {const} */ (["hero", "top", "along"]);
/** Characters of a question; more could not be read from the back of a room. */
export const LONGEST_QUESTION = 200;

/**
 * @typedef {(typeof PARTS)[number]} Part
 * @typedef {{locked: Part[], hidden: Part[], view: (typeof STARTING_VIEWS)[number], question: string, isLarge: boolean}} Room
 */

/** Everything open, as nobody has prepared it. @returns {Room} */
export function plainRoom() {
  return { locked: [], hidden: [], view: "hero", question: "", isLarge: false };
}

/** The keys of links that are read here; no field of the schema may have one of them. */
export const ROOM_KEYS = ["lock", "hide", "view", "ask", "ask16", "large"];

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return undefined; // half a character
  }
}

/** A question as codes write it: UTF-16, the higher byte first, in base64url; see `questionOfCode`. @param {string} text */
function decoded16(text) {
  try {
    const bytes = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    if (bytes.length % 2 > 0) return undefined;
    return bytes.replaceAll(/.{2}/gs, ([high, low]) =>
      String.fromCharCode(high.charCodeAt(0) * 256 + low.charCodeAt(0)),
    );
  } catch {
    return undefined; // no base64
  }
}

/**
 * Takes the room out of a link.
 * @param {string} link with or without `#`
 * @returns {{rest: string, room: Room, problems: import("./core.js").Problem[]}} `rest` is for the core
 */
export function splitRoom(link) {
  const room = plainRoom();
  /** @type {import("./core.js").Problem[]} */
  const problems = [];
  /** @param {string} field @param {string} got @param {readonly string[]} choices @param {string} used */
  const refuse = (field, got, choices, used) =>
    problems.push({ field, kind: "not_a_choice", got: got.slice(0, 40), choices: [...choices], used });
  /** @param {string} key @param {string} value @returns {Part[]} */
  const parts = (key, value) => {
    const names = value.split(".").slice(0, 2 * PARTS.length);
    const used = PARTS.filter((part) => names.includes(part));
    for (const name of names) {
      if (!PARTS.some((part) => part === name)) refuse(key, name, PARTS, used.join(".") || "–");
    }
    return used;
  };
  const rest = link
    .replace(/^#/, "")
    .split("&")
    .filter((entry) => {
      const [key = ""] = entry.split("=", 1);
      if (!ROOM_KEYS.includes(key)) return true;
      const raw = entry.slice(key.length + 1);
      const value = key === "ask16" ? decoded16(raw) : decoded(raw);
      if (value === undefined) refuse(key, raw, [key === "ask16" ? "UTF-16" : "UTF-8"], "–");
      else if (key === "lock") room.locked = parts(key, value);
      else if (key === "hide") room.hidden = parts(key, value);
      else if (key === "ask" || key === "ask16") {
        const characters = [...value.replaceAll(/\p{C}/gu, " ").trim()];
        if (characters.length > LONGEST_QUESTION) {
          problems.push({ field: "link", kind: "too_long", got: value.slice(0, 40), used: "" });
        }
        room.question = characters.slice(0, LONGEST_QUESTION).join("");
      } else if (key === "large") {
        if (value === "on" || value === "off") room.isLarge = value === "on";
        else refuse(key, value, ["on", "off"], "off");
      } else {
        const view = STARTING_VIEWS.find((name) => name === value);
        if (view) room.view = view;
        else refuse(key, value, STARTING_VIEWS, "hero");
      }
      return false;
    })
    .join("&");
  room.locked = room.locked.filter((part) => !room.hidden.includes(part));
  return { rest, room, problems: problems.slice(0, 20) };
}

/** A question in a link that people read. @param {string} question */
const plainQuestion = (question) => `ask=${encodeURIComponent(question)}`;

/**
 * The part of a link that says this room, shortest; nothing for a plain one.
 * @param {Room} room @param {(question: string) => string} [ask] how the question is written
 */
export function roomLink({ locked, hidden, view, question, isLarge }, ask = plainQuestion) {
  const parts = [
    ...(locked.length > 0 ? [`lock=${locked.join(".")}`] : []),
    ...(hidden.length > 0 ? [`hide=${hidden.join(".")}`] : []),
    ...(view === "hero" ? [] : [`view=${view}`]),
    ...(isLarge ? ["large=on"] : []),
    ...(question ? [ask(question)] : []),
  ];
  return parts.map((part) => `&${part}`).join("");
}

/** @param {Room} room */
export function isPlain(room) {
  return roomLink(room) === "";
}

/**
 * Whether nobody is to change a part. An example is another experiment: it would change what is locked, so there is none to choose
 * where anything is.
 * @param {Room} room @param {Part} part
 */
export function isClosed({ locked, hidden }, part) {
  const closed = [...locked, ...hidden];
  return closed.includes(part) || (part === "examples" && closed.length > 0);
}

/** The room of this page: one object, changed in one place. */
export class Rooms {
  /** @type {Set<(room: Room, manner: "choice" | "link") => void>} */
  #listeners = new Set();

  /** @param {Room} room */
  constructor(room) {
    this.room = room;
  }

  /** @param {Part} part */
  isClosed(part) {
    return isClosed(this.room, part);
  }

  /** Nothing is prepared any more; large letters are a wish of the reader, and stay. @param {"choice" | "link"} [manner] */
  open(manner) {
    this.change({ ...plainRoom(), isLarge: this.room.isLarge }, manner);
  }

  /** @param {Room} room @param {"choice" | "link"} [manner] by hand, or from the address */
  change(room, manner = "choice") {
    if (roomLink(room) === roomLink(this.room)) return;
    this.room = room;
    for (const listener of this.#listeners) listener(room, manner);
  }

  /** @param {(room: Room, manner: "choice" | "link") => void} listener */
  listen(listener) {
    this.#listeners.add(listener);
  }
}
