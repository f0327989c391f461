/** A value of a row, as SQLite's driver takes it. */
export type SqliteValue = null | bigint | number | string | Buffer;

/** A number of at most nine bytes, and where it ends. Null where the bytes end before. */
export function readVarint(bytes: Buffer, from: number): readonly [bigint, number] | null {
  let value = 0n;
  for (let at = from; at < from + 9; at++) {
    const byte = bytes[at];
    if (byte === undefined) return null;
    if (at === from + 8) return [BigInt.asIntN(64, (value << 8n) | BigInt(byte)), at + 1];
    value = (value << 7n) | BigInt(byte & 0x7f);
    if (byte < 0x80) return [BigInt.asIntN(64, value), at + 1];
  }
  return null;
}

/** Bytes of a whole number, by its kind. */
const WHOLE_BYTES: readonly number[] = [0, 1, 2, 3, 4, 6, 8];

/**
 * The values of a row in the order of their columns; null where the bytes are not a row's: the lengths that its head
 * tells must add up to all of them (https://sqlite.org/fileformat2.html#record_format).
 */
export function readRecord(bytes: Buffer): readonly SqliteValue[] | null {
  const head = readVarint(bytes, 0);
  if (head === null || head[0] > BigInt(bytes.length)) return null;
  const headEnd = Number(head[0]);
  const values: SqliteValue[] = [];
  let at = headEnd;
  for (let kindAt = head[1]; kindAt < headEnd; ) {
    const kind = readVarint(bytes, kindAt);
    if (kind === null || kind[0] < 0n || kind[0] > BigInt(bytes.length) * 2n + 13n) return null;
    kindAt = kind[1];
    const length = lengthOf(Number(kind[0]));
    if (length === null || at + length > bytes.length) return null;
    values.push(sqliteValue(Number(kind[0]), bytes.subarray(at, at + length)));
    at += length;
  }
  return at === bytes.length && values.length > 0 ? values : null;
}

/** Null for the two kinds that no file has. */
function lengthOf(kind: number): number | null {
  if (kind >= 12) return (kind - 12) >> 1;
  if (kind === 10 || kind === 11) return null;
  return kind === 7 ? 8 : (WHOLE_BYTES[kind] ?? 0);
}

function sqliteValue(kind: number, bytes: Buffer): SqliteValue {
  if (kind >= 12) return kind % 2 === 0 ? Buffer.from(bytes) : bytes.toString("utf8");
  if (kind === 0) return null;
  if (kind === 7) return bytes.readDoubleBE(0);
  if (kind >= 8) return BigInt(kind - 8);
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return BigInt.asIntN(bytes.length * 8, value);
}
