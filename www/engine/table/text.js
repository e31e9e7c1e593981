// From the bytes of a file to text, piece by piece: which encoding, which separator, which line ends. A piece at a time is all that is
// held, whatever the size of the file.
import { Splitter } from "./cells.js";
import { TableProblem } from "./problem.js";

/** Bytes that are looked at before the reading begins. */
const SAMPLE = 1 << 16;
/** Bytes of a file, at most. */
export const LARGEST_FILE = 100 * 1024 * 1024;

/** What may be wished, and what is found. */
export const ENCODINGS = /** @type {const} */ (["utf-8", "utf-16le", "utf-16be", "gb18030", "windows-1252"]);
export const SEPARATORS = /** @type {const} */ ([",", ";", "\t", "|"]);
/** Tried in this order where several would do: a comma may stand inside numbers. */
const BY_RARITY = /** @type {const} */ (["\t", ";", "|", ","]);

/**
 * How a file is to be read; `auto` is found out.
 * @typedef {{encoding: "auto" | typeof ENCODINGS[number], separator: "auto" | typeof SEPARATORS[number],
 *   header: "auto" | "yes" | "no", decimal: "auto" | "." | ","}} Manner
 */
/** @typedef {{encoding: typeof ENCODINGS[number], separator: typeof SEPARATORS[number], newline: "\n" | "\r"}} Form */

/**
 * The encoding of a file by its first bytes: a mark at its beginning, zeros where UTF-16 has them, else UTF-8 if it is that, else the
 * Chinese standard if it is that, else the one of Western Windows, which takes every byte.
 * @param {Uint8Array} bytes @param {boolean} isWhole whether these are all
 * @returns {typeof ENCODINGS[number]}
 */
export function encodingOf(bytes, isWhole) {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4)
    throw new TableProblem("own_spreadsheet");
  const zeros = [0, 0];
  for (let at = 0; at < bytes.length; at += 1) if (bytes[at] === 0) zeros[at % 2] += 1;
  const most = bytes.length / 2;
  if (zeros[1] > 0.4 * most && zeros[0] < 0.05 * most) return "utf-16le";
  if (zeros[0] > 0.4 * most && zeros[1] < 0.05 * most) return "utf-16be";
  if (zeros[0] + zeros[1] > 0.02 * bytes.length) throw new TableProblem("own_not_text");
  /** @param {"utf-8" | "gb18030"} encoding */
  const decoded = (encoding) => {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: !isWhole });
    } catch {
      return undefined;
    }
  };
  if (decoded("utf-8") !== undefined) return "utf-8";
  const chinese = decoded("gb18030");
  return chinese === undefined || isWestern(chinese) ? "windows-1252" : "gb18030";
}

/** Whether what was read as Chinese stands mostly inside words of Latin letters: `Gr枚e`. @param {string} text */
function isWestern(text) {
  const runs = text.match(/[a-z]?[^\p{ASCII}]+[a-z]?/giu) ?? [];
  return runs.filter((run) => /[a-z]/i.test(run)).length > runs.length / 2;
}

/**
 * What separates the cells: that which cuts most lines into as many as the first one.
 * @param {string} text from the beginning @param {"\n" | "\r"} newline
 */
export function separatorOf(text, newline) {
  let [best, share] = [/** @type {typeof SEPARATORS[number]} */ (","), 0];
  for (const separator of BY_RARITY) {
    /** @type {number[]} */
    const counts = [];
    const splitter = new Splitter({ separator, newline, row: (cells) => counts.push(cells.length) });
    try {
      splitter.push(text);
    } catch {
      // A quote that this separator leaves open: what was read so far counts.
    }
    const [first = 1, ...others] = counts.length > 1 ? counts.slice(0, 60) : [...counts, ...counts];
    const alike = others.filter((count) => count === first).length / Math.max(1, others.length);
    if (first > 1 && alike > share + 0.02) [best, share] = [separator, alike];
  }
  return best;
}

/** The first bytes of a file. @param {Blob} file */
async function sampleOf(file) {
  return new Uint8Array(await file.slice(0, SAMPLE).arrayBuffer());
}

/** How a file is written, as far as its beginning tells. @param {Blob} file @param {Manner} manner @returns {Promise<Form>} */
export async function formOf(file, manner) {
  if (file.size > LARGEST_FILE) throw new TableProblem("own_too_large");
  const bytes = await sampleOf(file);
  const encoding = manner.encoding === "auto" ? encodingOf(bytes, file.size <= SAMPLE) : manner.encoding;
  const text = new TextDecoder(encoding).decode(bytes, { stream: true });
  if (text.trim() === "") throw new TableProblem("own_empty");
  const newline = !text.includes("\n") && text.includes("\r") ? "\r" : "\n";
  return {
    encoding,
    newline,
    separator: manner.separator === "auto" ? separatorOf(text, newline) : manner.separator,
  };
}

/**
 * The text of a file, piece by piece.
 * @param {Blob} file @param {Form} form
 * @param {(text: string, read: number) => void} take the next piece, and bytes read so far
 */
export async function readText(file, { encoding }, take) {
  const decoder = new TextDecoder(encoding);
  const reader = file.stream().getReader();
  let read = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    read += value.length;
    take(decoder.decode(value, { stream: true }), read);
  }
  take(decoder.decode(), read);
}
