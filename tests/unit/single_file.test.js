import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "node:test";
import { fold } from "../../xtask/single_file.js";

const PAGE = `<html><head>
<meta http-equiv="Content-Security-Policy" content="default-src 'self'" />
<link rel="stylesheet" crossorigin href="./assets/a.css">
<script type="module" crossorigin src="./assets/a.js"></script>
</head><body><main></main></body></html>`;

describe("folding the page into one file", () => {
  const script = "const price = '$& $1';";
  const folded = fold(PAGE, script, "b{}", "Licence of others");

  it("keeps the script as it is and refers to nothing outside", () => {
    assert.ok(folded.includes(`<script type="module">${script}</script>`));
    assert.ok(folded.includes("Licence of others"));
    assert.doesNotMatch(folded, /(src|href)="/);
  });

  it("allows exactly this script and this style", () => {
    const hash = (/** @type {string} */ text) => createHash("sha256").update(text).digest("base64");
    assert.ok(folded.includes(`script-src 'sha256-${hash(script)}' 'wasm-unsafe-eval'`));
    assert.ok(folded.includes(`style-src 'sha256-${hash("b{}")}'`));
    assert.ok(!folded.includes("'self'"));
  });

  it("refuses a page without a policy", () => {
    assert.throws(() => fold("<head></head><body></body>", "", "", ""), /content security policy/);
  });
});
