import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { second } from "../../www/lesson/chapters/second.js";

const CLAIMS = ["training", "depth", "fitting"]
  .map((name) => readFileSync(`crate/tests/lesson_claims/${name}.rs`, "utf8"))
  .join("");
/** Settings that show something and change no run. */
const OF_THE_VIEW = /&(ground|plane|peaks)=\w+/g;

describe("the links of chapters 9 to 16", () => {
  const links = second.flatMap(({ link, steps }) => [link, ...steps.flatMap((step) => step.link ?? [])]);

  it("are each tried over seeds by the native tests, which hold what the words say of them", () => {
    for (const link of new Set(links)) {
      const bare = link.replaceAll(OF_THE_VIEW, "");
      assert.ok(
        [link, bare].some((one) => CLAIMS.includes(`"${one}"`)),
        link,
      );
    }
  });
});
