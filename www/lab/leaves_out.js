// What the picture leaves out, in full and with this picture's own numbers: one click away from the meter, and fetched with it.
import { leavesEn } from "../i18n/leaves_en.js";
import { leavesZh } from "../i18n/leaves_zh.js";
import { count, measured, percent } from "../i18n/numbers.js";
import { h } from "./dom.js";

/**
 * What is known of the picture; what is not yet known is left out of the text.
 * @typedef {{
 *   plane: import("../engine/protocol.js").Plane,
 *   parameters: number,
 *   side: number,
 *   range: {low: number, high: number},
 *   status: {loss: number, sheet: number | undefined, distance: number, path: number, gradient: number},
 * }} Picture
 */

/**
 * Headings and paragraphs about a picture. Pure.
 * @param {import("../i18n/index.js").Words} words
 * @param {Picture} picture
 * @returns {[heading: string, text: string][]}
 */
export function leavesOut(words, { plane, parameters, side, range, status }) {
  const heights = { side, high: measured(range.high) };
  if (plane.kind === "exact") {
    return [
      [words.say("leaves_directions"), words.say("leaves_exact")],
      [words.say("leaves_heights"), words.say("leaves_heights_exact", heights)],
    ];
  }
  const [all, others] = [parameters, parameters - 2].map(count);
  const loss = measured(status.loss);
  const ball =
    status.sheet === undefined || Number.isNaN(status.sheet)
      ? words.say("leaves_ball_off", { loss })
      : words.say("leaves_ball_says", {
          loss,
          sheet: measured(status.sheet),
          distance: measured(status.distance, 2),
        });
  const moves = { path: percent(status.path), gradient: percent(status.gradient) };
  return [
    [words.say("leaves_directions"), words.say("leaves_directions_says", { parameters: all, others })],
    [words.say("leaves_plane"), describePlane(words, plane)],
    [words.say("leaves_ball"), ball],
    [words.say("leaves_moves"), words.say("leaves_moves_says", moves)],
    [words.say("leaves_heights"), words.say("leaves_heights_says", heights)],
  ];
}

/** @param {import("../i18n/index.js").Words} words @param {import("../engine/protocol.js").Plane} plane */
function describePlane(words, { kind, explained, random_walk: chance }) {
  if (kind === "path" || kind === "path_mean") {
    const [first, second] = explained.map(percent);
    return words.say("leaves_plane_path", {
      first,
      second,
      share: percent(explained[0] + explained[1]),
      chance: percent(chance[0] + chance[1]),
    });
  }
  return words.say(/** @type {"leaves_plane_random"} */ (`leaves_plane_${kind}`));
}

/** The dialog. @param {import("../i18n/index.js").Words} words */
export function createLeavesOut(words) {
  words.learn({ en: leavesEn, zh: leavesZh });
  const dialog = h("dialog", { class: "card shortcuts leaves-out", id: "leaves-out" });
  document.body.append(dialog);
  return {
    /** @param {Picture} picture as it is now; it does not change while it is read */
    open(picture) {
      const title = words.say(picture.plane.kind === "exact" ? "leaves_out_exact" : "leaves_out");
      dialog.setAttribute("aria-label", title);
      dialog.replaceChildren(
        h("h2", {}, title),
        ...leavesOut(words, picture).flatMap(([heading, text]) => [h("h3", {}, heading), h("p", {}, text)]),
        h("form", { method: "dialog" }, h("button", { class: "button", type: "submit" }, words.say("close"))),
      );
      dialog.showModal();
    },
  };
}
