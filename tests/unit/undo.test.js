import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Store } from "../../www/state/store.js";
import { Undo } from "../../www/state/undo.js";

function parts() {
  const store = new Store({ seed: 1, learning_rate: 0.1 });
  return { store, undo: new Undo(store) };
}

describe("undo", () => {
  it("takes choices back, one by one, and does them again", () => {
    const { store, undo } = parts();
    assert.deepEqual([undo.canUndo, undo.canRedo], [false, false]);
    store.change({ seed: 2 });
    store.change({ seed: 3 });
    undo.undo();
    assert.deepEqual([store.spec.seed, undo.canRedo], [2, true]);
    undo.undo();
    undo.undo();
    assert.deepEqual([store.spec.seed, undo.canUndo], [1, false]);
    undo.redo();
    undo.redo();
    undo.redo();
    assert.deepEqual([store.spec.seed, undo.canRedo], [3, false]);
  });

  it("takes a drag as one change, with the choice that ends it", () => {
    const { store, undo } = parts();
    for (const rate of [0.2, 0.3, 0.4]) store.change({ learning_rate: rate }, "drag");
    store.change({ learning_rate: 0.5 });
    store.change({ learning_rate: 0.6 });
    undo.undo();
    assert.equal(store.spec.learning_rate, 0.5);
    undo.undo();
    assert.equal(store.spec.learning_rate, 0.1);
  });

  it("forgets what was taken back when something else is chosen, and leaves the address's changes alone", () => {
    const { store, undo } = parts();
    store.change({ seed: 2 });
    undo.undo();
    store.change({ seed: 7 });
    assert.equal(undo.canRedo, false);
    store.change({ learning_rate: 0.9 }, "link");
    undo.undo();
    assert.deepEqual(store.spec, { seed: 1, learning_rate: 0.1 });
  });
});
