// To which part of the page each setting belongs, and that what is locked is changed by a link only.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { partOf } from "../../www/lab/part_of.js";
import { PARTS, plainRoom, Rooms } from "../../www/state/room.js";
import { Store } from "../../www/state/store.js";
import { Undo } from "../../www/state/undo.js";

/** @type {import("../../www/state/core.js").Schema} */
const { fields } = JSON.parse(readFileSync("www/pkg/schema.json", "utf8"));

describe("the part of a setting", () => {
  it("is one of the parts that can be locked, and every part but the examples has settings", () => {
    const parts = fields.map(partOf);
    const found = PARTS.filter((part) => parts.includes(part));
    assert.deepEqual(
      found,
      PARTS.filter((part) => part !== "examples"),
    );
  });

  it("is none for what no hand sets of the experiment", () => {
    assert.deepEqual(
      fields.filter((field) => !partOf(field)).map(({ name }) => name),
      ["step", "events", "exam", "predict", "language", "theme"],
    );
  });
});

describe("a locked setting", () => {
  const parts = () => {
    const rooms = new Rooms(plainRoom());
    const store = new Store({ seed: 1, learning_rate: 0.1 }, undefined, (name) => {
      const part = name === "seed" ? "training" : "rate";
      return rooms.isClosed(part);
    });
    return { rooms, store, undo: new Undo(store) };
  };

  for (const how of /** @type {const} */ (["locked", "hidden"])) {
    it(`stays as it is where it is ${how}, beside others that change, and follows a link`, () => {
      const { rooms, store } = parts();
      rooms.change({ ...plainRoom(), [how]: ["rate"] });
      store.change({ seed: 2, learning_rate: 0.5 });
      assert.deepEqual(store.spec, { seed: 2, learning_rate: 0.1 });
      store.change({ learning_rate: 0.5 }, "drag");
      assert.equal(store.spec.learning_rate, 0.1);
      store.change({ learning_rate: 0.5 }, "link");
      assert.equal(store.spec.learning_rate, 0.5);
      rooms.open();
      store.change({ learning_rate: 0.7 });
      assert.equal(store.spec.learning_rate, 0.7);
    });
  }

  it("has nothing to take back from before, once that is forgotten", () => {
    const { store, undo } = parts();
    store.change({ learning_rate: 0.5 });
    undo.forget();
    assert.deepEqual([undo.canUndo, undo.canRedo], [false, false]);
    undo.undo();
    assert.equal(store.spec.learning_rate, 0.5);
  });

  it("closes the examples, which would change everything", () => {
    const rooms = new Rooms(plainRoom());
    assert.equal(rooms.isClosed("examples"), false);
    for (const part of PARTS) {
      rooms.change({ ...plainRoom(), locked: [part] });
      assert.deepEqual(
        PARTS.filter((name) => rooms.isClosed(name)),
        [...new Set([part, "examples"])],
        part,
      );
    }
    rooms.change({ ...plainRoom(), hidden: ["data"], isLarge: true });
    rooms.open();
    assert.deepEqual(rooms.room, { ...plainRoom(), isLarge: true });
  });
});
