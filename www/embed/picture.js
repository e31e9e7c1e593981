// A mountain in an element: with the page's one painter where there is WebGL2, drawn by plotters elsewhere. When it is taken down its last
// picture stays, so that nobody finds a hole.
import { h } from "../lab/dom.js";
import { borrowPainter, returnPainter } from "./guests.js";

/**
 * `isPlain`: without WebGL2; `keep`: the present picture stays under the next one until `uncover`; `lower`: gives everything back.
 * @typedef {{mountain: import("../lab/surface.js").MountainView, isPlain: boolean, keep: () => void, uncover: () => void,
 *   lower: () => void}} Raised
 */

/**
 * @param {HTMLElement} host
 * @param {{charts: () => Promise<import("../state/charts.js").Charts>, description: string,
 *   onDrop: (a: number, b: number, isFinal: boolean) => void}} options
 * @returns {Promise<Raised>}
 */
export async function raise(host, { charts, description, onDrop }) {
  const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)").matches;
  /** @type {import("../lab/surface.js").MountainView} */
  let mountain;
  let isPlain = false;
  let giveBack = () => {};
  try {
    const [{ createMountain }, { Painter }] = await Promise.all([
      import("../stage/mountain/mountain.js"),
      import("../stage/mountain/painter.js"),
    ]);
    const painter = borrowPainter(Painter);
    giveBack = once(returnPainter);
    mountain = await createMountain(host, { reducedMotion, description, onDrop, painter });
  } catch {
    giveBack();
    giveBack = () => {};
    isPlain = true;
    const { createFallback } = await import("../stage/fallback/fallback.js");
    mountain = createFallback(host, { charts: charts(), description, onDrop });
  }
  return {
    mountain,
    isPlain,
    keep() {
      const [below, above] = host.querySelectorAll("canvas");
      if (!below || below.width === 0) return;
      const still = h("canvas", { class: "embed-still", "aria-hidden": "true" });
      [still.width, still.height] = [below.width, below.height];
      const pen = still.getContext("2d");
      for (const layer of [below, above]) if (layer) pen?.drawImage(layer, 0, 0, still.width, still.height);
      host.parentElement?.querySelector(".embed-still")?.remove();
      host.after(still);
    },
    uncover() {
      // In the frame after: the new picture is drawn by then.
      requestAnimationFrame(() =>
        requestAnimationFrame(() => host.parentElement?.querySelector(".embed-still")?.remove()),
      );
    },
    lower() {
      mountain.dispose();
      giveBack();
    },
  };
}

/** @param {() => void} work */
function once(work) {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    work();
  };
}
