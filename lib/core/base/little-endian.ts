/** Every machine this runs on today; the slow way is kept for one that is not. */
const IS_NATIVE = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** How numbers stand in a BLOB or on the wire: ids as 32-bit integers, log-probs as 64-bit floats, low byte first. */
export const littleEndian = {
  /** @example littleEndian.fromIds(Int32Array.of(1)) // Uint8Array [1, 0, 0, 0] */
  fromIds(ids: Int32Array): Uint8Array<ArrayBuffer> {
    if (IS_NATIVE) return new Uint8Array(new Int32Array(ids).buffer);
    const view = new DataView(new ArrayBuffer(ids.length * 4));
    for (const [i, id] of ids.entries()) view.setInt32(i * 4, id, true);
    return new Uint8Array(view.buffer);
  },

  /** Throws `RangeError` when the bytes are not a whole number of ids. */
  toIds(bytes: Uint8Array): Int32Array {
    if (bytes.length % 4 !== 0) throw new RangeError(`${bytes.length} bytes are not 32-bit integers`);
    const copy = new Uint8Array(bytes).buffer;
    if (IS_NATIVE) return new Int32Array(copy);
    const view = new DataView(copy);
    return Int32Array.from({ length: bytes.length / 4 }, (_, i) => view.getInt32(i * 4, true));
  },

  fromFloats(values: Float64Array): Uint8Array<ArrayBuffer> {
    if (IS_NATIVE) return new Uint8Array(new Float64Array(values).buffer);
    const view = new DataView(new ArrayBuffer(values.length * 8));
    for (const [i, value] of values.entries()) view.setFloat64(i * 8, value, true);
    return new Uint8Array(view.buffer);
  },

  /** Throws `RangeError` when the bytes are not a whole number of floats. */
  toFloats(bytes: Uint8Array): Float64Array {
    if (bytes.length % 8 !== 0) throw new RangeError(`${bytes.length} bytes are not 64-bit floats`);
    const copy = new Uint8Array(bytes).buffer;
    if (IS_NATIVE) return new Float64Array(copy);
    const view = new DataView(copy);
    return Float64Array.from({ length: bytes.length / 8 }, (_, i) => view.getFloat64(i * 8, true));
  },
};
