// The part of the share dialog that says how the page is kept: on this device, as an app, or as one file.
import { h, write } from "../lab/dom.js";

/**
 * @param {import("../i18n/index.js").Words} words
 * @param {Promise<import("../offline/keeper.js").Keeper>} keeping
 * @returns {HTMLElement} empty and hidden until the keeper is there; for ever where a page was not built to be kept
 */
export function createKeep(words, keeping) {
  const title = h("h3");
  const state = h("p", { class: "share-facts", id: "keep-state" });
  const install = h("button", {
    type: "button",
    class: "button",
    id: "keep-install",
  });
  const file = h("a", { class: "button", id: "keep-file", href: "downhill.html", download: "downhill.html" });
  const section = h(
    "section",
    { id: "share-keep", hidden: true },
    title,
    state,
    h("div", { class: "share-row" }, install, file),
  );

  /** @param {import("../offline/keeper.js").Keeper} keeper */
  function follow(keeper) {
    const show = () => {
      const isNewer = keeper.state === "newer";
      const key = /** @type {"keep_stored"} */ (`keep_${isNewer ? "stored" : keeper.state}`);
      write(state, isNewer ? `${words.say(key)} ${words.say("keep_newer")}` : words.say(key));
    };
    keeper.listen(show);
    words.follow(() => {
      write(title, words.say("keep_title"));
      install.textContent = words.say("keep_install");
      install.hidden = !keeper.offers.isOpen;
      file.textContent = words.say("keep_file");
      file.title = words.say("keep_file_help");
      show();
    });
    install.addEventListener("click", () => {
      install.hidden = true;
      void keeper.offers.takeUp();
    });
    section.hidden = !keeper.isBuilt;
  }

  // Without it the dialog has one part less; why it could not be fetched, the next visit may know.
  keeping.then(follow, () => {});
  return section;
}
