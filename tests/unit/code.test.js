// The code on a wall: how many modules a link takes, from how far they are read by the rule, and that a question comes out as it went in.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import jsqr from "jsqr";
import { codeOf } from "../../www/share/qr.js";
import { LAST_ROW, questionOfCode, reachOf } from "../../www/share/reach.js";
import { LONGEST_QUESTION, plainRoom, roomLink, splitRoom } from "../../www/state/room.js";
import { words } from "./support/random.js";

const PAGE = "https://somebody.github.io/downhill/";
/** Light modules around a code, on both sides together. */
const MARGIN = 8;
/** The share of the width that a code takes which is as high as a screen of 1920 × 1080, but for 30 pixels. */
const SHARE = (1080 - 30) / 1920;

const SENTENCE = "学习率多大时，小球就不再往下走了？请先预测，再打开残差连接看看三十层网络怎么变。";
const chinese = (/** @type {number} */ length) => SENTENCE.repeat(9).slice(0, length);

/** A link as the code writes it. @param {string} link without `#` */
function ofCode(link) {
  const { rest, room } = splitRoom(link);
  return `${PAGE}#${rest}${roomLink(room, questionOfCode)}`;
}
/** @param {string} link @returns {number} modules along a side, without the light ones around */
function modulesOf(link) {
  const code = codeOf(ofCode(link));
  assert.ok(code, link);
  return code.size - MARGIN;
}
const askOf = (/** @type {string} */ question) => `v=1${roomLink({ ...plainRoom(), question })}`;

/** What another library reads in a code that is painted so many pixels large. @param {string} text @param {number} pixels a module */
function readAt(text, pixels) {
  const code = codeOf(text);
  assert.ok(code);
  const side = code.size * pixels;
  const image = new Uint8ClampedArray(4 * side * side).fill(255);
  for (let y = 0; y < side; y += 1)
    for (let x = 0; x < side; x += 1)
      if (code.data[Math.floor(y / pixels)]?.[Math.floor(x / pixels)])
        image.fill(0, 4 * (y * side + x), 4 * (y * side + x) + 3);
  // The package is written for the older kind of modules.
  const read = /** @type {typeof import("jsqr").default} */ (Reflect.get(jsqr, "default") ?? jsqr);
  return read(image, side, side)?.data;
}

describe("the rule of how far a code is read", () => {
  it("is one metre for each millimetre of a module, on a picture 1.5 m wide", () => {
    // A code of 100 modules over a half of the picture: 7.5 mm each.
    assert.ok(Math.abs(reachOf(100, 0.5) - 7.5) < 1e-9);
    assert.ok(Math.abs(reachOf(50, 0.5) - 15) < 1e-9, "half as many modules are read from twice as far");
  });

  it("is not far from what three pixels of a phone's main camera see", () => {
    const pixelsAsWideAsFar = 4032 / (36 / 26);
    const millimetres = 1000 * LAST_ROW * (3 / pixelsAsWideAsFar);
    const byRule = 1000 / reachOf(1, 1 / 1.5) / (1 / LAST_ROW);
    assert.ok(
      Math.abs(byRule / millimetres - 1) < 0.05,
      `${byRule} mm by the rule, ${millimetres} mm by the camera`,
    );
  });
});

describe("the size of a code", () => {
  it("is small for a plain link", () => {
    assert.equal(modulesOf("v=1"), 29);
  });

  it("lets every link of the pages for teachers be read in the last row", () => {
    let found = 0;
    for (const file of ["docs/teachers.md", "docs/teachers.zh.md"]) {
      for (const [, link = ""] of readFileSync(file, "utf8").matchAll(/`#((?:data|problem)=[^`]*)`/g)) {
        found += 1;
        const metres = reachOf(modulesOf(link) + MARGIN, SHARE);
        assert.ok(metres >= LAST_ROW, `${link}: ${metres} m`);
        assert.ok(modulesOf(link) <= 53, link);
      }
    }
    assert.equal(found, 16);
  });

  it("is that of a short question in Chinese, and is too fine for the last row only near the longest one", () => {
    const [short, middle, long] = [40, 100, 200].map((length) => modulesOf(askOf(chinese(length))));
    assert.deepEqual([short, middle, long], [45, 61, 81]);
    const far = [short, middle, long].map((modules) => reachOf(modules + MARGIN, SHARE) >= LAST_ROW);
    assert.deepEqual(far, [true, true, false]);
    // With percent signs, as people read it.
    const before = codeOf(`${PAGE}#${askOf(chinese(40))}`);
    assert.equal((before?.size ?? 0) - MARGIN, 69);
  });
});

describe("a question in a code", () => {
  const QUESTIONS = [
    "Where does it rest?",
    'a + b = c & 100% of #1? 50/50: yes, no; "or" <both>',
    chinese(40),
    chinese(LONGEST_QUESTION),
    "Wie weit? 多远？ 😀",
  ];

  it("is ASCII, is read by another library, and leads to the same room", () => {
    for (const question of QUESTIONS) {
      const link = askOf(question);
      const text = ofCode(link);
      assert.match(text, /^[\x21-\x7e]+$/, question);
      assert.equal(readAt(text, 3), text, question);
      assert.deepEqual(splitRoom(new URL(text).hash), splitRoom(link), question);
      assert.equal(splitRoom(new URL(text).hash).room.question, question);
    }
  });

  it("is written whichever way is shorter, and as plain English where that is", () => {
    assert.equal(questionOfCode("Where does it rest?"), "ask=Where+does+it+rest?");
    assert.match(questionOfCode("它停在哪里？"), /^ask16=[\w-]+$/);
  });

  it("comes back whatever is asked, and half of one is named", () => {
    for (const text of words(["学", "a", " ", "%", "+", "&", "é", "𝄞", "?", "=", "\u0000", "\ud800"], 2000)) {
      const { room } = splitRoom(`ask=${encodeURIComponent(text.toWellFormed())}`);
      const again = splitRoom(roomLink(room, questionOfCode)).room;
      assert.deepEqual(again, room, text);
    }
    for (const half of ["ask16=ab", "ask16=*", "ask16=abcde"]) {
      const { room, problems } = splitRoom(half);
      assert.equal(room.question, "");
      assert.deepEqual(
        problems.map(({ field }) => field),
        ["ask16"],
        half,
      );
    }
  });
});
