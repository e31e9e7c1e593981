// The custom element: `dist/embed.js` is the script for a page of somebody's, `dist/embed/` all that it fetches. Built after the site, into
// the same folder, and complete without it.
import { defineConfig } from "vite";
import { elementSchema, elementTypes, examples, withoutUnused } from "./xtask/embed_files.js";
import { lean, leanGlue } from "./xtask/lean.js";
import { withoutSideStyles } from "./xtask/single_file.js";

export default defineConfig({
  base: "./",
  publicDir: false,
  worker: {
    format: "es",
    plugins: () => [leanGlue()],
    rolldownOptions: { output: { entryFileNames: "embed/[name]-[hash].js" } },
  },
  build: {
    target: "es2022",
    outDir: "dist",
    emptyOutDir: false,
    assetsInlineLimit: 0,
    // A page that is not ours gets no links in its head.
    modulePreload: false,
    // three.js, as on the site.
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      input: { embed: "www/embed/embed.js", element: "www/embed/element.js" },
      preserveEntrySignatures: "strict",
      output: {
        // Addresses that people write into their pages do not change.
        entryFileNames: ({ name }) => (name === "embed" ? "embed.js" : "embed/[name].js"),
        chunkFileNames: "embed/[name]-[hash].js",
        assetFileNames: "embed/[name]-[hash][extname]",
      },
      checks: { pluginTimings: false },
    },
  },
  plugins: [
    ...lean(),
    withoutSideStyles(),
    withoutUnused(),
    elementTypes("www/embed/types.d.ts"),
    elementSchema("www/pkg/schema.json"),
    examples("www/embed/examples.html", "www/style/examples.css"),
  ],
});
