/**
 * What token ids stand for, in binary: how `GET /api/sessions/{id}/nodes/{node}/pieces`, `…/samples/{sample}/pieces`
 * and `…/turns/{turn}/pieces` answer.
 *
 * | bytes | content |
 * |---|---|
 * | 4 | `54 54 50 31` ("TTP1") |
 * | 4 | number of ids, n |
 * | 4 n | ids, unsigned 32-bit, ascending |
 * | 2 n | length of each id's bytes; bit 15: it is a special token, and the bytes are its name |
 * | | the bytes, one id after the other |
 *
 * Everything is little-endian. An id of length 0 stands for nothing: the vocabulary does not hold it.
 */
export interface TokenPiece {
  readonly id: number;
  readonly bytes: Uint8Array;
  readonly isSpecial: boolean;
}

const MAGIC = 0x31505454;
const FIXED_BYTES = 8;
const SPECIAL_BIT = 0x8000;

/** Writes pieces in the layout above. Throws `RangeError` for a piece of 32 KiB or more. */
export function encodePieceTable(pieces: readonly TokenPiece[]): Uint8Array<ArrayBuffer> {
  const sorted = pieces.toSorted((left, right) => left.id - right.id);
  const size = sorted.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const table = new Uint8Array(FIXED_BYTES + sorted.length * 6 + size);
  const view = new DataView(table.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, sorted.length, true);
  const lengthsAt = FIXED_BYTES + sorted.length * 4;
  let bytesAt = lengthsAt + sorted.length * 2;
  sorted.forEach(({ id, bytes, isSpecial }, at) => {
    if (bytes.length >= SPECIAL_BIT) throw new RangeError(`token ${id} has ${bytes.length} bytes`);
    view.setUint32(FIXED_BYTES + at * 4, id, true);
    view.setUint16(lengthsAt + at * 2, bytes.length | (isSpecial ? SPECIAL_BIT : 0), true);
    table.set(bytes, bytesAt);
    bytesAt += bytes.length;
  });
  return table;
}

/** Reads the layout above. Throws `RangeError` when the bytes are not pieces or are cut short. */
export function decodePieceTable(table: Uint8Array): readonly TokenPiece[] {
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
  if (table.length < FIXED_BYTES || view.getUint32(0, true) !== MAGIC) {
    throw new RangeError("These bytes are not token pieces.");
  }
  const count = view.getUint32(4, true);
  const lengthsAt = FIXED_BYTES + count * 4;
  let bytesAt = lengthsAt + count * 2;
  if (bytesAt > table.length) throw new RangeError("These token pieces are cut short.");
  const pieces = Array.from({ length: count }, (_, at): TokenPiece => {
    const length = view.getUint16(lengthsAt + at * 2, true);
    const start = bytesAt;
    bytesAt += length & ~SPECIAL_BIT;
    return {
      id: view.getUint32(FIXED_BYTES + at * 4, true),
      bytes: table.subarray(start, bytesAt),
      isSpecial: (length & SPECIAL_BIT) !== 0,
    };
  });
  if (bytesAt !== table.length) throw new RangeError("These token pieces are cut short.");
  return pieces;
}
