// The built module that writes charts as SVG files, in Node.
import { readFileSync } from "node:fs";
import { initSync } from "../../../www/pkg/exports.js";

initSync({ module: readFileSync(new URL("../../../www/pkg/exports_bg.wasm", import.meta.url)) });

export * from "../../../www/pkg/exports.js";
