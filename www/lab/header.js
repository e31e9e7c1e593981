// The line above everything: digest, examples, link, language and theme.
import { createSelect } from "./controls.js";
import { h, write } from "./dom.js";

/**
 * @param {HTMLElement} host
 * @param {import("../state/core.js").Schema} schema
 * @param {import("./controls.js").Context & {
 *   openLink: (link: string) => void, openShare: () => void, showShortcuts: () => void,
 * }} context
 */
export function createHeader(host, schema, context) {
  const { words, store } = context;
  const digest = h("output", { class: "chip digest", id: "digest", "aria-live": "off" });
  const examples = h("select", { id: "examples", class: "chip", change: openExample });
  const share = h("button", { type: "button", class: "chip", id: "share", click: context.openShare });
  const language = h("button", { type: "button", class: "chip", id: "language", click: switchLanguage });
  const shortcuts = h(
    "button",
    { type: "button", class: "chip", id: "shortcuts", click: context.showShortcuts },
    "?",
  );
  const themeField = schema.fields.find(({ name }) => name === "theme");
  const theme = themeField ? [createSelect(themeField, context, { manner: "bare" })] : [];
  theme[0]?.classList.add("wide-only");
  theme[0]?.querySelector("select")?.classList.add("chip");
  host.append(digest, examples, share, language, ...theme, shortcuts);

  function openExample() {
    const preset = schema.presets.find(({ name }) => name === examples.value);
    examples.value = "";
    if (preset) context.openLink(preset.link);
  }
  function switchLanguage() {
    store.change({ language: words.language === "en" ? "zh" : "en" });
  }

  let code = "";
  const showDigest = () => {
    const halves = code ? `${code.slice(0, 4)}·${code.slice(4)}` : "";
    write(digest, `${words.say("digest")} ${halves}`);
  };
  words.follow(() => {
    share.textContent = words.say("share");
    share.title = words.say("share_help");
    language.textContent = words.say("other_language");
    language.title = words.say("other_language_help");
    language.lang = words.language === "en" ? "zh-Hans" : "en";
    shortcuts.title = words.say("shortcuts");
    shortcuts.setAttribute("aria-label", words.say("shortcuts"));
    digest.title = words.say("digest_help");
    examples.setAttribute("aria-label", words.say("examples_help"));
    examples.title = words.say("examples_help");
    examples.replaceChildren(
      h("option", { value: "" }, words.say("examples")),
      ...schema.presets.map(({ name, label, help }) =>
        h("option", { value: name, title: words.pick(help) }, words.pick(label)),
      ),
    );
    showDigest();
  });

  return {
    /** @param {string} hex eight digits */
    showDigest(hex) {
      code = hex;
      showDigest();
    },
  };
}
