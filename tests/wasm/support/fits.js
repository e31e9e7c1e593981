// The built module of fits and clusters in Node.
import { readFileSync } from "node:fs";
import { initSync } from "../../../www/pkg/fits.js";

initSync({ module: readFileSync(new URL("../../../www/pkg/fits_bg.wasm", import.meta.url)) });

export * from "../../../www/pkg/fits.js";
