// What was done by hand to the runs of a session, and what a link says will be done: each at its step, in their order.
import { begunAnew, recorded } from "./events.js";

/**
 * @typedef {import("./protocol.js").RunEvent} RunEvent
 * @typedef {import("../pkg/downhill.js").Session} Session
 */

export class EventLog {
  /** @type {RunEvent[]} */
  events = [];
  /** From here on nothing has been done yet. */
  #due = 0;
  /**
   * Branches that join later. A ball dropped on the way was alone, for with others it starts anew; so they came after the event
   * before `#joinAt`. @type {string | undefined}
   */
  #joining;
  #joinAt = 0;
  /** What the test rows said when they were opened, until it has been told. @type {import("./protocol.js").ExamFigures | undefined} */
  exam;
  /** Events that this run cannot have, until they have been told. @type {RunEvent[]} */
  leftOut = [];

  /** @param {RunEvent[]} events @param {string} branches of the spec */
  constructor(events, branches) {
    this.events = events;
    this.#joinAt = 1 + events.findLastIndex((event) => "a" in event && event.step > 0);
    this.#joining = this.#joinAt > 0 && branches ? branches : undefined;
  }

  /** Whether the branches of the spec are not there yet. */
  get isAlone() {
    return this.#joining !== undefined;
  }

  /** Before this step a session cannot be looked at with its branches. */
  get joinStep() {
    return this.isAlone ? this.events[this.#joinAt - 1].step : 0;
  }

  /** Other branches are wished for. @param {Session} session @param {string} branches */
  setBranches(session, branches) {
    if (this.isAlone) this.#joining = branches;
    else session.set_branches(branches);
  }

  /** The branches that were to join later are there from now on. @param {Session} session */
  join(session) {
    if (this.#joining !== undefined) session.set_branches(this.#joining);
    this.#joining = undefined;
  }

  /** Makes up to so many steps, and on the way what is done there; how many were made. @param {Session} session @param {number} steps */
  advance(session, steps) {
    let left = steps;
    this.#makeDue(session);
    while (left > 0) {
      const free = (this.events[this.#due]?.step ?? Number.POSITIVE_INFINITY) - session.clock();
      const made = session.advance(Math.min(left, free));
      if (made < 1) break;
      left -= made;
      this.#makeDue(session);
    }
    return steps - left;
  }

  /** @param {Session} session */
  #makeDue(session) {
    for (; this.#due < this.events.length && this.events[this.#due].step <= session.clock(); this.#due += 1) {
      const event = this.events[this.#due];
      if (this.#due === this.#joinAt) this.join(session);
      if ("rate" in event) session.set_learning_rate(event.rate);
      else if ("weight" in event) this.#setWeight(session, event);
      else if ("test" in event) this.exam = examine(session);
      else session.drop_ball(event.a, event.b);
    }
    if (this.#due === this.#joinAt) this.join(session);
  }

  /** A link may name a weight that this network has not. @param {Session} session @param {import("./protocol.js").WeightEvent} event */
  #setWeight(session, event) {
    try {
      session.set_weight(event.weight, event.value);
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) throw error;
      this.leftOut.push(event);
      this.events = this.events.filter((other) => other !== event);
      this.#due -= 1;
      if (this.#due < this.#joinAt) this.#joinAt -= 1;
    }
  }

  /** Something was done by hand: what lay ahead is another way. @param {RunEvent} event */
  note(event) {
    this.#keep(recorded(this.events, event));
  }

  /** The test rows are looked at. What lies ahead of a run that has gone back stays. @param {Session} session */
  noteTest(session) {
    const before = this.events.length;
    const exam = examine(session);
    this.events = recorded(this.events, { step: exam.step, test: true });
    this.#due += this.events.length > before ? 1 : 0;
    this.exam = exam;
    return exam;
  }

  /** Whether the test has been opened in this run before a step, or at it. @param {number} step */
  isTestOpen(step) {
    return this.events.some((event) => "test" in event && event.step <= step);
  }

  /** The runs begin anew at a step. @param {number} step */
  beginAnew(step) {
    this.#keep(begunAnew(this.events, step));
  }

  /** All of it has been done. @param {RunEvent[]} events */
  #keep(events) {
    this.events = events;
    this.#due = events.length;
  }
}

/** What the test rows say now. @param {Session} session */
export function examine(session) {
  return { step: session.clock(), loss: session.test_loss(), accuracy: session.test_accuracy() };
}
