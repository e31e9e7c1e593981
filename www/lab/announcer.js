// The text twin of the mountain for screen readers: one sentence at a calm pace while it walks, and at once when it stops.

/** Between two sentences while playing, in milliseconds. */
const CALM_MS = 5000;

/** @param {HTMLElement} host a polite live region */
export function createAnnouncer(host) {
  let last = Number.NEGATIVE_INFINITY;
  let wasPlaying = false;
  return {
    /** @param {boolean} isPlaying @param {() => string} sentence */
    tell(isPlaying, sentence) {
      const now = performance.now();
      const hasStopped = wasPlaying && !isPlaying;
      wasPlaying = isPlaying;
      if (!hasStopped && now - last < CALM_MS) return;
      const text = sentence();
      if (host.textContent === text) return;
      host.textContent = text;
      last = now;
    },
  };
}
