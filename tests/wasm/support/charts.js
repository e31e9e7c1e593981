// The built module of the charts in Node.
import { readFileSync } from "node:fs";
import { initSync } from "../../../www/pkg/charts.js";

initSync({ module: readFileSync(new URL("../../../www/pkg/charts_bg.wasm", import.meta.url)) });

export * from "../../../www/pkg/charts.js";
