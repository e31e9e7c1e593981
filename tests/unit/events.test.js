// What was done by hand, against the text that the core reads.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { begunAnew, formatEvents, parseEvents, recorded } from "../../www/engine/events.js";

const TEXT = "0:lr:0.1,120:lr:0.3,120:drop:1.5:-0.25,200:lr:0.05";

describe("the record of what was done by hand", () => {
  it("reads the core's text and writes it again", () => {
    assert.deepEqual(parseEvents(""), []);
    assert.deepEqual(parseEvents(TEXT), [
      { step: 0, rate: 0.1 },
      { step: 120, rate: 0.3 },
      { step: 120, a: 1.5, b: -0.25 },
      { step: 200, rate: 0.05 },
    ]);
    assert.equal(formatEvents(parseEvents(TEXT), 7, 0.05), TEXT);
  });

  it("says where the dial stood at the start, if it stands elsewhere in the link", () => {
    const turn = [{ step: 120, rate: 0.3 }];
    assert.equal(formatEvents(turn, 0.1, 0.3), "0:lr:0.1,120:lr:0.3");
    assert.equal(formatEvents(turn, 0.3, 0.3), "120:lr:0.3");
    assert.equal(formatEvents([{ step: 0, rate: 0.3 }], 0.1, 0.3), "");
    assert.equal(formatEvents([], 0.1, 0.1), "");
    assert.equal(formatEvents([{ step: 0, a: 1, b: 2 }], 0.1, 0.3), "0:lr:0.1,0:drop:1:2");
  });

  it("keeps the last of a kind at a step and forgets what lay ahead", () => {
    const events = parseEvents(TEXT);
    const text = (/** @type {import("../../www/engine/protocol.js").RunEvent[]} */ list) =>
      formatEvents(list, 0.1, 0.1);
    assert.equal(text(recorded(events, { step: 120, rate: 1 })), "120:drop:1.5:-0.25,120:lr:1");
    assert.equal(text(recorded(events, { step: 50, a: 0, b: 0 })), "50:drop:0:0");
    assert.equal(text(recorded(events, { step: 300, rate: 1 })).split(",").length, 4);
  });

  it("starts anew with the last rate and the last drop", () => {
    assert.deepEqual(begunAnew(parseEvents(TEXT), 199), [
      { step: 0, rate: 0.3 },
      { step: 0, a: 1.5, b: -0.25 },
    ]);
    assert.deepEqual(begunAnew(parseEvents(TEXT), 100), [{ step: 0, rate: 0.1 }]);
  });
});
