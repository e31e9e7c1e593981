// WebM as browsers record it, completed: they write their films as if these had no end, and so without a duration. Pure.
// Format: RFC 8794 (EBML) and RFC 9559 (Matroska).

const ID = {
  head: 0x1a45dfa3,
  segment: 0x18538067,
  seek: 0x114d9b74,
  info: 0x1549a966,
  cluster: 0x1f43b675,
  scale: 0x2ad7b1,
  duration: 0x4489,
};
const VOID = 0xec;
/** Identifier, length and eight bytes of a number. */
const DURATION_BYTES = 11;
/** Nanoseconds of a tick, unless the film says otherwise. */
const SCALE = 1_000_000;

/** In the order in which they are wished. */
const TYPES = ["video/webm;codecs=vp9", "video/webm;codecs=vp8", "video/webm"];

/**
 * What this browser can record of these.
 * @param {((type: string) => boolean) | undefined} isSupported
 * @returns {string | undefined}
 */
export function filmType(isSupported) {
  return isSupported && TYPES.find((type) => isSupported(type));
}

/**
 * The same film with its duration told; as it was if it is not built as films are.
 * @param {Uint8Array<ArrayBuffer>} bytes @param {number} ms
 */
export function withDuration(bytes, ms) {
  try {
    return told(bytes, ms);
  } catch (error) {
    if (error instanceof RangeError) return bytes;
    throw error;
  }
}

/** @typedef {{id: number, at: number, body: number, size: number, sizeLength: number}} Element size −1: until the end */

/** @param {Uint8Array<ArrayBuffer>} bytes @param {number} ms @throws {RangeError} where the bytes end too soon */
function told(bytes, ms) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const head = element(view, 0);
  const segment = element(view, head.body + head.size);
  if (head.id !== ID.head || segment.id !== ID.segment) return bytes;
  const copy = bytes.slice();
  const change = new DataView(copy.buffer);
  for (let at = segment.body; ; ) {
    const child = element(view, at);
    if (child.id === ID.cluster || child.size < 0) return bytes;
    // What stands behind moves: a table of places would be wrong, and players do without.
    if (child.id === ID.seek) hide(change, child);
    if (child.id === ID.info) return withInfo(copy, segment, child, ms);
    at = child.body + child.size;
  }
}

/** @param {Uint8Array<ArrayBuffer>} bytes @param {Element} segment @param {Element} info @param {number} ms */
function withInfo(bytes, segment, info, ms) {
  const view = new DataView(bytes.buffer);
  let scale = SCALE;
  let known;
  for (let at = info.body; at < info.body + info.size; ) {
    const child = element(view, at);
    if (child.id === ID.scale) scale = unsigned(view, child.body, child.size);
    if (child.id === ID.duration) known = child;
    at = child.body + child.size;
  }
  const duration = (ms * 1e6) / scale;
  if (known) {
    if (known.size === 4) view.setFloat32(known.body, duration);
    else view.setFloat64(known.body, duration);
    return bytes;
  }
  // The length of its parent, in eight bytes whatever it took before.
  const end = info.body + info.size;
  const parts = [
    bytes.subarray(0, info.at + 4),
    sized(info.size + DURATION_BYTES),
    bytes.subarray(info.body, end),
    durationElement(duration),
    bytes.subarray(end),
  ];
  const longer = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    longer.set(part, at);
    at += part.length;
  }
  if (segment.size >= 0) {
    const grown = segment.size + longer.length - bytes.length;
    if (segment.sizeLength < 8) return bytes; // no room for what it would have to say
    longer.set(sized(grown), segment.body - segment.sizeLength);
  }
  return longer;
}

/** Makes a part one that readers leap over. @param {DataView} view @param {Element} part */
function hide(view, { at, body, size }) {
  const total = body + size - at;
  if (total < 9) throw new RangeError("too short to be left out");
  view.setUint8(at, VOID);
  sized(total - 9).forEach((byte, index) => {
    view.setUint8(at + 1 + index, byte);
  });
}

/** @param {number} duration */
function durationElement(duration) {
  const view = new DataView(new ArrayBuffer(DURATION_BYTES));
  view.setUint16(0, ID.duration);
  view.setUint8(2, 0x88);
  view.setFloat64(3, duration);
  return new Uint8Array(view.buffer);
}

/** A length in eight bytes. @param {number} size */
function sized(size) {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, (1n << 56n) | BigInt(size));
  return new Uint8Array(view.buffer);
}

/** @param {DataView} view @param {number} at @returns {Element} */
function element(view, at) {
  const idLength = Math.clz32(view.getUint8(at)) - 23;
  if (idLength > 4) throw new RangeError("no identifier");
  const id = unsigned(view, at, idLength);
  const first = view.getUint8(at + idLength);
  const sizeLength = Math.clz32(first) - 23;
  if (sizeLength > 8) throw new RangeError("no length");
  // Without the bit that tells how long it is: with it, eight bytes are more than a number holds exactly.
  let size = first & (0xff >> sizeLength);
  let isOpen = size === 0xff >> sizeLength;
  for (let index = 1; index < sizeLength; index += 1) {
    const byte = view.getUint8(at + idLength + index);
    isOpen &&= byte === 0xff; // written before anybody knew it
    size = size * 256 + byte;
  }
  const body = at + idLength + sizeLength;
  return { id, at, body, size: isOpen ? -1 : size, sizeLength };
}

/** @param {DataView} view @param {number} at @param {number} length bytes */
function unsigned(view, at, length) {
  let value = 0;
  for (let index = 0; index < length; index += 1) value = value * 256 + view.getUint8(at + index);
  return value;
}
