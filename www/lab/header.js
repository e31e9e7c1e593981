// The line above everything: digest, examples, link, language and theme.
import { fingerprint } from "../i18n/numbers.js";
import { createSelect } from "./controls.js";
import { h, write } from "./dom.js";
import { icon } from "./icons.js";

/**
 * @param {HTMLElement} host
 * @param {import("../state/core.js").Schema} schema
 * @param {import("./controls.js").Context & {
 *   openLink: (link: string) => void, openShare: () => void, openVerify: () => void, showShortcuts: () => void, undo: import("../state/undo.js").Undo,
 * }} context
 */
export function createHeader(host, schema, context) {
  const { words, store } = context;
  const digest = h("output", { id: "digest", "aria-live": "off" });
  const verifyName = h("span", { class: "verify-name" });
  const verify = h(
    "button",
    { type: "button", class: "chip digest", id: "verify", click: context.openVerify },
    digest,
    " ",
    verifyName,
  );
  const examples = h("select", { id: "examples", class: "chip", change: openExample });
  const back = h(
    "button",
    { type: "button", class: "chip pictured", id: "undo", click: () => context.undo.undo() },
    icon("undo"),
  );
  const again = h(
    "button",
    { type: "button", class: "chip pictured", id: "redo", click: () => context.undo.redo() },
    icon("redo"),
  );
  const showUndo = () => {
    // Named disabled and not made so: a button that has nothing more to take back keeps the focus.
    back.setAttribute("aria-disabled", String(!context.undo.canUndo));
    again.setAttribute("aria-disabled", String(!context.undo.canRedo));
  };
  context.undo.listen(showUndo);
  showUndo();
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
  host.append(verify, back, again, examples, share, language, ...theme, shortcuts);

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
    write(digest, `${words.say("digest")} ${code && fingerprint(code)}`);
  };
  words.follow(() => {
    for (const [button, name] of /** @type {const} */ ([
      [back, "undo"],
      [again, "redo"],
    ])) {
      button.title = words.say(name);
      button.setAttribute("aria-label", words.say(name));
    }
    share.textContent = words.say("share");
    share.title = words.say("share_help");
    language.textContent = words.say("other_language");
    language.title = words.say("other_language_help");
    language.lang = words.language === "en" ? "zh-Hans" : "en";
    shortcuts.title = words.say("shortcuts");
    shortcuts.setAttribute("aria-label", words.say("shortcuts"));
    verify.title = words.sentences([words.say("digest_help"), words.say("verify_help")]);
    write(verifyName, words.say("verify"));
    examples.setAttribute("aria-label", words.say("examples_help"));
    examples.title = words.say("examples_help");
    examples.replaceChildren(
      h("option", { value: "" }, words.say("examples")),
      ...schema.presets.map(({ name, label, help }) => {
        const option = h("option", { value: name }, words.pick(label));
        words.hint(option, help);
        return option;
      }),
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
