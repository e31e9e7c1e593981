// The gallery: a card for each ready-made experiment, with a picture, a sentence, and the link that it is.
// @ts-expect-error The bundler takes style sheets in; types know nothing of them.
import "../style/gallery.css";
import { galleryEn } from "../i18n/gallery_en.js";
import { galleryZh } from "../i18n/gallery_zh.js";
import { h, write } from "../lab/dom.js";
import { PICTURES } from "./pictures.js";
import { GROUPS } from "./plan.js";
import { drawThumbnail, paintOf } from "./thumbnail.js";

/**
 * @param {HTMLElement} host
 * @param {{
 *   words: import("../i18n/index.js").Words,
 *   presets: readonly import("../state/core.js").Preset[],
 *   address: (link: string) => string,
 *   open: (link: string) => void,
 * }} context `address`: the link of a preset as it stands in an address, with what the reader wishes for themselves
 */
export function createGallery(host, { words, presets, address, open }) {
  words.learn({ en: galleryEn, zh: galleryZh });
  const title = h("h2", { id: "gallery-title", tabindex: -1 });
  const lede = h("p", { class: "gallery-lede" });
  const missing = h("p", { class: "gallery-missing" });

  const groups = GROUPS.map(({ name, presets: shown }) => {
    const heading = h("h3", { id: `gallery-${name}` });
    const cards = Object.keys(shown).flatMap((wished) => {
      const preset = presets.find((known) => known.name === wished);
      return preset ? [createCard(preset)] : [];
    });
    const element = h(
      "section",
      { class: "gallery-group", "aria-labelledby": `gallery-${name}` },
      heading,
      h("ul", { class: "gallery-cards" }, ...cards.map((card) => h("li", {}, card.element))),
    );
    return { name, heading, cards, element };
  });
  const cards = groups.flatMap((group) => group.cards);

  /** @param {import("../state/core.js").Preset} preset */
  function createCard(preset) {
    const canvas = h("canvas", { "aria-hidden": "true" });
    const name = h("span", { class: "gallery-name" });
    const says = h("span", { class: "gallery-says" });
    const element = h(
      "a",
      {
        class: "card gallery-card",
        "data-preset": preset.name,
        href: `#${preset.link}`,
        click: (/** @type {MouseEvent} */ event) => {
          // Another window may be wished for.
          if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
          event.preventDefault();
          open(preset.link);
        },
      },
      canvas,
      name,
      says,
    );
    return { preset, canvas, name, says, element };
  }

  /** Drawn when it comes into sight, and anew when its size or the colours change. @param {typeof cards[number]} card */
  function draw({ preset, canvas }) {
    const { width, height } = canvas.getBoundingClientRect();
    if (width === 0) return;
    const scale = Math.min(2, devicePixelRatio || 1);
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    drawThumbnail(canvas, PICTURES[preset.name] ?? "", paintOf(canvas), scale);
  }
  /** @type {Set<typeof cards[number]>} */
  const seen = new Set();
  const cardOf = (/** @type {Element} */ canvas) => cards.find((card) => card.canvas === canvas);
  const sight = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        const card = cardOf(target);
        if (!card || !isIntersecting || seen.has(card)) continue;
        seen.add(card);
        sizes.observe(target);
      }
    },
    { rootMargin: "200px" },
  );
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const card = cardOf(target);
      if (card) draw(card);
    }
  });
  for (const { canvas } of cards) sight.observe(canvas);
  new MutationObserver(() => seen.forEach(draw)).observe(document.documentElement, {
    attributeFilter: ["data-theme"],
  });

  /** Links keep the reader's own wishes. */
  function addressAll() {
    for (const { preset, element } of cards) element.setAttribute("href", address(preset.link));
  }
  words.follow(() => {
    write(title, words.say("gallery_title"));
    write(lede, words.say("gallery_lede"));
    write(missing, words.say("gallery_missing"));
    for (const { name, heading } of groups) {
      write(heading, words.say(/** @type {"gallery_steps"} */ (`gallery_${name}`)));
    }
    for (const { preset, name, says } of cards) {
      write(name, words.pick(preset.label));
      write(says, words.pick(preset.help));
    }
    addressAll();
  });
  host.replaceChildren(
    h("div", { class: "gallery-page" }, title, lede, ...groups.map(({ element }) => element), missing),
  );

  return {
    show() {
      host.hidden = false;
      addressAll();
      title.focus({ preventScroll: true });
    },
    hide() {
      host.hidden = true;
    },
  };
}
