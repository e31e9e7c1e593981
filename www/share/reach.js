// From how far a code on a wall can be read, and the shortest way to write a question into one. Pure.
//
// The rule. A reader of codes wants about 3 pixels of its picture for a module (jsQR, ZXing and the scanners of phones find a code with 2,
// if it is sharp and met squarely; hands and lenses are not). The main camera of a phone sees about 69 degrees (26 mm on film of 36 mm) in
// 4032 pixels: 4032 / (36 / 26) = 2912 pixels for what is as wide as it is far away. Three pixels are then a thousandth of the distance
// (1.03, to be exact): A MODULE OF 1 MM IS READ FROM 1 M. That is geometry, with no measurement of phones behind it: an old phone reads from
// half as far, one with a longer lens from twice as far. The assumption about the room is a picture 1.5 m wide that shows the whole screen.

/** What a code on a projector is reckoned with, in metres. */
export const PICTURE_WIDTH = 1.5;
/** Metres from which a module of one metre would be read. */
const METRES_A_METRE = 1000;
/** The back of a room, in metres: a code that is not read from here is worth a word. */
export const LAST_ROW = 10;

/**
 * Metres from which a code is read.
 * @param {number} modules along a side, with the light ones around
 * @param {number} share of the picture's width that this side takes
 */
export function reachOf(modules, share) {
  return (METRES_A_METRE * PICTURE_WIDTH * share) / modules;
}

/** What an address may hold after its `#` besides letters and digits, without a percent sign. */
const PLAIN = /%(?:2C|2F|3A|3B|3D|3F|40)/g;

/**
 * A question as it is shortest in a code: in letters of ASCII, because the standard's bytes have no encoding that all readers agree on.
 * A Chinese character takes 2.7 letters of UTF-16 in base64url, against 9 with percent signs (and 3 as bare UTF-8).
 * @param {string} question
 */
export function questionOfCode(question) {
  const plain = encodeURIComponent(question)
    .replaceAll("%20", "+")
    .replaceAll(PLAIN, (sign) => decodeURIComponent(sign));
  const bytes = Array.from({ length: 2 * question.length }, (_, at) => {
    const unit = question.charCodeAt(at >> 1);
    return String.fromCharCode(at % 2 === 0 ? unit >> 8 : unit & 255);
  });
  const wide = btoa(bytes.join("")).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  return "ask16".length + wide.length < "ask".length + plain.length ? `ask16=${wide}` : `ask=${plain}`;
}
