// What lies over the picture, and the room that the mountains leave for it.
import { boxOf } from "../stage/box.js";
import { byId } from "./dom.js";

/** Shares of the mountain's window that its readout, legend and honesty meter want. */
const WIDE_INSETS = {
  hero: { top: 0.12, right: 0.04, bottom: 0.08, left: 0.1 },
  top: { top: 0.14, right: 0.04, bottom: 0.2, left: 0.12 },
};
const LOW_INSETS = {
  hero: { top: 0.1, right: 0.24, bottom: 0.04, left: 0.14 },
  top: { top: 0.1, right: 0.32, bottom: 0.06, left: 0.16 },
};
const NARROW_INSETS = {
  hero: { top: 0.04, right: 0.09, bottom: 0.1, left: 0.09 },
  top: { top: 0.03, right: 0.06, bottom: 0.2, left: 0.14 },
};
const STRIP_INSETS = {
  hero: { top: 0.14, right: 0.06, bottom: 0.16, left: 0.1 },
  top: { top: 0.14, right: 0.06, bottom: 0.28, left: 0.14 },
};
/** Two mountains stand between what is over them and what is below, and beside the buttons; one camera, so both leave the same room. */
const PAIR_INSETS = { top: 0.22, right: 0.15, bottom: 0.2, left: 0.08 };
/** From the compass's centre to the first button below its caption, in pixels. */
const BELOW_COMPASS = 40;
/** Up to this width they stand above and below the picture, up to this height beside it (`style/narrow.css`). */
const NARROW = "(max-width: 760px)";
const LOW = "(max-height: 800px)";
/** Here the meter is a strip below the picture. */
const STRIP = "(max-width: 1250px) and (min-width: 1141px) and (min-height: 801px)";

/**
 * Follows what lies over the picture, on windows of every size.
 * @param {import("./surface.js").SurfaceKeeper} surface
 * @param {() => import("../stage/mountain/types.js").ViewName} view from where it is seen
 * @returns {() => void} to be called when a view, a mountain or the window's use has changed
 */
export function createRoom(surface, view) {
  const [narrow, low, strip] = [matchMedia(NARROW), matchMedia(LOW), matchMedia(STRIP)];
  function usual() {
    if (narrow.matches) return NARROW_INSETS;
    if (low.matches) return LOW_INSETS;
    return strip.matches ? STRIP_INSETS : WIDE_INSETS;
  }
  function leaveRoom() {
    const manner = view() === "top" ? "top" : "hero";
    const isPair = surface.second !== undefined;
    const insets = usual();
    const pair = { ...PAIR_INSETS, top: (PAIR_INSETS.top * (1 + letters())) / 2 };
    for (const mountain of surface.mountains) {
      mountain.setInsets(isPair && !narrow.matches ? pair : insets[manner]);
    }
    const over = [
      "loss",
      "loss-line",
      "accuracies",
      "open-test",
      "mountain-tools",
      "mountain-views",
      "mountain-legend",
      "honesty",
      "mountain-progress",
      "mountain-hint",
      "ground-key",
      "first-name",
      "second-name",
    ];
    const compass = compassPlace();
    for (const mountain of surface.mountains) mountain.setObstacles(over.map(byId), compass);
  }
  /** The compass hangs below the buttons, which take one row or two; what turns the picture hangs below the compass. */
  function compassPlace() {
    const { bottom } = boxOf(byId("mountain-tools"));
    const { top } = byId("mountain-view").getBoundingClientRect();
    const y = Math.max(26, bottom - top + 34 * letters());
    byId("mountain-views").style.top =
      `${top - byId("mountain").getBoundingClientRect().top + y + BELOW_COMPASS * letters()}px`;
    return { x: -34 * letters(), y };
  }
  /** How much larger the picture's letters are than usual: for the last row of a class. */
  function letters() {
    return Number(getComputedStyle(byId("mountain-view")).getPropertyValue("--letters")) || 1;
  }
  const rooms = new ResizeObserver(leaveRoom);
  for (const id of ["mountain-tools", "readout", "honesty"]) rooms.observe(byId(id));
  for (const size of [narrow, low, strip]) size.addEventListener("change", leaveRoom);
  return leaveRoom;
}
