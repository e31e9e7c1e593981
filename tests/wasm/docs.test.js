// Links that the documents show: each is read without a complaint, and places of the Lesson are there.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { CHAPTERS } from "../../www/lesson/chapters/index.js";
import { readFace } from "../../www/state/faces.js";
import { splitRoom } from "../../www/state/room.js";
import { decode_link } from "./support/core.js";

const PAGES = ["README.md", "docs/teachers.md", "docs/teachers.zh.md", "docs/developers.md"];

describe("links in the documents", () => {
  for (const page of PAGES) {
    it(`are whole in ${page}`, () => {
      const links = readFileSync(page, "utf8").match(/#[a-z]+=[^\s`")]+/g) ?? [];
      if (page.startsWith("docs/teachers")) assert.ok(links.length >= 10, `${links.length} links`);
      for (const written of links) {
        const link = written.replaceAll("&amp;", "&"); // as an attribute of HTML says it
        const face = readFace(link);
        if (face.face === "lesson") {
          const chapter = CHAPTERS.find(({ id }) => id === face.chapter);
          assert.ok(chapter, link);
          assert.ok(!face.step || chapter.steps.some(({ name }) => name === face.step), link);
          continue;
        }
        const { rest, problems } = splitRoom(face.link);
        assert.deepEqual([...problems, ...JSON.parse(decode_link(rest)).problems], [], link);
      }
    });

    it(`lead to files that are there in ${page}`, () => {
      const folder = page.startsWith("docs/") ? "docs/" : "";
      for (const [, target = ""] of readFileSync(page, "utf8").matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)) {
        // A badge's address is below that of the project on its host; its workflow is here.
        const file = target.startsWith("../../actions/workflows/")
          ? `.github/workflows/${/workflows\/([\w.]+)/.exec(target)?.[1]}`
          : folder + target;
        assert.doesNotThrow(() => readFileSync(file), `${page}: ${target}`);
      }
    });
  }
});
