// Films as browsers write them, completed.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { filmType, withDuration } from "../../www/share/export/webm.js";

/** An element: identifier, length and body. @param {number[]} id @param {number[]} body @param {number} [lengthBytes] */
function part(id, body, lengthBytes = 1) {
  const length = Array.from({ length: lengthBytes }, (_, at) => {
    const byte = Math.floor(body.length / 256 ** (lengthBytes - 1 - at)) % 256;
    return at === 0 ? byte | (0x80 >> (lengthBytes - 1)) : byte;
  });
  return [...id, ...length, ...body];
}
const HEAD = part([0x1a, 0x45, 0xdf, 0xa3], [0x42, 0x86, 0x81, 1]);
const OPEN_SEGMENT = [0x18, 0x53, 0x80, 0x67, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
const SCALE = part([0x2a, 0xd7, 0xb1], [0x0f, 0x42, 0x40]);
const INFO = [0x15, 0x49, 0xa9, 0x66];
const TRACKS = part([0x16, 0x54, 0xae, 0x6b], [1, 2, 3]);
const CLUSTER = [0x1f, 0x43, 0xb6, 0x75, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 9, 9];
const SEEK = part([0x11, 0x4d, 0x9b, 0x74], Array(20).fill(7));

/** Elements of a part, one level deep. @param {Uint8Array} bytes @param {number} from @param {number} to */
function children(bytes, from, to) {
  const found = [];
  for (let at = from; at < to; ) {
    const idLength = Math.clz32(Number(bytes[at])) - 23;
    const sizeLength = Math.clz32(Number(bytes[at + idLength])) - 23;
    const number = (/** @type {number} */ start, /** @type {number} */ length) =>
      bytes.subarray(start, start + length).reduce((sum, byte) => sum * 256 + byte, 0);
    const sizeBytes = bytes.slice(at + idLength, at + idLength + sizeLength);
    sizeBytes[0] = Number(sizeBytes[0]) & (0xff >> sizeLength);
    const size = sizeBytes.reduce((sum, byte) => sum * 256 + byte, 0);
    const body = at + idLength + sizeLength;
    const end = size >= 2 ** (7 * sizeLength) - 1 ? to : body + size;
    found.push({ id: number(at, idLength), body, end });
    at = end;
  }
  return found;
}

/** The duration that a player would read, in milliseconds. @param {Uint8Array} bytes */
function durationOf(bytes) {
  const [, segment] = children(bytes, 0, bytes.length);
  assert.ok(segment);
  const parts = children(bytes, segment.body, segment.end);
  const info = parts.find(({ id }) => id === 0x1549a966);
  assert.ok(info);
  const inside = children(bytes, info.body, info.end);
  const at = inside.find(({ id }) => id === 0x4489);
  const view = new DataView(bytes.buffer);
  const duration = at && (at.end - at.body === 4 ? view.getFloat32(at.body) : view.getFloat64(at.body));
  return { duration, parts: parts.map(({ id }) => id.toString(16)), end: segment.end };
}

describe("a film", () => {
  it("is told its duration, and everything else stays", () => {
    const bytes = Uint8Array.from([...HEAD, ...OPEN_SEGMENT, ...part(INFO, SCALE), ...TRACKS, ...CLUSTER]);
    const longer = withDuration(bytes, 5250);
    const { duration, parts } = durationOf(longer);
    assert.equal(duration, 5250);
    assert.deepEqual(parts, ["1549a966", "1654ae6b", "1f43b675"]);
    assert.deepEqual([...longer.subarray(-CLUSTER.length)], CLUSTER);
  });

  it("counts in the ticks of the film, and writes over a duration that is there", () => {
    const ticks = part([0x2a, 0xd7, 0xb1], [0x01, 0x86, 0xa0]);
    const known = part([0x44, 0x89], [0, 0, 0, 0]);
    const bytes = Uint8Array.from([
      ...HEAD,
      ...OPEN_SEGMENT,
      ...part(INFO, [...ticks, ...known]),
      ...CLUSTER,
    ]);
    const written = withDuration(bytes, 1000);
    assert.equal(written.length, bytes.length);
    assert.equal(durationOf(written).duration, 10_000);
  });

  it("says no wrong places: a table of them is left out, and a segment of known length grows", () => {
    const body = [...SEEK, ...part(INFO, SCALE), ...TRACKS];
    const bytes = Uint8Array.from([...HEAD, ...part([0x18, 0x53, 0x80, 0x67], body, 8)]);
    const { duration, parts, end } = durationOf(withDuration(bytes, 700));
    assert.equal(duration, 700);
    assert.deepEqual(parts, ["ec", "1549a966", "1654ae6b"]);
    assert.equal(end, withDuration(bytes, 700).length);
  });

  it("stays as it is if it is none, or ends too soon", () => {
    const whole = [...HEAD, ...OPEN_SEGMENT, ...part(INFO, SCALE), ...CLUSTER];
    for (let length = 0; length < whole.length - CLUSTER.length; length += 1) {
      const bytes = Uint8Array.from(whole.slice(0, length));
      assert.equal(withDuration(bytes, 5), bytes, `${length} bytes`);
    }
    const text = new TextEncoder().encode("this is no film at all, not even a short one");
    assert.equal(withDuration(text, 5), text);
  });

  it("is of the first kind that the browser records", () => {
    assert.equal(
      filmType((type) => !type.includes("vp9")),
      "video/webm;codecs=vp8",
    );
    assert.equal(
      filmType(() => false),
      undefined,
    );
    assert.equal(filmType(undefined), undefined);
  });
});
