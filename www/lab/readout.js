// The head of the mountain: the loss in large type, what it belongs to, and the sealed test.
import { accuracy, measured } from "../i18n/numbers.js";
import { h, write } from "./dom.js";

/**
 * How good the answers are: the share of right ones, or the losses where answers are numbers and none is right or wrong.
 * @param {import("../i18n/index.js").Words} words
 * @param {import("../engine/protocol.js").RunStatus} status
 */
export function figures(words, status) {
  if (Number.isFinite(status.train_accuracy)) {
    return words.say("accuracy_line", {
      train: accuracy(status.train_accuracy),
      validation: accuracy(status.validation_accuracy),
    });
  }
  // A formula has no rows to be examined on.
  if (Number.isNaN(status.validation_loss)) return "";
  return words.say("losses_line", {
    train: measured(status.train_loss),
    validation: measured(status.validation_loss),
  });
}

/**
 * @param {HTMLElement} host
 * @param {import("../i18n/index.js").Words} words
 * @param {() => Promise<void>} openTest
 */
export function createReadout(host, words, openTest) {
  const loss = h("output", { class: "loss", id: "loss", "aria-live": "off" }, "–");
  const line = h("span", { class: "loss-line", id: "loss-line" });
  const accuracies = h("span", { id: "accuracies" });
  const test = h("button", { type: "button", class: "link", id: "open-test", click: () => void openTest() });
  const result = h("span", { class: "test-result", id: "test-result", role: "status" });
  host.append(
    h("p", {}, loss, " ", line),
    h("p", { class: "accuracy-line" }, accuracies),
    h("p", { class: "test-line" }, result, test),
  );

  /** @type {import("../engine/protocol.js").RunStatus | undefined} */
  let status;
  /** @type {import("./exam.js").ExamState} */
  let exam = { isOpen: false, isStale: false };
  let hasTest = false;

  function showTest() {
    test.hidden = !hasTest || exam.isOpen;
    write(result, hasTest && exam.isOpen ? testLine() : "");
    result.title = exam.isOpen ? words.say("test_once") : "";
  }
  function testLine() {
    const { figures: said } = exam;
    if (!said) return words.say("test_seen");
    return Number.isFinite(said.accuracy)
      ? words.say("test_line", { test: accuracy(said.accuracy), step: said.step })
      : words.say("test_loss_line", { test: measured(said.loss), step: said.step });
  }
  function showLine() {
    if (!status) return;
    write(loss, measured(status.train_loss));
    write(line, words.say("loss_line", { step: status.step }));
    write(accuracies, figures(words, status));
  }
  words.follow(() => {
    test.textContent = words.say("test_open");
    test.title = words.say("test_open_help");
    showLine();
    showTest();
  });

  return {
    /** @param {import("../engine/protocol.js").RunStatus} now */
    show(now) {
      status = now;
      showLine();
    },
    /** Whether rows have been kept back for a test. @param {boolean} has */
    offerTest(has) {
      hasTest = has;
      showTest();
    },
    /** What the test said and at which step, once it is open. */
    get opened() {
      return exam.figures;
    },
    /** Whether they have been looked at, and what they said. @param {import("./exam.js").ExamState} now */
    showExam(now) {
      exam = now;
      showTest();
    },
  };
}
