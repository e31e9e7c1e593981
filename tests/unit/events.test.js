// What was done by hand, against the text that the core reads.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { begunAnew, formatEvents, parseEvents, recorded, weightSet } from "../../www/engine/events.js";

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

describe("weights set by hand and the opened test", () => {
  const BOTH = "0:w:5:-1.5,20:w:9:0.25,20:lr:0.3,30:test";
  const text = (/** @type {import("../../www/engine/protocol.js").RunEvent[]} */ list) =>
    formatEvents(list, 0.1, 0.1);

  it("are read and written", () => {
    assert.deepEqual(parseEvents("20:w:9:0.25,30:test"), [
      { step: 20, weight: 9, value: 0.25 },
      { step: 30, test: true },
    ]);
    assert.equal(text(parseEvents(BOTH)), BOTH);
  });

  it("count once a weight and step", () => {
    const events = parseEvents(BOTH);
    assert.equal(text(recorded(events, { step: 20, weight: 9, value: 2 })), "0:w:5:-1.5,20:lr:0.3,20:w:9:2");
    assert.equal(
      text(recorded(events, { step: 20, weight: 8, value: 2 })),
      "0:w:5:-1.5,20:w:9:0.25,20:lr:0.3,20:w:8:2",
    );
    assert.equal(text(recorded(events, { step: 20, a: 1, b: 2 })), "0:w:5:-1.5,20:lr:0.3,20:drop:1:2");
    assert.deepEqual(weightSet(events, 9, 40), { step: 20, weight: 9, value: 0.25 });
    assert.deepEqual([weightSet(events, 9, 19), weightSet(events, 1, 40)], [undefined, undefined]);
  });

  it("opening the test forgets nothing that lies ahead, and the first look counts", () => {
    const events = parseEvents("10:lr:0.2,50:lr:0.3");
    const opened = recorded(events, { step: 30, test: true });
    assert.equal(text(opened), "10:lr:0.2,30:test,50:lr:0.3");
    assert.equal(text(recorded(opened, { step: 40, test: true })), "10:lr:0.2,30:test,50:lr:0.3");
    assert.equal(text(recorded(opened, { step: 20, test: true })), "10:lr:0.2,20:test,50:lr:0.3");
  });

  it("do not come back when the run begins anew", () => {
    assert.deepEqual(begunAnew(parseEvents(BOTH), 40), [{ step: 0, rate: 0.3 }]);
  });
});
