// Files of strangers: encodings, separators, quotes, decimal commas, ragged lines, what is no table at all; the sample; the way of reading
// in a link; drawn points.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { numberOf, Splitter, sortOf } from "../../www/engine/table/cells.js";
import { gather, Reservoir } from "../../www/engine/table/gather.js";
import { TableProblem } from "../../www/engine/table/problem.js";
import { likelyChoice, survey } from "../../www/engine/table/survey.js";
import { encodingOf } from "../../www/engine/table/text.js";
import { ownEn } from "../../www/i18n/own_en.js";
import { drawnPoints, MOST_POINTS, Points } from "../../www/lab/own/points.js";
import { broughtOf, FOUND_OUT, formatRecipe, parseRecipe } from "../../www/lab/own/recipe.js";

/** @param {string | Uint8Array} content */
const blob = (content) => new Blob([/** @type {BlobPart} */ (content)]);
/** @param {string | Uint8Array} content @param {Partial<import("../../www/engine/table/text.js").Manner>} [manner] */
const look = (content, manner = {}) => survey(blob(content), { ...FOUND_OUT, ...manner }, () => {});
/** @param {string | Uint8Array} content @param {Partial<import("../../www/engine/table/gather.js").Choice>} [change] */
async function take(content, change = {}) {
  const found = await look(content);
  const likely = likelyChoice(found);
  assert.ok(likely);
  const choice = { ...likely, limit: 2000, ...change };
  const gathered = await gather(blob(content), found, choice, FOUND_OUT, () => {});
  return { ...gathered, csv: new TextDecoder().decode(gathered.bytes), choice };
}
/** @param {Promise<unknown>} work @param {string} key */
async function refuses(work, key) {
  await assert.rejects(work, (error) => {
    assert.ok(error instanceof TableProblem, String(error));
    assert.equal(error.key, key);
    assert.ok(key in ownEn, `${key} has words`);
    return true;
  });
}
const TEN = Array.from({ length: 10 }, (_, row) => `${row},${row * row},${"ab"[row % 2]}`).join("\n");

/** @param {string} text @param {boolean} isLittle */
function utf16(text, isLittle) {
  const bytes = new Uint8Array(2 * text.length);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at += 1) view.setUint16(2 * at, text.charCodeAt(at), isLittle);
  return bytes;
}

describe("the text of a file", () => {
  it("is read in the encodings that spreadsheets write", async () => {
    const text = `长度,宽度,种类\n${TEN}\n`;
    const gb = Uint8Array.from([
      0xb3, 0xa4, 0xb6, 0xc8, 0x2c, 0xbf, 0xed, 0xb6, 0xc8, 0x2c, 0xd6, 0xd6, 0xc0, 0xe0,
    ]);
    const rest = new TextEncoder().encode(`\n${TEN}\n`);
    /** @type {[Uint8Array, string][]} */
    const files = [
      [new TextEncoder().encode(text), "utf-8"],
      [new TextEncoder().encode(`\ufeff${text}`), "utf-8"],
      [utf16(`\ufeff${text}`, true), "utf-16le"],
      [utf16(`\ufeff${text}`, false), "utf-16be"],
      [new Uint8Array([...gb, ...rest]), "gb18030"],
    ];
    for (const [bytes, encoding] of files) {
      const { form, columns, rows } = await look(bytes);
      assert.equal(form.encoding, encoding);
      assert.deepEqual(
        columns.map(({ name }) => name),
        ["长度", "宽度", "种类"],
        encoding,
      );
      assert.equal(rows, 10);
    }
    // Without its mark UTF-16 is known by the zeros of digits and separators.
    assert.equal(encodingOf(utf16("a,b,c\n1,2,3\n4,5,6\n", true), true), "utf-16le");
    assert.equal(encodingOf(utf16("a,b,c\n1,2,3\n4,5,6\n", false), true), "utf-16be");
    assert.equal(
      encodingOf(Uint8Array.of(0x47, 0x72, 0xf6, 0xdf, 0x65, 0x2c, 0x62, 0x0a), true),
      "windows-1252",
    );
  });

  it("is refused with a reason where it is none", async () => {
    await refuses(look(""), "own_empty");
    await refuses(look(" \n\n  \r\n"), "own_empty");
    await refuses(look("a,b\n"), "own_no_rows");
    await refuses(look(Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 6, 0)), "own_spreadsheet");
    await refuses(
      look(Uint8Array.from({ length: 4000 }, (_, at) => ((at * 7919) % 256) & (at % 3 ? 255 : 0))),
      "own_not_text",
    );
    await refuses(look(`a,b\n1,"2\n${"3,4\n".repeat(30_000)}`), "own_quote_open");
    await refuses(look(`a,b\n1,"2\n`), "own_quote_open");
    await refuses(look(`a,b\n${"1".repeat(3 << 20)},2\n`), "own_line_long");
    await refuses(look(`${"a,".repeat(3000)}\n1\n`), "own_many_columns");
  });

  it("may hold a NUL, which makes its cell no number", async () => {
    const { columns } = await look(`x,y\n1,a\n2\0,b\n3,a\n${"4,b\n".repeat(100)}`);
    assert.deepEqual(columns[0].texts, { count: 1, lines: [3], example: "2\0" });
  });

  it("is split alike however it is cut into pieces", () => {
    const text = '\ufeffa;b\r\n"x;""y""";2\r\n\r\n"two\nlines";3\r\nlast;4';
    const wanted = [
      [["a", "b"], 1],
      [['x;"y"', "2"], 2],
      [["two\nlines", "3"], 4],
      [["last", "4"], 6],
    ];
    for (let size = 1; size < text.length; size += 1) {
      /** @type {unknown[]} */
      const rows = [];
      const splitter = new Splitter({
        separator: ";",
        newline: "\n",
        row: (cells, line) => rows.push([cells, line]),
      });
      for (let at = 0; at < text.length; at += size) splitter.push(text.slice(at, at + size));
      splitter.end();
      assert.deepEqual(rows, wanted, `pieces of ${size}`);
    }
  });
});

describe("a survey", () => {
  it("finds out separator, decimal comma and header", async () => {
    const german = await look("Länge;Breite;Art\n1,5;2,25;a\n2,5;3;b\n3;1,75;a\n");
    assert.deepEqual([german.form.separator, german.decimal, german.hasHeader], [";", ",", true]);
    assert.deepEqual(
      german.columns.map(({ numbers }) => numbers),
      [3, 3, 0],
    );
    const tabs = await look("1\t2.5\t0\n3\t4.5\t1\n");
    assert.deepEqual([tabs.form.separator, tabs.decimal, tabs.hasHeader, tabs.rows], ["\t", ".", false, 2]);
    assert.deepEqual(
      tabs.columns.map(({ name }) => name),
      ["#1", "#2", "#3"],
    );
    const bare = await look("1,5;2,5\n3,5;4,5\n2,5;1,5\n");
    assert.deepEqual([bare.form.separator, bare.decimal], [";", ","], "a comma may stand inside numbers");
    const mac = await look("a,b\r1,2\r3,4\r");
    assert.deepEqual([mac.form.newline, mac.rows], ["\r", 2]);
    const quoted = await look('"a";"b"\n"1,5";"x"\n"2,5";"y"\n');
    assert.deepEqual([quoted.form.separator, quoted.decimal], [";", ","]);
    assert.equal((await look("a;b\n1;2\n", { separator: "," })).columns.length, 1, "a wish counts");
  });

  it("counts what is missing, text and ragged, with lines", async () => {
    const { columns, ragged, rows } = await look("x,y\n1,a\n,b\nNA,a\nred,b\n1,2,3\n5\n6,a,\n-1.5e3,?\n");
    assert.equal(rows, 6);
    assert.deepEqual(ragged, { count: 2, lines: [6, 7] });
    assert.deepEqual(columns[0].missing, { count: 2, lines: [3, 4] });
    assert.deepEqual(columns[0].texts, { count: 1, lines: [5], example: "red" });
    assert.deepEqual([columns[0].min, columns[0].max, columns[1].missing.count], [-1500, 6, 1]);
  });

  it("names each column once and holds no more of a cell than it shows", async () => {
    const long = "z".repeat(100_000);
    const { columns, preview } = await look(`a,a,\n1,${long},3\n4,5,6\n`);
    assert.deepEqual(
      columns.map(({ name }) => name),
      ["a", "a (2)", "#3"],
    );
    assert.ok((preview[0]?.cells[1]?.length ?? 99) <= 41);
  });

  it("proposes the last column that can be an answer and the numbers beside it", async () => {
    const lines = Array.from(
      { length: 30 },
      (_, row) => `${row + 1},${row / 7},${row % 3},free text ${row},${"xy"[row % 2]},`,
    );
    const found = await look(`id,size,colour,note,kind,empty\n${lines.join("\n")}\n`);
    assert.deepEqual(likelyChoice(found), { inputs: [1, 2], target: 4, kind: "class" });
    const values = await look(
      `a,b\n${Array.from({ length: 30 }, (_, row) => `${row},${row / 3}`).join("\n")}\n`,
    );
    assert.equal(likelyChoice(values)?.kind, "value");
  });
});

describe("gathered rows", () => {
  it("are complete, in the order of the file, as the core reads them", async () => {
    const { csv, rows, all, missing, texts, ragged } = await take(
      `"size, cm";kind\n1,5;a\n;b\n2;b\nred;a\n3;"say ""x"""\n4;a\n1;2;3\n5;b\n6;a\n`,
    );
    assert.equal(csv, '"size, cm",kind\n1.5,a\n2,b\n3,"say ""x"""\n4,a\n5,b\n6,a\n');
    assert.deepEqual([rows, all], [6, 8]);
    assert.deepEqual(missing, [{ count: 1, lines: [3], column: 0, example: "" }]);
    assert.deepEqual(texts, [{ count: 1, lines: [5], column: 0, example: "red" }]);
    assert.deepEqual(ragged, { count: 1, lines: [8] });
  });

  it("are too few, of one class or of too many with a reason", async () => {
    await refuses(take("x,y\n1,a\n2,b\n3,a\n"), "own_few_rows");
    const classes = { target: 1, inputs: [0], kind: /** @type {const} */ ("class") };
    await refuses(take(`x,y\n${"1,a\n2,a\n".repeat(9)},b\n`, classes), "own_one_class");
    const many = Array.from({ length: 200 }, (_, row) => `${row},n${row}`).join("\n");
    await refuses(take(`x,y\n${many}\n`, classes), "own_many_classes");
  });

  it("are drawn with the same chance each, the same every time", async () => {
    const hits = new Array(1000).fill(0);
    const sample = (/** @type {number} */ shift) => {
      const reservoir = new Reservoir(100);
      for (let row = 0; row < 1000 + shift; row += 1) reservoir.take(() => String(row));
      return reservoir.rows();
    };
    assert.deepEqual(sample(0), sample(0));
    assert.deepEqual(
      sample(0),
      [...sample(0)].sort((a, b) => Number(a) - Number(b)),
      "in order",
    );
    for (let shift = 0; shift < 300; shift += 1)
      for (const row of sample(shift)) if (Number(row) < 1000) hits[Number(row)] += 1;
    // Each of the thousand rows is among the hundred with a chance of about a tenth, wherever it stands.
    const thirds = [hits.slice(0, 333), hits.slice(333, 666), hits.slice(666)].map(
      (part) => part.reduce((a, b) => a + b) / part.length,
    );
    for (const mean of thirds) assert.ok(Math.abs(mean / 300 - 0.1 * (1000 / 1150)) < 0.012, String(thirds));

    const csv = `x,y\n${Array.from({ length: 5000 }, (_, row) => `${row},${row % 2}`).join("\n")}\n`;
    const { rows, complete, csv: table } = await take(csv, { limit: 500 });
    assert.deepEqual([rows, complete, table.split("\n").length], [500, 5000, 502]);
  });
});

describe("cells", () => {
  it("are numbers, missing or text, whatever stands there", () => {
    for (const [cell, sort] of /** @type {[string, string][]} */ ([
      ["1", "whole"],
      ["-12e3", "whole"],
      ["1.", "point"],
      [".5", "point"],
      ["1,5", "comma"],
      ["1,234.5", "text"],
      ["", "missing"],
      ["NaN", "missing"],
      ["n/a", "missing"],
      ["—", "missing"],
      ["--", "text"],
      ["Infinity", "text"],
      ["0x10", "text"],
      ["1 2", "text"],
      ["５", "text"],
      ["1e", "text"],
    ]))
      assert.equal(sortOf(cell), sort, cell);
    assert.equal(numberOf("1,5", ","), 1.5);
    assert.equal(numberOf("1.5", ","), undefined, "a point is no decimal sign there");
    assert.equal(numberOf("1e999", "."), undefined);
    assert.ok(Object.is(numberOf("-0", "."), 0));
  });

  it("survive any text", async () => {
    const pieces = [
      "a",
      "1",
      "1,5",
      ",",
      ";",
      "\t",
      '"',
      '""',
      "\n",
      "\r\n",
      "\r",
      " ",
      "学",
      "\ufeff",
      "\0",
      "1e999",
      "NA",
      "|",
    ];
    let state = 7;
    const below = (/** @type {number} */ bound) => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return (state >>> 8) % bound;
    };
    for (let round = 0; round < 2000; round += 1) {
      const text = Array.from({ length: below(60) }, () => pieces[below(pieces.length)]).join("");
      try {
        const found = await look(text);
        assert.ok(
          found.columns.every(
            ({ numbers, missing, texts }) => numbers + missing.count + texts.count === found.rows,
          ),
          JSON.stringify(text),
        );
        const likely = likelyChoice(found);
        if (likely) await gather(blob(text), found, { ...likely, limit: 3 }, FOUND_OUT, () => {});
      } catch (error) {
        if (!(error instanceof TableProblem)) throw error;
        assert.ok(error.key in ownEn, error.key);
      }
    }
  });
});

describe("the way a file was read", () => {
  it("comes back from its link", () => {
    const choice = { inputs: [0, 1, 2, 5, 9, 10], target: 4, limit: 10_000 };
    const manner = /** @type {const} */ ({ encoding: "gb18030", separator: ";", header: "no", decimal: "," });
    const text = formatRecipe(choice, manner);
    assert.match(text, /^[0-9a-z.-]{1,160}$/);
    assert.deepEqual(parseRecipe(text), { ...choice, manner });
    assert.deepEqual(broughtOf(`00123456789abcdefv${text}`), {
      fingerprint: "0123456789abcdef",
      kind: "value",
      ...choice,
      manner,
    });
    assert.deepEqual(parseRecipe(formatRecipe({ inputs: [3], target: 0, limit: 2000 }, FOUND_OUT)), {
      inputs: [3],
      target: 0,
      limit: 2000,
      manner: FOUND_OUT,
    });
    assert.equal(broughtOf("1AAAA"), undefined);
  });

  it("is left to be found out where it is nonsense", () => {
    for (const text of ["", "i", "i9-3", "i1e9-2", "l7", "hx", "szez", "i0-99999999999", "t99999"]) {
      const { manner, limit, inputs = [] } = parseRecipe(text);
      assert.deepEqual([manner, limit], [FOUND_OUT, 2000], text);
      assert.ok(inputs.length <= 255);
    }
    const scattered = Array.from({ length: 200 }, (_, index) => 2 * index);
    assert.ok(formatRecipe({ inputs: scattered, target: 1, limit: 500 }, FOUND_OUT).length <= 160);
  });
});

describe("drawn points", () => {
  it("can be added, moved, removed and undone", () => {
    const points = new Points();
    points.add(0.123, -0.456, 0);
    points.add(2, -2, 1);
    assert.deepEqual(points.all, [
      { x: 0.12, y: -0.46, group: 0 },
      { x: 1, y: -1, group: 1 },
    ]);
    assert.equal(points.at(0.1, -0.45, 0.05), 0);
    assert.equal(points.at(0.5, 0.5, 0.05), undefined);
    points.grab();
    points.drag(0, 0.5, 0.5);
    points.drag(0, 0.6, 0.6);
    assert.equal(points.at(0.6, 0.6, 0.01), 0);
    points.undo();
    assert.equal(points.at(0.12, -0.46, 0.01), 0, "a drag is one step");
    points.remove(0);
    points.clear();
    points.undo();
    points.undo();
    assert.equal(points.all.length, 2);
    for (let index = 0; index < 500; index += 1) points.add(0, 0, 0);
    assert.equal(points.all.length, MOST_POINTS);
  });

  it("say what is missing, and are a table", () => {
    const points = new Points();
    for (let index = 0; index < 5; index += 1) points.add(index / 10, 0, 0);
    assert.equal(points.problem(), "own_draw_more");
    points.add(0.5, 0.25, 0);
    assert.equal(points.problem(), "own_draw_second");
    points.setKind("value");
    assert.equal(points.problem(), undefined);
    assert.match(points.csv(), /^x1,y\n0,0\n0.1,0\n/);
    points.setKind("class");
    points.add(-1, 1, 3);
    assert.equal(points.problem(), undefined);
    assert.match(points.csv(), /^x1,x2,class\n0,0,A\n.*\n-1,1,D\n$/s);
  });

  it("come back from a table that could have been drawn, and from no other", () => {
    const table = {
      features: 2,
      inputs: [0, 0.5, -1, 1],
      answers: [0, 1],
      names: ["x1", "x2", "class", "A", "C"],
    };
    assert.deepEqual(drawnPoints(table), {
      kind: "class",
      points: [
        { x: 0, y: 0.5, group: 0 },
        { x: -1, y: 1, group: 2 },
      ],
    });
    assert.equal(drawnPoints({ ...table, inputs: [0, 3, 0, 0] }), undefined);
    assert.equal(drawnPoints({ ...table, names: ["x1", "x2", "class", "red", "C"] }), undefined);
    assert.equal(drawnPoints({ ...table, features: 4 }), undefined);
  });
});
