// Somebody who only listens: syllables come without pauses, the core counts what follows what, and where what follows is not sure a gap
// opens.

import { percent } from "../../i18n/numbers.js";
import { h, write } from "../../lab/dom.js";
import { loadInstruments } from "../../state/instruments.js";
import { s } from "./parts.js";

const WIDTH = 640;
const HEIGHT = 330;
/** Syllables that are drawn, in rows. */
const IN_ROW = 12;
const ROWS = 3;
const SHOWN = IN_ROW * ROWS;

/** @type {import("./index.js").Maker} */
export function createSounds(host, { setting, words, changed }) {
  let said = words;
  /** @type {string[]} */
  const syllables = setting.syllables;
  /** @type {import("../../state/instruments.js").Instruments | undefined} */
  let core;
  /** @type {import("../../pkg/instruments.js").Listener | undefined} */
  let listener;
  const picture = s("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "sounds-picture", role: "img" });
  const title = h("h2");
  const sentence = h("p", { class: "widget-says", role: "status" });
  const hear = h("button", { type: "button", class: "button", id: "sounds-hear", click: () => listen(3) });
  const minute = h("button", { type: "button", class: "button", id: "sounds-long", click: () => listen(45) });
  const again = h("button", { type: "button", class: "button", id: "sounds-again", click: () => begin(0) });
  host.replaceChildren(
    title,
    h("div", { class: "widget-figure" }, picture),
    sentence,
    h("div", { class: "widget-buttons" }, hear, minute, again),
  );

  /** @param {number} heard words that are heard at once: an empty picture would show nobody what is meant */
  function begin(heard) {
    if (!core) return;
    listener?.free();
    listener = new core.Listener(setting.seed);
    listen(heard);
  }
  /** @param {number} count of words */
  function listen(count) {
    listener?.hear(count);
    draw();
  }
  function draw() {
    if (!listener) return;
    const stream = [...listener.last(SHOWN)];
    const shares = [...listener.shares(SHOWN)];
    const together = listener.parts_below;
    const [right = 0, wrong = 0] = listener.found();
    const cell = WIDTH / (IN_ROW + 1);
    const line = HEIGHT / ROWS;
    picture.replaceChildren(
      ...stream.flatMap((syllable, at) => {
        const [x, y] = [cell * ((at % IN_ROW) + 0.5), line * Math.floor(at / IN_ROW) + 34];
        const share = shares[at];
        const text = s("text", { class: "syllable", x, y }, syllables[syllable] ?? "");
        if (share === undefined) return [text];
        const isTogether = share >= together;
        const bar = s("rect", {
          class: isTogether ? "sure" : "unsure",
          x: x + 4,
          y: y + 52 - 36 * share,
          width: cell - 8,
          height: Math.max(2, 36 * share),
        });
        const gap = s("line", { class: "gap", x1: x + cell - 3, x2: x + cell - 3, y1: y - 18, y2: y + 54 });
        return isTogether ? [text, bar] : [text, bar, gap];
      }),
    );
    const isKnown = right === 4 && wrong === 0;
    const count = listener.count;
    const [next = 0, after = 0] = [
      shares.find((share) => share >= together),
      shares.find((share) => share < together),
    ];
    const key = count === 0 ? "begin" : isKnown ? "known" : "hears";
    const filled = (said[key] ?? "")
      .replace("{count}", String(count))
      .replace("{right}", String(right))
      .replace("{wrong}", String(wrong))
      .replace("{inside}", percent(next))
      .replace("{after}", percent(after));
    write(sentence, filled);
    const heard = stream.map((one) => syllables[one]).join("");
    picture.setAttribute("aria-label", heard ? `${heard}. ${filled}` : filled);
    changed({ count, right, wrong });
  }
  function label() {
    write(title, said.title ?? "");
    write(hear, said.hear ?? "");
    write(minute, said.minute ?? "");
    write(again, said.again ?? "");
    draw();
  }
  label();
  loadInstruments().then(
    (instruments) => {
      core = instruments;
      begin(3);
    },
    () => write(sentence, said.failed ?? ""),
  );
  return {
    label(next) {
      said = next;
      label();
    },
    dispose() {
      listener?.free();
      listener = undefined;
      core = undefined;
    },
  };
}
