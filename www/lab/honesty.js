// The honesty meter: how much of the truth the picture shows.
import { count, measured, percent } from "../i18n/numbers.js";
import { givenNames } from "../state/branches.js";
import { h, write } from "./dom.js";
import { kindName } from "./runs.js";

/**
 * How much of a run is seen on its mountain; sheet: its height at the ball; run: its number, 0 is the lead.
 * @typedef {{run: number, residual: string, path: number, gradient: number, loss: number, sheet: number | undefined, distance: number}} Shares
 */

/** A gap below this share of the loss is not worth a word: the eye cannot see it. */
const NEGLIGIBLE = 0.005;

/**
 * @param {HTMLElement} host
 * @param {Pick<import("./controls.js").Context, "store" | "words"> & {failed: (error: unknown) => void}} context
 */
export function createHonesty(host, { store, words, failed }) {
  const title = h("h2");
  const path = createShare("path-share");
  const gradient = createShare("gradient-share");
  const gap = h("p", { id: "sheet-gap" });
  // Much is explained by any two directions of a walk: the share alone would flatter the picture.
  const explained = h("p", { id: "explained" });
  path.element.append(explained);
  const summary = h("span", { id: "truth" });
  const more = h("button", {
    type: "button",
    class: "link",
    id: "truth-more",
    click: () => open().catch(failed),
  });
  host.append(title, path.element, gradient.element, gap, h("p", { class: "truth" }, summary, " ", more));
  /** @type {ReturnType<typeof import("./leaves_out.js").createLeavesOut> | undefined} */
  let explanation;
  /** @type {import("../engine/protocol.js").Plane | undefined} */
  let plane;
  /** @type {Shares | undefined} */
  let now;
  /** Those of the mountain beside it. @type {Shares | undefined} */
  let beside;
  let parameters = 0;
  let side = 0;
  let range = { low: 0, high: 0 };

  async function open() {
    if (!plane || !now) return;
    const picture = { plane, parameters, side, range, status: now };
    const { createLeavesOut } = await import("./leaves_out.js");
    explanation ??= createLeavesOut(words);
    explanation.open(picture);
  }
  const showPlane = () => {
    const ofPath = plane?.kind === "path" || plane?.kind === "path_mean" ? plane : undefined;
    explained.hidden = !ofPath;
    if (ofPath) {
      const [share, chance] = [ofPath.explained, ofPath.random_walk].map(([a, b]) => percent(a + b));
      write(explained, words.say("explained", { share, chance }));
    }
    // Where two numbers are all there is, every share is the whole by necessity and says nothing.
    const isExact = plane?.kind === "exact";
    for (const part of [path.element, gradient.element, gap]) part.hidden = isExact;
    write(more, words.say(isExact ? "truth_more_exact" : "truth_more"));
    more.hidden = plane === undefined;
    const counts = { parameters: count(parameters), others: count(parameters - 2) };
    write(
      summary,
      isExact ? words.say("truth_exact") : parameters > 2 ? words.say("truth_slice", counts) : "",
    );
  };
  const show = () => {
    if (!now) return;
    const both = beside ? [now, beside] : [now];
    for (const [share, label, figure] of /** @type {const} */ ([
      [path, "path_share", "path"],
      [gradient, "gradient_share", "gradient"],
    ])) {
      const parts = both.map(({ residual, [figure]: value }) => ({ residual, value }));
      share.show(words.say(label), parts);
    }
    const gaps = both.map(({ run, residual, loss, sheet }) => {
      const text = describeGap(words, loss, sheet);
      const series = kindName(words, residual, givenNames(store.spec)[run]);
      return beside && text ? words.say("series_says", { series, text }) : text;
    });
    write(gap, gaps.join("\n"));
  };
  words.follow(() => {
    title.textContent = words.say("honesty");
    show();
    showPlane();
  });

  return {
    /** @param {Shares} shares @param {Shares} [second] of the mountain beside it */
    show(shares, second) {
      now = shares;
      beside = second;
      show();
    },
    /** What a path's plane explains of it. @param {import("../engine/protocol.js").Plane} drawn */
    showPlane(drawn) {
      plane = drawn;
      showPlane();
    },
    /** @param {number} weights how many the network has */
    showParameters(weights) {
      parameters = weights;
      showPlane();
    },
    /** @param {number} points along a side that are computed */
    showSide(points) {
      side = points;
    },
    /** @param {{low: number, high: number}} drawn losses at the ends of the colours */
    showRange(drawn) {
      range = drawn;
    },
  };
}

/** @param {string} id */
function createShare(id) {
  const name = h("span");
  const value = h("b", { id });
  const bars = h("div", { class: "bars", "aria-hidden": "true" });
  return {
    element: h("div", { class: "share" }, h("p", {}, name, " ", value), bars),
    /** @param {string} label @param {{residual: string, value: number}[]} parts of one mountain or of two: 0 to 1, or NaN */
    show(label, parts) {
      write(name, label);
      write(value, parts.map((part) => percent(part.value)).join(" · "));
      while (bars.children.length > parts.length) bars.lastElementChild?.remove();
      while (bars.children.length < parts.length) bars.append(h("div", { class: "bar" }, h("i")));
      for (const [index, { residual, value: share }] of parts.entries()) {
        const bar = /** @type {HTMLElement} */ (bars.children[index].firstElementChild);
        bar.className = parts.length === 1 ? "" : residual === "off" ? "of-plain" : "of-skip";
        bar.style.width = `${Number.isFinite(share) ? Math.min(100, Math.max(0, share * 100)) : 0}%`;
      }
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
