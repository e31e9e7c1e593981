// Every word that a person reads stands in `www/i18n/` or in the core's schema, never in code.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { describe, it } from "node:test";

/** Literals where words for people would stand. The last group is the text, without what is put in. */
const PLACES = [
  /\.(?:textContent|innerText|title|placeholder|alt)\s*=\s*(["'`])(?<text>(?:(?!\1).)*)\1(?!\s+in\b)/g,
  /setAttribute\(\s*"(?:aria-label|aria-valuetext|aria-description|title|alt|placeholder)",\s*(["'`])(?<text>(?:(?!\1).)*)\1(?!\s+in\b)/g,
  /"?(?:aria-label|aria-description|title|alt|placeholder)"?:\s*(["'`])(?<text>(?:(?!\1).)*)\1(?!\s+in\b)/g,
  /\bwrite\([\w.[\]]+,\s*(["'`])(?<text>(?:(?!\1).)*)\1(?!\s+in\b)/g,
  /\bh\(\s*"[a-z0-9]+",\s*\{[^{}]*\},\s*(["'`])(?<text>(?:(?!\1).)*)\1(?!\s+in\b)/g,
  /\.(?:append|prepend|replaceChildren)\(\s*(["'`])(?<text>(?:(?!\1).)*)\1(?!\s+in\b)/g,
];
/** Names and signs that are the same in every language. */
const SIGNS = /^(?:[wbhxyzLφ∂/ ]*|CSV|PNG|SVG|STL|JSON|QR|downhill-)$/u;

/** Words that are data and speak to nobody: headings that a stranger's table may have, a table as an example. */
const DATA = new Map([
  ["engine/table/survey.js", ["序号", "编号", "行号"]],
  ["lab/own/dialog.js", ["x1,x2,class\\n5.1,3.5,A\\n4.9,3.0,B"]],
]);

/** A value that is put into a template. */
const HOLE = ["$", "{x}"].join("");

/** @param {string} source */
function withoutComments(source) {
  return source.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "$1");
}

/** What of a literal is read: no holes, no signs. @param {string} text */
function spoken(text) {
  return text.replace(/\$\{[^}]*\}?/g, "").trim();
}

/** Words in the code of a file. @param {string} source */
export function wordsIn(source) {
  const code = withoutComments(source);
  const found = PLACES.flatMap((place) =>
    [...code.matchAll(place)].map(({ groups }) => spoken(groups?.text ?? "")),
  );
  const wordy = found.filter((text) => /\p{L}{2,}/u.test(text) && !SIGNS.test(text));
  return [...wordy, ...(code.match(/[\u4e00-\u9fff]+/g) ?? [])];
}

describe("words for people", () => {
  it("are found where they do not belong", () => {
    assert.deepEqual(wordsIn('label.textContent = "Play";'), ["Play"]);
    assert.deepEqual(wordsIn(`button.title = \`Stop ${HOLE}\`;`), ["Stop"]);
    assert.deepEqual(wordsIn('h("p", { class: "a" }, "Hello")'), ["Hello"]);
    assert.deepEqual(wordsIn('write(line, "走")'), ["走"]);
    assert.deepEqual(
      wordsIn(`write(line, words.say("play")); a.textContent = \`${HOLE} × ${HOLE}\`; // Play`),
      [],
    );
  });

  it("stand in no file of the page's code", async () => {
    const files = (await readdir("www", { recursive: true })).filter(
      (file) => file.endsWith(".js") && !/^(?:pkg|i18n)\//.test(file),
    );
    assert.ok(files.length > 120);
    const problems = [];
    for (const file of files) {
      const words = wordsIn(await readFile(`www/${file}`, "utf8")).filter(
        (word) => !DATA.get(file)?.includes(word),
      );
      if (words.length > 0) problems.push(`${file}: ${words.join(" | ")}`);
    }
    assert.deepEqual(problems, []);
  });
});
