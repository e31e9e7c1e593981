// Where the built page may stand is not known here, so every path in it is relative.
import { defineConfig } from "vite";
import { lean, leanGlue } from "./xtask/lean.js";
import { offline } from "./xtask/offline.js";
import { writeSchemas } from "./xtask/schema_words.js";

// Fetched one by one, as the languages are spoken.
writeSchemas("www/pkg");

export default defineConfig({
  base: "./",
  publicDir: false,
  // Workers load the core with a top-level await: only modules have that.
  worker: { format: "es", plugins: () => [leanGlue()] },
  build: {
    target: "es2022",
    // The content security policy allows files of this origin, not data: scripts or styles.
    assetsInlineLimit: 0,
    // Every engine of the target preloads modules by itself.
    modulePreload: {
      polyfill: false,
      // Whoever asks for a chapter has the others, and asks for this one anyway.
      resolveDependencies: (asked, files) =>
        files.filter((file) => file !== asked && !/\/(page|lesson)-[\w-]+\.js$/.test(file)),
    },
    // three.js, loaded when the mountain stands; a test keeps its size.
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        // Chapters by themselves have the same names in both languages.
        chunkFileNames: ({ facadeModuleId }) => {
          const [, language] = /\/i18n\/lesson\/(\w+)\/\w+\.js\?alone$/.exec(facadeModuleId ?? "") ?? [];
          return `assets/[name]${language ? `_${language}` : ""}-[hash].js`;
        },
        // All that the first picture needs is one file: a packer makes less of many small ones. The entry itself stays alone, since
        // whatever is fetched while it waits for the core would otherwise wait for it. What comes along with the mountain is another.
        codeSplitting: {
          groups: [
            {
              name: "page",
              test: /\/www\/(lab\/(lab|dom|faces|part_of|segments)|share\/door|state\/(core|store|link|rules|told)|stage\/curves\/points)\.js$/,
              priority: 1,
            },
            { name: "surroundings", test: /\/www\/lab\/surroundings\.js$/ },
            // With what chapters share, so that one of them by itself is one file.
            { name: "lesson", test: /\/www\/lesson\/(lesson|chapters\/(seen|judges))\.js$/ },
          ],
        },
      },
      checks: { pluginTimings: false },
    },
  },
  plugins: [
    ...lean(),
    offline({ worker: "www/offline/worker.js", icons: "www/offline/icons", page: "index.html" }),
  ],
  // `index.html` is the only page: another address is an error, not that page again.
  appType: "mpa",
});
