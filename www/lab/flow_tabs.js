// The card of what flows through the network: gradients of all layers, or the network itself. The second is fetched when it is
// first looked at.
import { h } from "./dom.js";

/** @typedef {"gradients" | "network"} TabName */

const NAMES = /** @type {const} */ ({ gradients: "tab_gradients", network: "tab_network" });

/**
 * @param {{tabs: HTMLElement, unit: HTMLElement, gradients: HTMLElement, network: HTMLElement}} places
 * @param {import("../i18n/index.js").Words} words
 * @param {() => Promise<ReturnType<typeof import("./network_card.js").createNetworkCard>>} fetchNetwork
 * @param {(message: string) => void} onFailure
 */
export function createFlowTabs(places, words, fetchNetwork, onFailure) {
  /** @type {ReturnType<typeof import("./network_card.js").createNetworkCard> | undefined} */
  let network;
  /** @type {ReturnType<typeof fetchNetwork> | undefined} */
  let fetching;
  /** @type {TabName} */
  let chosen = "gradients";
  const panels = { gradients: places.gradients, network: places.network };
  const names = /** @type {const} */ (["gradients", "network"]);
  const tabs = names.map((name) =>
    h("button", {
      type: "button",
      role: "tab",
      class: "tab",
      id: `tab-${name}`,
      "aria-controls": panels[name].id,
      click: () => choose(name),
      keydown: (/** @type {KeyboardEvent} */ event) => onKey(event),
    }),
  );
  places.tabs.append(...tabs);
  names.forEach((name) => {
    panels[name].setAttribute("aria-labelledby", `tab-${name}`);
  });

  /** Arrows go from tab to tab, as in every list of tabs. @param {KeyboardEvent} event */
  function onKey(event) {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const next = chosen === "gradients" ? "network" : "gradients";
    choose(next);
    tabs[names.indexOf(next)]?.focus();
    event.preventDefault();
  }

  /** @param {TabName} name */
  function choose(name) {
    chosen = name;
    names.forEach((other, index) => {
      const isChosen = other === name;
      tabs[index]?.setAttribute("aria-selected", String(isChosen));
      tabs[index]?.setAttribute("tabindex", isChosen ? "0" : "-1");
      panels[other].hidden = !isChosen;
    });
    places.unit.hidden = name !== "gradients";
    network?.setSeen(name === "network");
    if (name === "network" && !network && !fetching)
      card().catch((error) => onFailure(error instanceof Error ? error.message : String(error)));
  }

  /** The card of the network, fetched by whoever wants it first. */
  function card() {
    fetching ??= fetchIt().catch((error) => {
      fetching = undefined; // a network that comes back may be asked again
      throw error;
    });
    return fetching;
  }
  async function fetchIt() {
    network = await fetchNetwork();
    network.setSeen(chosen === "network");
    return network;
  }

  words.follow(() => {
    places.tabs.setAttribute("aria-label", words.say("tabs_flow"));
    names.forEach((name, index) => {
      const tab = tabs[index];
      if (tab) tab.textContent = words.say(NAMES[name]);
    });
  });
  choose(chosen);

  return {
    choose,
    card,
    /** What came since is told to a card that is there. */
    get network() {
      return network;
    },
  };
}
