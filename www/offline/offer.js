// The browser's offer to install the page. It comes once, and early, so the page catches it before anybody asks.

/**
 * What Chromium's browsers send; types do not know it yet. @typedef {Event & {prompt: () => Promise<unknown>}} InstallOffer
 * @typedef {ReturnType<typeof awaitOffer>} Offers
 */

/** Begins to listen. */
export function awaitOffer() {
  /** @type {InstallOffer | undefined} */
  let offer;
  addEventListener("beforeinstallprompt", (event) => {
    // No banner over a lesson: the share dialog has a button.
    event.preventDefault();
    offer = /** @type {InstallOffer} */ (event);
  });
  addEventListener("appinstalled", () => {
    offer = undefined;
  });
  return {
    /** The browser would install the page. */
    get isOpen() {
      return offer !== undefined;
    },
    /** Lets the browser ask; an offer can be taken up once. */
    async takeUp() {
      const taken = offer;
      offer = undefined;
      await taken?.prompt();
    },
  };
}
