// The page for an iframe as one file: a frame in a sandbox has no origin, so it may fetch nothing from beside itself.
import { defineConfig } from "vite";
import { dataFiles } from "./xtask/data_files.js";
import { lean } from "./xtask/lean.js";
import { singleFile, withoutAddresses, withoutSideStyles } from "./xtask/single_file.js";

export default defineConfig({
  base: "./",
  publicDir: false,
  // A module worker from a blob does not start in a sandboxed frame of Chromium; a classic one does in every engine.
  worker: { format: "iife", plugins: () => [withoutAddresses()] },
  build: {
    target: "es2022",
    outDir: "target/frame",
    emptyOutDir: true,
    cssCodeSplit: false,
    modulePreload: false,
    chunkSizeWarningLimit: Number.POSITIVE_INFINITY,
    rolldownOptions: {
      input: "embed.html",
      output: { codeSplitting: false },
      checks: { pluginTimings: false },
    },
  },
  plugins: [
    ...lean(),
    withoutSideStyles(),
    withoutAddresses(),
    dataFiles("crate/data", ["penguins"]),
    singleFile({
      modules: {
        simd: "www/pkg/downhill_bg.wasm",
        scalar: "www/pkg/downhill_scalar_bg.wasm",
        charts: "www/pkg/charts_bg.wasm",
        fits: "www/pkg/fits_bg.wasm",
      },
      schema: "www/pkg/schema.json",
      licences: "dist/licences.txt",
      file: "embed.html",
    }),
  ],
});
