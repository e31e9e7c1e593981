// The same page as one file that opens with a double click: `cargo xtask build` makes it after the site.
import { defineConfig } from "vite";
import { dataFiles } from "./xtask/data_files.js";
import { lean } from "./xtask/lean.js";
import { singleFile, withoutAddresses } from "./xtask/single_file.js";

export default defineConfig({
  base: "./",
  publicDir: false,
  // A module worker from a blob does not start on file:// in Chromium; a classic one does in every engine.
  worker: { format: "iife", plugins: () => [withoutAddresses()] },
  build: {
    target: "es2022",
    outDir: "target/single",
    emptyOutDir: true,
    cssCodeSplit: false,
    // Everything is inlined below, so nothing is worth a warning about its size.
    chunkSizeWarningLimit: Number.POSITIVE_INFINITY,
    rolldownOptions: { output: { codeSplitting: false }, checks: { pluginTimings: false } },
  },
  plugins: [
    ...lean(),
    withoutAddresses(),
    dataFiles("crate/data", ["penguins"]),
    singleFile({
      modules: {
        simd: "www/pkg/downhill_bg.wasm",
        scalar: "www/pkg/downhill_scalar_bg.wasm",
        charts: "www/pkg/charts_bg.wasm",
        instruments: "www/pkg/instruments_bg.wasm",
        fits: "www/pkg/fits_bg.wasm",
        exports: "www/pkg/exports_bg.wasm",
        verify: "www/pkg/verify_bg.wasm",
      },
      schema: "www/pkg/schema.json",
      licences: "dist/licences.txt",
      file: "downhill.html",
    }),
  ],
});
