/** How numbers stand in a BLOB or on the wire: ids as 32-bit integers, log-probs as 64-bit floats, low byte first. */
export const littleEndian = {
  /** @example littleEndian.fromIds(Int32Array.of(1)) // Uint8Array [1, 0, 0, 0] */
  fromIds(ids: Int32Array): Uint8Array<ArrayBuffer> {
    const view = new DataView(new ArrayBuffer(ids.length * 4));
    for (let i = 0; i < ids.length; i++) view.setInt32(i * 4, ids[i] ?? 0, true);
    return new Uint8Array(view.buffer);
  },

  /** Throws `RangeError` when the bytes are not a whole number of ids. */
  toIds(bytes: Uint8Array): Int32Array {
    if (bytes.length % 4 !== 0) throw new RangeError(`${bytes.length} bytes are not 32-bit integers`);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return Int32Array.from({ length: bytes.length / 4 }, (_, i) => view.getInt32(i * 4, true));
  },

  fromFloats(values: Float64Array): Uint8Array<ArrayBuffer> {
    const view = new DataView(new ArrayBuffer(values.length * 8));
    for (let i = 0; i < values.length; i++) view.setFloat64(i * 8, values[i] ?? 0, true);
    return new Uint8Array(view.buffer);
  },

  /** Throws `RangeError` when the bytes are not a whole number of floats. */
  toFloats(bytes: Uint8Array): Float64Array {
    if (bytes.length % 8 !== 0) throw new RangeError(`${bytes.length} bytes are not 64-bit floats`);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return Float64Array.from({ length: bytes.length / 8 }, (_, i) => view.getFloat64(i * 8, true));
  },
};
