// The list of branches as the page edits it, against the text that the core reads.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { formatBranches, nameFrom, parseBranches, withoutBranch } from "../../www/state/branches.js";

const TREE = "0:opt:adam:lr:0.01,120@1:lr:0.003,0:skip:scaled,40@3:clip:1,200@2";

describe("the list of branches", () => {
  it("reads the core's text and writes it again", () => {
    assert.deepEqual(parseBranches(""), []);
    assert.deepEqual(parseBranches("120@1:lr:0.003:opt:sgd,7"), [
      {
        parent: 1,
        step: 120,
        changes: [
          ["lr", "0.003"],
          ["opt", "sgd"],
        ],
      },
      { parent: 0, step: 7, changes: [] },
    ]);
    assert.equal(formatBranches(parseBranches(TREE)), TREE);
  });

  it("takes a run away with all that leave it, and counts the others anew", () => {
    const without = (/** @type {number} */ index) =>
      formatBranches(withoutBranch(parseBranches(TREE), index));
    assert.equal(without(1), "0:skip:scaled,40@1:clip:1");
    assert.equal(without(2), "0:opt:adam:lr:0.01,0:skip:scaled,40@2:clip:1");
    assert.equal(without(3), "0:opt:adam:lr:0.01,120@1:lr:0.003,200@2");
    assert.equal(without(5), TREE.replace(",200@2", ""));
  });

  it("keeps the names that people gave", () => {
    const text = "120:lr:0.003:name:with a steady 手,7";
    assert.deepEqual(parseBranches(text)[0], {
      parent: 0,
      step: 120,
      changes: [["lr", "0.003"]],
      name: "with a steady 手",
    });
    assert.equal(formatBranches(parseBranches(text)), text);
    assert.equal(formatBranches(withoutBranch(parseBranches(`0,${text}`), 1)), text);
  });

  it("takes out of a typed name what its text cannot hold", () => {
    assert.equal(nameFrom("  a:b,c@d  "), "a b c d");
    assert.equal(nameFrom("seventeen letters and more"), "seventeen letter");
    assert.equal(nameFrom("\u202eab\tc\u200b"), "ab c");
    assert.equal(nameFrom(" ,:@ "), "");
    assert.equal(nameFrom("😀".repeat(20)), "😀".repeat(16));
  });
});
