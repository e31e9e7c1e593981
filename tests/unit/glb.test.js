// The mountain as glTF: held against Khronos' validator, and read back as another program would read it.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
// @ts-expect-error It brings no types.
import validator from "gltf-validator";
import { mountainGlb } from "../../www/share/export/glb.js";

const SIDE = 33;
/** A bowl over −1…1, with one place that is no number and one that is beyond the range. */
const GRID = {
  columns: SIDE,
  rows: SIDE,
  heights: Float32Array.from({ length: SIDE * SIDE }, (_, index) => {
    const [x, y] = [(index % SIDE) / 16 - 1, Math.floor(index / SIDE) / 16 - 1];
    return index === 40 ? Number.NaN : index === 80 ? Number.POSITIVE_INFINITY : 1 + x * x + 2 * y * y;
  }),
  a: /** @type {[number, number]} */ ([-1, 1]),
  b: /** @type {[number, number]} */ ([-1, 1]),
};
const RANGE = { low: 1, high: 2.5 };
const PATH = {
  name: 'Adam "fast"',
  colour: "#ff8000",
  points: Float32Array.of(0, -1, 0.25, 2, 0, 1, 0, 0.1, 1.1, 0, 2, Number.NaN, 0, 1, 0, 3, 0.5, 0, 1.05, 0),
};
const WORDS = { name: "Loss surface", extras: { digest: "0123abcd", spec: { seed: 7 } } };

/** The two parts of a GLB. @param {Uint8Array} bytes */
function read(bytes) {
  const view = new DataView(bytes.buffer);
  assert.deepEqual(
    [view.getUint32(0, true), view.getUint32(4, true), view.getUint32(8, true)],
    [0x46546c67, 2, bytes.length],
  );
  const length = view.getUint32(12, true);
  const gltf = JSON.parse(new TextDecoder().decode(bytes.subarray(20, 20 + length)));
  /** Numbers of an accessor. @param {number} number */
  const numbers = (number) => {
    const { bufferView, count, type, componentType } = gltf.accessors[number];
    const kinds = { 5123: Uint16Array, 5125: Uint32Array, 5126: Float32Array };
    const Kind = kinds[/** @type {5123 | 5125 | 5126} */ (componentType)];
    const size = { SCALAR: 1, VEC3: 3, VEC4: 4 }[/** @type {"SCALAR" | "VEC3" | "VEC4"} */ (type)];
    const start = 28 + length + gltf.bufferViews[bufferView].byteOffset;
    return [...new Kind(bytes.slice(start, start + count * size * Kind.BYTES_PER_ELEMENT).buffer)];
  };
  return { gltf, numbers };
}

/** @param {Uint8Array} bytes */
async function complaints(bytes) {
  const { issues, info } = await validator.validateBytes(bytes);
  return { messages: issues.messages, info };
}

describe("the mountain as glTF", () => {
  const bytes = mountainGlb(GRID, RANGE, "linear", [PATH], WORDS);

  it("is valid in every rule that Khronos' validator knows, without a warning or a hint", async () => {
    const { messages, info } = await complaints(bytes);
    assert.deepEqual(messages, []);
    assert.equal(info.version, "2.0");
    assert.equal(info.totalTriangleCount, 2 * (SIDE - 1) ** 2);
    assert.equal(info.totalVertexCount, SIDE * SIDE + 3);
  });

  it("the validator would speak", async () => {
    const wrong = bytes.slice();
    // The last index points beyond the vertices.
    const { gltf } = read(bytes);
    const { bufferView } = gltf.accessors[gltf.meshes[0].primitives[0].indices];
    const { byteOffset, byteLength } = gltf.bufferViews[bufferView];
    const start = 28 + new DataView(bytes.buffer).getUint32(12, true) + byteOffset + byteLength - 4;
    new DataView(wrong.buffer).setUint32(start, 99_999, true);
    const { messages } = await complaints(wrong);
    assert.match(messages[0]?.code ?? "", /INDEX_OOB/);
  });

  it("is valid on logarithmic height, of more points than 16 bits count, and without a path", async () => {
    const side = 257;
    const heights = Float32Array.from({ length: side * side }, (_, index) => 10 ** -(index % 9));
    const large = {
      ...GRID,
      columns: side,
      rows: side,
      heights,
      b: /** @type {[number, number]} */ ([0, 40]),
    };
    const { messages, info } = await complaints(mountainGlb(large, { low: 1e-8, high: 1 }, "log", [], WORDS));
    assert.deepEqual(messages, []);
    assert.equal(info.totalVertexCount, side * side);
  });

  it("has the heights, slopes and colours of the sheet, and says where it comes from", () => {
    const { gltf, numbers } = read(bytes);
    assert.deepEqual(gltf.asset, { version: "2.0", generator: "Downhill", extras: WORDS.extras });
    const { attributes, indices } = gltf.meshes[0].primitives[0];
    const places = numbers(attributes.POSITION);
    const normals = numbers(attributes.NORMAL);
    const colours = numbers(attributes.COLOR_0);
    const at = (/** @type {number[]} */ list, /** @type {number} */ size, /** @type {number} */ index) =>
      list.slice(size * index, size * (index + 1));
    const centre = 16 * SIDE + 16;
    assert.deepEqual(at(places, 3, centre).map(Math.abs), [0, 0, 0]);
    assert.deepEqual(at(normals, 3, centre).map(Math.abs), [0, 1, 0]);
    // Viridis begins with #440154, as linear light.
    const dark = [0x44, 0x01, 0x54].map((byte) => Math.round(65535 * ((byte / 255 + 0.055) / 1.055) ** 2.4));
    const [red, green, blue, alpha] = at(colours, 4, centre);
    assert.deepEqual([red, blue, alpha], [dark[0], dark[2], 65535]);
    assert.equal(green, Math.round((65535 * (1 / 255)) / 12.92));
    // To the right x grows, into the depth of the picture b does: z falls. The slope looks back.
    const right = 16 * SIDE + 24;
    assert.deepEqual(
      at(places, 3, right).map((value) => Math.abs(Math.round(value * 1e6) / 1e6)),
      [0.5, Math.round(((0.95 * 0.25) / 1.5) * 1e6) / 1e6, 0],
    );
    assert.ok(Number(at(normals, 3, right)[0]) < -0.1);
    assert.ok(Number(at(normals, 3, 24 * SIDE + 16)[2]) > 0.1);
    // What is no number or beyond the range stands at its upper end.
    for (const index of [40, 80]) assert.equal(places[3 * index + 1], Math.fround(0.95));
    // Every triangle is seen from above.
    const corners = numbers(indices);
    for (let first = 0; first < corners.length; first += 3) {
      const [p, q, r] = /** @type {[number[], number[], number[]]} */ (
        [0, 1, 2].map((corner) => at(places, 3, Number(corners[first + corner])))
      );
      const [px = 0, , pz = 0] = p;
      const [[qx = 0, , qz = 0], [rx = 0, , rz = 0]] = [q, r];
      assert.ok((qz - pz) * (rx - px) - (qx - px) * (rz - pz) > 0);
    }
  });

  it("has the path as a line in the colour of the run", () => {
    const { gltf, numbers } = read(bytes);
    assert.equal(gltf.meshes[1].name, PATH.name);
    const [strip] = gltf.meshes[1].primitives;
    assert.equal(strip.mode, 3);
    const line = numbers(strip.attributes.POSITION);
    assert.equal(line.length, 9);
    assert.deepEqual([line[0], line[2]], [-1, -0.25]);
    const factor = (/** @type {string} */ colour) => {
      const { gltf: of } = read(mountainGlb(GRID, RANGE, "linear", [{ ...PATH, colour }], WORDS));
      return of.materials[1].pbrMetallicRoughness.baseColorFactor;
    };
    assert.deepEqual(factor("#ff8000").slice(2), [0, 1]);
    assert.deepEqual(factor("#f80"), factor("#ff8800"));
    assert.deepEqual(factor("#fff"), [1, 1, 1, 1]);
  });
});
