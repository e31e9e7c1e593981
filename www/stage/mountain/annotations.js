/**
 * What is written over the picture: values of the contour lines, the two axes with their ticks, the compass, and the
 * marks of probe and drop. It knows no camera: whoever draws the land says where a world point appears.
 *
 * Places are chosen when the picture rests and kept while it moves, so that no number hops; a number that the land
 * hides meanwhile is left out.
 *
 * @import { Contours } from "./contours.js"
 * @import { Frame } from "./geometry.js"
 * @import { Field, MountainColours, MountainWords, Vec3 } from "./types.js"
 * @import { Pixel } from "./overlay.js"
 * @import { Axis } from "./axes.js"
 */
import { boxOf } from "../box.js";
import { axesFacing } from "./axes.js";
import { colourAt } from "./colormap.js";
import { compassBox, drawCompass, needle } from "./compass.js";
import { GROUND, HEIGHT } from "./geometry.js";
import { chooseLabels, labelSpots } from "./labels.js";
import { Overlay, upright } from "./overlay.js";

/** One number for so many square pixels of the window. */
const AREA_PER_LABEL = 24_000;

/** No number is drawn this near to a ball's centre, in CSS pixels. */
const CLEAR_OF_BALL = 22;

/** Type of the axes' titles in CSS pixels: what an axis is, and below it in what unit; and from one line to the next. */
const TITLE_SIZE = 11.5;
const UNIT_SIZE = 10.5;
const TITLE_LINE = 14;
/** Type of the numbers along the axes, and the least from an edge to the middle of its title. */
const TICK_SIZE = 10.5;
const TITLE_AWAY = 28;
/** Below this width of the picture, in CSS pixels, there is room for what an axis is, not for its unit. */
const ROOM_FOR_UNITS = 480;

/** Below this angle from the vertical the picture is a map. */
const MAP_POLAR = 0.06;

/**
 * A frame's view of things.
 * @typedef {object} View
 * @property {(point: Vec3) => Pixel} project where a world point appears, in CSS pixels
 * @property {(point: Vec3) => boolean} isHidden whether the land lies before it
 * @property {number} width CSS pixels @property {number} height
 * @property {number} ratio @property {{yaw: number, polar: number}} turn
 * @property {Frame} frame @property {Field} field
 */

export class Annotations {
  /** @param {HTMLElement} host */
  constructor(host) {
    this.#overlay = new Overlay(host);
    this.#host = host;
  }

  #overlay;

  get canvas() {
    return this.#overlay.canvas;
  }
  #host;
  /** @type {MountainColours | null} */
  #colours = null;
  /** @type {import("./labels.js").Spot[]} */
  #spots = [];
  /** Finds them anew after a change of the surface. @type {(() => import("./labels.js").Spot[]) | null} */
  #findSpots = null;
  /** @type {import("./labels.js").Spot[]} */
  #chosen = [];
  #levelStep = 0.1;
  /** Elements of the page that lie over the picture. @type {Element[]} */
  #above = [];
  /** Centre of the compass; negative: from the right or lower edge. @type {Pixel} */
  #compass = { x: -40, y: 40 };
  /** Their boxes within the picture, as of the last choice. @type {{left: number, right: number, top: number, bottom: number}[]} */
  #boxes = [];
  /** How far along each axis its title stands, and how many of its lines. */
  #titleAt = { a: { at: 0.5, lines: 1 }, b: { at: 0.5, lines: 1 } };

  /** @param {MountainColours} colours */
  setTheme(colours) {
    this.#colours = colours;
  }

  /** @param {Element[]} elements @param {Pixel} [compass] where its centre goes; negative: from the right or lower edge */
  setObstacles(elements, compass = this.#compass) {
    this.#above = elements;
    this.#compass = compass;
    this.#readLetters();
  }

  /** The style sheet knows for whom the page is written; `--letters` is a factor. */
  #readLetters() {
    this.#overlay.letters = Number(getComputedStyle(this.#host).getPropertyValue("--letters")) || 1;
  }

  /** @param {number} width CSS pixels @param {number} height @returns {Pixel} */
  #compassIn(width, height) {
    const { x, y } = this.#compass;
    return { x: x < 0 ? width + x : x, y: y < 0 ? height + y : y };
  }

  /** @param {Field} field @param {Contours} contours @param {(loss: number) => number} levelOf */
  setContours(field, contours, levelOf) {
    // Looked for when they are wanted: the frame that takes new heights has enough to do.
    this.#findSpots = () => labelSpots(field, contours, levelOf);
    this.#chosen = [];
    this.#levelStep = 1 / Math.max(2, contours.levels.length);
  }

  /**
   * What lies over the picture, as the camera wants it.
   * @returns {import("./framing.js").Box[]}
   */
  boxes() {
    const { width, height } = this.#host.getBoundingClientRect();
    return this.#measure().map(({ left, right, top, bottom }) => ({
      left: (2 * left) / width - 1,
      right: (2 * right) / width - 1,
      bottom: 1 - (2 * bottom) / height,
      top: 1 - (2 * top) / height,
    }));
  }

  /** Boxes of the elements that lie over the picture, in its pixels, with a little air. */
  #measure() {
    const box = this.#host.getBoundingClientRect();
    const elements = this.#above
      .map(boxOf)
      .filter((rect) => rect.width > 0)
      .map((rect) => ({
        left: rect.left - box.left - 6,
        right: rect.right - box.left + 6,
        top: rect.top - box.top - 6,
        bottom: rect.bottom - box.top + 6,
      }));
    return [compassBox(this.#compassIn(box.width, box.height), this.#overlay.letters), ...elements];
  }

  /**
   * Chooses where numbers and titles stand.
   * @param {View} view @param {Vec3[]} marks world points to keep clear of @param {MountainWords} words
   */
  choose(view, marks, words) {
    const { width, height, field, project } = view;
    this.#readLetters();
    this.#boxes = this.#measure();
    const { letters } = this.#overlay;
    const isFree = (/** @type {number} */ x, /** @type {number} */ y) =>
      x > 14 && y > 8 && x < width - 14 && y < height - 8 && this.#isBare(x, y);
    this.#spots = this.#findSpots?.() ?? this.#spots;
    this.#findSpots = null;
    const area = width * height;
    this.#chosen = chooseLabels(this.#spots, field, {
      project,
      isSeen: (point) => !view.isHidden(point),
      isFree,
      most: Math.max(4, Math.round(area / AREA_PER_LABEL / letters ** 2)),
      marks: marks.map(project),
      levelStep: this.#levelStep,
    });
    for (const axis of this.#axes(view)) {
      const shares = [0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78, 0.14, 0.86];
      const all = titleOf(axis, words);
      const beyond = this.#titleAway(axis, project, words);
      const room = (/** @type {number} */ share, /** @type {string[]} */ lines) => {
        const half = Math.max(...lines.map((line) => this.#overlay.widthOf(line, TITLE_SIZE))) / 2;
        const { at, angle, away } = titlePlace(axis, share, project, beyond);
        // Without its middle it is not drawn.
        if (!isFree(at.x, at.y)) return 0;
        const parts = [-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1].map((part) => part * half);
        const spots = parts.flatMap((along) =>
          lines.map((_, line) => ({
            x: at.x + Math.cos(angle) * along + away.x * line * TITLE_LINE * letters,
            y: at.y + Math.sin(angle) * along + away.y * line * TITLE_LINE * letters,
          })),
        );
        return spots.filter(({ x, y }) => isFree(x, y)).length / spots.length;
      };
      // Where there is no room for what an axis is and for its unit there may be for the first.
      const most = width < ROOM_FOR_UNITS * letters ? 1 : all.length;
      const tried = [most, 1].map((lines) => {
        const rooms = shares.map((share) => room(share, all.slice(0, lines)));
        const best = Math.max(...rooms);
        return { lines, best, at: shares[rooms.indexOf(best)] };
      });
      this.#titleAt[axis.name] = tried[0].best < 1 && tried[1].best > tried[0].best ? tried[1] : tried[0];
    }
  }

  /**
   * @param {View} view
   * @param {object} what
   * @param {MountainWords} what.words
   * @param {boolean} what.labels whether the sheet stands still enough for numbers
   * @param {[number, number] | null} what.down steepest descent along a and b
   * @param {{point: Vec3, isDrop: boolean} | null} what.probe
   * @param {Vec3[]} what.balls centres
   */
  draw(view, { words, labels, down, probe, balls }) {
    const colours = this.#colours;
    const overlay = this.#overlay;
    overlay.wipe(view.width, view.height, view.ratio);
    if (!colours) return;
    const { project } = view;
    for (const axis of this.#axes(view)) this.#drawAxis(axis, project, words, colours, view);
    if (labels) {
      const discs = balls.map(project);
      for (const spot of this.#chosen) this.#drawLabel(spot, project, words, view, discs);
    }
    if (down) {
      const tip = needle(down, view.frame, view.turn);
      const centre = this.#compassIn(view.width, view.height);
      if (tip) drawCompass(overlay, centre, tip, view.turn, colours, words.down);
    }
    if (probe) this.#drawProbe(project(probe.point), probe.isDrop, colours);
  }

  dispose() {
    this.#overlay.dispose();
  }

  /** @param {View} view */
  #axes({ frame, turn, width, height }) {
    const isMap = turn.polar < MAP_POLAR;
    const most = Math.max(
      2,
      Math.min(isMap ? 7 : 4, Math.floor(Math.min(width, height) / 75 / this.#overlay.letters)),
    );
    return axesFacing(frame, turn.yaw, isMap ? 0 : GROUND, most);
  }

  /** @param {number} x @param {number} y */
  #isBare(x, y) {
    return this.#boxes.every(
      ({ left, right, top, bottom }) => x < left || x > right || y < top || y > bottom,
    );
  }

  /** @param {Axis} axis @param {(point: Vec3) => Pixel} project @param {MountainWords} words @param {MountainColours} colours @param {View} view */
  #drawAxis(axis, project, words, colours, view) {
    const style = { fill: colours.soft, halo: colours.panel };
    const [dx, dy] = outward(axis, 0.5, project);
    // Seen along the ground, an axis is too short for words.
    const [p, q] = [project(axis.from), project(axis.to)];
    if (Math.hypot(p.x - q.x, p.y - q.y) < 90) return;
    const isFree = (/** @type {Pixel} */ { x, y }) =>
      x > 4 && y > 4 && x < view.width - 4 && y < view.height - 4 && this.#isBare(x, y);
    for (const { value, point } of axis.ticks) {
      const at = project(point);
      const text = words.coordinate(value);
      const { place } = this.#tickPlace(at, text, [dx, dy]);
      if (!isFree(place)) continue;
      this.#overlay.stroke([at, { x: at.x + dx * 4, y: at.y + dy * 4 }], { colour: colours.soft });
      this.#overlay.write(text, place, { size: TICK_SIZE, ...style });
    }
    const beyond = this.#titleAway(axis, project, words);
    const title = this.#titleAt[axis.name];
    const { at, angle, away } = titlePlace(axis, title.at, project, beyond);
    if (!isFree(at)) return;
    const lines = titleOf(axis, words).slice(0, title.lines);
    const { letters } = this.#overlay;
    for (const [line, text] of lines.entries()) {
      const place = {
        x: at.x + away.x * line * TITLE_LINE * letters,
        y: at.y + away.y * line * TITLE_LINE * letters,
      };
      this.#overlay.write(text, place, { size: line === 0 ? TITLE_SIZE : UNIT_SIZE, angle, ...style });
    }
  }

  /**
   * Where a tick's number stands, away from the land.
   * @param {Pixel} at the tick @param {string} text @param {[number, number]} outward of unit length
   */
  #tickPlace(at, text, [dx, dy]) {
    const half = this.#overlay.widthOf(text, TICK_SIZE) / 2;
    const away = 8 + Math.abs(dx) * half + Math.abs(dy) * 5 * this.#overlay.letters;
    return { place: { x: at.x + dx * away, y: at.y + dy * away }, half, away };
  }

  /**
   * How far from its edge the title of an axis stands: beyond the widest number there.
   * @param {Axis} axis @param {(point: Vec3) => Pixel} project @param {MountainWords} words
   */
  #titleAway(axis, project, words) {
    const [dx, dy] = outward(axis, 0.5, project);
    const [p, q] = [project(axis.from), project(axis.to)];
    const angle = Math.atan2(q.y - p.y, q.x - p.x);
    const [nx, ny] = [Math.abs(Math.sin(angle)), Math.abs(Math.cos(angle))];
    const cosine = Math.abs(dy * Math.cos(angle) - dx * Math.sin(angle));
    const { letters } = this.#overlay;
    const reaches = axis.ticks.map(({ value, point }) => {
      const { half, away } = this.#tickPlace(project(point), words.coordinate(value), [dx, dy]);
      return away * cosine + half * nx + (TICK_SIZE / 2) * letters * ny;
    });
    return Math.max(TITLE_AWAY * letters, ...reaches.map((reach) => reach + (TITLE_SIZE / 2) * letters + 2));
  }

  /** @param {import("./labels.js").Spot} spot @param {(point: Vec3) => Pixel} project @param {MountainWords} words @param {View} view @param {Pixel[]} balls */
  #drawLabel({ loss, major, point, along }, project, words, view, balls) {
    const at = project(point);
    // A ball that has walked there since covers it.
    if (balls.some((ball) => Math.hypot(ball.x - at.x, ball.y - at.y) < CLEAR_OF_BALL)) return;
    if (!this.#isBare(at.x, at.y) || view.isHidden(point)) return;
    const [x, y, z] = point;
    const ahead = project([x + along[0] * 0.05, y, z + along[1] * 0.05]);
    const angle = upright(Math.atan2(ahead.y - at.y, ahead.x - at.x));
    const [r, g, b] = colourAt(y / HEIGHT);
    const isLight = 0.299 * r + 0.587 * g + 0.114 * b > 0.58 * 255;
    this.#overlay.write(words.loss(loss), at, {
      size: major ? 11 : 10,
      weight: major ? 600 : 500,
      angle,
      fill: isLight ? "rgb(10 38 38)" : "rgb(255 255 255)",
      halo: `rgb(${[r, g, b].map((part) => Math.round(part * 0.86)).join(" ")})`,
      alpha: major ? 1 : 0.86,
    });
  }

  /** @param {Pixel} at @param {boolean} isDrop @param {MountainColours} colours */
  #drawProbe(at, isDrop, colours) {
    const { pen } = this.#overlay;
    for (const [width, colour] of /** @type {const} */ ([
      [3.4, "rgb(0 0 0 / 0.55)"],
      [1.6, isDrop ? colours.accent : "rgb(255 255 255)"],
    ])) {
      pen.beginPath();
      pen.arc(at.x, at.y, isDrop ? 9 : 5, 0, 2 * Math.PI);
      for (const [x, y] of [
        [1, 0],
        [0, 1],
        [-1, 0],
        [0, -1],
      ]) {
        const inner = isDrop ? 9 : 5;
        pen.moveTo(at.x + x * inner, at.y + y * inner);
        pen.lineTo(at.x + x * (inner + 5), at.y + y * (inner + 5));
      }
      pen.lineWidth = width;
      pen.strokeStyle = colour;
      pen.stroke();
    }
  }
}

/** Lines of an axis' title, the nearest to the land first. @param {Axis} axis @param {MountainWords} words */
function titleOf(axis, words) {
  return (axis.name === "a" ? words.axisA : words.axisB).split("\n");
}

/**
 * Direction on screen away from the sheet, of unit length.
 * @param {Axis} axis @param {number} share @param {(point: Vec3) => Pixel} project
 * @returns {[number, number]}
 */
function outward({ from, to, out }, share, project) {
  const middle = between(from, to, share);
  const p = project(middle);
  const q = project([middle[0] + out[0] * 0.1, middle[1], middle[2] + out[1] * 0.1]);
  const length = Math.hypot(q.x - p.x, q.y - p.y) || 1;
  return [(q.x - p.x) / length, (q.y - p.y) / length];
}

/** Where the title of an axis stands, how it is turned, and which way leads away from the land. @param {Axis} axis @param {number} share @param {(point: Vec3) => Pixel} project @param {number} beyond how far that way */
function titlePlace(axis, share, project, beyond) {
  const [p, q] = [project(axis.from), project(axis.to)];
  const angle = upright(Math.atan2(q.y - p.y, q.x - p.x));
  const [dx, dy] = outward(axis, share, project);
  const at = project(between(axis.from, axis.to, share));
  // Beyond the ticks, square to the edge as it appears.
  const [nx, ny] = [-Math.sin(angle), Math.cos(angle)];
  const side = Math.sign(nx * dx + ny * dy) || 1;
  const away = beyond * side;
  return { at: { x: at.x + nx * away, y: at.y + ny * away }, angle, away: { x: nx * side, y: ny * side } };
}

/** @param {Vec3} from @param {Vec3} to @param {number} share @returns {Vec3} */
function between(from, to, share) {
  const part = (/** @type {number} */ k) => from[k] + (to[k] - from[k]) * share;
  return [part(0), part(1), part(2)];
}
