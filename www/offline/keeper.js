// Keeps the page on the device by its service worker, and tells when a newer build waits. Nothing is ever changed under a run.
//
// Only a page that a build has given a service worker to asks for it; the single file, a page on file:// and a page inside a frame do
// not: a blog's readers have not asked for a megabyte to be kept.
import { keepEn } from "../i18n/keep_en.js";
import { keepZh } from "../i18n/keep_zh.js";

/** How often a page that stays open asks for a newer build, in milliseconds. */
const PACE_MS = 3_600_000;

/**
 * `none`: this page is not kept. `storing`: on its way. `stored`: it opens without a network. `newer`: and another build waits.
 * @typedef {"none" | "storing" | "stored" | "newer"} KeepState
 * @typedef {ReturnType<typeof createKeeper>} Keeper
 */

/** Where the build put the page's service worker. */
function builtAddress() {
  return document.querySelector('meta[name="service-worker"]')?.getAttribute("content") ?? undefined;
}

/** The same, if this page may use it. */
function workerAddress() {
  const address = builtAddress();
  // Whoever asks the browser to save data has not asked for the chapters they do not read.
  const savesData = Reflect.get(navigator, "connection")?.saveData === true;
  const isAllowed = isSecureContext && self.origin !== "null" && window.top === window && !savesData;
  // Asked last: inside a sandbox the very question is an error.
  return address && isAllowed && "serviceWorker" in navigator ? address : undefined;
}

/**
 * @param {{
 *   words: import("../i18n/index.js").Words, lanes: "simd" | "scalar", offers: import("./offer.js").Offers,
 *   tell: (notice: import("../lab/notices.js").Notice) => void,
 * }} context `lanes`: which core this engine uses
 */
export function createKeeper({ words, lanes, offers, tell }) {
  words.learn({ en: keepEn, zh: keepZh });
  /** @type {KeepState} */
  let state = "none";
  /** @type {Set<() => void>} */
  const followers = new Set();
  /** @type {ServiceWorkerRegistration | undefined} */
  let registration;

  /** @param {KeepState} next */
  function enter(next) {
    if (state === next) return;
    state = next;
    for (const follower of followers) follower();
  }

  function tellOfNewer() {
    enter("newer");
    tell({
      kind: "newer",
      tone: "note",
      text: () => words.say("keep_newer"),
      actions: [{ id: "use-newer", label: () => words.say("keep_use_newer"), act: useNewer }],
    });
  }

  function useNewer() {
    const waiting = registration?.waiting;
    // Another window may have let it in already.
    if (!waiting) return location.reload();
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    waiting.postMessage("take over");
  }

  /** @param {ServiceWorker | null} worker one that is being installed */
  function watch(worker) {
    if (!worker) return;
    const isFirst = !registration?.active;
    if (isFirst) enter("storing");
    worker.addEventListener("statechange", () => {
      if (worker.state === "installed" && !isFirst) tellOfNewer();
      if (worker.state === "activated" && isFirst) enter("stored");
      // No room, or a network that went away: the next visit tries again.
      if (worker.state === "redundant" && isFirst) enter("none");
    });
  }

  async function begin() {
    const address = workerAddress();
    if (!address) return;
    const joined = await navigator.serviceWorker.register(`${address}?lanes=${lanes}`, {
      updateViaCache: "none",
    });
    registration = joined;
    if (joined.active) enter("stored");
    if (joined.waiting && joined.active) tellOfNewer();
    watch(joined.installing);
    joined.addEventListener("updatefound", () => watch(joined.installing));
    let asked = Date.now();
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState !== "visible" || Date.now() - asked < PACE_MS) return;
      asked = Date.now();
      joined.update().catch(() => {}); // without a network there is no news
    });
  }
  // A browser may forbid storing; the page works all the same, and the share dialog says how it stands.
  begin().catch(() => enter("none"));

  return {
    offers,
    /** A build made this page to be kept, so the one file lies beside it. */
    isBuilt: builtAddress() !== undefined,
    get state() {
      return state;
    },
    /** Hears of every change. @param {() => void} follower */
    listen(follower) {
      followers.add(follower);
    },
  };
}
