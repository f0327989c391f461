const HEAD_BYTES = 32;
const FRAME_HEAD_BYTES = 24;

/** How a log begins; the lowest bit says that its sums are over big-endian words. */
const MAGIC = 0x377f0682;

/** What a write-ahead log holds over its file. */
export interface LogFrames {
  readonly pageSize: number;
  /** The newest content of each page, up to the last transaction that was committed. */
  readonly pages: ReadonlyMap<number, Uint8Array>;
  /** False: frames follow that belong to the log and are not as they were written. */
  readonly isWhole: boolean;
}

/**
 * Reads a write-ahead log as SQLite does: frame by frame, as long as the salts are those of its head and the sums are
 * right (https://sqlite.org/fileformat2.html#walformat). Null where there is none.
 */
export function logFrames(log: Buffer): LogFrames | null {
  if (log.length < HEAD_BYTES || (log.readUInt32BE(0) & ~1) >>> 0 !== MAGIC) return null;
  const isBigEndian = (log.readUInt32BE(0) & 1) === 1;
  const pageSize = log.readUInt32BE(8);
  const salts = log.subarray(16, 24);
  const frameBytes = FRAME_HEAD_BYTES + pageSize;
  const pages = new Map<number, Uint8Array>();
  let pending = new Map<number, Uint8Array>();
  let sum: Sum = addTo([0, 0], log.subarray(0, 24), isBigEndian);
  let at = HEAD_BYTES;
  for (; at + frameBytes <= log.length; at += frameBytes) {
    const head = log.subarray(at, at + FRAME_HEAD_BYTES);
    if (!head.subarray(8, 16).equals(salts)) return { pageSize, pages, isWhole: true };
    const bytes = log.subarray(at + FRAME_HEAD_BYTES, at + frameBytes);
    sum = addTo(addTo(sum, head.subarray(0, 8), isBigEndian), bytes, isBigEndian);
    if (head.readUInt32BE(16) !== sum[0] || head.readUInt32BE(20) !== sum[1]) break;
    pending.set(head.readUInt32BE(0), bytes);
    if (head.readUInt32BE(4) === 0) continue;
    for (const [number, page] of pending) pages.set(number, page);
    pending = new Map();
  }
  return { pageSize, pages, isWhole: at + frameBytes > log.length };
}

type Sum = readonly [number, number];

function addTo([first, second]: Sum, bytes: Buffer, isBigEndian: boolean): Sum {
  let [a, b] = [first, second];
  for (let at = 0; at + 8 <= bytes.length; at += 8) {
    const x = isBigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at);
    const y = isBigEndian ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4);
    a = (a + x + b) >>> 0;
    b = (b + y + a) >>> 0;
  }
  return [a, b];
}
