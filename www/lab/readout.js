// The head of the mountain: the loss in large type, what it belongs to, and the sealed test.
import { accuracy, measured } from "../i18n/numbers.js";
import { h, write } from "./dom.js";

/**
 * @param {HTMLElement} host
 * @param {import("../i18n/index.js").Words} words
 * @param {() => Promise<number>} openTest
 */
export function createReadout(host, words, openTest) {
  const loss = h("output", { class: "loss", id: "loss", "aria-live": "off" }, "–");
  const line = h("span", { class: "loss-line", id: "loss-line" });
  const accuracies = h("span", { id: "accuracies" });
  const test = h("button", { type: "button", class: "link", id: "open-test", click: open });
  const result = h("span", { class: "test-result", id: "test-result", role: "status" });
  host.append(
    h("p", {}, loss, " ", line),
    h("p", { class: "accuracy-line" }, accuracies),
    h("p", { class: "test-line" }, result, test),
  );

  /** @type {import("../engine/protocol.js").RunStatus | undefined} */
  let status;
  /** @type {{test: number, step: number} | undefined} */
  let opened;

  async function open() {
    const step = status?.step ?? 0;
    try {
      opened = { test: await openTest(), step };
    } catch {
      return; // the run was replaced meanwhile; the seal is whole
    }
    showTest();
  }
  function showTest() {
    write(result, opened ? words.say("test_line", { test: accuracy(opened.test), step: opened.step }) : "");
  }
  function showLine() {
    if (!status) return;
    write(loss, measured(status.train_loss));
    write(line, words.say("loss_line", { step: status.step }));
    write(
      accuracies,
      words.say("accuracy_line", {
        train: accuracy(status.train_accuracy),
        validation: accuracy(status.validation_accuracy),
      }),
    );
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
    /** Another run: its test has not been opened. */
    seal() {
      opened = undefined;
      showTest();
    },
  };
}
