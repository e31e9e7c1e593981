// Which build of the core an engine can run: with four numbers at a time (SIMD) or one. Both have the same bits.

/** A module of one function, `i8x16.popcnt(i8x16.splat(0))`: valid where fixed-width SIMD is. */
const PROBE = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], // "\0asm", version 1
  ...[0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b], // one type: nothing to v128
  ...[0x03, 0x02, 0x01, 0x00], // one function of that type
  ...[0x0a, 0x0a, 0x01, 0x08, 0x00], // its body of 8 bytes, no locals
  ...[0x41, 0x00, 0xfd, 0x0f, 0xfd, 0x62, 0x0b], // i32.const 0, i8x16.splat, i8x16.popcnt, end
);

/** @returns {"simd" | "scalar"} */
export function lanesOfEngine() {
  return WebAssembly.validate(PROBE) ? "simd" : "scalar";
}
