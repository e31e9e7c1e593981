// The honesty meter: how much of the truth the picture shows.
import { count, measured, percent } from "../i18n/numbers.js";
import { h, write } from "./dom.js";

/** A gap below this share of the loss is not worth a word: the eye cannot see it. */
const NEGLIGIBLE = 0.005;

/**
 * @param {HTMLElement} host
 * @param {import("../i18n/index.js").Words} words
 */
export function createHonesty(host, words) {
  const title = h("h2");
  const path = createShare("path-share");
  const gradient = createShare("gradient-share");
  const gap = h("p", { id: "sheet-gap" });
  // Much is explained by any two directions of a walk: the share alone would flatter the picture.
  const explained = h("p", { id: "explained" });
  path.element.append(explained);
  host.append(title, path.element, gradient.element, gap);
  /** @type {import("../engine/protocol.js").Plane | undefined} */
  let plane;
  const showExplained = () => {
    const ofPath = plane?.kind === "path" || plane?.kind === "path_mean" ? plane : undefined;
    explained.hidden = !ofPath;
    if (!ofPath) return;
    const [share, chance] = [ofPath.explained, ofPath.random_walk].map(([a, b]) => percent(a + b));
    write(explained, words.say("explained", { share, chance }));
  };

  /** @type {{path: number, gradient: number, loss: number, sheet: number | undefined} | undefined} */
  let now;
  let parameters = 0;
  const show = () => {
    if (!now) return;
    path.show(words.say("path_share"), now.path);
    gradient.show(words.say("gradient_share"), now.gradient);
    write(gap, describeGap(words, now.loss, now.sheet));
  };
  words.follow(() => {
    title.textContent = words.say("honesty");
    host.title = words.say("honesty_help", { parameters: count(parameters) });
    show();
    showExplained();
  });

  return {
    /** @param {{path: number, gradient: number, loss: number, sheet: number | undefined}} shares sheet: its height at the ball */
    show(shares) {
      now = shares;
      show();
    },
    /** What a path's plane explains of it. @param {import("../engine/protocol.js").Plane} drawn */
    showPlane(drawn) {
      plane = drawn;
      showExplained();
    },
    /** @param {number} weights how many the network has */
    showParameters(weights) {
      parameters = weights;
      host.title = words.say("honesty_help", { parameters: count(parameters) });
    },
  };
}

/** @param {string} id */
function createShare(id) {
  const name = h("span");
  const value = h("b", { id });
  const bar = h("i");
  return {
    element: h(
      "div",
      { class: "share" },
      h("p", {}, name, " ", value),
      h("div", { class: "bar", "aria-hidden": "true" }, bar),
    ),
    /** @param {string} label @param {number} share 0 to 1, or NaN */
    show(label, share) {
      write(name, label);
      write(value, percent(share));
      bar.style.width = `${Number.isFinite(share) ? Math.min(100, Math.max(0, share * 100)) : 0}%`;
    },
  };
}

/**
 * @param {import("../i18n/index.js").Words} words
 * @param {number} loss the ball's true loss
 * @param {number | undefined} sheet the drawn height below it; undefined outside the drawn part
 */
export function describeGap(words, loss, sheet) {
  if (sheet === undefined) return words.say("ball_off");
  const gap = loss - sheet;
  if (!Number.isFinite(gap)) return "";
  if (Math.abs(gap) < NEGLIGIBLE * Math.max(Math.abs(loss), Math.abs(sheet))) return words.say("ball_on");
  return words.say(gap > 0 ? "ball_above" : "ball_below", { gap: measured(Math.abs(gap), 2) });
}
