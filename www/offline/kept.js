// Whether the page comes from where it was stored.

/** A page that its service worker has given: there may be no network. */
export function isKept() {
  // Inside a sandbox the very question is an error.
  return self.origin !== "null" && Boolean(navigator.serviceWorker?.controller);
}
