// A film of a run, recorded as the mountain shows it: the run walks again from its start to where it stands, which gives the same run.
import { filmType, withDuration } from "./webm.js";

/** Pictures a second, and bits a second: enough for thin lines. */
const RATE = 30;
const BITS = 8_000_000;
/** The film rests at its end so long, in milliseconds. */
const REST_MS = 800;
/** The way back to the start takes no longer than this, in milliseconds. */
const PATIENCE_MS = 20_000;
/** Height of the line of words below the picture, and of its letters, as shares of the width. */
const LINE = { height: 0.05, letters: 0.024, least: 12 };
/** More pixels a CSS pixel make a large file and show nothing. */
const MAX_RATIO = 2;

/** The kind of film that this browser records; undefined if none. */
export function recordable() {
  const hasStream = typeof HTMLCanvasElement.prototype.captureStream === "function";
  return hasStream && typeof MediaRecorder === "function"
    ? filmType((type) => MediaRecorder.isTypeSupported(type))
    : undefined;
}

/**
 * @typedef {{
 *   experiment: import("../../lab/experiment.js").Experiment, host: HTMLElement, seconds: number,
 *   colours: {panel: string, ink: string}, latest: () => import("../../engine/protocol.js").Report,
 *   caption: (report: import("../../engine/protocol.js").Report) => string,
 *   progress: (share: number) => void, signal: AbortSignal,
 * }} Scene `caption` is the line of words below the picture
 */

/**
 * Records. Afterwards the run is where it was, and goes on if it did.
 * @param {Scene} scene @returns {Promise<Blob>}
 * @throws {DOMException} AbortError if the signal ends it
 */
export async function film({ experiment, host, seconds, colours, latest, caption, progress, signal }) {
  const type = recordable();
  if (!type) throw new Error("MediaRecorder");
  const { canvas, expose, keep } = createCamera(host, colours);
  const [wasPlaying, last] = [experiment.isPlaying, latest().clock];
  const { surface } = experiment;
  // A graphics context gives its picture only in the task that has drawn it.
  surface.witness = (drawn) => drawn === host && keep();
  const recorder = new MediaRecorder(canvas.captureStream(RATE), {
    mimeType: type,
    videoBitsPerSecond: BITS,
  });
  /** @type {Blob[]} */
  const pieces = [];
  recorder.ondataavailable = ({ data }) => pieces.push(data);
  const ended = new Promise((resolve, reject) => {
    recorder.onstop = resolve;
    recorder.onerror = () => reject(new Error("MediaRecorder"));
  });
  try {
    experiment.goTo(0);
    keep();
    await ticking(signal, (passed) => {
      if (passed > PATIENCE_MS) throw new Error("the run does not go back");
      return latest().clock === 0;
    });
    recorder.start();
    let asked = 0;
    const length = await ticking(signal, (passed) => {
      const report = latest();
      const wanted = Math.min(last, Math.round((last * passed) / (1000 * seconds)));
      if (wanted > asked) experiment.goTo(wanted);
      asked = wanted;
      // Where there is no graphics context, pictures stay.
      if (!surface.mountain?.picture) keep();
      expose(caption(report));
      progress(Math.min(1, passed / (1000 * seconds + REST_MS)));
      const isThere = report.clock >= last || (report.is_over && asked >= last);
      return isThere && passed >= 1000 * seconds + REST_MS;
    });
    recorder.stop();
    await ended;
    const whole = new Uint8Array(await new Blob(pieces).arrayBuffer());
    return new Blob([withDuration(whole, length)], { type: "video/webm" });
  } finally {
    surface.witness = undefined;
    if (recorder.state !== "inactive") recorder.stop();
    for (const track of recorder.stream.getTracks()) track.stop();
    if (latest().clock !== last) experiment.goTo(last);
    if (wasPlaying) experiment.play();
  }
}

/**
 * Calls `done` at the film's pace until it says so; time in which nobody sees the page does not count.
 * @param {AbortSignal} signal @param {(passed: number) => boolean} done @returns {Promise<number>} milliseconds that it took
 */
function ticking(signal, done) {
  return new Promise((resolve, reject) => {
    let [before, passed] = [performance.now(), 0];
    const timer = setInterval(() => {
      const now = performance.now();
      if (!document.hidden) passed += now - before;
      before = now;
      try {
        signal.throwIfAborted();
        if (document.hidden || !done(passed)) return;
        resolve(passed);
      } catch (error) {
        reject(error);
      }
      clearInterval(timer);
    }, 1000 / RATE);
  });
}

/** @param {HTMLElement} host @param {{panel: string, ink: string}} colours */
function createCamera(host, { panel, ink }) {
  const { width, height } = host.getBoundingClientRect();
  const ratio = Math.min(MAX_RATIO, devicePixelRatio || 1);
  const line = Math.max(2 * LINE.least, LINE.height * width);
  // Films have even sides.
  const even = (/** @type {number} */ side) => 2 * Math.max(1, Math.round((side * ratio) / 2));
  const [across, down, below] = [even(width), even(height), even(line)];
  const [kept, canvas] = [document.createElement("canvas"), document.createElement("canvas")];
  Object.assign(kept, { width: across, height: down });
  Object.assign(canvas, { width: across, height: down + below });
  const [memory, pen] = [kept.getContext("2d"), canvas.getContext("2d", { alpha: false })];
  if (!memory || !pen) throw new Error("canvas");
  return {
    canvas,
    /** Takes the picture that stands on the page, with what is written over it. */
    keep() {
      memory.fillStyle = panel;
      memory.fillRect(0, 0, across, down);
      for (const layer of host.querySelectorAll("canvas")) {
        if (layer.width > 0 && layer.height > 0) memory.drawImage(layer, 0, 0, across, down);
      }
    },
    /** A picture of the film. @param {string} text */
    expose(text) {
      pen.fillStyle = panel;
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(kept, 0, 0);
      pen.fillStyle = ink;
      pen.textBaseline = "middle";
      pen.font = `${Math.max(LINE.least * ratio, LINE.letters * across)}px system-ui, sans-serif`;
      pen.fillText(text, below / 2, down + below / 2, across - below);
    },
  };
}
