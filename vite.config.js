// Where the built page may stand is not known here, so every path in it is relative.
import { defineConfig } from "vite";

export default defineConfig({
  base: "./",
  publicDir: false,
  // Workers load the core with a top-level await: only modules have that.
  worker: { format: "es" },
  build: {
    target: "es2022",
    // The content security policy allows files of this origin, not data: scripts or styles.
    assetsInlineLimit: 0,
    // Every engine of the target preloads modules by itself.
    modulePreload: { polyfill: false },
    // three.js, loaded when the mountain stands; a test keeps its size.
    chunkSizeWarningLimit: 700,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  // `index.html` is the only page: another address is an error, not that page again.
  appType: "mpa",
});
