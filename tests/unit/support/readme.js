// The examples of a README, so that what it shows is what the tests run.

/**
 * The blocks of one language, by the name that their first line gives (`// name.js`), else by number.
 * @param {string} text
 * @param {string} language
 * @returns {Map<string, string>}
 */
export function readme(text, language) {
  const blocks = [...text.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, "gms"))].map(
    ([, code = ""]) => code,
  );
  return new Map(blocks.map((code, index) => [/^\/\/ (\S+\.\w+)\n/.exec(code)?.[1] ?? String(index), code]));
}
