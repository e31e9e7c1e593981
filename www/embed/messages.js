// The messages between a page and the experiment in its frame: one object each, marked with the version of this protocol. Whatever
// somebody sends, reading it gives a command, a refusal with its reason, or nothing where the message is not meant for us. Pure.

/** Version of the protocol; a message carries it as `downhill`. */
export const VERSION = 1;
/** Characters of a link that are looked at; the core's decoder reads no more. */
const LONGEST_LINK = 4096;
/** Settings in one message, and characters of a name or value. */
const MOST_SETTINGS = 64;
const LONGEST_VALUE = 1000;
/** Steps that one message can ask for. */
const MOST_STEPS = 10_000;

/**
 * @typedef {{type: "set", link?: string, settings?: [string, string | number | boolean][]} | {type: "play"} | {type: "pause"}
 *   | {type: "step", count: number} | {type: "get"}} Command
 * @typedef {string | number | undefined} Id of a request, given back with its answer
 * @typedef {{kind: "command", id: Id, command: Command} | {kind: "refused", id: Id, reason: string} | {kind: "foreign"}} Reading
 */

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @param {unknown} data of a message event @returns {Reading} */
export function readMessage(data) {
  try {
    return read(data);
  } catch {
    // No message that was posted can do this: only an object with traps.
    return { kind: "foreign" };
  }
}

/** @param {unknown} data @returns {Reading} */
function read(data) {
  if (!isRecord(data) || !Object.hasOwn(data, "downhill")) return { kind: "foreign" };
  const id = readId(data.id);
  const refused = (/** @type {string} */ reason) => ({ kind: /** @type {const} */ ("refused"), id, reason });
  if (data.downhill !== VERSION) return refused(`downhill: this frame speaks version ${VERSION}`);
  switch (data.type) {
    case "play":
    case "pause":
    case "get":
      return { kind: "command", id, command: { type: data.type } };
    case "step": {
      const { count = 1 } = data;
      if (typeof count !== "number" || !Number.isInteger(count) || count < 1 || count > MOST_STEPS)
        return refused(`count: a whole number from 1 to ${MOST_STEPS}`);
      return { kind: "command", id, command: { type: "step", count } };
    }
    case "set":
      return readSet(data, id, refused);
    default:
      return refused("type: one of set, play, pause, step, get");
  }
}

/**
 * @param {Record<string, unknown>} data @param {Id} id @param {(reason: string) => Reading} refused
 * @returns {Reading}
 */
function readSet({ link, settings }, id, refused) {
  if (link === undefined && settings === undefined) return refused("set: a link or settings");
  if (link !== undefined && (typeof link !== "string" || link.length > LONGEST_LINK))
    return refused(`link: text of at most ${LONGEST_LINK} characters`);
  if (settings === undefined) return { kind: "command", id, command: { type: "set", link } };
  if (!isRecord(settings)) return refused("settings: an object of names and values");
  const names = Object.keys(settings);
  if (names.length > MOST_SETTINGS) return refused(`settings: at most ${MOST_SETTINGS}`);
  /** @type {[string, string | number | boolean][]} */
  const read = [];
  for (const name of names) {
    const value = settings[name];
    const isPlain = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
    if (!isPlain || String(value).length > LONGEST_VALUE || name.length > LONGEST_VALUE)
      return refused(`settings.${name.slice(0, 40)}: text or a number`);
    read.push([name, value]);
  }
  return { kind: "command", id, command: { type: "set", link, settings: read } };
}

/** @param {unknown} id @returns {Id} */
function readId(id) {
  if (typeof id === "string") return id.slice(0, 100);
  return typeof id === "number" && Number.isFinite(id) ? id : undefined;
}
