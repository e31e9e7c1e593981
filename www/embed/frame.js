// The page inside an iframe: one element, its settings in the address, and messages to and from the page around it. It needs no storage,
// no history and no origin of its own.
import { define } from "./element.js";
import { readMessage, VERSION } from "./messages.js";

/** Between two messages of a walk that goes on, in milliseconds. */
const STATE_MS = 250;

define();
const lab = document.createElement("downhill-lab");
/**
 * @template {keyof import("./types.js").Events} Name
 * @param {Name} name @param {(detail: import("./types.js").Events[Name]) => void} hear
 */
const on = (name, hear) =>
  lab.addEventListener(name, (event) => hear(/** @type {CustomEvent} */ (event).detail));
// The language of this page says nothing of the reader's.
lab.lang = "";
lab.setAttribute("loading", "eager");
const readAddress = () => lab.setAttribute("src", location.hash);
readAddress();
addEventListener("hashchange", readAddress);
const isFramed = parent !== window;

/** The page around may be anybody's: nothing of this is secret. @param {Record<string, unknown>} message */
function post(message) {
  if (isFramed) parent.postMessage({ downhill: VERSION, ...message }, "*");
}

let lastState = Number.NEGATIVE_INFINITY;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let later;
/** Tells where it stands, soon. */
function tellState() {
  if (later !== undefined) return;
  const wait = Math.max(0, lastState + STATE_MS - performance.now());
  later = setTimeout(() => {
    later = undefined;
    lastState = performance.now();
    post({ type: "state", state: lab.state });
  }, wait);
}

on("ready", (state) => {
  post({ type: "ready", state });
  tellHeight();
});
on("step", tellState);
on("change", tellState);
on("diverged", tellState);
on("problems", (problems) => post({ type: "error", reason: "problems", problems }));
on("failed", ({ message }) => post({ type: "error", reason: message }));

addEventListener("message", (event) => {
  // Only the page that holds this frame; any window could send.
  if (!isFramed || event.source !== parent) return;
  const read = readMessage(event.data);
  if (read.kind === "foreign") return;
  if (read.kind === "refused") {
    post({ type: "error", id: read.id, reason: read.reason });
    return;
  }
  const { id, command } = read;
  obey(command).then(
    () => post({ type: "state", id, state: lab.state }),
    (error) => post({ type: "error", id, reason: String(error) }),
  );
});

/** @param {import("./messages.js").Command} command */
async function obey(command) {
  switch (command.type) {
    case "play":
      return lab.play();
    case "pause":
      return lab.pause();
    case "step":
      return lab.step(command.count);
    case "set":
      if (command.link !== undefined) await lab.set(command.link);
      if (command.settings) await lab.set(Object.fromEntries(command.settings));
      return undefined;
    case "get":
      return undefined;
  }
}

let told = 0;
function tellHeight() {
  const height = lab.naturalHeight;
  if (height === told || height === 0) return;
  told = height;
  post({ type: "height", height });
}

document.querySelector("main")?.append(lab);
const heights = new ResizeObserver(tellHeight);
heights.observe(lab);
on("ready", () => {
  for (const part of lab.shadowRoot?.querySelectorAll(".lab > *") ?? []) heights.observe(part);
});
