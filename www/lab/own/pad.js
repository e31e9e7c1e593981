// The square on which points are drawn: by mouse, pen and finger, and by keys. It shows and changes points; what is made of them is not its
// business.
import { measured } from "../../i18n/numbers.js";
import { markPicture } from "../../stage/marks.js";
import { h, write } from "../dom.js";
import { createSegments } from "../segments.js";
import { CLASSES, onGrid, Points } from "./points.js";

const SVG = "http://www.w3.org/2000/svg";
/** Side of the square and of a mark in the picture's own units. */
const SIDE = 400;
const MARK = 16;
/** Steps of an arrow key, and with Shift. */
const FINE = 0.02;
const COARSE = 0.1;
/** How near a hand or the keys' cross must come to a point, of the side's 2. */
const REACH = 0.05;
const LETTERS = ["A", "B", "C", "D"];

/** Arrow keys to the right and upwards. @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/** @param {string} name @param {Record<string, string | number>} attributes */
function shape(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

/**
 * @param {HTMLElement} host
 * @param {import("../../i18n/index.js").Words} words
 * @param {() => void} changed
 */
export function createPad(host, words, changed) {
  const points = new Points();
  let group = 0;
  let isErasing = false;
  /** Where the keys have put the cross. */
  let cursor = { x: 0, y: 0 };
  /** The point in the hand. @type {number | undefined} */
  let held;

  const kinds = createSegments((kind) => {
    points.setKind(kind === "value" ? "value" : "class");
    refresh();
  });
  const groups = createSegments((value) => {
    group = Number(value);
    isErasing = false;
    label();
  });
  const erase = h("button", { type: "button", class: "button", id: "own-erase", click: toggleEraser });
  const undo = h("button", { type: "button", class: "button", id: "own-undo", click: () => stepBack() });
  const clear = h("button", {
    type: "button",
    class: "button",
    id: "own-clear",
    click: () => {
      points.clear();
      refresh();
    },
  });
  const svg = /** @type {SVGSVGElement} */ (
    shape("svg", { viewBox: `0 0 ${SIDE} ${SIDE}`, class: "own-pad", id: "own-pad", tabindex: 0 })
  );
  svg.setAttribute("role", "application");
  const grid = shape("path", { class: "own-grid", d: `M0 ${SIDE / 2}h${SIDE}M${SIDE / 2} 0v${SIDE}` });
  const marks = shape("g", {});
  const cross = shape("path", { class: "own-cross", d: "M-9 0h18M0-9v18" });
  svg.append(grid, marks, cross);
  const saying = h("p", { class: "own-status", id: "own-pad-says", role: "status" });
  const counts = h("p", { class: "own-note" });
  const keys = h("p", { class: "own-note", id: "own-pad-keys" });
  svg.setAttribute("aria-describedby", "own-pad-keys");
  host.append(
    h(
      "div",
      { class: "own-draw" },
      h("div", { class: "own-square" }, svg),
      h(
        "div",
        { class: "own-tools" },
        kinds.element,
        groups.element,
        h("div", { class: "own-row" }, erase, undo, clear),
        counts,
        keys,
        saying,
      ),
    ),
  );

  const across = (/** @type {number} */ x) => ((x + 1) / 2) * SIDE;
  const down = (/** @type {number} */ y) => ((1 - y) / 2) * SIDE;

  function draw() {
    marks.replaceChildren(
      ...points.all.map((point, index) => {
        const isValue = points.kind === "value";
        const mark = markPicture(isValue ? {} : { class: point.group });
        const size = {
          x: across(point.x) - MARK / 2,
          y: down(point.y) - MARK / 2,
          width: MARK,
          height: MARK,
        };
        for (const [key, value] of Object.entries(size)) mark.setAttribute(key, String(value));
        if (index === held) mark.classList.add("held");
        return mark;
      }),
    );
    cross.setAttribute("transform", `translate(${across(cursor.x)} ${down(cursor.y)})`);
  }
  function refresh() {
    draw();
    undo.disabled = !points.canUndo;
    clear.disabled = points.all.length === 0;
    groups.element.hidden = points.kind === "value";
    const of = points.counts().map((count, at) => `${LETTERS[at]} ${count}`);
    const list = points.kind === "value" ? "" : ` · ${of.join(" · ")}`;
    write(counts, words.say("own_points", { count: points.all.length }) + list);
    kinds.show(points.kind);
    changed();
  }
  function toggleEraser() {
    isErasing = !isErasing;
    label();
  }
  function stepBack() {
    points.undo();
    refresh();
  }

  /** @param {"own_put" | "own_removed" | "own_cursor" | "own_full"} key @param {{x: number, y: number, group?: number}} place */
  function tell(key, { x, y, group: of = group }) {
    const name = points.kind === "value" ? "" : LETTERS[of];
    const values = { name, x: measured(x, 2), y: measured(y, 2), count: points.all.length };
    write(saying, words.say(key, values).replace("  ", " "));
  }
  /** @param {{x: number, y: number}} place */
  function put({ x, y }) {
    const [atX, atY] = [onGrid(x), onGrid(y)];
    const isIn = points.add(atX, atY, points.kind === "value" ? 0 : group);
    tell(isIn ? "own_put" : "own_full", { x: atX, y: atY });
    refresh();
  }
  /** @param {{x: number, y: number}} place @param {number} reach */
  function remove({ x, y }, reach) {
    const index = points.at(x, y, reach);
    if (index === undefined) return;
    const gone = points.all[index];
    points.remove(index);
    tell("own_removed", gone);
    refresh();
  }

  /** @param {PointerEvent} event */
  function placeOf(event) {
    const box = svg.getBoundingClientRect();
    return {
      x: ((event.clientX - box.left) / box.width) * 2 - 1,
      y: 1 - ((event.clientY - box.top) / box.height) * 2,
    };
  }
  svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const place = placeOf(event);
    cursor = { x: onGrid(place.x), y: onGrid(place.y) };
    // A finger is wider than a mark.
    const reach = event.pointerType === "touch" ? 2 * REACH : REACH;
    if (isErasing) {
      remove(place, reach);
      return;
    }
    held = points.at(place.x, place.y, reach);
    if (held === undefined) {
      put(place);
      return;
    }
    points.grab();
    svg.setPointerCapture(event.pointerId);
    draw();
  });
  svg.addEventListener("pointermove", (event) => {
    if (held === undefined) return;
    const place = placeOf(event);
    points.drag(held, place.x, place.y);
    draw();
  });
  const drop = () => {
    if (held === undefined) return;
    const moved = points.all[held];
    held = undefined;
    tell("own_put", moved);
    refresh();
  };
  svg.addEventListener("pointerup", drop);
  svg.addEventListener("pointercancel", drop);

  svg.addEventListener("keydown", (event) => {
    const arrow = ARROWS[event.key];
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") {
      stepBack();
    } else if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    } else if (arrow) {
      const step = event.shiftKey ? COARSE : FINE;
      cursor = { x: onGrid(cursor.x + arrow[0] * step), y: onGrid(cursor.y + arrow[1] * step) };
      draw();
      tell("own_cursor", cursor);
    } else if (event.key === "Enter" || event.key === " ") {
      put(cursor);
    } else if (event.key === "Delete" || event.key === "Backspace") {
      remove(cursor, 2 * REACH);
    } else if (/^[1-4]$/.test(event.key) && Number(event.key) <= CLASSES) {
      group = Number(event.key) - 1;
      groups.show(String(group));
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  });

  function label() {
    kinds.label(words.say("own_draw_kind"), "", [
      { value: "class", label: words.say("own_draw_classes"), help: words.say("own_draw_classes_help") },
      { value: "value", label: words.say("own_draw_number"), help: words.say("own_draw_number_help") },
    ]);
    groups.label(
      words.say("own_draw_class"),
      "",
      LETTERS.map((letter, index) => ({
        value: String(index),
        label: letter,
        help: words.say("own_draw_class_help", { name: letter, key: index + 1 }),
        picture: markPicture({ class: index }),
      })),
    );
    groups.show(isErasing ? "" : String(group));
    svg.classList.toggle("erasing", isErasing);
    erase.setAttribute("aria-pressed", String(isErasing));
    write(erase, words.say("own_erase"));
    write(undo, words.say("own_undo"));
    write(clear, words.say("own_clear"));
    write(keys, words.say("own_pad_keys"));
    svg.setAttribute("aria-label", words.say("own_pad"));
    refresh();
  }

  return { points, label, refresh };
}
