// What a teacher puts into the link: locked and hidden controls, a question, the starting view, a prediction, large type.
import { h, write } from "../lab/dom.js";
import { LONGEST_QUESTION, PARTS, plainRoom, roomLink, STARTING_VIEWS } from "../state/room.js";

/**
 * @param {Pick<import("./dialog.js").ShareContext, "words" | "store" | "rooms">} context
 * @param {() => void} onChange the link is another one now
 */
export function createClassKit({ words, store, rooms }, onChange) {
  let room = plainRoom();
  /** @param {Partial<import("../state/room.js").Room>} values */
  const set = (values) => {
    room = { ...room, ...values };
    onChange();
  };
  const summary = h("summary");
  const help = h("p", { class: "share-facts" });
  const question = h("textarea", {
    id: "class-question",
    class: "share-text",
    rows: 2,
    maxlength: LONGEST_QUESTION,
    input: () => set({ question: question.value.replaceAll(/\s+/g, " ").trim() }),
  });
  const questionName = h("span");
  const parts = PARTS.map((part) => {
    const name = h("span");
    const select = h("select", { id: `class-${part}`, change: () => choose(part, select.value) });
    return { part, name, select, row: h("label", { class: "share-part" }, name, select) };
  });
  const partsName = h("legend");
  const viewName = h("span");
  const view = h("select", {
    id: "class-view",
    change: () => set({ view: STARTING_VIEWS.find((name) => name === view.value) ?? "hero" }),
  });
  const predictName = h("span");
  const predict = h("input", {
    type: "checkbox",
    id: "class-predict",
    change: () => store.change({ predict: predict.checked ? "on" : "off" }),
  });
  const largeName = h("span");
  const large = h("input", {
    type: "checkbox",
    id: "class-large",
    change: () => set({ isLarge: large.checked }),
  });
  const tryIt = h("button", {
    type: "button",
    class: "button",
    id: "class-try",
    click: () => rooms.change(room),
  });
  const element = h(
    "details",
    { class: "share-class", id: "class-kit" },
    summary,
    help,
    h("label", { class: "share-field" }, questionName, question),
    h("fieldset", { class: "share-parts" }, partsName, ...parts.map(({ row }) => row)),
    h("label", { class: "share-part share-view" }, viewName, view),
    h("label", { class: "share-check" }, predict, predictName),
    h("label", { class: "share-check" }, large, largeName),
    h("div", { class: "share-row" }, tryIt),
  );

  /** @param {import("../state/room.js").Part} part @param {string} state */
  function choose(part, state) {
    const others = (/** @type {import("../state/room.js").Part[]} */ list) =>
      list.filter((name) => name !== part);
    const withPart = (/** @type {import("../state/room.js").Part[]} */ list) =>
      PARTS.filter((name) => name === part || list.includes(name));
    set({
      locked: state === "locked" ? withPart(room.locked) : others(room.locked),
      hidden: state === "hidden" ? withPart(room.hidden) : others(room.hidden),
    });
  }

  function showValues() {
    for (const { part, select } of parts) {
      select.value = room.hidden.includes(part) ? "hidden" : room.locked.includes(part) ? "locked" : "open";
    }
    if (document.activeElement !== question) question.value = room.question;
    view.value = room.view;
    predict.checked = store.spec.predict === "on";
    large.checked = room.isLarge;
  }

  words.follow(() => {
    write(summary, words.say("class_title"));
    write(help, words.say("class_help"));
    write(questionName, words.say("class_question"));
    question.placeholder = words.say("class_question_example");
    write(partsName, words.say("class_parts"));
    const states = /** @type {const} */ (["open", "locked", "hidden"]);
    for (const { part, name, select } of parts) {
      write(name, words.say(`part_${part}`));
      select.replaceChildren(
        ...states.map((state) => h("option", { value: state }, words.say(`class_${state}`))),
      );
    }
    write(viewName, words.say("class_view"));
    view.replaceChildren(
      ...STARTING_VIEWS.map((value) => h("option", { value }, words.say(`class_view_${value}`))),
    );
    write(predictName, words.say("class_predict"));
    write(largeName, words.say("class_large"));
    tryIt.textContent = words.say("class_try");
    tryIt.title = words.say("class_try_help");
    showValues();
  });
  store.listen(showValues);

  return {
    element,
    /** Starts from what this page's own link says. */
    read() {
      room = rooms.room;
      showValues();
    },
    /** @param {(question: string) => string} [ask] how the question is written */
    link: (ask) => roomLink(room, ask),
    question: () => room.question,
    /** What a class reads: the question and where to go. @param {string} address */
    note(address) {
      const asks = store.spec.predict === "on";
      return [
        words.say("note_open", { address }),
        ...(room.question ? [words.say("note_question", { question: room.question })] : []),
        ...(asks ? [words.say("note_predict")] : []),
      ].join("\n");
    },
  };
}
