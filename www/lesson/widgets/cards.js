// Word cards: a word on the front, what it means on the back. A sentence that nobody has translated can be read once the cards of its
// words have been turned. Nothing is computed here.
import { h, write } from "../../lab/dom.js";

/** @type {import("./index.js").Maker} */
export function createCards(host, { setting, words, changed }) {
  let said = words;
  /** @type {string[]} */
  const names = setting.cards;
  /** Those whose words make the sentence, in its order. @type {string[]} */
  const needed = setting.sentence;
  /** @type {Set<string>} */
  const turned = new Set();
  const title = h("h2");
  const sentence = h("p", { class: "cards-sentence" });
  const glosses = h("p", { class: "cards-glosses", "aria-hidden": "true" });
  const reading = h("p", { class: "widget-says", role: "status" });
  const cards = names.map((name) => {
    const front = h("span", { class: "word-front" });
    const back = h("span", { class: "word-back" });
    const element = h(
      "button",
      {
        type: "button",
        class: "word-card",
        id: `card-${name}`,
        "aria-pressed": "false",
        click: () => {
          if (turned.has(name)) turned.delete(name);
          else turned.add(name);
          draw();
        },
      },
      front,
      back,
    );
    return { name, front, back, element };
  });
  host.replaceChildren(
    title,
    h("div", { class: "word-cards" }, ...cards.map(({ element }) => element)),
    h("div", { class: "cards-reading" }, sentence, glosses),
    reading,
  );

  function draw() {
    const foreign = said.foreign ?? "";
    for (const { name, front, back, element } of cards) {
      const isTurned = turned.has(name);
      element.setAttribute("aria-pressed", String(isTurned));
      front.lang = foreign;
      write(front, said[`${name}_front`] ?? name);
      write(back, isTurned ? (said[`${name}_back`] ?? "") : "?");
      back.setAttribute("aria-hidden", String(!isTurned));
    }
    sentence.lang = foreign;
    write(sentence, said.sentence ?? "");
    const known = needed.filter((name) => turned.has(name));
    write(glosses, needed.map((name) => (turned.has(name) ? (said[`${name}_back`] ?? "") : "?")).join(" · "));
    const isRead = known.length === needed.length;
    write(reading, (isRead ? said.read : known.length > 0 ? said.half : said.begin) ?? "");
    changed({ turned: turned.size, read: isRead ? "yes" : "no" });
  }
  function label() {
    write(title, said.title ?? "");
    draw();
  }
  label();
  return {
    label(next) {
      said = next;
      label();
    },
    dispose() {},
  };
}
