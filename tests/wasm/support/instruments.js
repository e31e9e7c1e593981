// The built module of the lesson's instruments in Node.
import { readFileSync } from "node:fs";
import { initSync } from "../../../www/pkg/instruments.js";

initSync({ module: readFileSync(new URL("../../../www/pkg/instruments_bg.wasm", import.meta.url)) });

export * from "../../../www/pkg/instruments.js";
