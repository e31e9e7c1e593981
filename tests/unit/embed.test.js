// What a stranger may write into attributes, links and messages, and who gives way when a page has many experiments.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Guests, MOST_AWAKE } from "../../www/embed/guests.js";
import { readMessage, VERSION } from "../../www/embed/messages.js";
import { encoded, readWishes, settingsLink, splitWishes } from "../../www/embed/wishes.js";
import { elementSnippet, frameSnippet } from "../../www/share/snippets.js";
import { numbers } from "./support/random.js";

const FIELDS = [
  { name: "learning_rate", key: "lr" },
  { name: "hidden_layers", key: "layers" },
  { name: "dataset", key: "data" },
];
const wishes = (/** @type {Record<string, string>} */ attributes) =>
  readWishes(new Map(Object.entries(attributes)), FIELDS);

describe("attributes", () => {
  it("become the link that the core decodes; they outrank the link in src", () => {
    const read = wishes({
      src: "https://a.example/downhill/#v=1&lr=0.3&seed=9",
      "learning-rate": "0.5",
      dataset: "a b&c",
      class: "wide",
      "data-x": "1",
    });
    assert.equal(read.link, "v=1&lr=0.3&seed=9&lr=0.5&data=a%20b%26c");
    assert.deepEqual(read.problems, []);
  });

  it("say what is seen, in one order, from an attribute or from the link", () => {
    assert.deepEqual(wishes({}).views, ["mountain"]);
    assert.deepEqual(wishes({ view: " fit  mountain,curves fit" }).views, ["mountain", "curves", "fit"]);
    assert.deepEqual(wishes({ src: "#view=curves.flow&lr=1" }).views, ["curves", "flow"]);
    assert.deepEqual(wishes({ src: "#view=curves", view: "fit" }).views, ["fit"]);
    const map = wishes({ view: "top" });
    assert.deepEqual([map.views, map.camera], [["mountain"], "top"]);
  });

  it("say what stands around it", () => {
    assert.equal(wishes({}).controls.length, 5);
    assert.deepEqual(wishes({ controls: "none" }).controls, []);
    assert.deepEqual(wishes({ controls: "dial play" }).controls, ["dial", "play"]);
    assert.equal(wishes({ paused: "" }).isPaused, true);
    assert.equal(wishes({ src: "#paused" }).isPaused, true);
    assert.equal(wishes({ src: "#paused=off" }).isPaused, false);
  });

  it("name what they cannot use and go on with the rest", () => {
    const { views, controls, problems } = wishes({ view: "mountain hill", controls: "dial bells" });
    assert.deepEqual([views, controls], [["mountain"], ["dial"]]);
    assert.deepEqual(
      problems.map(({ field, kind, got, used }) => [field, kind, got, used]),
      [
        ["view", "not_a_choice", "hill", "mountain"],
        ["controls", "not_a_choice", "bells", "dial"],
      ],
    );
  });

  it("take anything without throwing, and give bounded answers", () => {
    const next = numbers(7);
    const random = () => next() / 2 ** 32;
    const signs = [
      "a",
      "&",
      "=",
      "%",
      "%zz",
      "#",
      ".",
      " ",
      "\ud800",
      "\u0000",
      "view=",
      "controls=",
      "lr=",
      "é",
      "山",
    ];
    const text = () =>
      Array.from(
        { length: Math.floor(random() * 300) },
        () => signs[Math.floor(random() * signs.length)],
      ).join("");
    for (let round = 0; round < 400; round += 1) {
      const read = wishes({ src: text(), view: text(), controls: text(), "learning-rate": text() });
      assert.ok(read.views.length > 0 && read.problems.length <= 40);
      assert.ok(read.problems.every(({ got }) => got.length <= 40));
      decodeURIComponent(read.link.split("&lr=").at(-1) ?? ""); // well-formed
    }
  });
});

describe("settings by name", () => {
  it("may be written with _ or -, and unknown ones stay to be named by the decoder", () => {
    const link = settingsLink(
      Object.entries({ learning_rate: 0.3, "hidden-layers": 4, weather: "fine" }),
      FIELDS,
    );
    assert.equal(link, "&lr=0.3&layers=4&weather=fine");
  });

  it("encode half a character as a sign for it", () => {
    assert.equal(encoded("a\ud800b"), "a%EF%BF%BDb");
  });

  it("leave the core's part of a link as it is", () => {
    assert.deepEqual(splitWishes("#v=1&view=fit&lr=0.3&controls=none"), {
      own: { view: "fit", controls: "none" },
      rest: "v=1&lr=0.3",
    });
  });
});

describe("messages to the frame", () => {
  it("are commands of this version", () => {
    const of = (/** @type {object} */ body) => readMessage({ downhill: VERSION, ...body });
    assert.deepEqual(of({ type: "play", id: 7 }), { kind: "command", id: 7, command: { type: "play" } });
    assert.deepEqual(of({ type: "step" }), {
      kind: "command",
      id: undefined,
      command: { type: "step", count: 1 },
    });
    assert.deepEqual(of({ type: "set", link: "lr=1", settings: { seed: 3 } }), {
      kind: "command",
      id: undefined,
      command: { type: "set", link: "lr=1", settings: [["seed", 3]] },
    });
  });

  it("of somebody else's are not answered", () => {
    for (const data of [
      undefined,
      null,
      1,
      "play",
      [],
      { type: "play" },
      new Map([["downhill", 1]]),
      new Date(),
    ])
      assert.deepEqual(readMessage(data), { kind: "foreign" });
  });

  it("are refused with a reason where they are wrong", () => {
    const hostile = [
      { type: "play", downhill: 2 },
      { downhill: 1 },
      { downhill: 1, type: "eval", code: "alert(1)" },
      { downhill: 1, type: "constructor" },
      { downhill: 1, type: "step", count: 1e9 },
      { downhill: 1, type: "step", count: Number.NaN },
      { downhill: 1, type: "step", count: "3" },
      { downhill: 1, type: "set" },
      { downhill: 1, type: "set", link: "x".repeat(5000) },
      { downhill: 1, type: "set", link: { toString: () => "lr=1" } },
      { downhill: 1, type: "set", settings: [1] },
      { downhill: 1, type: "set", settings: { seed: {} } },
      { downhill: 1, type: "set", settings: { seed: "9".repeat(2000) } },
      {
        downhill: 1,
        type: "set",
        settings: Object.fromEntries(Array.from({ length: 99 }, (_, k) => [`k${k}`, k])),
      },
    ];
    for (const data of hostile) {
      const read = readMessage(data);
      assert.equal(read.kind, "refused", JSON.stringify(data).slice(0, 80));
      assert.ok(read.kind === "refused" && read.reason.length > 0 && read.reason.length < 200);
    }
  });

  it("never throw, whatever is in them", () => {
    const next = numbers(11);
    const random = () => next() / 2 ** 32;
    const trap = new Proxy(
      {},
      {
        get: () => {
          throw new Error("trap");
        },
        getOwnPropertyDescriptor: () => {
          throw new Error("trap");
        },
      },
    );
    const cyclic = /** @type {Record<string, unknown>} */ ({ downhill: 1, type: "set" });
    cyclic.settings = cyclic;
    const atoms = [
      undefined,
      null,
      0,
      -1,
      1,
      1e308,
      Number.NaN,
      "",
      "set",
      "step",
      "\ud800",
      10n,
      Symbol("x"),
      true,
      [],
      {},
      cyclic,
      trap,
      () => 1,
      new Uint8Array(9),
    ];
    const pick = () => atoms[Math.floor(random() * atoms.length)];
    assert.equal(readMessage(trap).kind, "foreign");
    for (let round = 0; round < 3000; round += 1) {
      const settings = random() < 0.5 ? pick() : { [String(round)]: pick(), __proto__: pick() };
      const message = {
        downhill: random() < 0.8 ? 1 : pick(),
        type: random() < 0.6 ? "set" : pick(),
        id: pick(),
        link: pick(),
        settings,
        count: pick(),
      };
      const { kind } = readMessage(message);
      assert.ok(["command", "refused", "foreign"].includes(kind));
    }
  });
});

describe("many on one page", () => {
  /** @param {Guests} guests @param {boolean} isSeen */
  function guest(guests, isSeen) {
    const one = {
      isSeen,
      isAwake: false,
      calls: 0,
      enter(/** @type {"if there is room" | "at once"} */ urgency = "if there is room") {
        one.isAwake = guests.enter(one, urgency);
        return one.isAwake;
      },
      doze() {
        one.isAwake = false;
      },
      rouse() {
        one.calls += 1;
      },
    };
    return one;
  }

  it("no more have workers than a machine can bear; who is out of sight gives way", () => {
    const guests = new Guests();
    const all = Array.from({ length: 20 }, () => guest(guests, false));
    for (const one of all) assert.equal(one.enter(), true);
    assert.equal(guests.size, MOST_AWAKE);
    assert.deepEqual(
      all.map(({ isAwake }) => isAwake),
      all.map((_, index) => index >= 20 - MOST_AWAKE),
    );
  });

  it("who is seen keeps its place until somebody presses Play elsewhere, and is called when there is room", () => {
    const guests = new Guests();
    const seen = Array.from({ length: MOST_AWAKE }, () => guest(guests, true));
    for (const one of seen) one.enter();
    const late = guest(guests, true);
    assert.equal(late.enter(), false);
    seen[2].isSeen = false;
    guests.look();
    assert.equal(late.calls, 1);
    assert.equal(late.enter(), true);
    assert.deepEqual([seen[2].isAwake, guests.size], [false, MOST_AWAKE]);
    const pressed = guest(guests, true);
    assert.equal(pressed.enter("at once"), true);
    assert.equal(seen[0].isAwake, false);
    guests.leave(pressed);
    assert.equal(guests.size, MOST_AWAKE - 1);
  });
});

describe("lines for a page of one's own", () => {
  it("are HTML that says the link exactly", () => {
    const link = 'v=1&lr=0.3&ask="<b>';
    assert.equal(
      elementSnippet("https://a.example/x/index.html#v=1", link),
      '<script type="module" src="https://a.example/x/embed.js"></script>\n<downhill-lab src="#v=1&amp;lr=0.3&amp;ask=&quot;&lt;b>"></downhill-lab>',
    );
    assert.match(
      frameSnippet("https://a.example/x/#v=1", "v=1&lr=0.3", 'a "b"'),
      /^<iframe src="https:\/\/a\.example\/x\/embed\.html#v=1&amp;lr=0\.3" title="a &quot;b&quot;"/,
    );
  });
});
