// What a link says about the room: it comes back as it was written, never throws, and leaves the core's part as it is.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { LONGEST_QUESTION, PARTS, plainRoom, ROOM_KEYS, roomLink, splitRoom } from "../../www/state/room.js";
import { words } from "./support/random.js";

describe("the room of a link", () => {
  it("comes back as it was written", () => {
    /** @type {import("../../www/state/room.js").Room} */
    const room = {
      locked: ["data", "rate"],
      hidden: ["race"],
      view: "top",
      question: "100% 学习率 & more = #1?",
      isLarge: true,
    };
    const link = `v=1&lr=0.3${roomLink(room)}`;
    assert.deepEqual(splitRoom(link), { rest: "v=1&lr=0.3", room, problems: [] });
    assert.deepEqual(splitRoom(`#${link}`).room, room);
    assert.match(link, /^[\x21-\x7e]+$/, "plain characters only: it goes through mail and QR codes");
  });

  it("says nothing where nothing is prepared, and leaves other links as they are", () => {
    assert.equal(roomLink(plainRoom()), "");
    const links = Object.values(JSON.parse(readFileSync("tests/golden/links.json", "utf8"))).flat();
    assert.ok(links.length > 3);
    for (const entry of links) {
      const link = typeof entry === "string" ? entry : String(entry?.link ?? "");
      assert.deepEqual(splitRoom(link), { rest: link.replace(/^#/, ""), room: plainRoom(), problems: [] });
    }
  });

  it("has keys that no setting has", () => {
    const { fields } = JSON.parse(readFileSync("www/pkg/schema.json", "utf8"));
    for (const { key } of fields) assert.ok(!ROOM_KEYS.includes(key), key);
  });

  it("leaves out and names what cannot be used", () => {
    const { room, problems, rest } = splitRoom("lock=data.door&view=below&large=yes&ask=%E5%AD&lr=1");
    assert.deepEqual(room, { ...plainRoom(), locked: ["data"] });
    assert.deepEqual(
      problems.map(({ field, got, used }) => [field, got, used]),
      [
        ["lock", "door", "data"],
        ["view", "below", "hero"],
        ["large", "yes", "off"],
        ["ask", "%E5%AD", "–"],
      ],
    );
    assert.equal(rest, "lr=1");
  });

  it("hides what is both locked and hidden, and cuts a question that is too long", () => {
    const long = "题".repeat(LONGEST_QUESTION + 50);
    const { room, problems } = splitRoom(`lock=data&hide=data&ask=${encodeURIComponent(long)}`);
    assert.deepEqual([room.locked, room.hidden], [[], ["data"]]);
    assert.equal([...room.question].length, LONGEST_QUESTION);
    assert.equal(problems.length, 1);
  });

  it("never throws, whatever a stranger writes, and is stable", () => {
    const pieces = [
      "lock=",
      "hide=",
      "view=",
      "ask=",
      "large=",
      "&",
      "=",
      "%",
      "%E5",
      "#",
      ".",
      "data",
      "\u0000",
      "𝄞",
      "\ud800",
      "on",
    ];
    for (const text of words(pieces, 3000)) {
      const { room, rest } = splitRoom(text);
      assert.deepEqual(splitRoom(`&${rest}${roomLink(room)}`).room, room, text);
      assert.ok(room.locked.every((part) => PARTS.includes(part)));
    }
  });
});
