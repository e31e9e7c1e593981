// The faces of the page, as links in the header: the Lesson, the gallery and the Lab.
import { h } from "./dom.js";

/**
 * @param {HTMLElement} host
 * @param {import("../i18n/index.js").Words} words
 * @param {(face: import("../state/faces.js").FaceName) => void} open
 */
export function createFaces(host, words, open) {
  const faces = /** @type {const} */ (["lesson", "gallery", "lab"]);
  const links = { lesson: "#lesson", gallery: "#gallery", lab: "#v=1" };
  const tabs = faces.map((face) =>
    h("a", {
      id: `face-${face}`,
      href: links[face],
      click: (/** @type {MouseEvent} */ event) => {
        // Another window may be wished for.
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        open(face);
      },
    }),
  );
  host.append(...tabs);
  words.follow(() => {
    host.setAttribute("aria-label", words.say("faces"));
    faces.forEach((face, index) => {
      const tab = tabs[index];
      if (tab) tab.textContent = words.say(`face_${face}`);
    });
  });
  return {
    /** @param {import("../state/faces.js").FaceName} face */
    show(face) {
      document.body.dataset.face = face;
      faces.forEach((name, index) => {
        if (name === face) tabs[index]?.setAttribute("aria-current", "page");
        else tabs[index]?.removeAttribute("aria-current");
      });
    },
  };
}
