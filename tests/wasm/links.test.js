import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { decode_link, encode_link, fresh_seed, SCHEMA } from "./support/core.js";

const { version, fields, presets } = SCHEMA;

describe("the schema", () => {
  it("has what a control needs, in both languages", () => {
    assert.equal(version, 1);
    assert.ok(fields.length >= 16);
    for (const field of fields) {
      assert.ok(field.label.en && field.label.zh && field.help.en && field.help.zh, field.name);
      assert.ok(["data", "network", "training", "view"].includes(field.group), field.name);
      assert.equal(typeof field.live, "boolean", field.name);
      assert.ok(["basic", "more", "expert", "hidden"].includes(field.level), field.name);
      if (field.type === "choice") {
        const values = field.choices.map((/** @type {{value: string}} */ choice) => choice.value);
        assert.ok(values.includes(field.default), field.name);
      } else if (["branches", "name", "events", "table"].includes(field.type)) {
        assert.deepEqual([field.default, field.level], ["", "hidden"], field.name);
      } else if (field.type === "list") {
        assert.ok(field.default === "" && field.length > 0 && field.min < field.max, field.name);
      } else {
        assert.ok(field.min <= field.default && field.default <= field.max, field.name);
      }
    }
  });

  it("names each field and key once", () => {
    for (const part of ["name", "key"]) {
      const names = fields.map((/** @type {Record<string, string>} */ field) => field[part]);
      assert.equal(new Set(names).size, names.length);
    }
  });
});

describe("a link", () => {
  it("gives back the spec it was made of", () => {
    const spec = {
      dataset: "circle",
      hidden_layers: 29,
      learning_rate: 0.3,
      residual: "scaled",
      seed: 4294967295,
      language: "zh",
    };
    const link = encode_link(JSON.stringify(spec));
    assert.match(link, /^v=1&/);
    for (const text of [link, `#${link}`]) {
      const { spec: back, problems } = JSON.parse(decode_link(text));
      assert.deepEqual(problems, []);
      assert.deepEqual({ ...back, ...spec }, back);
    }
  });

  it("of the defaults is as short as can be", () => {
    assert.equal(encode_link("{}"), "v=1");
    const { spec } = JSON.parse(decode_link(""));
    for (const field of fields) assert.equal(spec[field.name], field.default, field.name);
  });

  it("never throws, whatever stands in it", () => {
    const hostile = ["#%", "\0", "lr=NaN&lr=1e999", "😀=😀", "a".repeat(1_000_000), "layers=9e9&__proto__=1"];
    for (const text of hostile) {
      const { spec, problems } = JSON.parse(decode_link(text));
      assert.equal(Object.keys(spec).length, fields.length);
      assert.ok(problems.length > 0, text.slice(0, 20));
    }
  });

  it("of a wrong spec throws and names the field", () => {
    assert.throws(
      () => encode_link('{"hidden_layers":900}'),
      /^Error: hidden_layers: must be 0 to 100, got 900$/,
    );
    assert.throws(() => encode_link("oops"), /^Error: spec: must be JSON/);
  });

  it("of every preset is understood", () => {
    assert.ok(presets.length > 0);
    for (const preset of presets)
      assert.deepEqual(JSON.parse(decode_link(preset.link)).problems, [], preset.name);
  });
});

it("fresh seeds are whole, in range and differ", () => {
  const seeds = Array.from({ length: 20 }, fresh_seed);
  for (const seed of seeds) assert.ok(Number.isInteger(seed) && seed >= 0 && seed <= 4294967295);
  assert.ok(new Set(seeds).size > 10);
});

describe("five hundred hostile texts", () => {
  it("are understood as the native core understands them", async () => {
    const read = async (/** @type {string} */ name) =>
      JSON.parse(await readFile(`tests/golden/hostile_${name}.json`, "utf8"));
    const [texts, answers] = [await read("links"), await read("answers")];
    assert.equal(texts.length, 500);
    const now = texts.map((/** @type {string} */ text) => {
      const { spec, problems } = JSON.parse(decode_link(text));
      return [problems.length, encode_link(JSON.stringify(spec))];
    });
    assert.deepEqual(now, answers);
  });
});
